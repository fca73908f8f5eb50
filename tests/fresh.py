#!/usr/bin/env python3
"""A draw.io file made of a diagram in another format has the same parts and the same threats, and so
has a DOT file made of a draw.io file.

    [DRAWBRIDGE_CORPUS=FOLDER] fresh.py PROGRAM [--without-graphviz]

Ids of threats carry the page in draw.io. Annotated again the file has the same bytes. Boundaries
that overlap are drawn apart where nobody placed them, so crossings are compared by their types. Of a
.tm7, whose template stays behind, names and ends are compared only.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS = 60
PART = ("id", "name", "outOfScope")
MEANING = ("type", "also")


def run(program, *words):
    return subprocess.run([program, *map(str, words)], capture_output=True, timeout=SECONDS)


def analyse(program, path):
    """The report of @path, or None."""
    done = run(program, "--to", "json", path)
    return json.loads(done.stdout) if done.returncode == 0 else None


def facts(report, meaning):
    """@meaning: with types, crossings and threats."""
    lines = []
    keys = PART + (MEANING if meaning else ())
    for page in report["model"]["diagrams"]:
        if not page["elements"] or page.get("off"):
            continue
        types = {part["id"]: part["type"] for part in page["boundaries"]}
        for kind, more in (("elements", ("kind",)), ("flows", ("source", "target")),
                           ("boundaries", ("shape",))):
            lines += [(kind, *(str(part.get(key)) for key in keys + more)) for part in page[kind]]
        if not meaning:
            continue
        lines += [("crosses", flow["id"], *sorted({types.get(b, b) for b in flow["crosses"]}))
                  for flow in page["flows"]]
    if meaning:
        lines += [(re.sub("@.*?/", "@", t["id"]), t["severity"], t["title"], t["certainty"])
                  for t in report["threats"] if not t["custom"]]
    return sorted(lines)


def check(program, path, folder):
    """What is wrong with the file made of @path, or ""; None where there is nothing to read. It is
    copied, so that it leaves its register behind."""
    dot = path.suffix != ".tm7"
    path = pathlib.Path(shutil.copy(path, folder / ("input" + path.suffix)))
    before = analyse(program, path)
    once, twice = folder / "once.drawio", folder / "twice.drawio"
    if before is None or "tm_threats" in path.read_text(encoding="utf-8", errors="replace"):
        return None
    for source, target in ((path, once), (once, twice)):
        done = run(program, source, "-o", target)
        if done.returncode != 0:
            return done.stderr.decode("utf-8", "replace")[-300:]
    after = analyse(program, once)
    old, new = facts(before, dot), facts(after, dot)
    differs = [line for line in old if line not in new] + [line for line in new if line not in old]
    if differs:
        return f"{len(differs)} facts differ: {differs[:2]}"
    same = not dot or once.read_bytes() == twice.read_bytes()
    return "" if same else "annotated again it has other bytes"


def threats(report):
    return sorted((re.sub("@.*?/", "@", t["id"]), t["severity"], t["title"], t["certainty"])
                  for t in report["threats"] if not t["custom"])


def check_dot(program, path, folder):
    """The same of a DOT file, in which everything keeps its place: Graphviz is told to leave it."""
    path = pathlib.Path(shutil.copy(path, folder / "input.drawio"))
    before = analyse(program, path)
    names = [folder / f"{number}.dot" for number in (1, 2, 3)]
    if before is None:
        return None
    for source, target in zip([path, *names], names):
        done = run(program, source, "-o", target)
        if done.returncode != 0:
            return done.stderr.decode("utf-8", "replace")[-300:]
    after = analyse(program, names[0])
    placed = any("box" in element for page in before["model"]["diagrams"]
                 for element in page["elements"])
    if placed and (b"layout=nop2" not in names[0].read_bytes() or not all(
            "box" in element for page in after["model"]["diagrams"]
            for element in page["elements"])):
        return "places are lost"
    if threats(before) != threats(after):
        return "the threats are others"
    same = names[1].read_bytes() == names[2].read_bytes()
    return "" if same else "annotated again it has other bytes"


def drawio_files():
    return [path for folder in ("tests/cases", "tests/models", "docs/examples")
            for path in sorted((ROOT / folder).rglob("*.drawio"))]


def files(graphviz):
    folders = [ROOT / "tests/cases", ROOT / "tests/models", ROOT / "docs/examples"]
    if os.environ.get("DRAWBRIDGE_CORPUS"):
        folders.append(pathlib.Path(os.environ["DRAWBRIDGE_CORPUS"]))
    return [path for folder in folders for path in sorted(folder.rglob("*"))
            if path.suffix == ".tm7" or (graphviz and path.suffix in (".dot", ".gv"))]


def main():
    program = os.path.abspath(sys.argv[1])
    graphviz = "--without-graphviz" not in sys.argv
    tests = [("draw.io files", check, files(graphviz))]
    if graphviz:
        tests.append(("DOT files", check_dot, drawio_files()))
    failed = False
    print(f"1..{len(tests)}")
    for number, (name, test, paths) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as place:
            results = [(path, test(program, path, pathlib.Path(place))) for path in paths]
        bad = [f"{path}: {fault}" for path, fault in results if fault]
        read = sum(fault is not None for _, fault in results)
        failed = failed or bool(bad) or read == 0
        print(f"{'not ok' if bad or read == 0 else 'ok'} {number} - {name} of {read} diagrams")
        for line in bad:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
