#!/usr/bin/env python3
"""`drawbridge diff`: forms and outputs, status, two revisions of git; what holds for every diagram.

    diff.py PROGRAM [--without-graphviz]
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

from cli import CASES, ONE, run_checks

CHANGED = ONE.replace("Database", "Order archive").replace('source="u" target="w"',
                                                           'source="u" target="d"')
GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
       "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@b", "HOME": "/nowhere", "LC_ALL": "C"}


def two(shell):
    shell.write("old.drawio", ONE)
    shell.write("new.drawio", CHANGED)


def forms(shell):
    """Each on standard output and by the ending of a file; nothing else is written."""
    two(shell)
    text = shell.run("diff", "old.drawio", "new.drawio").stdout
    assert text == shell.run("diff", "old.drawio", "new.drawio", "--to", "text").stdout
    assert "new.drawio, compared with old.drawio: " in text, text
    for name, form in (("a.txt", "text"), ("a.md", "md"), ("a.json", "json")):
        printed = shell.run("diff", "old.drawio", "new.drawio", "--to", form).stdout
        assert shell.run("diff", "old.drawio", "new.drawio", "-o", name).stdout == ""
        assert (shell.folder / name).read_text() == printed, name
        assert printed != ""
    shell.run("diff", "old.drawio", "new.drawio", "-o", "a.svg", status=2)
    shell.run("diff", "old.drawio", "new.drawio", "--to", "svg", status=2)
    shell.run("diff", "old.drawio", "new.drawio", "-o", "b.md", "-o", "c.md", status=2)
    assert shell.names() == ["a.json", "a.md", "a.txt", "new.drawio", "old.drawio", "shop.drawio"]


def status(shell):
    two(shell)
    shell.run("diff", "old.drawio", "new.drawio")
    shell.run("diff", "--exit-code", "old.drawio", "new.drawio", status=1)
    shell.run("diff", "--exit-code", "old.drawio", "old.drawio")
    error = shell.run("diff", "old.drawio", "missing", status=2).stderr
    assert error.startswith("missing:1:1: error: cannot read"), error
    for words in ((), ("old.drawio",), ("old.drawio", "new.drawio", "old.drawio"), ("-", "-")):
        assert shell.run("diff", *words, status=2).stderr.startswith("drawbridge: error: ")
    assert "OLD NEW" in shell.run("diff", "--help").stdout


def gates(shell):
    """New, worse and open again: not what is gone, milder or decided."""
    two(shell)
    names = ("old.drawio", "new.drawio")
    threats = json.loads(shell.run("diff", *names, "--to", "json").stdout)["threats"]
    new = {t["severity"] for t in threats if t["change"] == "new"}
    assert new and "critical" not in new, new
    shell.run("diff", "--fail-on", "low,new", *names, status=1)
    shell.run("diff", "--fail-on", "critical", *names)
    shell.run("diff", "--fail-on", "low", "old.drawio", "old.drawio")
    shell.run("diff", "--fail-on", "messages", *names, status=2)
    shell.write("new.drawio", ONE.replace("</root>", "</root>\n"))
    decided = "drawbridge: 1\nthreats: {D01@Shop/w: {state: mitigated, justification: j}}\n"
    shell.write("old.drawio.threats.yaml", decided)
    shell.run("diff", "--fail-on", "low", *names, status=1)
    shell.run("diff", "--fail-on", "low,new", *names)
    shell.run("diff", "--fail-on", "low", *reversed(names))


def color(shell):
    two(shell)
    words = ("diff", "old.drawio", "new.drawio")
    plain = shell.run(*words).stdout
    assert "\033[" in shell.run(*words, "--color", "always").stdout and "\033[" not in plain
    shell.run(*words, "--color", "always", "-o", "a.txt")
    assert (shell.folder / "a.txt").read_text() == plain
    assert "\033[" not in shell.run(*words, "--color", "always", "--to", "md").stdout


def standard_input(shell):
    two(shell)
    with open(shell.folder / "old.drawio", encoding="utf-8") as file:
        text = shell.run("diff", "-", "new.drawio", stdin=file).stdout
    assert text.replace("compared with -", "compared with old.drawio") \
        .replace("\n-:", "\nold.drawio:") == shell.run("diff", "old.drawio", "new.drawio").stdout


def json_is_whole(shell):
    """What the summary counts is there, and causes are changes."""
    two(shell)
    report = json.loads(shell.run("diff", "old.drawio", "new.drawio", "--to", "json").stdout)
    changes, threats, summary = report["changes"], report["threats"], report["summary"]
    assert summary["changes"] == len([c for c in changes if c["change"] != "redrawn"])
    for kind in ("new", "gone"):
        assert summary[kind] == len([t for t in threats if t["change"] == kind])
    assert sum(summary["newBySeverity"].values()) == summary["new"] > 0
    for threat in threats:
        for cause in threat["because"]:
            assert changes[cause["change"]]["text"].startswith(cause["text"][:20])
    checked = shell.json("new.drawio")["threats"]
    ids = {t["id"] for t in checked}
    assert {t["id"] for t in threats if t["change"] != "gone"} <= ids
    assert report["old"]["file"] == "old.drawio" and report["new"]["format"] == "drawio"


def decisions(shell):
    """A register beside each, and one that is named for the new version."""
    two(shell)
    shell.write("new.drawio", ONE)
    shell.write("old.drawio.threats.yaml", "drawbridge: 1\nthreats:\n  D01@Shop/w: "
                "{state: mitigated, justification: j}\n")
    shell.write("other.yaml", "drawbridge: 1\nanswers: {Shop/w: {authn: Yes}}\n")
    text = shell.run("diff", "old.drawio", "new.drawio").stdout
    assert ": now not-started: " in text and "1 decided" in text, text
    text = shell.run("diff", "old.drawio", "new.drawio", "--register", "other.yaml").stdout
    assert 'change: authn of "Web server" was set to Yes' in text, text
    assert 'because authn of "Web server" was set to Yes' in text, text
    shell.write("old.drawio.threats.yaml", "drawbridge: 2\n")
    error = shell.run("diff", "old.drawio", "new.drawio", status=2).stderr
    assert error.startswith("old.drawio.threats.yaml:1:"), error


def other_templates(shell):
    """A .tm7 is judged by the template inside: that is said."""
    shutil.copy(CASES / "tm7-shop/input.tm7", shell.folder / "a.tm7")
    for form in ("text", "md"):
        text = shell.run("diff", "shop.drawio", "a.tm7", "--to", form).stdout
        assert "template" in text, text
    assert "template" not in shell.run("diff", "a.tm7", "a.tm7").stdout
    same = ("diff", "--template", "stride", "shop.drawio", "a.tm7")
    assert "judged by" not in shell.run(*same).stdout


def comment_stays_small(shell):
    """Code hosts take 65,536 characters in a comment."""
    cells = "".join(f'<mxCell id="n{i}" value="Service {i} {"x" * 300}" style="ellipse" vertex="1" '
                    'parent="1"><mxGeometry width="9" height="9" as="geometry"/></mxCell>'
                    f'<mxCell id="e{i}" edge="1" parent="1" source="u" target="n{i}">'
                    '<mxGeometry relative="1" as="geometry"/></mxCell>' for i in range(300))
    shell.write("old.drawio", ONE)
    shell.write("new.drawio", ONE.replace("</root>", cells + "</root>"))
    text = shell.run("diff", "old.drawio", "new.drawio", "--to", "md").stdout
    assert len(text) < 65_000 and " more: `drawbridge diff` lists all of them." in text
    assert text.count("<details>") == text.count("</details>")


def hostile_names(shell):
    """No name is markup, and every line stays one."""
    name = "| &lt;img src=x onerror=alert(1)&gt; `x` &lt;/details&gt;&#10;# [a](http://x)"
    shell.write("old.drawio", ONE)
    shell.write("new.drawio", ONE.replace("Web server", name.replace("&lt;", "&amp;lt;")))
    for form in ("md", "text"):
        text = shell.run("diff", "old.drawio", "new.drawio", "--to", form).stdout
        assert form == "text" or not re.search(r"<(?!/?details>|/?summary>|br>)|^# ", text, re.M), text


def hostile_ids(shell):
    """Those of DOT may have anything in them, and so may values and file names."""
    if not shell.graphviz:
        return
    graph = 'digraph {{ u [tm_type="EI.User"]; w [tm_type="P.WebApp" label=Web authn="{}"]; ' \
            '"{}" [tm_type="P.Pod" label=Pod]; u -> w -> "{}" }}'
    shell.write("old.dot", graph.format("Yes", "a\nb", "a\nb"))
    shell.write("e\nvil\x1b.dot", graph.format("No\n::error::x\x1b", "c\nd", "c\nd"))
    text = shell.run("diff", "old.dot", "e\nvil\x1b.dot").stdout
    assert "its id is now c d, and was a b" in text and "from Yes to No ::error::x" in text, text
    assert all(re.match("e vil.dot|old.dot|Most useful|  ", line) for line in text.splitlines())
    assert "\x1b" not in text


def commands_to_copy(shell):
    """A command in a report is one that a shell may be given, whatever the file is called."""
    if not shell.graphviz:
        return
    graph = 'digraph { u [tm_type="EI.User"]; %s [tm_type="P.WebApp" label=Web]; u -> %s }'
    register = "drawbridge: 1\nthreats:\n  D01@w: {state: mitigated, justification: j}\n"
    name = "a b;touch c'd.dot"
    shell.write("old.dot", graph % ("w", "w"))
    shell.write(name, graph % ("x", "x"))
    for file in ("old.dot", name):
        shell.write(file + ".threats.yaml", register)
    wanted = "drawbridge decide 'a b;touch c'\\''d.dot' --adopt D01@w D01@x"
    for form in ("text", "md"):
        text = shell.run("diff", "old.dot", name, "--to", form).stdout
        assert wanted in text, text
    assert shlex.split(wanted)[2] == name
    shell.run(*shlex.split(wanted)[1:])
    assert "D01@x" in (shell.folder / (name + ".threats.yaml")).read_text()


# --- git -----------------------------------------------------------------------------------------

def git(shell, *words, folder="."):
    done = subprocess.run(["git", *words], cwd=shell.folder / folder, capture_output=True, text=True,
                          env={**os.environ, **GIT}, check=False)
    assert done.returncode == 0, done.stderr


def new_repository(shell):
    """Returns whether there is one: three versions of a diagram, in a folder below."""
    if shutil.which("git") is None:
        return False
    (shell.folder / "below").mkdir()
    git(shell, "init", "-q")
    for text in (ONE, CHANGED):
        shell.write("below/a b.drawio", text)
        git(shell, "add", "below")
        git(shell, "commit", "-q", "-m", "m")
    return True


def revisions(shell):
    if not new_repository(shell):
        return
    two(shell)
    wanted = shell.run("diff", "old.drawio", "new.drawio", "--to", "json").stdout
    wanted = json.loads(wanted)["summary"]
    path = "below/a b.drawio"

    def summary(*words, **more):
        done = shell.run("diff", *words, "--to", "json", **more)
        return json.loads(done.stdout)["summary"]
    assert summary("--git", "HEAD~1", path) == wanted
    assert summary("--git", "HEAD~1", str(shell.folder / path)) == wanted
    assert summary("--git=HEAD", path)["changes"] == 0
    shell.run("diff", "--exit-code", "--git", "HEAD~1", path, status=1)
    text = shell.run("diff", "--git", "HEAD~1", path).stdout
    assert "compared with HEAD~1:below/a b.drawio: " in text, text


def registers_of_revisions(shell):
    if not new_repository(shell):
        return
    path = "below/a b.drawio"
    register = "drawbridge: 1\nthreats: {D01@Shop/w: {state: needs-investigation}}\n"
    shell.write(path, ONE)
    shell.write(path + ".threats.yaml", register)
    assert ": now needs-investigation: " in shell.run("diff", "--git", "HEAD~1", path).stdout
    git(shell, "add", "below")
    git(shell, "commit", "-q", "-m", "m")
    shell.run("diff", "--exit-code", "--git", "HEAD", path)
    (shell.folder / (path + ".threats.yaml")).unlink()
    assert ": now not-started: " in shell.run("diff", "--git", "HEAD", path).stdout
    shell.write(path + ".threats.yaml", "drawbridge: 2\n")
    git(shell, "commit", "-q", "-a", "-m", "m")
    (shell.folder / (path + ".threats.yaml")).unlink()
    error = shell.run("diff", "--git", "HEAD", path, status=2).stderr
    assert error.startswith("HEAD:below/a b.drawio.threats.yaml:1:"), error


def mistakes_of_revisions(shell):
    """One line each; no word is an option of git, and nothing is run by a shell."""
    if not new_repository(shell):
        return
    path = "below/a b.drawio"
    for words, wanted in (
            (("--git", "nowhere", path), "nowhere:below/a b.drawio:1:1: error: git knows no"),
            (("--git", "HEAD", "shop.drawio"), "HEAD:shop.drawio:1:1: error: that revision has no"),
            (("--git", "HEAD", "below"), "HEAD:below:1:1: error: git: "),
            (("--git", "HEAD", "missing/x"), "HEAD:missing/x:1:1: error: that revision has no"),
            (("--git", "--help", path), "drawbridge: error: --git takes a revision"),
            (("--git", "", path), "drawbridge: error: --git takes a revision"),
            (("--git", "HEAD", path, path), "drawbridge: error: diff --git takes a revision and"),
            (("--git", "HEAD", "-"), "drawbridge: error: standard input"),
            (("--git", "$(touch x);`touch x`", path), "$(touch x);`touch x`:below"),
            (("--git", "a\nb", path), "a b:below/a b.drawio:1:1: error: git knows no")):
        error = shell.run("diff", *words, status=2).stderr
        assert error.startswith(wanted) and error.count("\n") == 1, f"{words}: {error}"
    assert "x" not in shell.names()
    error = shell.run("diff", "--git", "HEAD", path, status=2, env={"PATH": "/nowhere"}).stderr
    assert error.startswith("drawbridge: error: cannot run git: "), error
    shutil.rmtree(shell.folder / ".git")
    outside = {**os.environ, **GIT, "GIT_CEILING_DIRECTORIES": str(shell.folder.parent)}
    error = shell.run("diff", "--git", "HEAD", path, status=2, env=outside).stderr
    assert "error: git: not a git repository" in error, error


# --- what holds for every diagram ----------------------------------------------------------------

def inputs(shell):
    for path in sorted(CASES.rglob("input.*")):
        if path.name.endswith(".threats.yaml") or \
                (not shell.graphviz and path.suffix in (".dot", ".gv")):
            continue
        if subprocess.run([shell.program, "-q", path], capture_output=True,
                          check=False).returncode == 0:
            yield path


def nothing_from_itself(shell):
    count = 0
    for path in inputs(shell):
        shell.run("diff", "--exit-code", str(path), str(path))
        count += 1
    assert count > 10


def restyled(text):
    """Other fonts, and comments that move every line."""
    text = re.sub(r"(?<![\w])fontSize=\d+", "fontSize=13", text)
    return re.sub(r"(<diagram|<mxCell) ", r"<!-- moved\n\n -->\1 ", text)


def moved(text):
    """Everything at another place, in another color."""
    text = text.replace('style="ellipse"', 'style="ellipse;fillColor=#dae8fc"')
    return re.sub(r'x="(\d+)" y="40"', lambda m: f'x="{int(m[1]) + 700}" y="4"', text)


def nothing_from_a_look(shell):
    for path in inputs(shell):
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".drawio" and "<mxCell " in text:
            shell.write("a.drawio", text)
            shell.write("b.drawio", restyled(text))
            shell.run("diff", "--exit-code", "a.drawio", "b.drawio")
    shell.write("a.drawio", ONE)
    shell.write("b.drawio", moved(ONE))
    assert moved(ONE) != ONE
    shell.run("diff", "--exit-code", "a.drawio", "b.drawio")


def other_ids(shell):
    """A diagram that was drawn anew: no threat is new or gone."""
    text = ONE
    for i in "uwdfg":
        text = re.sub(rf' (id|source|target)="{i}"', rf' \1="n{i}"', text)
    shell.write("a.drawio", ONE)
    shell.write("b.drawio", text)
    report = json.loads(shell.run("diff", "a.drawio", "b.drawio", "--to", "json").stdout)
    assert report["threats"] == [] and report["summary"]["redrawn"] == 3, report["summary"]
    assert {c["change"] for c in report["changes"]} == {"redrawn"}


def there_and_back(shell):
    """What is new one way is gone the other way."""
    two(shell)
    one, other = (json.loads(shell.run("diff", *names, "--to", "json").stdout)["threats"]
                  for names in (("old.drawio", "new.drawio"), ("new.drawio", "old.drawio")))
    for kind, opposite in (("new", "gone"), ("gone", "new"), ("changed", "changed")):
        assert {t["id"] for t in one if t["change"] == kind} == \
            {t["id"] for t in other if t["change"] == opposite}


CHECKS = [forms, status, gates, color, standard_input, json_is_whole, decisions, other_templates,
          comment_stays_small, hostile_names, hostile_ids, commands_to_copy, revisions,
          registers_of_revisions, mistakes_of_revisions, nothing_from_itself, nothing_from_a_look,
          other_ids, there_and_back]

if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
