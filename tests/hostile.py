#!/usr/bin/env python3
"""Diagrams that mean harm: their pictures do none, and are there soon.

    hostile.py PROGRAM

Each value is given to each attribute of a graph, a node, an edge and a cluster, and to names and ids
of a draw.io file. Whatever comes out is compared with lists of its own here.
"""
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree

SECONDS = 20
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = set("defs desc ellipse circle g linearGradient path polygon polyline radialGradient stop "
               "style svg text title".split())
ATTRIBUTES = set("aria-labelledby baseline-shift class cx cy d fill fill-opacity font-family "
                 "font-size font-style font-weight fx fy gradientUnits height id offset points r "
                 "role rx ry stroke stroke-dasharray stroke-opacity stroke-width text-anchor "
                 "text-decoration transform viewBox width x x1 x2 y y1 y2 "
                 "{http://www.w3.org/XML/1998/namespace}space".split())
VALUES = (
    '\\"><script>alert(1)</script>', "x' onload='alert(1)", '\\" onload=\\"alert(1)',
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "url(http://example.com/x)",
    "</text><image href='SECRET'/>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;", "]]>", "SECRET",
    "2e9", "-1e308", "1e8", "nan", "inf", "99999999999999999999", "\\u0001\u0001\u0007\u001b[2J",
    "\u202e\ufffe\uffff", "\\N\\G\\E\\T\\H\\L", "%s%n%1$n", "A" * 20000, "red:blue;0.5", "\\\\",
)
TEXTS = (
    "URL href target tooltip label xlabel headlabel id class stylesheet fontname fontpath fontcolor "
    "color fillcolor bgcolor pencolor style shape shapefile image imagepath layout page _background "
    "charset headport arrowhead group lhead tm_type tm_name tm_crosses").split()
NUMBERS = (
    "fontsize sides peripheries width height margin pad penwidth skew distortion orientation regular "
    "fixedsize pos bb lp size ratio dpi resolution rotate landscape viewport splines nslimit "
    "nslimit1 searchsize maxiter mclimit ranksep nodesep rank minlen weight len dir arrowsize "
    "xdotversion labelangle").split()
OF_NUMBERS = [v for v in VALUES if re.match(r"-?\d|nan|inf", v)] + list(VALUES[:2])
HTML = ("<<IMG SRC=\"SECRET\"/>>", "<<TABLE><TR><TD HREF=\"javascript:alert(1)\" ID=\"a&quot; "
        "onload=&quot;1\">x</TD></TR></TABLE>>", "<<FONT FACE=\"x&quot; onload=&quot;1\">x</FONT>>")


def dot_of(attribute, value):
    quoted = value if value.startswith("<<") else f'"{value}"'
    one = f"{attribute}={quoted}"
    return (f"digraph {{ {one}; subgraph cluster_a {{ {one}; label=Zone; style=dashed; "
            f"user [shape=box {one}]; }} web [shape=ellipse {one}]; user -> web [{one}]; }}\n")


def drawio_of(value):
    text = html.escape(re.sub("[\x00-\x08\x0e-\x1f\ufffe\uffff]", "", value.replace('\\"', '"')))
    cell = ('<mxCell id="{0}{1}" value="{0}" style="{2};fillColor={0};shape=image;image={0}" '
            'vertex="1" parent="1"><mxGeometry x="{3}" y="{4}" width="{5}" height="60" '
            'as="geometry"/></mxCell>')
    return ('<mxfile><diagram name="P" id="p"><mxGraphModel><root><mxCell id="0"/>'
            '<mxCell id="1" parent="0"/>' + cell.format(text, 1, "shape=umlActor", 0, 0, 40)
            + cell.format(text, 2, "ellipse", 300, "1e300" if value == "1e8" else 0, 90)
            + f'<mxCell id="f" value="{text}" edge="1" parent="1" source="{text}1" target="{text}2">'
            '<mxGeometry relative="1" as="geometry"/></mxCell></root></mxGraphModel></diagram>'
            '</mxfile>')


class Hostile:
    def __init__(self, program):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="drawbridge-"))
        self.secret = self.folder / "secret.png"
        self.secret.write_bytes(self.draw("plain.dot", "digraph { a -> b }", "png"))

    def draw(self, name, text, kind="svg"):
        path = self.folder / name
        path.write_text(text.replace("SECRET", str(getattr(self, "secret", ""))), encoding="utf-8",
                        errors="surrogatepass")
        done = subprocess.run([self.program, "--to", kind, "--time", "3s", name], cwd=self.folder,
                              capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
        if done.returncode == 2 and b": error: " in done.stderr and b"picture" not in done.stderr:
            return b""
        assert done.returncode == 0, f"status {done.returncode}: {done.stderr[-300:]}"
        return done.stdout

    def judge(self, name, text):
        """Returns what is wrong."""
        start = time.monotonic()
        try:
            svg = self.draw(name, text)
        except (AssertionError, subprocess.TimeoutExpired) as problem:
            return str(problem)
        if not svg:
            return ""
        if time.monotonic() - start > SECONDS / 2:
            return "took too long"
        for node in tree.fromstring(svg).iter():
            if node.tag.replace(SVG, "") not in ELEMENTS:
                return f"element {node.tag}"
            for key, value in node.attrib.items():
                gradient = key == "style" and node.tag == SVG + "stop"
                if key not in ATTRIBUTES and not gradient:
                    return f"attribute {key}"
                if key not in ("id", "class") and re.search(r"url\((?!#)|javascript:", value):
                    return f"attribute {key}={value}"
        return "" if b"prefers-color-scheme" in svg else "no style"


def main():
    hostile = Hostile(os.path.abspath(sys.argv[1]))
    tests = {attribute: [("x.dot", dot_of(attribute, value)) for value in values]
             for attributes, values in ((TEXTS, VALUES), (NUMBERS, OF_NUMBERS))
             for attribute in attributes}
    tests["html"] = [("x.dot", dot_of("label", value)) for value in HTML]
    tests["everything at once"] = [("x.dot", dot_of(" ".join(
        f'{a}="{value}"' for a in TEXTS + NUMBERS if a != "tm_type") + " x", value))
        for value in VALUES]
    tests["draw.io"] = [("x.drawio", drawio_of(value)) for value in VALUES]
    failed = False
    print(f"1..{len(tests)}")
    for number, (name, rows) in enumerate(tests.items(), 1):
        bad = [f"{text[:200]!r}: {fault}" for file, text in rows
               for fault in [hostile.judge(file, text)] if fault]
        failed = failed or bool(bad)
        print(f"{'not ok' if bad else 'ok'} {number} - {name}")
        for line in bad:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
