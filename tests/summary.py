#!/usr/bin/env python3
"""Many files at once: folders as arguments, --summary, and what pipelines take (github, gitlab).

    summary.py PROGRAM [--without-graphviz]
"""
import html.parser
import json
import os
import re
import sys

from cli import EMPTY, SHOP, run_checks

ONE_PAGE = SHOP[:SHOP.index("</diagram>") + len("</diagram>")] + "</mxfile>\n"
BAD = "<mxfile>\n</wrong>\n"
HEAD = "drawbridge: 1\n"
LEVELS = ("critical", "high", "medium", "low")


def fill(shell):
    """A tree with diagrams, what looks like some, and ways out of it."""
    for folder in ("tree/b/deep", "tree/a", "tree/.hidden", "outside"):
        (shell.folder / folder).mkdir(parents=True)
    for name in ("tree/z.drawio", "tree/b/m.dio", "tree/b/deep/x.DRAWIO", "tree/a/p.drawio.svg",
                 "tree/.hidden/h.drawio", "tree/.h.drawio", "outside/o.drawio",
                 "tree/a/plain.svg", "tree/a/page.html", "tree/a/x.xml", "tree/a/notes.txt"):
        shell.write(name, ONE_PAGE)
    shell.write("tree/z.drawio.threats.yaml", HEAD)
    (shell.folder / "tree/a/loop").symlink_to("..")
    (shell.folder / "tree/a/out").symlink_to("../../outside")
    (shell.folder / "tree/a/link.drawio").symlink_to("../../outside/o.drawio")
    os.mkfifo(shell.folder / "tree/a/pipe.drawio")


def files_of(lines):
    return [json.loads(line)["file"] for line in lines.splitlines()]


def folders(shell):
    fill(shell)
    found = ["tree/z.drawio", "tree/a/p.drawio.svg", "tree/b/m.dio", "tree/b/deep/x.DRAWIO"]
    assert files_of(shell.run("--to", "json", "tree").stdout) == found
    assert files_of(shell.run("--to", "json", "tree//").stdout) == found
    assert files_of(shell.run("--to", "json", "tree/b", "tree", "tree").stdout) == \
        [*found[2:], *found[:2]]
    assert files_of(shell.run("--to", "json", "tree/a/page.html", "outside").stdout) == \
        ["tree/a/page.html", "outside/o.drawio"]
    (shell.folder / "way").symlink_to("tree/b")
    assert files_of(shell.run("--to", "json", "way").stdout) == ["way/m.dio", "way/deep/x.DRAWIO"]
    here = files_of(shell.run("--to", "json", ".").stdout)
    assert here[0] == "shop.drawio" and not any(name.startswith(".") for name in here), here


def registers_stand_for_diagrams(shell):
    """As a hook names what was changed."""
    fill(shell)
    book = "tree/z.drawio.threats.yaml"
    for words in ([book], ["tree/z.drawio", book], [book, "tree/z.drawio.threats.yaml"]):
        assert files_of(shell.run("--to", "json", *words, "outside").stdout) == \
            ["tree/z.drawio", "outside/o.drawio"], words
    assert files_of(shell.run("--to", "json", "tree/z.drawio", "tree").stdout)[0] == \
        "tree/z.drawio"
    error = shell.run("gone.dot.threats.yaml", status=2).stderr
    assert error.startswith("gone.dot:1:1: error: cannot read"), error


def folders_without_diagrams(shell):
    (shell.folder / "none").mkdir()
    error = shell.run("none", status=2).stderr
    assert error == "none:1:1: error: cannot read: no diagram is in the folder\n", error
    deep = shell.folder / "deep"
    deep.joinpath(*["d"] * 102).mkdir(parents=True)
    assert "deeper than 100" in shell.run("deep", status=2).stderr
    (shell.folder / "many").mkdir()
    for n in range(10001):
        os.close(os.open(shell.folder / f"many/{n}.drawio", os.O_CREAT))
    assert "more than 10000 diagrams" in shell.run("many", status=2).stderr


def folders_that_are_closed(shell):
    """The others are read."""
    fill(shell)
    (shell.folder / "tree/a").chmod(0)
    if os.geteuid() != 0:
        done = shell.run("--to", "json", "tree", status=2)
        assert "tree/a:1:1: error: cannot read" in done.stderr, done.stderr
        assert len(files_of(done.stdout)) == 3
    (shell.folder / "tree/a").chmod(0o700)


def summary(shell):
    """The worst first; of each page the numbers that its own report has."""
    shell.write("empty.drawio", EMPTY)
    report = shell.json("--summary", "empty.drawio", "shop.drawio")
    rows = report["diagrams"]
    assert [(row["file"], row.get("page")) for row in rows] == \
        [("shop.drawio", "Shop"), ("shop.drawio", "Office"), ("empty.drawio", None)], rows
    whole = shell.json("shop.drawio")
    for row in rows[:2]:
        own = [t for t in whole["threats"] if t["diagram"] == row["diagram"]]
        assert row["threats"] == row["unreviewed"] == len(own) and row["closed"] == 0
        assert row["open"] == {s: sum(t["severity"] == s for t in own) for s in LEVELS}
    assert report["summary"]["threats"] == len(report["threats"]) == len(whole["threats"])
    assert report["summary"]["files"] == 2 and report["summary"]["diagrams"] == 3
    order = [(LEVELS.index(t["severity"]), t["certainty"] != "stated", -t["score"])
             for t in report["threats"]]
    assert order == sorted(order)


