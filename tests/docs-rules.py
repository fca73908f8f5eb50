#!/usr/bin/env python3
"""docs/rules is what `drawbridge template docs stride` writes today.

usage: docs-rules.py PROGRAM DOCS [--without-graphviz]          TAP; status 1 on a failure

Pages are compared byte for byte; pictures by ids, classes and titles, since fonts differ between
machines. To make them again:

    rm -r docs/rules && build/drawbridge template docs stride docs/rules
"""
import pathlib
import re
import subprocess
import sys
import tempfile

MOST_BYTES = 3_000_000
SHOWN = 10


def names(folder, ending):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*" + ending)}


def parts(path):
    """What does not depend on fonts."""
    return re.findall(r'<title[^>]*>[^<]*|(?:id|class)="[^"]*"', path.read_text(encoding="utf-8"))


def compare_names(old, new, ending):
    here, wanted = names(old, ending), names(new, ending)
    return [f"{name} is missing" for name in sorted(wanted - here)] + \
           [f"{name} is of nothing" for name in sorted(here - wanted)]


def compare_pages(old, new):
    return [f"{name} is stale" for name in sorted(names(old, ".md") & names(new, ".md"))
            if (old / name).read_bytes() != (new / name).read_bytes()]


def compare_pictures(old, new):
    return [f"{name} is stale" for name in sorted(names(old, ".svg") & names(new, ".svg"))
            if parts(old / name) != parts(new / name)]


def broken_links(folder):
    wrong = []
    for name in sorted(names(folder, ".md")):
        text = (folder / name).read_text(encoding="utf-8")
        for link in set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)):
            if not (folder / link).exists():
                wrong.append(f"{name}: no {link}")
    return wrong


def too_large(folder):
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return [f"{size} bytes, at most {MOST_BYTES}"] if size > MOST_BYTES else []


def main():
    words = [word for word in sys.argv[1:] if word != "--without-graphviz"]
    if len(words) != 2:
        sys.exit(__doc__.strip())
    if "--without-graphviz" in sys.argv:
        print("1..0 # SKIP this build does not draw")
        return 0
    old, failed = pathlib.Path(words[1]), 0
    with tempfile.TemporaryDirectory() as folder:
        new = pathlib.Path(folder) / "rules"
        subprocess.run([words[0], "template", "docs", "stride", new], check=True, timeout=900)
        tests = [("every page is there", compare_names(old, new, ".md")),
                 ("every picture is there", compare_names(old, new, ".svg")),
                 ("the pages are of today", compare_pages(old, new)),
                 ("the pictures are of today", compare_pictures(old, new)),
                 ("every link leads somewhere", broken_links(new)),
                 ("the size", too_large(new))]
    print(f"1..{len(tests)}")
    for number, (name, wrong) in enumerate(tests, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong[:SHOWN]:
            print(f"# {line}")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
