#!/usr/bin/env python3
"""docs/tutorial.md, typed as it stands there: each command prints what the page shows.

    tutorial.py PROGRAM [--without-graphviz]

A block `dot` is written to shop.dot; a block `yaml` begins the register shop.dot.threats.yaml, or is
added to it. In a block `console` a line that begins with "$ " is a command, the others are what it
prints; of these a line "..." stands for any number of lines. DRAWBRIDGE_UPDATE=1 puts in what the
commands print now, where there is no "...".
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from cases import parts_of_svg

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "tutorial.md"
PICTURE = DOCS / "tutorial.svg"
BLOCK = re.compile(r"^```(dot|yaml|console)\n(.*?)^```$", re.M | re.S)
BOOK = "shop.dot.threats.yaml"
END = "@@ the end of what a command prints @@"


class Reader:
    """One shell, in an empty folder, on the day on which the page was written."""

    def __init__(self, program, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin/drawbridge").symlink_to(program)
        (folder / "work").mkdir()
        hidden = {k: v for k, v in os.environ.items()
                  if not k.startswith(("GIT_", "DRAWBRIDGE_")) and k != "NO_COLOR"}
        self.shell = subprocess.Popen(
            ["sh"], cwd=folder / "work", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.STDOUT, env={
                **hidden, "PATH": f"{folder}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                "SOURCE_DATE_EPOCH": "1795694400", "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_CONFIG_SYSTEM": "/dev/null"})

    def type(self, command):
        self.shell.stdin.write(f"{command}\nprintf '%s\\n' '{END}'\n")
        self.shell.stdin.flush()
        printed = []
        for line in self.shell.stdout:
            if line.rstrip("\n") == END:
                return printed
            printed.append(line.rstrip("\n"))
        raise ValueError(f"{command}: the shell has ended")

    def take(self, kind, text):
        """Returns the block with what its commands print now."""
        work = self.folder / "work"
        if kind == "dot":
            (work / "shop.dot").write_text(text)
        if kind == "yaml":
            with open(work / BOOK, "a") as file:
                file.write(text)
        if kind != "console":
            return text
        commands = [line for line in text.splitlines() if line.startswith("$ ")]
        return "\n".join(line for command in commands
                         for line in [command, *self.type(command[2:])]) + "\n"

    def close(self):
        self.shell.stdin.close()
        self.shell.wait()


def matches(shown, printed):
    """Whether a block as it is shown is what is printed, "..." being any lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M)]
    return re.fullmatch("(?s:.*)".join(parts), printed) is not None


def read_page(program, folder):
    """Returns the page as it should be, and what is wrong with it."""
    page, wrong = PAGE.read_text(), []
    reader = Reader(program, folder)
    blocks = list(BLOCK.finditer(page))
    fresh = [reader.take(block[1], block[2]) for block in blocks]
    reader.close()
    for block, now in reversed(list(zip(blocks, fresh))):
        if not matches(block[2], now):
            wrong.insert(0, f"shown:\n{block[2]}printed:\n{now}")
        if "\n...\n" not in block[2]:
            page = page[:block.start(2)] + now + page[block.end(2):]
    if len(blocks) < 20:
        wrong.append("blocks are missing")
    return page, wrong


def main():
    if "--without-graphviz" in sys.argv or shutil.which("git") is None:
        print("1..0 # SKIP skipped: DOT cannot be read, or there is no git")
        return 0
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="drawbridge-") as place:
        page, wrong = read_page(program, pathlib.Path(place))
    first = [b[2] for b in BLOCK.finditer(page) if b[1] == "dot"][1]
    done = subprocess.run([program, "--from", "dot", "-", "--to", "svg"], input=first, text=True,
                          capture_output=True, timeout=60)
    if os.environ.get("DRAWBRIDGE_UPDATE"):
        PAGE.write_text(page)
        PICTURE.write_text(done.stdout)
        return 0
    same = parts_of_svg(done.stdout) == parts_of_svg(PICTURE.read_text())
    print(f"1..2\n{'not ok' if wrong else 'ok'} 1 - the page shows what commands print")
    for line in "\n".join(wrong).splitlines():
        print("# " + line)
    print(f"{'ok' if same else 'not ok'} 2 - its picture")
    return 1 if wrong or not same else 0


if __name__ == "__main__":
    sys.exit(main())
