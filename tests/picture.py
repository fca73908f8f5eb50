#!/usr/bin/env python3
"""Nothing in a picture covers anything else, and all of it is on the canvas.

    [DRAWBRIDGE_CORPUS=FOLDER] picture.py PROGRAM [--without-graphviz]

Of each case, each example, and each diagram of the corpus, every page is drawn. The boxes of all
labels and chips are computed from the SVG: two that overlap are a failure, so is one that leaves
the canvas or covers a shape to which it does not belong. Letters are measured by the published
widths of Helvetica.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS = 120
SVG = "{http://www.w3.org/2000/svg}"
CHIPS = {"#7a0016", "#c0392b", "#e08e0b", "#f4d35e", "#5d6d7e"}
ENDINGS = (".drawio", ".dio", ".xml", ".svg", ".png", ".tm7")
GRAPHVIZ_ENDINGS = (".dot", ".gv")
SLACK = 0.8         # points, by which boxes may touch
# Thousandths of the size, from the blank on; of letters that are not ASCII, and of wide ones.
HELVETICA = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722,
    722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
    500, 334, 260, 334, 584)
OTHER, WIDE, FIRST_WIDE = 620, 1000, 0x2e80
MOST_PAGES, MOST_OVERLAPS = 40, 5


def width_of(text, size):
    return size / 1000 * sum(
        HELVETICA[ord(c) - 32] if 32 <= ord(c) < 127 else WIDE if ord(c) >= FIRST_WIDE else OTHER
        for c in text)


def text_box(node, shift):
    size, x, y = (float(node.get(key)) for key in ("font-size", "x", "y"))
    width = width_of(node.text or "", size)
    left = x - width / 2 if node.get("text-anchor") == "middle" else x
    return (left + shift[0], y - 0.7 * size + shift[1], left + width + shift[0],
            y + 0.18 * size + shift[1])


def shape_box(node, shift):
    if node.tag == SVG + "ellipse":
        cx, cy, rx, ry = (float(node.get(key)) for key in ("cx", "cy", "rx", "ry"))
        return cx - rx + shift[0], cy - ry + shift[1], cx + rx + shift[0], cy + ry + shift[1]
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", node.get("points") or node.get("d"))]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs) + shift[0], min(ys) + shift[1], max(xs) + shift[0], max(ys) + shift[1]


def meet(a, b):
    return a[0] + SLACK < b[2] and b[0] + SLACK < a[2] and a[1] + SLACK < b[3] \
        and b[1] + SLACK < a[3]


def holds(outer, inner):
    return outer[0] <= inner[0] + SLACK and outer[1] <= inner[1] + SLACK \
        and outer[2] >= inner[2] - SLACK and outer[3] >= inner[3] - SLACK


class Picture:
    def __init__(self, text):
        self.texts, self.chips, self.shapes = [], [], []
        root = tree.fromstring(text)
        self.canvas = tuple(float(n) for n in root.get("viewBox").split())
        self.walk(root, (0, 0), "")

    def walk(self, node, shift, owner):
        """@owner: the id of the element that is drawn."""
        move = re.search(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", node.get("transform") or "")
        if move:
            shift = float(move[1]), float(move[2])
        if "node" in (node.get("class") or "").split():
            owner = node.get("id")
        if node.tag == SVG + "text" and (node.text or "").strip():
            self.texts.append((text_box(node, shift), owner, node.text))
        elif node.tag == SVG + "path" and node.get("fill") in CHIPS \
                and node.get("stroke") == "transparent":
            self.chips.append((shape_box(node, shift), owner, "chip"))
        elif node.tag in (SVG + "ellipse", SVG + "path", SVG + "polygon") and owner \
                and node.get("fill") not in CHIPS and node.get("fill-opacity") is None:
            self.shapes.append((shape_box(node, shift), owner))
        for child in node:
            self.walk(child, shift, owner)

    def loose(self):
        """Texts that do not stand on a chip, and chips: none of these may meet another."""
        on_chip = [any(holds(chip[0], t[0]) for chip in self.chips) for t in self.texts]
        return [t for t, on in zip(self.texts, on_chip) if not on] + self.chips

    def outside(self):
        x, y, width, height = self.canvas
        return [t[2] for t in self.texts + self.chips
                if not holds((x, y, x + width, y + height), t[0])]

    def overlaps(self):
        boxes = sorted(self.loose(), key=lambda box: box[0])
        found = []
        for i, one in enumerate(boxes):
            for two in boxes[i + 1:]:
                if two[0][0] >= one[0][2]:
                    break
                if meet(one[0], two[0]):
                    found.append(f"{one[2]!r} and {two[2]!r}")
        return found

    def covered(self):
        """Labels that lie across the border of an element, be it theirs or not."""
        return [f"{t[2]!r} and the shape {shape[1]!r}" for t in self.loose() for shape in self.shapes
                if meet(t[0], shape[0]) and not holds(shape[0], t[0])]

    def faults(self):
        return [f"{text!r} is not on the canvas" for text in self.outside()] \
            + ["overlap: " + text for text in self.overlaps() + self.covered()]


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, timeout=SECONDS,
                          stdin=subprocess.DEVNULL)


def check(program, path):
    """Returns the number of pages that were drawn, and what is wrong with them."""
    done = run(program, "--to", "json", path)
    if done.returncode != 0:
        return 0, []
    pages = json.loads(done.stdout)["model"]["diagrams"]
    numbers = [i + 1 for i, page in enumerate(pages) if page["elements"]][:MOST_PAGES]
    bad = []
    for number in numbers:
        done = run(program, "--to", "svg", "--page", str(number), path)
        if done.returncode != 0:
            bad.append(f"page {number}: {done.stderr.decode('utf-8', 'replace')}")
            continue
        faults = Picture(done.stdout).faults()
        bad += [f"page {number}: {fault}" for fault in faults[:MOST_OVERLAPS]]
        if len(faults) > MOST_OVERLAPS:
            bad.append(f"page {number}: and {len(faults) - MOST_OVERLAPS} more")
    return len(numbers), bad


def files(graphviz):
    endings = ENDINGS + (GRAPHVIZ_ENDINGS if graphviz else ())
    own = sorted((ROOT / "tests/cases").glob("*/input.*")) + \
        sorted((ROOT / "docs/examples").glob("*")) + sorted((ROOT / "tests/models").glob("*"))
    corpus = os.environ.get("DRAWBRIDGE_CORPUS")
    groups = [("own", own)]
    if corpus:
        groups.append(("corpus", sorted(pathlib.Path(corpus).rglob("*"))))
    return [(name, [str(p) for p in group if p.suffix.lower() in endings])
            for name, group in groups]


def finds_faults():
    """A test that finds nothing is worth nothing."""
    text = '<text font-size="9" x="{}" y="{}">{}</text>'
    chip = '<path fill="#e08e0b" stroke="transparent" d="M{0},{1} {2},{1} {2},{3}"/>'
    shape = '<g class="node" id="n"><polygon fill="white" points="{0},{1} {2},{1} {2},{3}"/></g>'
    rows = (
        (0, text.format(10, 20, "one") + text.format(10, 40, "two")),
        (1, text.format(10, 20, "one") + text.format(12, 24, "two")),
        (1, text.format(90, 20, "a long text at the edge")),
        (0, chip.format(10, 10, 40, 24) + text.format(12, 20, "S1")),
        (1, chip.format(10, 10, 40, 24) + chip.format(30, 10, 60, 24)),
        (1, chip.format(10, 10, 40, 24) + text.format(2, 20, "before")),
        (1, shape.format(10, 10, 40, 40) + text.format(30, 20, "across")),
        (0, shape.format(10, 10, 60, 40) + text.format(20, 20, "inside")),
    )
    return [f"{len(found)} faults instead of {wanted}: {body}" for wanted, body in rows
            for found in [Picture('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
                                  f"{body}</svg>").faults()] if len(found) != wanted]


def main():
    program = os.path.abspath(sys.argv[1])
    groups = files("--without-graphviz" not in sys.argv)
    bad = finds_faults()
    failed = bool(bad)
    print(f"1..{len(groups) + 1}\n{'not ok' if bad else 'ok'} 1 - the test finds faults")
    print("".join(f"# {line}\n" for line in bad), end="")
    for number, (name, paths) in enumerate(groups, 2):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda path: check(program, path), paths))
        bad = [f"{path}: {fault}" for path, (_, faults) in zip(paths, results) for fault in faults]
        pages = sum(count for count, _ in results)
        failed = failed or bool(bad) or pages == 0
        print(f"{'not ok' if bad or pages == 0 else 'ok'} {number} - {name}: {pages} pages")
        for line in bad:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
