"""The libraries of the engine for a browser: which files of Debian's sources, and how.

Only what the engine calls is compiled; what one of these files calls besides is in the list too.
"""
import re

# What files of GLib the engine needs: text, arrays, tables, errors. No main loop, no files.
GLIB = """garray gatomic gbase64 gbitlock gbytes gchecksum gconvert gdate gdataset gerror ghash
    ghostutils glib-private glist gmem gmessages gpattern gprimes gprintf gqsort gquark gqueue
    grcbox grefcount gslice gslist gstrfuncs gstring gstringchunk gthread gthread-posix guniprop
    gutf8 gunidecomp gutils guuid guri genviron gcharset glib-init libcharset/localcharset"""

# A parser fed in chunks; no tree, no output, no files, no network.
XML = """buf chvalid dict encoding entities error globals hash list parser parserInternals SAX2
    threads tree uri valid xmlIO xmlmemory xmlstring"""

# Every feature that is not named here is left out.
XML_FEATURES = {"TREE", "PUSH", "SAX1"}

ZLIB = "adler32 crc32 deflate inflate inffast inftrees trees zutil"

# glibconfig.h.in, for a machine whose pointers, sizes and longs have four bytes.
GLIB_CONFIG = {
    "gint16": "short", "gint16_modifier": '"h"', "gint16_format": '"hi"', "guint16_format": '"hu"',
    "gint32": "int", "gint32_modifier": '""', "gint32_format": '"i"', "guint32_format": '"u"',
    "glib_extension": "G_GNUC_EXTENSION ", "gint64": "long long",
    "gint64_constant": "(G_GNUC_EXTENSION (val##LL))",
    "guint64_constant": "(G_GNUC_EXTENSION (val##ULL))",
    "gint64_modifier": '"ll"', "gint64_format": '"lli"', "guint64_format": '"llu"',
    "glib_void_p": "4", "glib_long": "4", "glib_size_t": "4", "glib_ssize_t": "4",
    "glib_size_type_define": "long", "gsize_modifier": '"l"', "gssize_modifier": '"l"',
    "gsize_format": '"lu"', "gssize_format": '"li"', "glib_msize_type": "LONG",
    "g_pollfd_format": '"%d"', "glib_gpi_cast": "(glong)", "glib_gpui_cast": "(gulong)",
    "glib_intptr_type_define": "long", "gintptr_modifier": '"l"', "gintptr_format": '"li"',
    "guintptr_format": '"lu"', "glib_os": "#define G_OS_UNIX",
    "glib_vacopy": "#define G_VA_COPY va_copy", "g_threads_impl_def": "POSIX",
    "g_bs_native": "LE", "g_bs_alien": "BE", "glongbits": "32", "gintbits": "32", "gsizebits": "32",
    "g_byte_order": "G_LITTLE_ENDIAN", "g_pollin": "1", "g_pollout": "4", "g_pollpri": "2",
    "g_pollhup": "16", "g_pollerr": "8", "g_pollnval": "32", "g_module_suffix": "so",
    "g_pid_type": "int", "g_pid_format": '"i"', "g_af_unix": "1", "g_af_inet": "2",
    "g_af_inet6": "10", "g_msg_oob": "1", "g_msg_peek": "2", "g_msg_dontroute": "4",
    "g_dir_separator": "/", "g_searchpath_separator": ":",
}
GLIB_DEFINES = {"GLIB_HAVE_ALLOCA_H": "", "GLIB_USING_SYSTEM_PRINTF": "", "G_ATOMIC_LOCK_FREE": "",
                "G_HAVE_GNUC_VISIBILITY": "1", "G_HAVE_GROWING_STACK": "0"}


def fill(template, values, defines):
    """A header of Meson's or configure's, with every @NAME@ and #mesondefine in its place."""
    def define(match):
        name = match[1]
        return f"#define {name} {defines[name]}".rstrip() if name in defines \
            else f"/* #undef {name} */"

    text = re.sub(r"#mesondefine (\w+)", define, template)
    return re.sub(r"@(\w+)@", lambda match: values[match[1]], text)


