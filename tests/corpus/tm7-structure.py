#!/usr/bin/env python3
"""Whole documents that we write as .tm7 are built as those that Microsoft's tool writes.

    DRAWBRIDGE_CORPUS=FOLDER tm7-structure.py PROGRAM [--without-graphviz]

From the .tm7 files of the corpus is learned, for each element with its i:type: which children it
has and in which order, which attributes, and of enumerations which words. What we make of our own
examples, with our template and with each .tb7 of the corpus, must not have anything else. Without
DRAWBRIDGE_CORPUS the test is skipped.
"""
import collections
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
WORDS = {"Representation", "Mode", "Type", "Inheritance", "ImageLocation", "PortSource",
         "PortTarget", "State", "Hidden", "AttributeType", "SelectedStencilType",
         "SelectedStencilConnection", "ThreatGenerationEnabled", "IsExtension", "Upgraded", "Wide"}
# Pairs of the list of properties of a part or a threat come in any order.
ANY_ORDER = {"Properties"}


def kind(node):
    return node.tag + ("!" + node.get(TYPE).split(":")[-1] if TYPE in node.attrib else "")


def short(node):
    return node.tag.rsplit("}", 1)[-1]


def visit(node, parent, see):
    see((parent, kind(node)), node)
    for child in node:
        visit(child, kind(node), see)


class Known:
    def __init__(self):
        self.before = collections.defaultdict(set)
        self.children = collections.defaultdict(set)
        self.attributes = collections.defaultdict(set)
        self.words = collections.defaultdict(set)
        self.problems = collections.Counter()

    def order(self, node):
        tags = [short(child) for child in node]
        return {(a, b) for a, b in zip(tags, tags[1:]) if a != b}

    def learn(self, where, node):
        self.before[where] |= self.order(node)
        self.children[where] |= {kind(child) for child in node}
        self.attributes[where].add(tuple(sorted(node.attrib)))
        self.words[where].add(node.text)

    def check(self, where, node):
        if where not in self.attributes:
            self.problems[f"no such element: {where[1]} in {where[0]}"] += 1
            return
        strange = self.order(node) - self.before[where]
        if strange and short(node) not in ANY_ORDER:
            self.problems[f"order in {where[1]}: {sorted(strange)}"] += 1
        # Only some shapes of the corpus have a property that a person added.
        for child in {kind(child) for child in node} - self.children[where]:
            if not child.endswith("!CustomStringDisplayAttribute"):
                self.problems[f"{child} in {where[1]}"] += 1
        if tuple(sorted(node.attrib)) not in self.attributes[where]:
            self.problems[f"attributes of {where[1]}: {sorted(node.attrib)}"] += 1
        if short(node) in WORDS and node.text not in self.words[where]:
            self.problems[f"{short(node)} is {node.text}"] += 1


def learn(folder):
    """Files that scripts wrote differ from those of the tool: they have no z:Id."""
    known, count = Known(), 0
    for path in sorted(folder.rglob("*.tm7")):
        text = path.read_bytes()
        try:
            root = tree.fromstring(text) if b"<!DOCTYPE" not in text[:4096] else None
        except tree.ParseError:
            continue
        if root is not None and short(root) == "ThreatModel" and b"z:Id=" in text[:2000]:
            visit(root, "", known.learn)
            count += 1
    return known, count


def main():
    folder = os.environ.get("DRAWBRIDGE_CORPUS")
    if not folder:
        print("1..0 # SKIP skipped: DRAWBRIDGE_CORPUS names no folder")
        return 0
    known, count = learn(pathlib.Path(folder))
    if count == 0:
        print("1..0 # SKIP skipped: no .tm7 is below DRAWBRIDGE_CORPUS")
        return 0
    ending = ".drawio" if "--without-graphviz" in sys.argv else ".dot"
    diagrams = [p for p in sorted((ROOT / "docs/examples").glob("*"))
                + sorted((ROOT / "tests/cases").glob("*/input.*")) if p.suffix == ending]
    templates = [[]] + [["--template", str(p)] for p in sorted(pathlib.Path(folder).rglob("*.tb7"))]
    written = 0
    for path in diagrams:
        for template in templates:
            done = subprocess.run([sys.argv[1], "--to", "tm7", *template, str(path)],
                                  capture_output=True, timeout=120)
            if done.returncode == 0:
                visit(tree.fromstring(done.stdout), "", known.check)
                written += 1
    good = written > 0 and not known.problems
    print(f"1..1\n{'ok' if good else 'not ok'} 1 - {written} documents, learned from {count}")
    for problem, often in known.problems.most_common(30):
        print(f"# {often} times: {problem}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