def summary_counts_decisions(shell):
    ids = [t["id"] for t in shell.json("shop.drawio")["threats"]]
    states = ["{state: mitigated, justification: j}", "{state: needs-investigation}",
              "{state: mitigated, justification: j, expires: 2001-01-01}"]
    shell.write("shop.drawio.threats.yaml", HEAD + "model: {name: Web shop}\nthreats:\n"
                + "".join(f"  {i}: {state}\n" for i, state in zip(ids, states)))
    report = shell.json("--summary", "shop.drawio")
    total = report["summary"]
    assert (total["closed"], total["expired"]) == (1, 1), total
    assert total["unreviewed"] == len(ids) - 2 and sum(total["open"].values()) == len(ids) - 1
    assert ids[0] not in [t["id"] for t in report["threats"]]
    assert {row["name"] for row in report["diagrams"]} == {"Web shop"}
    assert len(shell.json("--summary", "shop.drawio", "--min-severity", "critical")["threats"]) \
        < len(report["threats"])


def summary_is_written(shell):
    """In the format of the ending; text shows the worst as compilers do."""
    shell.write("bad.drawio", BAD)
    done = shell.run("--summary", ".", "-o", "a.md", "-o", "a.json", "-o", "a.txt", status=2)
    assert done.stdout == "" and done.stderr.startswith("bad.drawio:2:9: error: "), done
    text = (shell.folder / "a.txt").read_text()
    assert "2 diagrams in 1 file: " in text and "1 file could not be read" in text, text
    assert re.search(r"^shop\.drawio:\d+:\d+: medium: .* \[\S+\] \(page ", text, re.M)
    markdown = (shell.folder / "a.md").read_text()
    assert markdown.startswith("# Threat models\n") and "| `shop.drawio` | Shop |" in markdown
    assert "- `bad.drawio:2:9: error: " in markdown, markdown
    errors = json.loads((shell.folder / "a.json").read_text())["errors"]
    assert [e["file"] for e in errors] == ["bad.drawio"]
    os.unlink(shell.folder / "bad.drawio")
    assert shell.run("--summary", "shop.drawio").stdout == \
        text.replace("1 file could not be read\n", "")
    assert shell.run("--summary", "-q", "shop.drawio").stdout == ""
    for words in (["-o", "a.svg"], ["-o", "out/"], ["-o", "shop.drawio"], ["--to", "csv"],
                  ["-o", "./shop.drawio", "--to", "json"], ["-o", "out/", "--to", "json"]):
        shell.run("--summary", "shop.drawio", *words, status=2)
    shell.run("--summary", "--template", "missing", "shop.drawio", status=2)
    shell.run("--summary", status=2)


