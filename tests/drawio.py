#!/usr/bin/env python3
"""Threats written into draw.io files: what stays, what is put in, what draw.io must never see.

    drawio.py PROGRAM

What draw.io does with each failure was tried with the real one: of two cells with one id, of text
between tags and of a prefix that nobody declared it refuses the file; of a page with a cell whose
parent is missing it shows that cell only, and saves no other.
"""
import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as tree
import zlib

CASES = pathlib.Path(__file__).resolve().parent / "cases"
ROOT = '<mxCell id="0"/><mxCell id="1" parent="0"/>'
PAGE = '<mxGraphModel><root>' + ROOT + '{}</root></mxGraphModel>'
FILE = '<mxfile><diagram id="p" name="P">{}</diagram></mxfile>'
USER = '<mxCell id="user" value="User" style="shape=umlActor" vertex="1" parent="{}">' \
       '<mxGeometry x="10" y="40" width="30" height="60" as="geometry"/></mxCell>'
WEB = '<mxCell id="web" value="Web app" style="ellipse;" vertex="1" parent="1">' \
      '<mxGeometry x="200" y="40" width="120" height="60" as="geometry"/></mxCell>'
FLOW = '<mxCell id="f" value="order" edge="1" parent="1" source="user" target="web">' \
       '<mxGeometry relative="1" as="geometry"/></mxCell>'
SHOP = USER.format("1") + WEB + FLOW


class Wrong(Exception):
    pass


