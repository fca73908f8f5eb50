#!/usr/bin/env python3
"""The life of a diagram: what people decided about it stays, whatever else becomes of it.

    life.py PROGRAM [--without-graphviz]            the examples and models of the project
    DRAWBRIDGE_CORPUS=FOLDER life.py PROGRAM --corpus [--without-graphviz]

Every threat of a diagram is decided. Then the diagram is moved, gets another look, another order of
its cells, other labels: the ids of threats stay and no decision is lost. Then an element is deleted:
exactly the decisions about it, or about its flows, are reported as such about a part that is gone.
"""
import base64
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as tree
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OWN = ("docs/examples", "tests/models", "tests/cases")
SECONDS = 60
XML = (".drawio", ".dio", ".xml")
DOT = (".dot", ".gv")
DX, DY = 1130, -470
DELETED = 3  # elements of each file, one after the other


def type_of(part):
    return ",".join([part["type"], *part.get("also", [])])


def types_of(page):
    """By id, of every part that has a type."""
    return {part.get("cell", part["id"]): type_of(part)
            for kind in ("elements", "flows", "boundaries") for part in page[kind]
            if part.get("type")}


def words_of(page):
    """By id, what the words of a flow say about it besides its type: "query" reads, "insert" writes."""
    return {flow["cell"]: flow["properties"] for flow in reversed(page["flows"])}


# --- draw.io ------------------------------------------------------------------------------------

def unpack(page):
    """Compressed pages become plain ones."""
    text = "".join(page.itertext()).strip()
    if text and page.find("mxGraphModel") is None:
        packed = text if text[0] == "%" else zlib.decompress(base64.b64decode(text), -15).decode()
        page.text = None
        page.append(tree.fromstring(urllib.parse.unquote(packed)))


class Drawio:
    """A file of draw.io that is changed as its editor would."""

    def __init__(self, path):
        self.root = tree.fromstring(path.read_bytes())
        for page in self.root.iter("diagram"):
            unpack(page)
        self.roots = [r for r in self.root.iter("root")]

    def write(self, path):
        path.write_bytes(tree.tostring(self.root, encoding="utf-8"))

    def cells(self):
        """Of each cell what carries its id and label, the mxCell, and the root it is in."""
        for root in self.roots:
            for holder in root:
                cell = holder if holder.tag == "mxCell" else holder.find("mxCell")
                if cell is not None:
                    yield holder, cell, root

    def layers(self, root):
        """Ids of layers: what lies in them has coordinates of the page."""
        cells = [(h, c) for h, c, r in self.cells() if r is root]
        return {h.get("id") for h, c in cells
                if c.get("vertex") != "1" and c.get("edge") != "1"}

    def move(self, _):
        for root in self.roots:
            layers = self.layers(root)
            for _, cell, owner in self.cells():
                if owner is root and cell.get("parent") in layers:
                    self.move_cell(cell)

    def move_cell(self, cell):
        geometry = cell.find("mxGeometry")
        if geometry is None:
            return
        if cell.get("vertex") == "1" and geometry.get("relative") != "1":
            shift(geometry)
        for point in geometry.iter("mxPoint"):
            if cell.get("edge") == "1" and point.get("as") != "offset":
                shift(point)

    def restyle(self, _):
        """White stays: it is the sheet of paper behind a drawing."""
        for _, cell, _ in self.cells():
            style = cell.get("style")
            if style:
                style = re.sub("fill(C)olor=#(?!ffffff)[0-9a-fA-F]{6}", r"fill\1olor=#c0ffee", style)
                cell.set("style", style.rstrip(";") + ";fontSize=17;fontFamily=Courier;shadow=1;"
                         "strokeWidth=3;fontColor=#123456;")

    def reorder(self, dice):
        """Cells of the page: draw.io keeps layers first, and a parent before its children."""
        for root in self.roots:
            depth = depths(root)
            cells = sorted(root, key=lambda holder: (depth[holder], dice.random()))
            for holder in list(root):
                root.remove(holder)
            root.extend(cells)

    def state_nothing(self):
        """Plain instead of compressed."""

    def state(self, report):
        """Edit Data: what the report takes a part for becomes what its author states."""
        for root, page in zip(self.pages(), report["model"]["diagrams"]):
            types, words = types_of(page), words_of(page)
            for place, holder in enumerate(list(root)):
                if holder.get("id") not in types:
                    continue
                if holder.tag == "mxCell":
                    holder = wrap(root, place)
                holder.set("tm.type", types[holder.get("id")])
                for name, value in words.get(holder.get("id"), {}).items():
                    holder.set(f"tm.{name}", value)

    def rename(self, report):
        for root, page in zip(self.pages(), report["model"]["diagrams"]):
            types = types_of(page)
            for number, holder in enumerate(root):
                if holder.get("id") in types and holder.get("label"):
                    holder.set("label", f"Zwo {number}")

    def delete(self, page, identity):
        """As its editor does it: with what is inside, and with the edges that ended there."""
        root = self.pages()[page]
        gone, before = {identity}, set()
        while gone != before:
            before = set(gone)
            for holder, cell, owner in self.cells():
                if owner is root and (cell.get("parent") in gone or cell.get("source") in gone
                        or cell.get("target") in gone):
                    gone.add(holder.get("id"))
        for holder in [h for h in root if h.get("id") in gone]:
            root.remove(holder)
        return gone

    def pages(self):
        """Their roots; of an empty page one that holds nothing."""
        pages = list(self.root.iter("diagram"))
        return [next(p.iter("root"), tree.Element("root")) for p in pages] or self.roots


