#!/usr/bin/env python3
"""The pictures of docs/gallery are what the program draws today.

    gallery.py PROGRAM               a test: the same parts, names and texts; places depend on fonts
    gallery.py PROGRAM --write       draws them anew
"""
import os
import pathlib
import re
import subprocess
import sys

from cases import parts_of_svg

ROOT = pathlib.Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs/gallery"
SECONDS = 60
ROW = re.compile(r"\| !\[\]\(([^)]+\.svg)\) \| `([^`]+)` \|")


def rows():
    """The table of the gallery's page: picture and source."""
    return ROW.findall((GALLERY / "README.md").read_text(encoding="utf-8"))


def draw(program, source):
    done = subprocess.run([program, source, "--to", "svg"], cwd=ROOT, capture_output=True,
                          timeout=SECONDS, check=True)
    return done.stdout.decode("utf-8")


def check(program, picture, source):
    """What is wrong with a picture, or ""."""
    old = parts_of_svg((GALLERY / picture).read_text(encoding="utf-8")).splitlines()
    new = parts_of_svg(draw(program, source)).splitlines()
    differs = [line for line in old if line not in new] + [line for line in new if line not in old]
    return f"draw it anew: {differs[:3]}" if old != new else ""


def main():
    program = os.path.abspath(sys.argv[1])
    table = rows()
    if "--write" in sys.argv:
        for picture, source in table:
            (GALLERY / picture).write_text(draw(program, source), encoding="utf-8")
        return 0
    strays = {p.name for p in GALLERY.glob("*.svg")} ^ {picture for picture, _ in table}
    print(f"1..{len(table) + 1}\n{'not ok' if strays or not table else 'ok'} 1 - all are listed")
    failed = bool(strays) or not table
    for number, (picture, source) in enumerate(table, 2):
        fault = check(program, picture, source)
        failed = failed or bool(fault)
        print(f"{'not ok' if fault else 'ok'} {number} - {picture}")
        print(f"# {fault}\n" if fault else "", end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
