#!/usr/bin/env python3
"""The command line: options, outputs, exit status, commands.

    cli.py PROGRAM [--without-graphviz]
"""
import base64
import csv
import hashlib
import html.parser
import json
import os
import pathlib
import pty
import re
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

import pdf

SECONDS = 60
CASES = pathlib.Path(__file__).resolve().parent / "cases"
CELL = ('<mxCell id="{}" value="{}" style="{}" vertex="1" parent="1"><mxGeometry x="{}" y="40" '
        'width="120" height="60" as="geometry"/></mxCell>')
PAGE = ('<diagram name="{0}" id="{0}"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" '
        'parent="0"/>' + CELL.format("u", "Customer", "shape=umlActor", 0)
        + CELL.format("w", "Web server", "ellipse", 300)
        + CELL.format("d", "Database", "shape=cylinder3", 600)
        + '<mxCell id="f" value="order" style="" edge="1" parent="1" source="u" target="w">'
        '<mxGeometry relative="1" as="geometry"/></mxCell><mxCell id="g" value="query" style="" '
        'edge="1" parent="1" source="w" target="d"><mxGeometry relative="1" as="geometry"/>'
        '</mxCell></root></mxGraphModel></diagram>')
ONE = "<mxfile>" + PAGE.format("Shop") + "</mxfile>\n"
SHOP = "<mxfile>" + PAGE.format("Shop") + PAGE.format("Office") + "</mxfile>\n"
EMPTY = '<mxfile><diagram name="P" id="p"><mxGraphModel><root/></mxGraphModel></diagram></mxfile>\n'


class Shell:
    """A folder with a diagram, and the program in it."""

    def __init__(self, program, graphviz):
        self.program, self.graphviz = program, graphviz
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="drawbridge-"))
        self.write("shop.drawio", SHOP)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def run(self, *arguments, status=0, **more):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, timeout=SECONDS,
                              capture_output=True, text=True, **more)
        assert done.returncode == status, f"{arguments}: status {done.returncode}: {done.stderr}"
        return done

    def json(self, *arguments):
        return json.loads(self.run("--to", "json", *arguments).stdout)

    def names(self):
        return sorted(p.name for p in self.folder.iterdir())


def help_names_everything(shell):
    text = shell.run("--help").stdout
    for word in ("--output", "--to", "--fail-on", "Exit status", "drawio", "json", "template"):
        assert word in text, f"--help does not name {word}"
    assert shell.run("-h").stdout == text
    assert "lint" in shell.run("template", "--help").stdout
    assert "ID" in shell.run("explain", "--help").stdout
    assert shell.run("--version").stdout.startswith("drawbridge 0")
    assert all(len(line) <= 100 for line in text.splitlines()), "a line of --help is too long"


def text_on_standard_output(shell):
    lines = shell.run("shop.drawio").stdout.splitlines()
    assert any(line.startswith("shop.drawio:") and " [" in line for line in lines), lines[:3]
    assert shell.names() == ["shop.drawio"]


def ending_picks_the_format(shell):
    shell.run("shop.drawio", "-o", "a.json", "--output", "b.dot", "--output=C.JSON")
    assert json.loads((shell.folder / "a.json").read_text())["drawbridge"] == 1
    assert (shell.folder / "b.dot").read_text().startswith(("digraph", "graph", "strict"))
    assert (shell.folder / "C.JSON").read_text() == (shell.folder / "a.json").read_text()


