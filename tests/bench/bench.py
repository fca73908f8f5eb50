#!/usr/bin/env python3
"""How fast: ratios against what is known, measured in the same run.

    bench.py BUILD [FILE]        FILE: the DOT example to measure, default docs/examples/web-shop.dot

DRAWBRIDGE_TB7 names a template of Microsoft's by which twelve flows are judged as well.
Every figure is the median of 20 runs that alternate with those they are compared with.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RUNS = 20
CELLS = 20000
PAGE = 300  # cells
# What real styles say besides the shape: 20,000 cells of it are 10 MB.
STYLE = "strokeWidth=1;fontSize=12;fontFamily=Helvetica;fillColor=#dae8fc;strokeColor=#6c8ebf;" * 4


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - start)


def medians(*commands):
    """Runs the commands in turn, so that what disturbs one disturbs all."""
    times = [[milliseconds(command) for command in commands] for _ in range(RUNS + 1)]
    return [statistics.median(column) for column in zip(*times[1:])]


def cell(number, kind):
    if kind == "edge":
        return (f'<mxCell id="e{number}" value="HTTPS" '
                f'style="edgeStyle=orthogonalEdgeStyle;{STYLE}" '
                f'edge="1" parent="1" source="v{number - 1}" target="v{number}">'
                '<mxGeometry relative="1" as="geometry"/></mxCell>\n')
    style = ("ellipse;whiteSpace=wrap;html=1;", "rounded=0;whiteSpace=wrap;html=1;",
             "shape=cylinder3;whiteSpace=wrap;html=1;")[number % 3]
    return (f'<mxCell id="v{number}" value="Part {number}" style="{style}{STYLE}" '
            'vertex="1" parent="1">'
            f'<mxGeometry x="{number % 100 * 160}" y="{number // 100 * 120}" width="120" '
            'height="60" as="geometry"/></mxCell>\n')


HEAD = '<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>\n'
ELEMENTS = 300


def page_drawio():
    """One page of ELEMENTS elements, each with a flow to the next."""
    body = "".join(cell(i, "vertex") + (cell(i, "edge") if i else "") for i in range(ELEMENTS))
    return '<mxfile><diagram name="Page" id="p">' + HEAD + body + \
        '</root></mxGraphModel></diagram></mxfile>\n'


def big_drawio():
    """CELLS cells on pages of as many elements as flows."""
    page = "".join(cell(i, "vertex") + (cell(i, "edge") if i else "") for i in range(PAGE // 2))
    pages = [f'<diagram name="Page {n}" id="p{n}">{HEAD}{page}</root></mxGraphModel></diagram>\n'
             for n in range(CELLS // PAGE + 1)]
    return "<mxfile>" + "".join(pages) + "</mxfile>\n"


def print_row(what, ours, than, theirs, limit):
    print(f"{what:<44} {ours:9.1f} ms  {than:<16} {theirs:8.1f} ms  {limit}")


def main():
    program = os.path.join(sys.argv[1], "drawbridge")
    example = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "docs/examples/web-shop.dot")
    with tempfile.TemporaryDirectory() as folder:
        dot, svg, big = (os.path.join(folder, name) for name in ("x.dot", "x.svg", "big.drawio"))
        other, page = os.path.join(folder, "y.svg"), os.path.join(folder, "page.drawio")
        subprocess.run([program, example, "-o", dot], check=True)
        pathlib.Path(big).write_text(big_drawio())

        ours, nothing = medians([program, example], ["true"])
        print_row("check web-shop.dot", ours, "true", nothing,
                  f"{ours - nothing:.1f} ms more (at most 15)")
        ours, theirs = medians([program, example, "-o", svg], ["dot", "-Tsvg", dot, "-o", other])
        print_row("web-shop.dot -o x.svg", ours, "dot -Tsvg x.dot", theirs,
                  f"{ours / theirs:.2f} times (at most 1.4)")
        drop_in = os.path.join(sys.argv[1], "plugins/graphviz/drawbridge-dot")
        ours, theirs = medians([drop_in, "-Tsvg", example, "-o", svg],
                               ["dot", "-Tsvg", dot, "-o", other])
        print_row("drawbridge-dot -Tsvg web-shop.dot", ours, "dot -Tsvg x.dot", theirs,
                  f"{ours / theirs:.2f} times (at most 1.5 plus 20 ms)")
        pathlib.Path(page).write_text(page_drawio())
        ours, theirs = medians([program, page, "-o", svg], ["xmllint", "--noout", page])
        print_row(f"{ELEMENTS} elements of draw.io -o x.svg", ours, "xmllint --noout", theirs,
                  f"{ours - 2 * theirs:.1f} ms more than twice (at most 150)")
        ours, theirs = medians([program, big], ["xmllint", "--noout", big])
        print_row(f"{os.path.getsize(big) / 1e6:.0f} MB of draw.io, {CELLS} cells", ours,
                  "xmllint --noout", theirs, f"{ours / theirs:.2f} times (at most 2)")
        if os.environ.get("DRAWBRIDGE_TB7"):
            ours, nothing = medians([program, "--template", os.environ["DRAWBRIDGE_TB7"],
                                     str(ROOT / "tests/bench/twelve-flows.dot")], ["true"])
            print_row("12 flows by a .tb7", ours, "true", nothing, "(at most 60)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
