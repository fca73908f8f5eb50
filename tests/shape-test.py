#!/usr/bin/env python3
"""Does shape.py see what it is there for? Each bad sample must give exactly its one complaint."""
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from shape import House  # noqa: E402

OPEN = "/* A sample. */\n"
LONG = "static void\nlong_one(void)\n{\n" + "    ;\n" * 41 + "}\n"
FITS = "static void\nlong_one(void)\n{\n" + "    ;\n" * 40 + "}\n"
# path, text, the complaint (None: good)
SAMPLES = [
    ("engine/a.c", OPEN + '#include "tm.h"\n', None),
    ("engine/a.c", OPEN + '#include "importers.h"\n', "engine must not include"),
    ("engine/a.c", OPEN + '#include "nowhere.h"\n', "there is no nowhere.h"),
    ("engine/writers/a.c", OPEN + '#include "importers.h"\n', "must not include"),
    ("engine/writers/a.c", OPEN + '#include "facts.h"\n', None),
    ("importers/a.c", OPEN + '#include "facts.h"\n', "must not include"),
    ("importers/a.c", OPEN + '#include "tm.h"\n', None),
    ("plugins/cli/a.c", OPEN + '#include "importers.h"\n', None),
    ("plugins/picture/a.c", OPEN + '#include "options.h"\n', "must not include"),
    ("tests/unit/a.c", OPEN + '#include "options.h"\n', None),
    ("importers/a.c", OPEN + "#include <graphviz/cgraph.h>\n", "stays behind"),
    ("importers/dot.c", OPEN + "#include <graphviz/cgraph.h>\n", None),
    ("engine/a.c", OPEN + "#include <yaml.h>\n", "stays behind"),
    ("engine/a.c", OPEN + "#include <stdio.h>\n", "not for the engine"),
    ("engine/a.c", OPEN + "#include <sys/stat.h>\n", "not for the engine"),
    ("plugins/cli/a.c", OPEN + "#include <stdio.h>\n", None),
    ("engine/a.c", OPEN + "#include <string.h>\n#include <math.h>\n", "are not sorted"),
    ("engine/a.c", OPEN + "#include <string.h>\n\n#include <math.h>\n", None),
    ("engine/z.c", OPEN + '#include "z.h"\n#include "facts.h"\n#include "tm.h"\n', None),
    ("engine/a.c", OPEN + '#include <math.h>\n#include "tm.h"\n', "in one group"),
    ("engine/a.c", OPEN + "int x(void) { return fopen(0, 0) != 0; }\n", "fopen()"),
    ("engine/a.c", OPEN + "/* fopen() is not for us */\n", None),
    ("engine/a.c", OPEN + 'const char *const a = "fopen() time()";\n', None),
    ("engine/a.c", OPEN + "void f(T *t)\n{\n    t->open(t);\n}\n", None),
    ("importers/a.c", OPEN + "void f(void)\n{\n    g_print(0);\n}\n", "g_print()"),
    ("engine/a.c", OPEN + "void f(void)\n{\n    goto out;\n}\n", "goto"),
    ("engine/a.c", OPEN + "static int count;\n", "not const"),
    ("engine/a.c", OPEN + "static const char *name = 0;\n", "not const"),
    ("engine/a.c", OPEN + "static const char *const names[] = {0};\n", None),
    ("engine/a.c", OPEN + "int count = 0;\n", "not const"),
    ("engine/a.c", OPEN + "void f(void)\n{\n    static int calls;\n    calls++;\n}\n", "not const"),
    ("engine/a.c", OPEN + "void f(void)\n{\n    static const int t[] = {1};\n}\n", None),
    ("engine/a.c", OPEN + "struct A {\n    int b;\n};\nextern const int c;\n", None),
    ("engine/a.c", OPEN + "static int f(int a);\nint g(void);\n", None),
    ("engine/a.c", "int x(void);\n", "begin with a comment"),
    ("engine/a.h", OPEN + "int x(void);\n", "#pragma once"),
    ("engine/a.c", OPEN + LONG, "a function of 41 lines"),
    ("engine/a.c", OPEN + FITS, None),
    ("engine/a.c", OPEN + "/* " + "x" * 100 + " */\n", "columns"),
    ("engine/a.c", OPEN + "\n" * 400, "401 lines"),
]
HEADERS = ["engine/tm.h", "engine/z.h", "engine/facts.h", "importers/importers.h", "engine/writers/writers.h",
           "plugins/cli/options.h"]


def complaints(path, text):
    with tempfile.TemporaryDirectory() as root:
        for name in HEADERS:
            file = pathlib.Path(root, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("/* A header. */\n#pragma once\n")
        file = pathlib.Path(root, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return [what for where, _, what in House(root).check() if where == path]


def main():
    failed = 0
    print(f"1..{len(SAMPLES)}")
    for n, (path, text, expected) in enumerate(SAMPLES, 1):
        got = complaints(path, text)
        good = not got if expected is None else len(got) == 1 and expected in got[0]
        failed += not good
        print(f"{'ok' if good else 'not ok'} {n} - {path}: {expected or 'good'}"
              + ("" if good else f" # {got}"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
