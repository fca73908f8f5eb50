#!/usr/bin/env python3
"""Real draw.io files with their threats written into them: what they say stays the same.

    DRAWBRIDGE_CORPUS=FOLDER drawio.py PROGRAM

Each file is annotated, plain and with a page for the report: the result is well-formed XML, has
nothing that draw.io refuses, analyses to the same model and the same threats, and annotated again
it has the same bytes. Without DRAWBRIDGE_CORPUS the test is skipped.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree
import zlib

SECONDS = 60
ENDINGS = (".drawio", ".dio", ".xml", ".svg", ".png", ".html")
PLACES = ("line", "column", "file", "evidence")


def run(program, *words):
    return subprocess.run([program, *words], capture_output=True, timeout=SECONDS)


def analyse(program, path):
    """The report without places, or None where the file is none of draw.io's."""
    done = run(program, "--to", "json", str(path))
    report = json.loads(done.stdout) if done.returncode == 0 else {"format": ""}
    return without_places(report) if report["format"] == "drawio" else None


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(v) for key, v in value.items() if key not in PLACES}
    return [without_places(v) for v in value] if isinstance(value, list) else value


def content_of(root):
    """The XML inside of an SVG."""
    text = root.get("content")
    if text[0] == "%":
        text = urllib.parse.unquote(text)
    return text if text[0] == "<" else base64.b64decode(text).decode("utf-8")


def model_of(page):
    """The <mxGraphModel> of a page as draw.io finds it; what it refuses raises an error."""
    text = "".join(page.itertext()).strip()
    if text:
        packed = text if text[0] == "%" else zlib.decompress(base64.b64decode(text), -15).decode()
        return xml.etree.ElementTree.fromstring(urllib.parse.unquote(packed))
    return page.find("mxGraphModel")


def check_cells(model):
    cells = [(c.get("id") or c.find(".").get("id"), c if c.tag == "mxCell" else c.find("mxCell"))
             for c in model.find("root")]
    ids = [i for i, _ in cells]
    if len(set(ids)) < len(ids):
        return "an id is there twice"
    missing = [i for i, c in cells[1:] if c.get("parent") not in ids]
    return f"parents of {missing} are missing" if missing else ""


def refused(path):
    """What draw.io would not like about a file, or ""."""
    root = xml.etree.ElementTree.fromstring(path.read_bytes())
    if root.tag.endswith("svg"):
        root = xml.etree.ElementTree.fromstring(content_of(root))
    models = [root] if root.tag == "mxGraphModel" else map(model_of, root.findall("diagram"))
    return "; ".join(filter(None, (check_cells(m) for m in models
                                   if m is not None and m.find("root") is not None)))


def ending_of(path):
    try:
        svg = xml.etree.ElementTree.fromstring(path.read_bytes()).tag.endswith("svg")
    except xml.etree.ElementTree.ParseError:
        svg = False
    return ".drawio.svg" if svg else ".drawio"


def judge(program, path, folder, *words):
    """What is wrong with the annotated @path, or ""; None for what is no draw.io file."""
    before = analyse(program, path)
    once, twice = (folder / (name + ending_of(path)) for name in ("once", "twice"))
    if before is None:
        return None
    for source, target in ((path, once), (once, twice)):
        done = run(program, *words, str(source), "-o", str(target))
        if done.returncode != 0:
            return done.stderr.decode("utf-8", "replace")[-300:]
    if once.read_bytes() != twice.read_bytes():
        return "annotated again it has other bytes"
    after = analyse(program, once)
    changed = [key for key in before if before[key] != after[key]]
    return f"{', '.join(changed)} changed" if changed else refused(once)


def main():
    folder = os.environ.get("DRAWBRIDGE_CORPUS")
    if not folder:
        print("1..0 # SKIP skipped: DRAWBRIDGE_CORPUS names no folder")
        return 0
    files = [p for p in sorted(pathlib.Path(folder).rglob("*")) if p.suffix.lower() in ENDINGS]
    program = os.path.abspath(sys.argv[1])
    failed = 0
    print("1..2")
    for number, words in enumerate(([], ["--report-page", "--uncompress"]), 1):
        with tempfile.TemporaryDirectory() as place:
            verdicts = {p: judge(program, p, pathlib.Path(place), *words) for p in files}
        bad = {path: verdict for path, verdict in verdicts.items() if verdict}
        count = sum(verdict is not None for verdict in verdicts.values())
        failed += bool(bad) or not count
        print(f"{'not ok' if bad or not count else 'ok'} {number} - {count} files annotated"
              f"{' '.join(['', *words])}")
        for path, verdict in bad.items():
            print(f"# {path}: {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
