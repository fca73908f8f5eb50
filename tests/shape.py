#!/usr/bin/env python3
"""The shape of the house as a test: who may include whom, and how long things may be.

    shape.py [ROOT]         prints file:line: what is wrong; status 1 when there is anything
"""
import pathlib
import re
import sys

# A folder may include headers of itself and of the places after the arrow. Nothing else.
PIPELINE = {"engine/" + name + ".h" for name in (
    "tm", "template", "pool", "classify", "classify-words", "crossing", "xml", "json", "json-tree",
    "yaml-tree", "xml-tree", "inflate", "escape", "begins", "messages", "tm7-names", "otm-names",
    "drawio-packed", "wording")}
ALL = {"engine", "engine/writers", "importers", "plugins/picture", "plugins/shared"}
PLAIN = {"engine", "engine/writers", "importers"}
ARROWS = {
    "engine": set(),
    "engine/writers": {"engine"},
    "importers": PIPELINE,
    "plugins": ALL,
    "plugins/graphviz": ALL | {"plugins/cli"},
    "plugins/shared": PLAIN,
    "plugins/web": PLAIN | {"plugins/shared"},
    "tests": ALL | {"plugins/cli", "plugins/graphviz", "plugins/web"},
}
# Foreign libraries stay behind these files.
FENCES = {
    "graphviz/": r"importers/dot(-copy|-live)?\.c|plugins/(picture|graphviz)/.*",
    "libxml/": r"engine/xml\.c",
    "yaml.h": r"engine/yaml\.c",
    "jansson.h": r"engine/json(-tree)?\.c",
    "zlib.h": r"engine/inflate\.c|tests/.*",
}
# What also runs inside a browser has no files, processes, signals, threads, clock, output.
INNER = ("engine", "engine/writers", "importers", "plugins/shared", "plugins/web")
OUTSIDE_HEADERS = re.compile(
    r"(gio/|sys/|glib/gstdio\.h|(stdio|unistd|fcntl|signal|time|pthread|threads|dirent|locale|poll|"
    r"spawn|setjmp)\.h)")
OUTSIDE_CALLS = re.compile(
    r"\b(fopen|open|openat|fork|vfork|system|popen|exec[lv]p?e?|getenv|setenv|setlocale|time|clock|"
    r"clock_gettime|gettimeofday|localtime|gmtime|signal|sigaction|raise|exit|_exit|abort|printf|"
    r"fprintf|vfprintf|puts|fputs|putchar|fwrite|fread|remove|rename|unlink|g_getenv|g_setenv|"
    r"g_get_\w*time\w*|g_file_\w+|g_fopen|g_open|g_stat|g_spawn_\w+|g_thread_\w+|g_timeout_\w+|"
    r"g_idle_\w+|g_main_\w+|g_print|g_printerr|g_error|g_critical|g_warning|g_message|g_debug|"
    r"g_info|g_log|g_dir_\w+|g_random_\w+|rand|random|pthread_\w+|g_regex_\w+)\s*\(")
# Data that outlives a call is allowed here: a fuzzer runs one target very often.
MUTABLE = {"tests/fuzz/known.c"}
# Defines what it must not call.
STAND_INS = {"plugins/web/glib-rest.c"}
MAX_FILE, MAX_FUNCTION, MAX_COLUMNS = 400, 40, 100


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def bare(text):
    """The code without comments, and with empty strings; every line stays where it is."""
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                  lambda m: '""' + " " * (len(m[0]) - 2) if m[0][0] in "\"'" else blank(m),
                  text, flags=re.S)
    return text


def folder_of(path):
    return path.rsplit("/", 1)[0]


def room_of(path):
    """The key in ARROWS that a file obeys."""
    rooms = [room for room in ARROWS if path.startswith(room + "/")]
    return max(rooms, key=len) if rooms else None