def pictures(shell):
    if not shell.graphviz:
        return
    shell.run("shop.drawio", "-o", "a.svg", "-o", "a.png", "-o", "a.pdf")
    assert (shell.folder / "a.svg").read_text().find("<svg") >= 0
    assert (shell.folder / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (shell.folder / "a.pdf").read_bytes().startswith(b"%PDF")


def pictures_lead_to_the_report(shell):
    """Of the same run, from wherever they are; and a report in Markdown shows them."""
    if not shell.graphviz:
        return
    shutil.copy(CASES / "drawio-shop/input.drawio", shell.folder / "a.drawio")
    (shell.folder / "sub").mkdir()
    shutil.copy(CASES / "dot-shop/input.dot", shell.folder / "b.dot")
    for name in ("a.drawio", "b.dot"):
        shell.run(name, "-o", "my report.html", "-o", "sub/a.svg", "-o", "sub/a.pdf", "-o", "a.md")
        ids = {threat["id"] for threat in shell.json(name)["threats"]}
        svg = xml.etree.ElementTree.parse(shell.folder / "sub/a.svg")
        led = {link.get("href") for link in svg.iter("{http://www.w3.org/2000/svg}a")}
        assert led and led <= {"../my%20report.html#" + i for i in ids}, led
        drawn = pdf.text_of((shell.folder / "sub/a.pdf").read_bytes())
        assert b"URI (../my%20report.html#" in drawn, name
        text = (shell.folder / "a.md").read_text()
        assert "[![Picture of the diagram](sub/a.svg)](my%20report.html)" in text
        shell.run(name, "-o", "a.svg", "-o", "a.md")
        assert "href" not in (shell.folder / "a.svg").read_text()
        assert "\n![Picture of the diagram](a.svg)\n" in (shell.folder / "a.md").read_text()


def pictures_in_time(shell):
    """What was simplified is said; the time is a number of seconds."""
    for value in ("0", "0s", "", "s", "1m", "-1", "99999s"):
        assert "--time takes seconds" in shell.run("--time", value, "shop.drawio", status=2).stderr
    if not shell.graphviz:
        return
    nodes = "".join(f"n{i} -> n{i // 2};" for i in range(1, 1100))
    shell.write("big.dot", "digraph { " + nodes + " }\n")
    done = shell.run("--time", "2s", "big.dot", "-o", "big.svg")
    assert re.fullmatch(r"big\.dot:1:1: note: the picture is simplified: .*\n", done.stderr)
    assert "simplified: " in (shell.folder / "big.svg").read_text()
    assert shell.run("--quiet", "big.dot", "-o", "big.svg").stderr == ""
    assert shell.run("shop.drawio", "-o", "shop.svg").stderr == ""


def to_beats_the_ending(shell):
    shell.run("shop.drawio", "--to", "json", "-o", "a.txt")
    json.loads((shell.folder / "a.txt").read_text())


def several_inputs(shell):
    (shell.folder / "out").mkdir()
    shell.write("b.drawio", EMPTY)
    shell.run("shop.drawio", "b.drawio", "--to", "json", "-o", "out/")
    assert sorted(p.name for p in (shell.folder / "out").iterdir()) == ["b.json", "shop.json"]
    lines = shell.run("shop.drawio", "b.drawio", "--to", "json").stdout.splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["shop.drawio", "b.drawio"]


def inputs_are_not_written_over(shell):
    if not shell.graphviz:
        return
    shell.write("x.dot", "digraph { user -> web }\n")
    shell.run("x.dot", "--to", "dot", "-o", "./", status=2)
    assert (shell.folder / "x.dot").read_text() == "digraph { user -> web }\n"
    shell.run("x.dot", "-o", "x.dot")
    assert (shell.folder / "x.dot").read_text() != "digraph { user -> web }\n"


def one_bad_file_stops_nothing(shell):
    shell.write("bad.drawio", "<mxfile><")
    for jobs in ("1", "3"):
        done = shell.run("-j", jobs, "bad.drawio", "shop.drawio", "missing", "shop.drawio",
                         status=2)
        summaries = re.findall(r"^shop\.drawio: \d+ threats", done.stdout, re.M)
        assert len(summaries) == 2, done.stdout[-300:]
        first, second = done.stderr.splitlines()
        assert first.startswith("bad.drawio:") and second.startswith("missing:1:1: error: ")


def order_of_the_arguments(shell):
    names = [f"{i}.drawio" for i in range(40)]
    for i, name in enumerate(names):
        shell.write(name, EMPTY if i % 3 else SHOP)
    lines = shell.run("-j", "5", "--to", "json", *names).stdout.splitlines()
    assert [json.loads(line)["file"] for line in lines] == names


def children_are_ignored(shell):
    """Who starts us may ignore the end of children; we wait for ours all the same."""
    def ignore():
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    done = shell.run("-j", "2", "shop.drawio", "missing", "shop.drawio", status=2,
                     preexec_fn=ignore)
    assert len(re.findall(r"^shop\.drawio: \d+ threats", done.stdout, re.M)) == 2
    if shell.graphviz:
        shell.run("shop.drawio", "-o", "a.svg", preexec_fn=ignore)


def workers_end_with_the_parent(shell):
    ours, theirs = os.pipe()
    with subprocess.Popen([shell.program, "-j", "2", "--to", "json", "shop.drawio", "-"],
                          cwd=shell.folder, stdin=ours, stdout=subprocess.PIPE) as process:
        os.close(ours)
        assert process.stdout.readline()  # by now there is one that waits for its input
        process.kill()
    poll = select.poll()
    poll.register(theirs, select.POLLERR)
    ended = poll.poll(10_000)
    os.close(theirs)
    assert ended, "a worker still reads"


def few_descriptors(shell):
    """Jobs wait for descriptors: limits too low for the workers, and others hold most of them."""
    names = [f"{i}.drawio" for i in range(60)]
    for name in names:
        shell.write(name, EMPTY)

    def limit(most, held):
        for descriptor in range(10, 10 + held):
            os.dup2(2, descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for most, held in ((64, 0), (64, 46), (24, 0)):
        done = shell.run("-j", "40", "--to", "json", *names, close_fds=False,
                         preexec_fn=lambda most=most, held=held: limit(most, held))
        assert done.stderr == "", done.stderr[:300]
        assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == names


def fails_on_request(shell):
    severities = {threat["severity"] for threat in shell.json("shop.drawio")["threats"]}
    worst = next(s for s in ("critical", "high", "medium", "low") if s in severities)
    for severity in ("low", worst, worst + ",unreviewed", worst + ",messages"):
        shell.run("--quiet", "--fail-on", severity, "shop.drawio", status=1)
    if worst != "critical":
        shell.run("--fail-on", "critical", "shop.drawio")
    shell.write("empty.drawio", EMPTY)
    shell.run("--fail-on", "low", "empty.drawio")
    shell.run("--fail-on", "low", "-j", "2", "shop.drawio", "empty.drawio", status=1)
    shell.run("--fail-on", "low", "shop.drawio", "missing", status=2)
    shell.run("--fail-on", "messages", "shop.drawio", status=1)
    shell.run("--min-severity", "critical", "--fail-on", worst, "shop.drawio", status=1)


def baseline(shell):
    """Threats that a saved report lacks are new; a gate can ask for these only."""
    shell.write("one.drawio", ONE)
    shell.run("one.drawio", "-o", "base.json")
    known = {t["id"] for t in json.loads((shell.folder / "base.json").read_text())["threats"]}
    shell.write("one.drawio", SHOP)
    threats = shell.json("--baseline", "base.json", "one.drawio")["threats"]
    assert known and {t["id"]: t["new"] for t in threats} == {
        t["id"]: t["id"] not in known for t in threats}
    assert "new" not in shell.json("one.drawio")["threats"][0]
    marked = [line for line in shell.run("--baseline", "base.json", "one.drawio").stdout.split("\n")
              if line.endswith(" (new)")]
    assert len(marked) == sum(t["new"] for t in threats)
    new = sum(t["new"] for t in threats)
    for form, mark in (("sarif", '"new": true'), ("html", '<span class="mark">new</span>'),
                       ("html", '<option value="new">'), ("markdown", "**Since the baseline**: new")):
        text = shell.run("--baseline", "base.json", "--to", form, "one.drawio").stdout
        assert text.count(mark) == (1 if "option" in mark else new), f"{form}: {text.count(mark)}"
        assert mark not in shell.run("--to", form, "one.drawio").stdout, form
    shell.run("--baseline", "base.json", "--fail-on", "low,new", "one.drawio", status=1)
    shell.run("one.drawio", "-o", "base.json")
    shell.run("--baseline", "base.json", "--fail-on", "low,new", "one.drawio")
    shell.run("--baseline", "base.json", "--fail-on", "low", "one.drawio", status=1)
    os.rename(shell.folder / "one.drawio", shell.folder / "moved.drawio")
    shell.run("--baseline", "base.json", "--fail-on", "low,new", "moved.drawio")


def narrowed_baseline(shell):
    """What a saved report left out would all be new: it is none."""
    for words in (("--page", "Shop"), ("--only", "stated"), ("--min-severity", "critical")):
        shell.run("shop.drawio", *words, "-o", "base.json")
        error = shell.run("--baseline", "base.json", "shop.drawio", status=2).stderr
        assert error.startswith("base.json:1:1: error: lists some of its threats only"), error


def names_of_files(shell):
    """A name may have anything in it; a line stays a line, and a terminal shows it as it is."""
    name = "a\n::error::b\x1b[31m.drawio"
    for words, status in (((name,), 0), (("--summary", name, "shop.drawio"), 0),
                          (("--page", "x", name), 2), (("--to", name, "x"), 2),
                          (("missing" + name,), 2)):
        shell.write(name, ONE)
        done = shell.run(*words, status=status)
        text = done.stdout + done.stderr
        assert "a ::error::b[31m.drawio" in text and "\x1b" not in text, text
        assert not any(line.startswith("::") for line in text.splitlines()), text
    assert '"uri": "shop.drawio"' in shell.run("--to", "sarif", "./shop.drawio").stdout


def numbers_in_csv(shell):
    """What a person added has its id; what a person decided has a number of its own."""
    shell.write("one.drawio", ONE)
    shell.write("one.drawio.threats.yaml", "drawbridge: 1\ncustom:\n  - {id: U1, title: T, category: "
                "C, severity: high, state: not-started, subjects: [Shop/w]}\n")
    rows = list(csv.DictReader(shell.run("--to", "csv", "one.drawio").stdout.splitlines()))
    assert [row["Id"] for row in rows if row["Title"] == "T"] == ["U1"], rows
    shutil.copy(CASES / "tm7-shop/input.tm7", shell.folder / "a.tm7")
    ids = [t["id"] for t in shell.json("a.tm7")["threats"]][:3]
    shell.write("a.tm7.threats.yaml", "drawbridge: 1\nthreats:\n" + "".join(
        f"  {name}: {{state: needs-investigation, justification: j}}\n" for name in sorted(ids)))
    rows = list(csv.DictReader(shell.run("--to", "csv", "a.tm7").stdout.splitlines()))
    numbers = [row["Id"] for row in rows]
    assert len(set(numbers)) == len(numbers) and "0" not in numbers, numbers


def baseline_of_several(shell):
    """A document on each line, found by the name of its file; what is not in it is new."""
    shell.write("one.drawio", ONE)
    text = shell.run("--to", "json", "one.drawio", "shop.drawio").stdout
    shell.write("base.json", text)
    gate = ("--baseline", "base.json", "--fail-on", "low,new", "-q")
    shell.run(*gate, "shop.drawio", "one.drawio")
    shell.run(*gate, "./shop.drawio", "././one.drawio")
    shutil.copy(shell.folder / "one.drawio", shell.folder / "third.drawio")
    shell.run(*gate, "shop.drawio", "third.drawio", status=1)
    shell.write("base.json", text + "\n{\n")
    error = shell.run(*gate, "shop.drawio", status=2).stderr
    assert error.startswith("base.json:5:") and "is not JSON: " in error, error


def quiet(shell):
    done = shell.run("--quiet", "shop.drawio")
    assert done.stdout == "" and done.stderr == ""
    assert shell.run("-q", "--to", "json", "shop.drawio").stdout != ""


def views(shell):
    whole = shell.json("shop.drawio")
    page = shell.json("--page", "Office", "shop.drawio")
    assert {t["diagram"] for t in page["threats"]} == {"Office"}
    assert page["threats"] == shell.json("--page", "2", "shop.drawio")["threats"]
    assert page["summary"] == whole["summary"]
    high = shell.json("--min-severity=medium", "shop.drawio")["threats"]
    assert all(t["severity"] != "low" for t in high)
    spoofing = shell.json("--category", "S", "shop.drawio")["threats"]
    assert {t["category"] for t in spoofing} == {"Spoofing"}


def color(shell):
    plain = shell.run("--color", "never", "shop.drawio").stdout
    colored = shell.run("--color=always", "shop.drawio").stdout
    assert "\033" not in plain and "\033[" in colored
    for code in ("0", "31", "33", "35", "36", "1;31"):
        colored = colored.replace(f"\033[{code}m", "")
    assert colored == plain
    assert shell.run("shop.drawio").stdout == plain
    shell.run("--color=always", "shop.drawio", "-o", "a.txt")
    assert (shell.folder / "a.txt").read_text() == plain


def color_on_a_terminal(shell):
    for environment, expected in (({}, True), ({"NO_COLOR": "1"}, False)):
        master, slave = pty.openpty()
        variables = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        with subprocess.Popen([shell.program, "shop.drawio"], cwd=shell.folder, stdout=slave,
                              env={**variables, **environment}) as process:
            os.close(slave)
            text = b""
            try:
                while piece := os.read(master, 4096):
                    text += piece
            except OSError:  # the other end is closed
                pass
            process.wait(SECONDS)
        os.close(master)
        assert (b"\033[" in text) == expected, f"{environment}: {text[:200]!r}"


def standard_input(shell):
    done = shell.run("--to", "json", "-", input=SHOP)
    assert json.loads(done.stdout)["file"] == "-"
    shell.run("--to", "json", "-o", "-", "shop.drawio")
    shell.run("--", "shop.drawio")
    os.rename(shell.folder / "shop.drawio", shell.folder / "-shop.drawio")
    shell.run("--", "-shop.drawio")


def whole_or_not_at_all(shell):
    """A link stays a link, rights stay, and a failure leaves the old file."""
    target = shell.folder / "real.json"
    target.write_text("old")
    os.chmod(target, 0o640)
    (shell.folder / "link.json").symlink_to("real.json")
    shell.run("shop.drawio", "-o", "link.json")
    assert (shell.folder / "link.json").is_symlink()
    assert target.read_text().startswith("{")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    target.write_text("old")
    shell.run("shop.drawio", "-o", "real.json", "-o", "missing/x.json", status=2)
    shell.run("missing.drawio", "-o", "real.json", status=2)
    assert [n for n in shell.names() if "~" in n] == []


def from_overrides_the_content(shell):
    error = shell.run("--from", "drawio", "shop.drawio").stderr
    assert error == ""
    if shell.graphviz:
        error = shell.run("--from", "dot", "shop.drawio", status=2).stderr
        assert error.startswith("shop.drawio:"), error


def template_list_and_show(shell):
    text = shell.run("template", "list").stdout
    assert "stride" in text and "P.WebApp" in text and "S01" in text
    for word, expected in (("S01", "Spoofing"), ("GE.P", "process"), ("authn", "property"),
                           ("G.AUTHN", "against")):
        assert expected in shell.run("template", "show", word).stdout, word
        assert expected in shell.run("explain", word).stdout, word
    assert "boundary" in shell.run("explain", "H05").stdout
    text = shell.run("explain", "S05").stdout
    for expected in ("less likely  target.mfa is 'Yes'", "https-secure-cookies", "not found in"):
        assert expected in text, text
    text = shell.run("explain", "comm-ssltls").stdout
    assert "Azure Event Hub" in text and "of use where target is 'DS.Stream'" in text, text


def explain_a_threat_of_a_file(shell):
    threat = shell.json("shop.drawio")["threats"][0]
    text = shell.run("explain", threat["id"], "shop.drawio").stdout
    for expected in (threat["id"], threat["why"], *(m["id"] for m in threat["mitigations"])):
        assert expected in text, text
    assert threat["id"] in shell.run("explain", threat["type"], "shop.drawio").stdout
    error = shell.run("explain", "S01@none", "shop.drawio", status=2).stderr
    assert error == "shop.drawio:1:1: error: no threat 'S01@none'\n", error
    assert "no-such" in shell.run("explain", "S01", "no-such.dot", status=2).stderr
    shell.run("explain", "S01", "shop.drawio", "shop.drawio", status=2)


def questions_of_all_threats(shell):
    report = shell.json("shop.drawio")
    first = report["questions"][0]
    asking = [t for t in report["threats"] for q in t["questions"]
              if (t["diagram"], q["element"], q["property"]) ==
              (first["diagram"], first["element"], first["property"])]
    assert first["threats"] == len(asking) > 0, first
    counts = [question["threats"] for question in report["questions"]]
    assert counts == sorted(counts, reverse=True), counts
    lines = shell.run("shop.drawio").stdout.splitlines()
    at = lines.index("Most useful to answer:")
    assert first["ask"] in lines[at + 1], lines[at + 1]


TINY = {
    "template.yaml": "template: tiny\nname: Tiny\nversion: '1'\npacks: [a]\n",
    "types.yaml": "stencils: [{id: GE.P, kind: process, name: P},\n"
                  "  {id: GE.DF, kind: flow, name: F}]\n"
                  "controls: [{id: G.A, name: Ask}]\n"
                  "mitigations: [{id: m-1, frame: My frame, product: P, title: Ask them,\n"
                  "  controls: [G.A], guidance: Ask.}]\n",
    "threats/a/A1.yaml": "id: A1\ntitle: '{source.Name} fools {target.Name}'\ncategory: Spoofing\n"
                         "include: source is 'GE.P'\nscope: pair\nlikelihood: 1\nimpact: either\n"
                         "position: flow\ncontrols: [G.A]\ndescription: It lies.\n"
                         'hit: digraph { a [tm_type="GE.P"] b [tm_type="GE.P"] a -> b }\n'}


def template_docs(shell):
    (shell.folder / "tiny/threats/a").mkdir(parents=True)
    for name, text in TINY.items():
        shell.write(f"tiny/{name}", text)
    assert shell.run("template", "docs", "tiny", "pages").stdout == ""
    page = (shell.folder / "pages/A1.md").read_text()
    assert "[G.A](G.A.md)" in page and "*source* fools *target*" in page, page
    assert "[m-1](my-frame.md#m-1) Ask them (P)" in page, page
    assert (shell.folder / "pages/img/A1-hit.svg").exists() == shell.graphviz
    assert "[A1](A1.md)" in (shell.folder / "pages/README.md").read_text()
    assert "## m-1" in (shell.folder / "pages/my-frame.md").read_text()
    shell.run("template", "docs", "tiny", "pages")
    shell.run("template", "docs", "tiny", status=2)
    shell.run("template", "docs", "nothing", "pages", status=2)
    shell.run("template", "docs", "tiny", "shop.drawio", status=2)


def docs_stay_in_their_folder(shell):
    """Ids of a foreign template are no paths."""
    text = (CASES / "drawio-tb7/shop.tb7").read_text()
    for number, name in enumerate(("../outside", ".hidden", "a/b c", "..")):
        shell.write("evil.tb7", text.replace("<Id>SU</Id>", f"<Id>{name}</Id>"))
        before = shell.names()
        shell.run("template", "docs", "evil.tb7", f"pages{number}")
        assert shell.names() == sorted([*before, f"pages{number}"]), shell.names()
        page = {"../outside": "%2E.%2Foutside.md", ".hidden": "%2Ehidden.md",
                "a/b c": "a%2Fb%20c.md", "..": "%2E..md"}[name]
        assert (shell.folder / f"pages{number}" / page).is_file(), page
    shell.write("evil.tb7", text.replace("<Id>SU</Id>", "<Id>../../../outside</Id>"))
    before = shell.names()
    shell.run("template", "convert", "evil.tb7", "ours", status=2)
    assert shell.names() == before, shell.names()


def template_new_is_clean(shell):
    assert shell.run("template", "new", "mine").stdout == ""
    done = shell.run("template", "lint", "mine")
    assert done.stdout == "" or not shell.graphviz, done.stdout
    shell.run("template", "lint", "mine/")
    assert "OWN01" in shell.run("template", "list", "--template", "mine").stdout
    shell.run("--template", "mine", "shop.drawio")
    shell.run("template", "new", "mine", status=2)


def template_lint_sees_mistakes(shell):
    shell.run("template", "new", "mine")
    rule = shell.folder / "mine/threats/own/OWN01-order-flood.yaml"
    good = rule.read_text()
    rule.write_text(good.replace("source is 'EI.User'", "source is 'EI.Nobody'"))
    error = shell.run("template", "lint", "mine", status=2).stderr
    assert error.startswith("mine/threats/own/OWN01-order-flood.yaml:4:"), error
    shell.run("--template", "mine", "shop.drawio", status=2)
    if shell.graphviz:
        rule.write_text(good.replace("rateLimit=Yes", ""))
        text = shell.run("template", "lint", "mine", status=2).stdout
        assert "OWN01 fires in miss 1" in text, text
        rule.write_text(good.replace("source is 'EI.User'", "source is 'GE.DS'"))
        text = shell.run("template", "lint", "mine", status=2).stdout
        assert "OWN01 is silent in hit 1" in text, text
        for name in ("mine//", "./mine", "mine/."):
            text = shell.run("template", "lint", name, status=2).stdout
            assert "OWN01 is silent in hit 1" in text, f"{name}: {text}"
        shutil.copytree(shell.folder / "mine", shell.folder / "stride")
        text = shell.run("template", "lint", "stride/", status=2).stdout
        assert "stride/threats/own" in text and "OWN01 is silent" in text, text


def languages(shell):
    """Titles, controls and questions change; what programs read does not."""
    english, german = shell.json("shop.drawio"), shell.json("--language", "de", "shop.drawio")
    assert [t["id"] for t in english["threats"]] == [t["id"] for t in german["threats"]]
    title = next(t["title"] for t in german["threats"] if t["type"] == "S01")
    assert title == "Angreifer können sich gegenüber Web server als Customer ausgeben", title
    for spoken, plain in zip(german["threats"], english["threats"]):
        assert spoken["title"] != plain["title"], spoken["title"]
        assert spoken["description"] != plain["description"], spoken["description"]
        assert spoken["category"] == plain["category"] and list(spoken) == list(plain)
        assert all(q["ask"] != p["ask"] for q, p in zip(spoken["questions"], plain["questions"]))
    assert german["summary"] == english["summary"]
    for spoken, plain in zip(german["messages"], english["messages"], strict=True):
        assert spoken["text"] != plain["text"], spoken["text"]
        assert dict(spoken, text=plain["text"]) == plain, spoken
    assert shell.json("--language=de-AT", "shop.drawio") == german
    assert shell.json("--language", "en", "shop.drawio") == english
    explained = shell.run("explain", "S01", "--language", "de").stdout
    assert "Angreifer" in explained and "Niemand prüft, wer aufruft." in explained, explained
    assert "Angreifer" in shell.run("explain", "S01", "shop.drawio", "--language", "de").stdout
    explained = shell.run("explain", "H05", "--language", "de").stdout
    assert explained == ("H05  es ist keine Vertrauensgrenze gezeichnet\n\n"
                         "message      warning\n"
                         "what to do   eine Grenze um das ziehen, was unter eigener Kontrolle "
                         "steht\n"), explained
    assert "languages: en, de\n" in shell.run("template", "list", "--language", "de").stdout
    for command in (["shop.drawio"], ["explain", "S01"], ["template", "list"]):
        error = shell.run(*command, "--language", "xx", status=2).stderr
        assert error == ("drawbridge: error: no template says anything in 'xx': --language takes "
                         "one of en, de\n"), error


def languages_of_a_team(shell):
    """A folder adds a title for its own threat type, and one for a built-in one."""
    shell.run("template", "new", "mine")
    (shell.folder / "mine/pt.yaml").write_text(
        "language: pt-BR\nthreats: {OWN01: 'Pedidos de {source.Name} inundam {target.Name}'}\n")
    (shell.folder / "mine/de.yaml").write_text(
        "language: de\nthreats: {S01: '{target.Name} glaubt alles, was {source.Name} sagt'}\n")
    text = shell.run("explain", "OWN01", "--template", "mine", "--language", "pt-BR").stdout
    assert "Pedidos" in text, text
    text = shell.run("--template", "mine", "--language", "de", "shop.drawio").stdout
    assert "Web server glaubt alles, was Customer sagt" in text, text
    lines = shell.run("template", "lint", "mine").stdout
    assert "threat type OWN01 is not translated to de\n" in lines, lines
    assert "the description of threat type OWN01 is not translated to pt-BR\n" in lines, lines
    assert ": warning: threat type OWN01 is not translated to pt-BR\n" not in lines, lines
    (shell.folder / "mine/de.yaml").write_text("language: de\nthreats: {S01: '{flow.Name}'}\n")
    error = shell.run("--template", "mine", "shop.drawio", status=2).stderr
    assert error == ("mine/de.yaml:2:17: error: {flow.Name} is not in the English text: "
                     "{source.Name} can be impersonated to {target.Name}\n"), error


def a_tm7_keeps_its_language(shell):
    """Microsoft's template inside says nothing in German; a model of ours does."""
    shutil.copy(CASES / "tm7-shop/input.tm7", shell.folder / "a.tm7")
    assert shell.run("a.tm7").stdout == shell.run("a.tm7", "--language", "de").stdout
    shell.run("shop.drawio", "-o", "b.tm7")
    german = shell.json("b.tm7", "--language", "de")["threats"]
    expected = shell.json("shop.drawio", "--page", "1", "--language", "de")["threats"]
    assert {t["title"] for t in expected} <= {t["title"] for t in german}


class Page(html.parser.HTMLParser):
    """The tags of a page, its addresses and what must have a hash."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.inline = [], set(), {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses |= {value for name, value in attrs
                           if name in ("href", "src", "action", "data", "srcset")}
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs), attrs

    def handle_data(self, data):
        if self.tags and self.tags[-1] in ("style", "script"):
            self.inline.setdefault(self.tags[-1], data)


def a_report_is_one_file(shell):
    for case in ("drawio-two-pages/input.drawio", "drawio-shop/input.drawio"):
        shutil.copy(CASES / case, shell.folder / "a.drawio")
        shell.run("a.drawio", "-o", "a.html")
        text = (shell.folder / "a.html").read_text()
        page = Page(text)
        assert page.tags.count("script") == page.tags.count("style") == 1, page.tags
        threats = {"#" + threat["id"] for threat in shell.json("a.drawio")["threats"]}
        for address in page.addresses - {"data:,"} - threats:
            assert re.match(r"https://(cwe|capec)\.mitre\.org/data/definitions/\d+\.html$", address)
        for body in page.inline.values():
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in text, digest
        drawn = [d for d in shell.json("a.drawio")["model"]["diagrams"] if d["elements"]]
        assert page.tags.count("figure") == (len(drawn) if shell.graphviz else 0), page.tags


def a_picture_in_a_report_is_dark_too(shell):
    """A report has the rules for its pictures: a page allows no style but its own."""
    if not shell.graphviz:
        return
    shutil.copy(CASES / "drawio-shop/input.drawio", shell.folder / "a.drawio")
    shell.run("a.drawio", "-o", "a.html", "-o", "a.svg")
    page = " ".join((shell.folder / "a.html").read_text().split())
    style = re.search(r"dark\) \{(.*)\}\s*</style>", (shell.folder / "a.svg").read_text(), re.S)
    for selectors, rule in re.findall(r"([^{}]+)\{([^}]+)\}", style.group(1)):
        inside = ", ".join(".picture " + " ".join(s.split()) for s in selectors.split(","))
        assert f"{inside} {{{rule}}}" in page, inside


def a_table_has_what_people_added(shell):
    for name in ("input.dot", "input.dot.threats.yaml"):
        shutil.copy(CASES / "dot-register" / name, shell.folder / name)
    if not shell.graphviz:
        return
    rows = list(csv.DictReader(shell.run("input.dot", "--to", "csv").stdout.splitlines()))
    assert all(len(row) == len(rows[0]) for row in rows)
    added = [row for row in rows if row["Id"] == "U1"]
    assert [row["Origin"] for row in added] == ["added by a person"], added
    assert any("79" in row["CWE"].split() for row in rows if row["Type"] == "T07")
    assert any(row["Ticket"] == "SHOP-142" for row in rows)


def outputs_are_reproducible(shell):
    """The same input, templates and day: the same bytes. What made them stands in them."""
    shell.run("template", "new", "own")
    endings = [name for name in ("svg", "png", "pdf", "dot", "json", "md", "html", "csv", "sarif")
               if shell.graphviz or name not in ("svg", "png", "pdf")]
    for number in (1, 2):
        (shell.folder / str(number)).mkdir()
        words = [word for ending in endings for word in ("-o", f"{number}/a.{ending}")]
        shell.run("shop.drawio", "--template", "own", *words,
                  env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
        time.sleep(1.1 if number == 1 else 0)  # a clock that is read would have gone on
    for ending in endings:
        one, two = ((shell.folder / f"{n}/a.{ending}").read_bytes() for n in (1, 2))
        assert one == two, ending
    assert "templates: stride 1, own 1" in (shell.folder / "1/a.dot").read_text()
    if shell.graphviz:
        assert "templates: stride 1, own 1 -->" in (shell.folder / "1/a.svg").read_text()
        assert pdf.date_of((shell.folder / "1/a.pdf").read_bytes()) == "20231114000000"
        shell.run("shop.drawio", "-o", "now.pdf")
        assert pdf.date_of((shell.folder / "now.pdf").read_bytes()).endswith("000000"), "a day"


CHECKS = [outputs_are_reproducible, a_table_has_what_people_added, help_names_everything, a_report_is_one_file,
          a_picture_in_a_report_is_dark_too, text_on_standard_output, ending_picks_the_format,
          pictures, pictures_lead_to_the_report, pictures_in_time, to_beats_the_ending,
          several_inputs, inputs_are_not_written_over,
          one_bad_file_stops_nothing, order_of_the_arguments, children_are_ignored,
          workers_end_with_the_parent, few_descriptors, fails_on_request, baseline,
          narrowed_baseline, names_of_files, numbers_in_csv, baseline_of_several, quiet, views, color,
          color_on_a_terminal, standard_input, whole_or_not_at_all, from_overrides_the_content,
          template_list_and_show, explain_a_threat_of_a_file, questions_of_all_threats,
          template_docs, docs_stay_in_their_folder, template_new_is_clean,
          template_lint_sees_mistakes, languages, languages_of_a_team, a_tm7_keeps_its_language]


def run_checks(checks):
    """Each in a folder of its own. Returns the exit status."""
    failed = 0
    print(f"1..{len(checks)}")
    for n, check in enumerate(checks, 1):
        shell = Shell(os.path.abspath(sys.argv[1]), "--without-graphviz" not in sys.argv)
        try:
            check(shell)
            wrong = ""
        except (AssertionError, KeyError, ValueError, OSError, StopIteration) as error:
            wrong = f"{type(error).__name__}: {error}"
        finally:
            shutil.rmtree(shell.folder, ignore_errors=True)
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {n} - {check.__name__.replace('_', ' ')}", flush=True)
        for line in wrong.splitlines():
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