def wrap(root, place):
    """Returns the <object> that carries the id, the label and the data of a cell instead of it."""
    cell = root[place]
    holder = tree.Element("object", label=cell.attrib.pop("value", ""), id=cell.attrib.pop("id"))
    holder.append(cell)
    root[place] = holder
    return holder


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shift(point):
    for name, distance in (("x", DX), ("y", DY)):
        point.set(name, repr(float(point.get(name) or 0) + distance))


def depths(root):
    parents = {}
    for holder in root:
        cell = holder if holder.tag == "mxCell" else holder.find("mxCell")
        parents[holder.get("id")] = cell.get("parent") if cell is not None else None

    def depth(identity, most=50):
        above = parents.get(identity)
        return 0 if above is None or most == 0 else 1 + depth(above, most - 1)
    return {holder: depth(holder.get("id")) for holder in root}


# --- DOT ----------------------------------------------------------------------------------------

class Dot:
    """A DOT file that Graphviz's own stream editor changes."""

    def __init__(self, path):
        self.text = path.read_bytes()

    def write(self, path):
        path.write_bytes(self.text)

    def edit(self, program):
        done = subprocess.run(["gvpr", "-c", program], input=self.text, capture_output=True,
                              timeout=SECONDS)
        if done.returncode != 0 or not done.stdout:
            raise ValueError("gvpr does not like it")
        self.text = done.stdout

    def state_nothing(self):
        """As that editor prints it: every node in each of the clusters where an edge names it."""
        self.edit("BEG_G {}")

    def move(self, _):
        self.edit("BEG_G { $G.rankdir = \"LR\"; $G.nodesep = \"2\"; }")

    def restyle(self, _):
        self.edit("N { fontname = \"Courier\"; penwidth = \"3\"; } E { penwidth = \"2\"; }")

    def state(self, report):
        for page in report["model"]["diagrams"]:
            rules = [f"N [name == {quote(e['id'])}] {{ tm_type = {quote(type_of(e))}; }}"
                     for e in page["elements"]]
            self.edit("\n".join(rules))

    def rename(self, report):
        for page in report["model"]["diagrams"]:
            rules = [f"N [name == {quote(e['id'])}] {{ label = \"Zwo {number}\"; }}"
                     for number, e in enumerate(page["elements"])]
            self.edit("\n".join(rules))


# --- the property -------------------------------------------------------------------------------

class Life:
    def __init__(self, program, place):
        self.program, self.place = program, place
        self.book = place / "register.yaml"

    def analyse(self, path, *words):
        done = subprocess.run([self.program, "--to", "json", *words, str(path)],
                              capture_output=True, timeout=SECONDS)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def decided(self, path):
        return self.analyse(path, "--register", str(self.book))

    def decide_all(self, report):
        lines = [f"  {t['id']}: {{state: needs-investigation, at: 2100-01-01}}\n"
                 for t in report["threats"]]
        self.book.write_text("drawbridge: 1\nthreats:\n" + "".join(lines) if lines
                             else "drawbridge: 1\n")

    def undecided(self, path):
        self.book.write_text("drawbridge: 1\n")
        return self.decided(path)

    def copy(self, path, kind, change):
        """As the editor writes it; where labels change every part states what it is, so that no
        word decides it."""
        copy = self.place / ("copy" + path.suffix)
        diagram = kind(path)
        diagram.state_nothing()
        diagram.write(copy)
        for _ in range(2 if change == "rename" else 0):
            diagram.state(self.undecided(copy))  # what is stated can make a part of something else
            diagram.write(copy)
        return copy

    def keeps(self, path, kind, change):
        """What is lost by a change, or "" ."""
        path = self.copy(path, kind, change)
        before = self.undecided(path)
        diagram = kind(path)
        if change == "rename":
            diagram.rename(before)
        else:
            getattr(diagram, change)(random.Random(len(before["threats"])))
        other = self.place / ("other" + path.suffix)
        diagram.write(other)
        self.decide_all(before)
        after = self.decided(other)
        if after is None:
            return "is not read any more"
        ids = [{t["id"] for t in report["threats"]} for report in (before, after)]
        lost = [t["id"] for t in after["threats"] if t["state"] != "needs-investigation"]
        gone = [m["text"] for m in after["messages"] if m["code"] in ("H40", "H41")]
        if ids[0] != ids[1]:
            return f"without {sorted(ids[0] - ids[1])[:5]}, with {sorted(ids[1] - ids[0])[:5]}"
        return f"undecided {lost[:5]} {gone[:5]}" if lost or gone else ""