class House:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.bad = []
        self.files = sorted(p.relative_to(self.root).as_posix() for room in ARROWS
                            for p in (self.root / room).rglob("*") if p.suffix in (".c", ".h"))
        self.files = sorted(set(self.files))
        self.headers = {}
        for path in self.files:
            if path.endswith(".h"):
                self.headers.setdefault(path.rsplit("/", 1)[1], []).append(path)

    def complain(self, path, line, text):
        self.bad.append((path, line, text))

    def resolve(self, path, name):
        """The header that an #include of @path means: in its own folder, else anywhere."""
        beside = folder_of(path) + "/" + name
        if beside in self.files:
            return beside
        homes = self.headers.get(name.rsplit("/", 1)[-1], [])
        return homes[0] if homes else None

    def check_own_include(self, path, n, name):
        header, room = self.resolve(path, name), room_of(path)
        if header is None:
            self.complain(path, n, f"there is no {name}")
        elif folder_of(header) != folder_of(path) and room_of(header) != "tests" \
                and header not in ARROWS[room] and folder_of(header) not in ARROWS[room]:
            self.complain(path, n, f"{room} must not include {header}")

    def check_library(self, path, n, name):
        for fence, allowed in FENCES.items():
            if name.startswith(fence) and not re.fullmatch(allowed, path):
                self.complain(path, n, f"<{name}> stays behind {allowed}")
        if room_of(path) in INNER and OUTSIDE_HEADERS.match(name):
            self.complain(path, n, f"<{name}> is not for the engine and the importers")

    def check_order(self, path, n, group):
        """A group of includes is sorted; only a file's own header may stand before the others."""
        if len({name[0] for name in group}) > 1:
            self.complain(path, n, "libraries and our own headers are in one group")
            return
        own = '"' + path.rsplit("/", 1)[-1].replace(".c", ".h") + '"'
        rest = group[1:] if group[:1] == [own] else group
        if rest != sorted(rest) and group != sorted(group):
            self.complain(path, n, f"the includes {', '.join(group)} are not sorted")

    def check_includes(self, path, lines):
        group = []
        for n, line in enumerate(lines + [""], 1):
            match = re.match(r'#include (([<"])([^>"]+)[>"])', line)
            if match is None:
                self.check_order(path, n - 1, group)
                group = []
                continue
            group.append(match[1])
            if match[2] == "<":
                self.check_library(path, n, match[3])
            else:
                self.check_own_include(path, n, match[3])

    def check_sizes(self, path, lines):
        start = None
        if len(lines) > MAX_FILE:
            self.complain(path, 1, f"{len(lines)} lines, at most {MAX_FILE}")
        for n, line in enumerate(lines, 1):
            if len(line) > MAX_COLUMNS:
                self.complain(path, n, f"{len(line)} columns, at most {MAX_COLUMNS}")
            if line == "{":
                start = n
            elif line == "}" and start is not None:
                if n - start - 1 > MAX_FUNCTION:
                    self.complain(path, start, f"a function of {n - start - 1} lines, "
                                               f"at most {MAX_FUNCTION}")
                start = None

    def check_words(self, path, code):
        inner = room_of(path) in INNER and path not in STAND_INS
        for n, line in enumerate(code.splitlines(), 1):
            if re.search(r"\bgoto\b", line):
                self.complain(path, n, "goto")
            match = OUTSIDE_CALLS.search(line) if inner else None
            if match and not re.search(r"(->|\.)\s*$", line[:match.start()]) \
                    and not line.startswith("#"):
                self.complain(path, n, f"{match[1]}() is not for the engine and the importers")

    def check_data(self, path, code):
        """No variable that outlives a call: of what is static or global only tables stay."""
        code = re.sub(r"^#(?:\\\n|[^\n])*", blank, code, flags=re.M)
        depth = 0
        for match in re.finditer(r"[{}]|[^{};]+", code):
            text = match[0]
            if text in "{}":
                depth += 1 if text == "{" else -1
                continue
            head = text.split("=")[0].strip()
            n = code.count("\n", 0, match.start() + len(text) - len(text.lstrip())) + 1
            follows = code[match.end():match.end() + 1]
            if is_variable(head, depth, "=" in text, follows) and not is_const(head):
                self.complain(path, n, f"'{' '.join(head.split())}' is not const")

    def check_opening(self, path, text):
        if not text.startswith("/*"):
            self.complain(path, 1, "does not begin with a comment that says what it is for")
        if path.endswith(".h") and "\n#pragma once\n" not in text:
            self.complain(path, 1, "has no #pragma once")

    def check(self):
        for path in self.files:
            text = (self.root / path).read_text(encoding="utf-8")
            code, lines = bare(text), text.splitlines()
            self.check_opening(path, text)
            self.check_includes(path, lines)
            self.check_sizes(path, lines)
            self.check_words(path, code)
            if path.endswith(".c") and path not in MUTABLE:
                self.check_data(path, code)
        return sorted(self.bad)


def is_variable(head, depth, assigned, follows):
    """Whether a piece of code declares data that lives as long as the program."""
    if depth > 0:
        return re.match(r"(.*:\s*)?static\b", head, re.S) is not None and "(" not in head
    if re.match(r"(typedef|extern|struct|union|enum)\b", head) and not assigned:
        return False
    return re.search(r"\w\s+\**\s*\w+(\s*\[[^]]*\])*$", head) is not None and "(" not in head \
        and (assigned or follows == ";")


def is_const(head):
    return re.search(r"\bconst\b", head.rsplit("*", 1)[-1] if "*" in head else head) is not None


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    house = House(root)
    bad = house.check()
    for path, line, text in bad:
        print(f"{path}:{line}: {text}")
    print(f"shape: {len(house.files)} files, {len(bad)} out of shape")
    return 1 if bad or not house.files else 0


if __name__ == "__main__":
    sys.exit(main())