def glib_config(source):
    version = re.search(r"version\s*:\s*'(\d+)\.(\d+)\.(\d+)'",
                        (source / "meson.build").read_text(encoding="utf-8"))
    values = dict(GLIB_CONFIG)
    for name, number in zip(("MAJOR", "MINOR", "MICRO"), version.groups()):
        values[f"GLIB_{name}_VERSION"] = number
    template = (source / "glib/glibconfig.h.in").read_text(encoding="utf-8")
    return fill(template, values, GLIB_DEFINES)


class Features(dict):
    """WITH_TREE is 1, any feature that is not wanted is 0."""
    def __missing__(self, name):
        return str(int(name.removeprefix("WITH_") in XML_FEATURES))


def xml_config(source):
    values = Features(VERSION="2.9", LIBXML_VERSION_NUMBER="20900", LIBXML_VERSION_EXTRA="",
                      MODULE_EXTENSION="")
    template = (source / "include/libxml/xmlversion.h.in").read_text(encoding="utf-8")
    return fill(template, values, {})


def in_folder(folder, names):
    return [folder / (name + ".c") for name in names.split()]


def glib(source, made, config):
    """Returns the files, the flags that compile them, and the flags for who uses them."""
    header = made / "glib/glibconfig.h"
    header.parent.mkdir(parents=True, exist_ok=True)
    write(header, glib_config(source))
    include = [f"-I{made}/glib", f"-I{source}/glib", f"-I{source}"]
    flags = [f"-I{config}/glib", *include, f"-I{source}/glib/libcharset", "-std=gnu11",
             "-D_GNU_SOURCE", "-fno-strict-aliasing", "-D__GCC_HAVE_SYNC_COMPARE_AND_SWAP_4",
             "-DGLIB_COMPILATION", '-DG_LOG_DOMAIN="GLib"', "-DG_DISABLE_CAST_CHECKS",
             '-DLIBDIR="/"']
    return in_folder(source / "glib", GLIB), flags, include


def libxml2(source, made, config):
    header = made / "libxml2/libxml/xmlversion.h"
    header.parent.mkdir(parents=True, exist_ok=True)
    write(header, xml_config(source))
    include = [f"-I{made}/libxml2", f"-I{source}/include"]
    flags = [f"-I{config}/libxml2", *include, "-DHAVE_CONFIG_H", "-DLIBXML_STATIC"]
    return in_folder(source, XML), flags, include


def libyaml(source, _made, _config):
    include = [f"-I{source}/include"]
    flags = [*include, "-DYAML_DECLARE_STATIC", "-DYAML_VERSION_MAJOR=0", "-DYAML_VERSION_MINOR=2",
             "-DYAML_VERSION_PATCH=5", '-DYAML_VERSION_STRING="0.2.5"']
    return in_folder(source / "src", "api parser reader scanner"), flags, include


def jansson(source, _made, config):
    """Its header for Android says what is true here too: no locales."""
    include = [f"-I{source}/src", f"-I{source}/android"]
    flags = [f"-I{config}/jansson", *include, "-DHAVE_CONFIG_H"]
    files = "dump error hashtable hashtable_seed load memory strbuffer strconv utf value"
    return in_folder(source / "src", files), flags, include


def zlib(source, _made, _config):
    return in_folder(source, ZLIB), [f"-I{source}"], [f"-I{source}"]


def write(path, text):
    """Leaves a file alone that is as it should be: what depends on it is then not made again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


# The name of Debian's source package, its files, and its licence as the product names it.
LIBRARIES = [
    ("glib2.0", glib, "LGPL-2.1-or-later"),
    ("libxml2", libxml2, "MIT"),
    ("libyaml", libyaml, "MIT"),
    ("jansson", jansson, "MIT"),
    ("zlib", zlib, "Zlib"),
]