def subjects_of(threat):
    """ids of the parts that the id of a threat names."""
    tail = threat["id"].partition("@")[2]
    tail = tail.rpartition("/")[2]
    return {urllib.parse.unquote(word) for word in tail.split(":")} if tail else set()


def delete_wrongs(life, path, dice):
    """What is wrong after an element is deleted, or ""; None: there is nothing to delete."""
    before = life.undecided(path)
    pages = [d for d in before["model"]["diagrams"] if d["elements"]]
    if not pages or not before["threats"]:
        return None
    page = dice.choice(pages)
    diagram = Drawio(path)
    gone = diagram.delete(page["index"], dice.choice(page["elements"])["id"])
    other = life.place / ("less" + path.suffix)
    diagram.write(other)
    life.decide_all(before)
    after = life.decided(other)
    if after is None:
        return "is not read any more"
    said = [m["text"] for m in after["messages"] if m["code"] == "H40"]
    orphans = {re.search(r", which (\S+) is about, is not in", text)[1] for text in said}
    there = {i for d in after["model"]["diagrams"] if d["id"] == page["id"]
             for part in ("elements", "flows", "boundaries") for i in [p["id"] for p in d[part]]}
    expected = {t["id"] for t in before["threats"]
                if t["diagram"] == page["id"] and subjects_of(t) - there}
    about = {t["id"] for t in before["threats"]
             if t["diagram"] == page["id"] and subjects_of(t) & gone}
    if orphans != expected or not about <= orphans:
        return f"orphans {sorted(orphans ^ expected)[:5]}, {sorted(about - orphans)[:5]}"
    kept = {t["id"] for t in after["threats"] if t["state"] == "needs-investigation"}
    silent = {m["text"].split(" ")[0] for m in after["messages"] if m["code"] == "H41"}
    lost = {t["id"] for t in before["threats"]} - kept - orphans - silent
    return f"lost without a word: {sorted(lost)[:5]}" if lost else ""


def kind_of(path):
    if path.suffix.lower() in XML:
        return Drawio if re.search(rb"<mx(file|GraphModel)\b", path.read_bytes()[:2000]) else None
    return Dot


def find_files(folders, graphviz):
    endings = XML + (DOT if graphviz and shutil.which("gvpr") else ())
    files = [p for folder in folders for p in sorted(folder.rglob("*"))
             if p.suffix.lower() in endings and p.is_file() and kind_of(p)]
    return files


def try_change(life, files, change):
    """Returns what is wrong by file, and for how many files it was tried."""
    wrong, tried = {}, 0
    for path in files:
        kind = kind_of(path)
        if not hasattr(kind, change):
            continue
        try:
            verdict = life.keeps(path, kind, change)
        except (ValueError, tree.ParseError):
            continue
        tried += 1
        if verdict:
            wrong[path] = verdict
    return wrong, tried


def try_delete(life, files):
    wrong, tried = {}, 0
    for path in files:
        if kind_of(path) is not Drawio:
            continue
        for seed in range(DELETED):
            try:
                verdict = delete_wrongs(life, path, random.Random(seed))
            except (ValueError, tree.ParseError):
                break
            tried += verdict is not None
            if verdict:
                wrong[path] = verdict
    return wrong, tried


CHANGES = {"move": "other places", "restyle": "another look", "reorder": "another order of cells",
           "rename": "other labels"}


def main():
    corpus = os.environ.get("DRAWBRIDGE_CORPUS")
    if "--corpus" in sys.argv and not corpus:
        print("1..0 # SKIP skipped: DRAWBRIDGE_CORPUS names no folder")
        return 0
    folders = [pathlib.Path(corpus)] if "--corpus" in sys.argv else [ROOT / f for f in OWN]
    files = find_files(folders, "--without-graphviz" not in sys.argv)
    failed = 0
    print(f"1..{len(CHANGES) + 1}")
    with tempfile.TemporaryDirectory(prefix="drawbridge-") as place:
        life = Life(os.path.abspath(sys.argv[1]), pathlib.Path(place))
        files = [path for path in files if life.analyse(path) is not None]
        for number, name in enumerate([*CHANGES, "delete"], 1):
            wrong, tried = try_delete(life, files) if name == "delete" else \
                try_change(life, files, name)
            about = CHANGES.get(name, "an element less")
            what = "elements" if name == "delete" else "files"
            failed += bool(wrong) or not tried
            print(f"{'not ok' if wrong or not tried else 'ok'} {number} - {about}: {tried} {what}",
                  flush=True)
            for path, verdict in wrong.items():
                print(f"# {path}: {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