def expect(truth, text):
    if not truth:
        raise Wrong(text)


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), pathlib.Path(folder)

    def run(self, *words):
        return subprocess.run([self.path, *map(str, words)], capture_output=True, timeout=60,
                              cwd=self.folder)

    def save(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def write(self, text, *options, name="in.drawio", out="out.drawio"):
        """Returns the file that is written for @text."""
        done = self.run(self.save(name, text), "-o", out, *options)
        expect(done.returncode == 0, done.stderr.decode())
        return (self.folder / out).read_text(encoding="utf-8")

    def refuse(self, text, *words, name="in.drawio", out="out.drawio"):
        """The error for @text, of which nothing is written."""
        target = self.folder / out
        target.unlink(missing_ok=True)
        done = self.run(self.save(name, text), "-o", out)
        error = done.stderr.decode()
        expect(done.returncode == 2 and not target.exists(), f"status {done.returncode}: {error}")
        for word in words:
            expect(word in error, f"{word!r} is not said: {error}")

    def threats(self, text, name="in.drawio"):
        done = self.run("--to", "json", self.save(name, text))
        expect(done.returncode == 0, done.stderr.decode())
        report = json.loads(done.stdout)
        return [(t["id"], t["severity"], t["title"]) for t in report["threats"]], report

    def same(self, text, *options, **names):
        """Writes @text and tries that it says the same, and that writing it again changes nothing.
        """
        once = self.write(text, *options, **names)
        name = names.get("out", "out.drawio")
        expect(self.threats(text, names.get("name", "in.drawio"))[0] ==
               self.threats(once, name)[0], "other threats than before")
        expect(self.write(once, *options, name="in-" + name, out=name) == once,
               "written again it has other bytes")
        return once


def cells(text):
    """Wrapper or cell by id; an id that is there twice, or a parent that is not, is an error."""
    root = tree.fromstring(text).find(".//root")
    found = {}
    for cell in root:
        inner = cell if cell.tag == "mxCell" else cell.find("mxCell")
        expect(cell.get("id") not in found, f"{cell.get('id')} is there twice")
        found[cell.get("id")] = cell
        expect(len(found) == 1 or inner.get("parent"), f"{cell.get('id')} has no parent")
    for cell in list(root)[1:]:
        inner = cell if cell.tag == "mxCell" else cell.find("mxCell")
        expect(inner.get("parent") in found, f"the parent of {cell.get('id')} is missing")
    return found


def pack(text):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    quoted = urllib.parse.quote(text, safe="-_.!~*'()").encode()
    return base64.b64encode(deflate.compress(quoted) + deflate.flush()).decode()


def unpack(text):
    return urllib.parse.unquote(zlib.decompress(base64.b64decode(text), -15).decode())


# --- what stays

def test_only_what_wears_threats_is_changed(program):
    source = (CASES / "drawio-badges" / "input.drawio").read_text()
    lines = program.same(source).split("\n")
    changed = [line for line in source.split("\n") if line not in lines]
    expect(len(changed) == 3, f"{len(changed)} lines changed: {changed}")
    expect("Empty" in source and source[source.index('<diagram id="q"'):] in "\n".join(lines),
           "a page without threats is changed")


def test_a_file_without_threats_keeps_its_bytes(program):
    for text in (FILE.format(PAGE.format(USER.format("1"))), FILE.format(""),
                 FILE.format(pack(PAGE.format(""))), PAGE.format("")):
        expect(not program.threats(text)[0], "there are threats")
        expect(program.write(text) == text, "changed: " + text)


def test_line_ends_and_tabs_stay(program):
    source = (CASES / "drawio-badges" / "input.drawio").read_text()
    for text in (source.replace("\n", "\r\n"), source.replace("  ", "\t")):
        path = program.save("in.drawio", text)
        program.run(path, "-o", "out.drawio")
        got = (program.folder / "out.drawio").read_bytes()
        if "\r" in text:
            expect(b"\n" not in got.replace(b"\r\n", b""), "a line ends in another way")
        else:
            expect(b"\n  " not in got, "a line is set in in another way")


def test_the_view_narrows(program):
    two = FILE.replace("</mxfile>", '<diagram id="q" name="Q">' + PAGE.format(SHOP) +
                       "</diagram></mxfile>").format(PAGE.format(SHOP))
    once = program.write(two, "--page", "Q")
    expect(once.startswith(two[:two.index('<diagram id="q"')]), "another page is changed")
    expect("tm.badge" not in program.write(two, "--min-severity", "critical"), "a badge")


def test_what_is_gone_is_taken_away(program):
    text = FILE.format(PAGE.format(SHOP))
    once = program.write(text)
    gone = program.write(once, "--min-severity", "critical")
    for word in ("tm.badge", "tm.layer", "tm.threats", "tm.severity"):
        expect(word in once and word not in gone, word)
    expect(program.write(gone) == once, "not the same again")


# --- forms

def test_compressed_pages_stay_compressed(program):
    packed = FILE.format(pack(PAGE.format(SHOP)))
    once = program.same(packed)
    expect("<mxGraphModel" not in once, "the page is not compressed any more")
    expect("tm.badge" in unpack(tree.fromstring(once).find("diagram").text), "there is no badge")
    expect("\n        <mxCell" in program.same(packed, "--uncompress"), "no line for each cell")
    coded = FILE.format(urllib.parse.quote(PAGE.format(SHOP)))
    expect("%3CmxGraphModel" in program.same(coded), "the page is in another form")


def test_xml_as_text_becomes_xml(program):
    text = FILE.format(PAGE.format(SHOP).replace("&", "&amp;").replace("<", "&lt;"))
    cells(program.same(text))


def test_a_page_alone_gets_a_file(program):
    once = program.same(PAGE.format(SHOP))
    expect(once.startswith('<mxfile><diagram id="page-1"'), once[:60])
    named = program.same(FILE.replace(' id="p"', "").format(PAGE.format(SHOP)))
    expect('id="page-1"' in named, "the page has no id")


def test_the_report_is_a_page(program):
    text = FILE.format(PAGE.format(SHOP.replace("Web app", "A &amp;lt;b&amp;gt; &lt;i&gt;")))
    once = program.same(text, "--report-page")
    pages = tree.fromstring(once).findall("diagram")
    expect([p.get("id") for p in pages] == ["p", "tm-report"], "the page is not there once")
    expect('link="data:page/id,tm-report"' in once, "no link leads to it")
    expect(program.write(once) == once, "without the option it is not brought up to date")
    expect(program.same(PAGE.format(SHOP), "--report-page").count("<diagram") == 2, "of a bare page")


# --- what is put in

def test_markup_of_the_diagram_is_text(program):
    once = program.same(FILE.format(PAGE.format(SHOP.replace(
        "order", "&lt;img src=x onerror=alert(1)&gt;&amp;lt;script&amp;gt;&quot;"))))
    tips = [c.get("tooltip") for c in cells(once).values() if c.get("tm.badge")]
    expect(tips and not any("<" in tip for tip in tips), f"markup: {tips}")
    expect(any("&lt;script&gt;" in tip for tip in tips), f"the name is lost: {tips}")


def test_badges_have_ids_of_their_own(program):
    taken = '<mxCell id="tm-element-web" value="" vertex="1" parent="1"/>' \
            '<mxCell id="tm-layer" value="" vertex="1" parent="1"/>'
    found = cells(program.same(FILE.format(PAGE.format(SHOP + taken))))
    expect({"tm-element-web", "tm-element-web~2", "tm-layer~2"} <= set(found), str(set(found)))


def test_the_layer_is_locked_and_last(program):
    once = program.write(FILE.format(PAGE.format(SHOP)))
    layer = cells(once)["tm-layer"]
    expect(layer.get("tm.layer") == "1" and layer.find("mxCell").get("parent") == "0" and
           "locked=1" in layer.find("mxCell").get("style"), "the layer is another")
    hidden = once.replace('style="locked=1;" parent="0"', 'style="locked=1;" parent="0" visible="0"')
    hidden = hidden.replace('tm.layer="1"', 'tm.layer="1" tm.register="drawbridge: 1"')
    hidden = hidden.replace("</root>", '<mxCell id="late" parent="0"/></root>')
    again = program.same(hidden)
    names = [i for i, c in cells(again).items()
             if (c if c.tag == "mxCell" else c.find("mxCell")).get("parent") == "0"]
    expect(names == ["1", "late", "tm-layer"], f"layers: {names}")
    expect('tm.register="drawbridge: 1"' in again and 'visible="0"' in again, "the layer lost something")


def test_hidden_elements_wear_no_badge(program):
    hidden = SHOP.replace('id="web"', 'id="web" visible="0"')
    expect("tm-element-web" not in program.same(FILE.format(PAGE.format(hidden))), "a badge")


def test_people_may_put_things_on_the_layer(program):
    once = program.write(FILE.format(PAGE.format(SHOP)))
    extra = '<mxCell id="mine" value="mine" style="text;" vertex="1" parent="tm-layer"/>' \
            '<mxCell id="child" value="" vertex="1" parent="tm-element-web"/>'
    found = cells(program.same(once.replace("</root>", extra + "</root>")))
    expect("mine" in found and "child" in found, "something of the author's is gone")


# --- what draw.io stumbles over

def test_ids_that_are_there_twice_are_mended(program):
    for twin in (WEB.replace("Web app", "Other app"),
                 '<object label="Other app" id="web">' + WEB.replace(' id="web"', "") + "</object>"):
        found = cells(program.same(FILE.format(PAGE.format(SHOP + twin))))
        expect("web~2" in found, str(set(found)))


def test_missing_parents_are_mended(program):
    for parent in ("nowhere", "user", ""):
        text = FILE.format(PAGE.format(USER.format(parent) + WEB + FLOW))
        expect(cells(program.same(text))["user"] is not None, parent)


def test_text_between_tags_is_refused(program):
    stray = '<object label="x" id="x"><i>text</i>' + \
            WEB.replace(' id="web"', "") + "</object>"
    program.refuse(FILE.format(PAGE.format(SHOP + stray)), "in.drawio:1:", "text stands between")
    program.refuse(FILE.format(PAGE.format(SHOP + "<![CDATA[ ]]>")), "text stands between")


def test_unbound_prefixes_are_refused(program):
    bad = SHOP.replace('<mxCell id="web"', '<mxCell tm:x="1" id="web"')
    program.refuse(FILE.format(PAGE.format(bad)), "in.drawio:1:", 'prefix "tm:"')
    program.refuse(FILE.format(pack(PAGE.format(bad))), 'prefix "tm:"')
    bound = FILE.replace("<mxfile", '<mxfile xmlns:tm="urn:x"').format(PAGE.format(bad))
    expect("tm.badge" in program.same(bound), "no badge")


def test_other_encodings_are_refused(program):
    text = FILE.format(PAGE.format(SHOP))
    program.refuse('<?xml version="1.0" encoding="ISO-8859-1"?>' + text, "UTF-8")
    program.refuse(text.encode("utf-16"), "UTF-8")
    expect("tm.badge" in program.write("\ufeff" + text), "no badge with a byte order mark")


def test_damaged_pages_stay(program):
    bad = '<diagram id="bad">AAAA</diagram>'
    text = FILE.format(PAGE.format(SHOP)).replace("</mxfile>", bad + "</mxfile>")
    expect(bad in program.same(text), "the damaged page is changed")


def test_badges_beside_names(program):
    """A badge stands beside the name of its flow, or above all of its lines."""
    for name, place in (("order", ' x="0.5"'), ("orders of all customers", 'y="-24"'),
                        ("orders of all&lt;br&gt;the many customers", 'y="-31"')):
        once = program.write(FILE.format(PAGE.format(SHOP.replace("order", name))))
        badge = once[once.index('id="tm-flow-f"'):]
        badge = badge[:badge.index("</object>")]
        expect(place in badge, f"{name}: {badge}")


# --- pictures

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="320px" height="90px" content="{}">' \
          '<defs/><g{}><rect x="0" y="0" width="30" height="60"/></g><g{}>' \
          '<ellipse cx="250" cy="30" rx="60" ry="30"/></g><g{}><path d="M 30 30 L 190 30"/></g></svg>'


LARGE = '<svg xmlns="http://www.w3.org/2000/svg" width="650px" height="190px" content="{}">' \
        '<defs/><g{}><rect x="5" y="5" width="60" height="120"/></g><g{}>' \
        '<ellipse cx="505" cy="65" rx="120" ry="60"/></g><g{}><path d="M 65 65 L 385 65"/></g></svg>'


def escaped(text):
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(letter, entity)
    return text


def badges(text):
    svg = "{http://www.w3.org/2000/svg}"
    group = [g for g in tree.fromstring(text).iter(svg + "g") if g.get("id") == "tm-badges"]
    expect(len(group) == 1, f"{len(group)} groups of badges")
    return {(int(r.get("x")), int(r.get("y"))) for r in group[0].iter(svg + "rect")}


def test_pictures_wear_badges(program):
    text = FILE.format(PAGE.format(SHOP))
    names = {"name": "in.drawio.svg", "out": "out.drawio.svg"}
    marks = [f' data-cell-id="{name}"' for name in ("user", "web", "f")]
    groups = [f' id="cell-{name}"' for name in ("user", "web", "f")]
    forms = {"<": escaped, "%": urllib.parse.quote,
             "P": lambda t: base64.b64encode(t.encode()).decode()}
    for first, form in forms.items():
        for ids in (marks, groups, ["", "", ""]):
            once = program.same(PICTURE.format(form(text), *ids), **names)
            expect(tree.fromstring(once).get("content")[0] == first, "another form")
            expect({(289, 0), (136, 22)} <= badges(once), f"badges are at {badges(once)}")


def test_pictures_of_another_size(program):
    """draw.io exports at any zoom: badges are as large as the rest, and where it is."""
    text = escaped(FILE.format(PAGE.format(SHOP)))
    marks = [f' data-cell-id="{name}"' for name in ("user", "web", "f")]
    for ids in (marks, ["", "", ""]):
        once = program.same(LARGE.format(text, *ids), name="in.drawio.svg", out="out.drawio.svg")
        expect({(590, 0), (277, 49)} <= badges(once), f"badges are at {badges(once)}")


def test_other_pictures_are_refused(program):
    text = FILE.format(PAGE.format(SHOP))
    program.refuse(text, ".drawio", ".svg", out="out.drawio.svg")
    program.refuse(text, ".drawio.svg", ".png", out="out.drawio.png")
    program.refuse("<svg/>", "drawbridge", name="in.svg", out="out.drawio.svg")


def test_pictures_keep_their_names_in_a_folder(program):
    svg = PICTURE.format(escaped(FILE.format(PAGE.format(SHOP))), "", "", "")
    (program.folder / "out").mkdir()
    program.save("shop.drawio.svg", svg)
    expect(program.run("shop.drawio.svg", "-o", "out/", "--to", "drawio.svg").returncode == 0, "no")
    expect([p.name for p in (program.folder / "out").iterdir()] == ["shop.drawio.svg"],
           f"written {list((program.folder / 'out').iterdir())}")


def test_a_diagram_comes_out_of_its_picture(program):
    text = FILE.format(PAGE.format(SHOP))
    svg = PICTURE.format(escaped(text), "", "", "")
    expect(program.write(svg, name="in.svg") == program.write(text), "another diagram")


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        wrong = ""
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Program(sys.argv[1], folder))
            except (Wrong, tree.ParseError, OSError, AttributeError, KeyError, ValueError,
                    zlib.error) as error:
                wrong = f"{type(error).__name__}: {error}"
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {re.sub('_', ' ', name[5:])}")
        for line in wrong.splitlines():
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
