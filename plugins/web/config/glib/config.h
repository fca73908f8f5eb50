/* What GLib's own build would find out about emscripten (3.1.6): only what the files that
 * libraries.py names ask for. No threads, no locales, no translations. */
#pragma once

#define ALIGNOF_GUINT32 4
#define ALIGNOF_GUINT64 8
#define ALIGNOF_UNSIGNED_LONG 4
#define SIZEOF_CHAR 1
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_LONG_LONG 8
#define SIZEOF_SHORT 2
#define SIZEOF_SIZE_T 4
#define SIZEOF_SSIZE_T 4
#define SIZEOF_VOID_P 4
#define SIZEOF_WCHAR_T 4

#define GETTEXT_PACKAGE "glib20"
#define GLIB_LOCALE_DIR "/"
#define HAVE_ALLOCA_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_LONG_LONG 1
#define HAVE_POSIX_MEMALIGN 1
#define HAVE_PTHREAD_CONDATTR_SETCLOCK 1
#define HAVE_PTRDIFF_T 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRINGS_H 1
#define HAVE_STRING_H 1
#define HAVE_STPCPY 1
#define HAVE_STRCASECMP 1
#define HAVE_STRERROR_R 1
#define HAVE_STRLCPY 1
#define HAVE_STRNCASECMP 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_UNISTD_H 1
#define HAVE_VASPRINTF 1
#define HAVE_WCHAR_T 1
#define HAVE_SETENV 1
#define HAVE_UNSETENV 1
#define HAVE_C99_SNPRINTF 1
#define HAVE_C99_VSNPRINTF 1
#define HAVE_UNIX98_PRINTF 1
#define USE_SYSTEM_PRINTF 1
#define THREADS_POSIX 1
#define G_VA_COPY va_copy
#define gl_unused
#define gl_extern_inline
