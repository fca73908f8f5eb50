#!/usr/bin/env python3
"""What goes out as .tm7 comes back the same; a template that was converted finds the same threats.

    tm7.py PROGRAM [--without-graphviz]        our own cases and examples
    DRAWBRIDGE_CORPUS=FOLDER tm7.py PROGRAM --corpus

Three promises. A .tm7 that came in keeps every threat, state, note and property when it is written
again. A diagram of ours, written as .tm7 and read back, is the same model with the same threats. And
`template convert` changes no threat. With --corpus the first and the third are kept for models that
nobody here drew; without DRAWBRIDGE_CORPUS that is skipped.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent
DAY = "1763683200"
# Element of ThreatInstances, whatever its prefix.
SAVED = re.compile(rb"<((?:\w+:)?ThreatInstances)\b([^>]*[^/])?>.*</\1>", re.S)


def run(*words):
    env = dict(os.environ, SOURCE_DATE_EPOCH=DAY)
    return subprocess.run(words, capture_output=True, env=env, timeout=300)


def report(program, path, *options):
    """Returns the JSON of a file, or None where it is refused."""
    done = run(program, "--to", "json", *options, path)
    return json.loads(done.stdout) if done.returncode == 0 else None


def write(program, path, *options):
    done = run(program, "--to", "tm7", *options, path)
    return done.stdout if done.returncode == 0 else None


# --- trees

def name(node):
    return node.tag.rsplit("}", 1)[-1]


def shape(node):
    text = (node.text or "") if len(node) == 0 else ""
    return (node.tag, tuple(sorted(node.attrib.items())), text, tuple(shape(n) for n in node))


def section(root, what):
    return [node for child in root if name(child) == what for node in child]


def lost(before, after):
    """Returns what the second text has not that the first one has."""
    one, two = tree.fromstring(before), tree.fromstring(after)
    found = []
    kept = collections.Counter(shape(pair) for pair in section(two, "ThreatInstances"))
    for pair in section(one, "ThreatInstances"):
        if kept[shape(pair)] == 0:
            found.append(f"threat {pair[0].text}")
        kept[shape(pair)] -= 1
    for child in one:
        others = [node for node in two if node.tag == child.tag]
        if name(child) != "ThreatInstances" and shape(child) not in [shape(n) for n in others]:
            found.append(name(child))
    return found


# --- models

def parts(kind, items, keys):
    for item in items:
        yield (kind, item["id"]) + tuple(json.dumps(sort(item.get(key)), sort_keys=True)
                                         for key in keys)


def sort(value):
    return sorted(value) if isinstance(value, list) else value


def model(found):
    """Returns what must be the same: not places, not how sure we were of a type."""
    lines = []
    for page in found["model"]["diagrams"]:
        lines.append(("page", page["id"], page["name"]))
        lines += parts("element", page["elements"],
                       ["name", "kind", "type", "also", "properties", "inside", "outOfScope"])
        lines += parts("flow", page["flows"],
                       ["cell", "name", "type", "source", "target", "reverse", "properties",
                        "crosses", "outOfScope"])
        lines += parts("boundary", page["boundaries"],
                       ["name", "type", "shape", "inside", "members"])
    return collections.Counter(lines)


def threats(found, keys):
    return collections.Counter(tuple(str(threat.get(key)).strip() for key in keys)
                               for threat in found["threats"])


OURS = ["id", "severity", "score", "certainty", "state", "title", "priority", "description",
        "stale"]
THEIRS = ["id", "title", "priority", "category", "severity", "state", "description", "stale"]


def differences(one, two):
    return [str(line)[:200] for line in list((one - two) + (two - one))[:3]]


# --- the promises

def check_kept(program, path, folder):
    """A .tm7 and what we make of it."""
    before = pathlib.Path(path).read_bytes()
    after = write(program, path)
    if after is None:
        return "is not written"
    return ", ".join(lost(before, after)[:3])


def check_same(program, path, folder):
    """A diagram and its .tm7."""
    copy = os.path.join(folder, "copy.tm7")
    first = report(program, path)
    if first is None:
        return ""
    pathlib.Path(copy).write_bytes(write(program, path) or b"")
    second = report(program, copy)
    if second is None:
        return "what was written is not read"
    problems = differences(model(first), model(second))
    problems += differences(threats(first, OURS), threats(second, OURS))
    if write(program, copy) != pathlib.Path(copy).read_bytes():
        problems.append("written again it changes")
    return "; ".join(problems)


def check_converted(program, path, folder):
    """The template inside of a .tm7 in our own format, with and without the saved threats."""
    with tempfile.TemporaryDirectory() as target:
        if run(program, "template", "convert", path, target).returncode != 0:
            return "is not converted"
        bare = os.path.join(folder, "bare.tm7")
        text = pathlib.Path(path).read_bytes()
        pathlib.Path(bare).write_bytes(SAVED.sub(rb"<\1\2/>", text))
        problems = []
        for file in (path, bare):
            first = report(program, file)
            second = report(program, file, "--template", target)
            if second is None:
                return "what was converted is not a template"
            problems += differences(threats(first, THEIRS), threats(second, THEIRS))
        return "; ".join(problems)


def has_template(path):
    return b"<KnowledgeBase" in pathlib.Path(path).read_bytes()


def main():
    program = os.path.abspath(sys.argv[1])
    corpus = os.environ.get("DRAWBRIDGE_CORPUS") if "--corpus" in sys.argv else str(ROOT / "cases")
    if not corpus:
        print("1..0 # SKIP skipped: DRAWBRIDGE_CORPUS names no folder")
        return 0
    paths = sorted(pathlib.Path(corpus).rglob("*.tm7"))
    if not paths:
        print("1..0 # SKIP skipped: no .tm7 is below DRAWBRIDGE_CORPUS")
        return 0
    models = [str(p) for p in paths if report(program, str(p)) is not None]
    jobs = [(check_kept, path) for path in models]
    jobs += [(check_converted, path) for path in models if has_template(path)]
    if "--corpus" not in sys.argv:
        endings = [".drawio"] + ([] if "--without-graphviz" in sys.argv else [".dot"])
        folders = [ROOT / "cases", ROOT.parent / "docs" / "examples"]
        jobs += [(check_same, str(p)) for folder in folders for p in sorted(folder.rglob("*"))
                 if p.suffix in endings]
    failed = 0
    print(f"1..{len(jobs)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, (check, path) in enumerate(jobs, 1):
            problem = check(program, path, folder)
            failed += bool(problem)
            print(f"{'not ok' if problem else 'ok'} {number} - {check.__name__[6:]} "
                  f"{os.path.relpath(path, corpus)}" + (f": {problem}" if problem else ""))
    return 1 if failed or not models else 0


if __name__ == "__main__":
    sys.exit(main())
