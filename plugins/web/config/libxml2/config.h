/* What libxml2's own build would find out about emscripten: a parser of bytes in memory needs only
 * the standard library. */
#pragma once

#define ATTRIBUTE_DESTRUCTOR
#define HAVE_CTYPE_H 1
#define HAVE_ERRNO_H 1
#define HAVE_FLOAT_H 1
#define HAVE_LIMITS_H 1
#define HAVE_MATH_H 1
#define HAVE_SNPRINTF 1
#define HAVE_STDARG_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_VA_COPY 1
#define HAVE_VSNPRINTF 1
#define ICONV_CONST
#define VERSION "2"
