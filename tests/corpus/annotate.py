#!/usr/bin/env python3
"""DOT that we annotated is read back as the same model, and annotated again is the same bytes.

    [DRAWBRIDGE_CORPUS=FOLDER] annotate.py PROGRAM

Over the DOT files of the cases, the examples and the corpus, in the author's look and as
`--notation dfd`. A boundary of which no flow or element is left, a name that is longer than a line
of a label and a shape that we draw anew must survive like all the rest.
"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 60
NOTATIONS = ("author", "dfd")
ELEMENT = ("id", "name", "kind", "type", "also", "properties", "outOfScope")
FLOW = ("id", "name", "type", "source", "target", "properties", "outOfScope")
BOUNDARY = ("name", "type", "properties", "outOfScope")


def run(program, text, *arguments):
    """Reads from standard input: what a file is called must not matter."""
    return subprocess.run([program, "--from", "dot", *arguments, "-"], input=text,
                          capture_output=True, timeout=SECONDS)


def facts(program, text):
    """What must be the same again. Crossings are counted by type: a boundary that clusters cannot
    show is stated by its type."""
    report = json.loads(run(program, text, "--to", "json").stdout)
    lines = []
    for page in report["model"]["diagrams"]:
        types = {part["id"]: part["type"] for part in page["boundaries"]}
        lines += [("page", page["name"])]
        lines += [("element", *(str(part.get(key)) for key in ELEMENT))
                  for part in page["elements"]]
        lines += [("flow", *(str(part.get(key)) for key in FLOW),
                   str(sorted(types.get(b, b) for b in part["crosses"])))
                  for part in page["flows"]]
        lines += sorted(("boundary", *(str(part.get(key)) for key in BOUNDARY),
                         str(sorted(part["members"])))
                        for part in page["boundaries"] if part["members"])
    return lines + [("threat", threat["id"], threat["severity"], threat["title"])
                    for threat in report["threats"]]


def check(program, path, notation):
    """Returns what is wrong, or None where there is nothing to read."""
    text = path.read_bytes()
    once = run(program, text, "--to", "dot", "--notation", notation)
    if once.returncode != 0:
        return None
    twice = run(program, once.stdout, "--to", "dot", "--notation", notation)
    if twice.stdout != once.stdout:
        return "annotating twice makes a difference"
    before, after = facts(program, text), facts(program, once.stdout)
    differs = [line for line in before if line not in after] + \
        [line for line in after if line not in before]
    return f"{len(differs)} facts differ: {differs[:2]}" if before != after else ""


def files():
    folders = [ROOT / "tests/cases", ROOT / "docs/examples", ROOT / "tests/mitigations"]
    if os.environ.get("DRAWBRIDGE_CORPUS"):
        folders.append(pathlib.Path(os.environ["DRAWBRIDGE_CORPUS"]))
    return [p for folder in folders for p in sorted(folder.rglob("*"))
            if p.suffix in (".dot", ".gv")]


def main():
    program = os.path.abspath(sys.argv[1])
    failed = False
    print(f"1..{len(NOTATIONS)}")
    for number, notation in enumerate(NOTATIONS, 1):
        results = [(path, check(program, path, notation)) for path in files()]
        bad = [f"{path}: {fault}" for path, fault in results if fault]
        read = sum(fault is not None for _, fault in results)
        failed = failed or bool(bad) or read == 0
        print(f"{'not ok' if bad or read == 0 else 'ok'} {number} - {notation}: {read} files")
        for line in bad:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