class Page(html.parser.HTMLParser):
    """What a page is made of; every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.words = [], [], [], []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [v for k, v in attributes if k in ("src", "href") or k.startswith("on")]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)


def summary_as_a_page(shell):
    """It asks for nothing else, and nothing in a diagram becomes a part of it."""
    shell.write("evil.drawio", ONE_PAGE.replace("Customer", "1 &lt; 2 &amp;amp;amp; x")
                .replace('name="Shop"', 'name="&lt;b onclick=x&gt;"'))
    shell.write("a&<b>.drawio", SHOP)
    shell.write("evil.drawio.threats.yaml", HEAD + "model: {name: '</title><img src=x>'}\n")
    shell.write("<i>.dot", "digraph {")
    shell.write("<i>.drawio", BAD)
    shell.run("--summary", ".", "-o", "page.html", status=2)
    text = (shell.folder / "page.html").read_text()
    page = Page(text)
    assert not page.links and not {"script", "img", "b onclick", "i", "link"} & set(page.tags)
    assert "url(" not in text and "@import" not in text
    words = "".join(page.words)
    for part in ("1 < 2 &amp; x", "</title><img src=x>", "a&<b>.drawio", "<i>.drawio:2:9: "):
        assert part in words, part
    assert page.tags.count("tr") == 1 + 5, page.tags.count("tr")
    assert page.tags.count("details") == 5


def summary_fails_on_request(shell):
    shell.run("--summary", "--fail-on", "medium", "shop.drawio", status=1)
    shell.run("--summary", "--fail-on", "critical", "shop.drawio")
    shell.write("bad.drawio", BAD)
    shell.run("--summary", "--fail-on", "medium", ".", status=2)


def summary_against_a_baseline(shell):
    shell.write("b.drawio", ONE_PAGE)
    shell.write("base.json", shell.run("--to", "json", ".").stdout)
    gate = ["--summary", "--baseline", "base.json", "--fail-on", "low,new", "-q"]
    shell.run(*gate, ".")
    shell.write("c.drawio", ONE_PAGE)
    assert shell.run(*gate, ".", status=1).stdout == ""
    report = json.loads(shell.run(*gate, "--to", "json", ".", status=1).stdout)
    own = [t for t in report["threats"] if t["file"] == "c.drawio"]
    assert own and [t for t in report["threats"] if t["new"]] == own
    assert {row["file"]: row["new"] for row in report["diagrams"]} == \
        {"c.drawio": len(own), "b.drawio": 0, "shop.drawio": 0}
    text = shell.run(*gate[:-1], ".", status=1).stdout
    assert f", {len(own)} new; " in text and "(new)\n" in text, text
    shell.run(*gate, "b.drawio", "shop.drawio")
    shell.run("--summary", "--fail-on", "low,new", ".", status=2)


COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]*)(,line=\d+)?(,col=\d+)?"
                     r",title=([^,:]*)::(.*)")


def github(shell):
    """Each line is a command, whatever a diagram or a file is called."""
    evil = ONE_PAGE.replace("Customer", "::stop-commands::x&#10;::error::%0A, a:b").replace(
        'name="Shop"', 'name="##[error]x%"')
    shell.write("a,b:c%d.drawio", evil)
    lines = shell.run("--to", "github", ".").stdout.splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert lines and all(found), [line for line, one in zip(lines, found) if not one]
    assert {m[2] for m in found} == {"a%2Cb%3Ac%25d.drawio", "shop.drawio"}
    assert "file=shop.drawio," in shell.run("--to", "github", "./shop.drawio").stdout
    assert any("::error::%250A, a:b" in m[6] for m in found), lines
    threats = shell.json("shop.drawio")["threats"]
    kinds = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
    own = [m for m in found if m[2] == "shop.drawio" and m[5] != "the drawing"]
    assert [m[1] for m in own] == [kinds[t["severity"]] for t in threats]
    assert all(t["title"] in m[6] and t["id"] in m[6] for m, t in zip(own, threats))
    assert all(t["category"] in m[5] for m, t in zip(own, threats))


def gitlab(shell):
    """One document for all files; a fingerprint stays when lines and words change."""
    shell.write("b.drawio", ONE_PAGE)
    entries = json.loads(shell.run("--to", "gitlab", ".").stdout)
    prints = [entry["fingerprint"] for entry in entries]
    assert len(prints) == len(set(prints)) and all(re.fullmatch("[0-9a-f]{64}", p) for p in prints)
    for entry in entries:
        assert list(entry) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] in ("b.drawio", "shop.drawio")
        assert entry["location"]["lines"]["begin"] >= 1
    alone = json.loads(shell.run("--to", "gitlab", "b.drawio").stdout)
    assert alone == json.loads(shell.run("--to", "gitlab", "./b.drawio").stdout)
    assert alone and {json.dumps(e) for e in alone} < {json.dumps(e) for e in entries}
    shell.write("b.drawio", "<!-- moved -->\n\n" + ONE_PAGE.replace("Customer", "Client"))
    other = json.loads(shell.run("--to", "gitlab", "b.drawio").stdout)
    assert {e["fingerprint"] for e in other} == {e["fingerprint"] for e in alone}
    assert other != alone


def gitlab_names_what_people_add(shell):
    """GitLab demands a name of the check: a threat that a person added has only its id."""
    shell.write("b.drawio", ONE_PAGE)
    shell.write("b.drawio.threats.yaml", HEAD + "custom:\n  - {id: U1, title: T, category: C, "
                "severity: high, state: not-started, subjects: [Shop/w]}\n")
    entries = json.loads(shell.run("--to", "gitlab", "b.drawio").stdout)
    assert [e["check_name"] for e in entries if e["description"].startswith("T [U1]")] == ["U1"]
    assert all(e["check_name"] for e in entries)


def gitlab_forgets_what_is_closed(shell):
    shell.write("b.drawio", ONE_PAGE)
    before = json.loads(shell.run("--to", "gitlab", "b.drawio").stdout)
    shell.write("b.drawio.threats.yaml", HEAD + "threats:\n"
                "  S01@Shop/u:w: {state: not-applicable, justification: j}\n")
    after = json.loads(shell.run("--to", "gitlab", "b.drawio").stdout)
    assert len(after) == len(before) - 1
    assert "S01@Shop/u:w" not in shell.run("--to", "github", "b.drawio").stdout
    shell.run("b.drawio", "shop.drawio", "-o", "all.json", "--to", "gitlab")
    assert len(json.loads((shell.folder / "all.json").read_text())) > len(after)
    (shell.folder / "out").mkdir()
    shell.run("b.drawio", "shop.drawio", "-o", "out/", "--to", "gitlab")
    assert sorted(p.name for p in (shell.folder / "out").iterdir()) == \
        ["b.gitlab.json", "shop.gitlab.json"]


CHECKS = [folders, registers_stand_for_diagrams, folders_without_diagrams,
          folders_that_are_closed, summary, summary_counts_decisions, summary_is_written,
          summary_as_a_page, summary_fails_on_request, summary_against_a_baseline, github, gitlab,
          gitlab_names_what_people_add, gitlab_forgets_what_is_closed]


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
