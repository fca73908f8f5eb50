#!/usr/bin/env python3
"""Bad input gives one clear line, status 2, bounded memory and time, and no output.

    badinput.py PROGRAM [--without-graphviz]
"""
import base64
import os
import pathlib
import random
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import urllib.parse
import zlib

SECONDS = 20
MEMORY = 2 << 30
DOT = 'digraph shop { user -> "web server" [label="order"]; subgraph cluster_a { db } }\n'
DRAWIO = ('<mxfile><diagram name="P" id="p"><mxGraphModel><root><mxCell id="0"/>'
          '<mxCell id="1" parent="0"/><mxCell id="2" value="Web" style="ellipse" vertex="1" '
          'parent="1"><mxGeometry width="80" height="40" as="geometry"/></mxCell></root>'
          '</mxGraphModel></diagram></mxfile>\n')
DRAGON = ('{"summary": {"title": "T"}, "detail": {"diagrams": [{"id": 0, "cells": [{"shape": '
          '"process", "id": "p", "data": {"name": "Web"}}]}]}}\n')
OTM = ("otmVersion: 0.2.0\nproject: {name: N, id: n}\ncomponents:\n"
       "  - {id: a, name: Web, type: ec2}\n")
LAUGHS = ('<!DOCTYPE mxfile [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + ']><mxfile><diagram name="&j;"><mxGraphModel><root/></mxGraphModel></diagram></mxfile>')


def compressed(xml):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(urllib.parse.quote(xml).encode()) + deflate.flush()
    return f'<mxfile><diagram id="p">{base64.b64encode(packed).decode()}</diagram></mxfile>'


def deflated_zeros(size):
    """A page that is small in the file and @size bytes when it is inflated."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(deflate.compress(b" " * (1 << 20)) for _ in range(size >> 20))
    packed += deflate.flush()
    return f'<mxfile><diagram id="p">{base64.b64encode(packed).decode()}</diagram></mxfile>'


def product(count):
    sides = [" ".join(f"{side}{i}" for i in range(count)) for side in "ab"]
    return f"digraph {{ {{{sides[0]}}} -> {{{sides[1]}}} }}\n"


def registers(*texts):
    """A layer with each of them."""
    layers = "".join(f'<object tm.register="{text}" id="t{i}"><mxCell parent="0"/></object>'
                     for i, text in enumerate(texts))
    return DRAWIO.replace("</root>", layers + "</root>")


def nested_xml(depth):
    return "<mxfile>" + "<a>" * depth + "</a>" * depth + "</mxfile>"


def noise(seed, size=4096):
    return random.Random(seed).randbytes(size)


# name, content
FILES = [
    ("empty.dot", ""),
    ("blank.drawio", "  \n\n"),
    ("nul.dot", "\0" + DOT),
    ("noise-1.drawio", noise(1)),
    ("noise-2.dot", noise(2)),
    ("half.drawio", DRAWIO[:len(DRAWIO) // 2]),
    ("not-utf8.drawio", DRAWIO.encode().replace(b"Web", b"W\xff\xfeb")),
    ("laughs.drawio", LAUGHS),
    ("laughs-packed.drawio", compressed(LAUGHS)),
    ("inflates.drawio", deflated_zeros(300 << 20)),
    ("damaged-page.drawio", "<mxfile><diagram>7VhNc9owEP01PmbGtrCBYyAf/QqTaaZNe1TsxVYjLCoLMPn"
                            "1lbAM/iAhaUjCdHpC++5Ku3r79GQ4eDzLLwWex9cQgjY8K88Nfg</diagram></mxfile>"),
    ("deep.drawio", nested_xml(100_000)),
    ("register.drawio", registers("drawbridge: 2")),
    ("two-registers.drawio", registers("drawbridge: 1", "drawbridge: 1&#10;model: {name: N}")),
    ("text.txt", "Dear reader,\nthis is a letter and no diagram.\n"),
    ("half-dragon.json", DRAGON[:-20]),
    ("not-utf8-dragon.json", DRAGON.encode().replace(b"Web", b"W\xff\xfeb")),
    ("nul-dragon.json", DRAGON + "\0"),
    ("twice-dragon.json", DRAGON.replace('"title"', '"a": 1, "a": 2, "title"')),
    ("deep-dragon.json", DRAGON.replace('"Web"', "[" * 100_000 + "]" * 100_000)),
    ("wide-dragon.json", DRAGON.replace('"Web"', "[" + "[]," * 2_100_000 + "0]")),
    ("large-dragon.json", DRAGON.replace("Web", "W" * (65 << 20))),
    ("cells-dragon.json", DRAGON.replace('"cells": [', '"cells": [' + "0," * 200_001)),
    ("list-dragon.json", DRAGON.replace('{"title": "T"}', '["title", "T"]')),
    ("half.otm", OTM[:-9]),
    ("not-utf8.otm", OTM.encode().replace(b"Web", b"W\xff\xfeb")),
    ("anchor.otm", OTM.replace("Web", "&a Web")),
    ("two.otm", OTM + "---\n" + OTM),
    ("deep.otm", OTM.replace("Web", "[" * 100_000 + "]" * 100_000)),
    ("version.otm", "otmVersion: 0.2.0\n"),
    ("list.otm", "otmVersion: 0.2.0\nproject: [name, id]\n"),
    ("many.otm", OTM.replace("- {", "- {}\n  - {") + "dataflows: [" + "0," * 200_000 + "0]\n"),
    ("half-otm.json", '{"otmVersion": "0.2.0", "project": {"name"'),
    ("json.json", '{"version": 1, "summary": {}}\n'),
]
# A register: name, content
REGISTERS = [
    ("empty", ""),
    ("half", "drawbridge: 1\nthreats:\n  S01@a:b:\n    sta"),
    ("other version", "drawbridge: 2\n"),
    ("nul", "drawbridge: 1\n\0"),
    ("not utf-8", b"drawbridge: 1\nmodel: {name: W\xffb}\n"),
    ("noise", noise(3)),
    ("unknown section", "drawbridge: 1\nthreat: {}\n"),
    ("unknown key", "drawbridge: 1\nthreats: {S01: {status: mitigated}}\n"),
    ("unknown state", "drawbridge: 1\nthreats: {S01: {state: accepted}}\n"),
    ("no reason", "drawbridge: 1\nthreats: {S01: {state: not-applicable}}\n"),
    ("blank reason", "drawbridge: 1\nthreats: {S01: {state: mitigated, justification: ' '}}\n"),
    ("notes of keys", "drawbridge: 1\nthreats: {S01: {notes: {by: Ann}}}\n"),
    ("notes of a list", "drawbridge: 1\nthreats:\n  S01:\n    notes:\n      - one\n"),
    ("notes for a reason", "drawbridge: 1\nthreats: {S01: {state: mitigated, notes: done}}\n"),
    ("no day", "drawbridge: 1\nthreats: {S01: {expires: 2026-13-01}}\n"),
    ("an id twice", "drawbridge: 1\nthreats:\n  S01: {}\n  S01: {}\n"),
    ("list of decisions", "drawbridge: 1\nthreats: [S01]\n"),
    ("unknown severity", "drawbridge: 1\ncustom: [{id: U1, title: T, category: C, severity: S}]\n"),
    ("alias", "drawbridge: 1\nthreats: {S01: &a {}, S02: *a}\n"),
    ("laughs", "drawbridge: 1\na: &a [x, x]\nb: &b [*a, *a]\nmodel: *b\n"),
    ("merge conflict", "drawbridge: 1\nthreats:\n<<<<<<< ours\n  S01: {}\n=======\n>>>>>>> x\n"),
    ("deep", "drawbridge: 1\nmodel: " + "[" * 100_000 + "\n"),
    ("long key", "drawbridge: 1\nthreats:\n  " + "S" * 2000 + ": {}\n"),
    ("large", "drawbridge: 1\n" + "# fill\n" * 3_000_000),
]
# What --baseline does not take: name, content
BASELINES = [
    ("empty", ""),
    ("half", '{"drawbridge": 1, "file": "good.drawio", "threats": [{"id"'),
    ("no object", "[1, 2]"),
    ("no report", '{"version": "2.1.0", "runs": []}'),
    ("other version", '{"drawbridge": 2, "file": "a", "threats": []}'),
    ("no file", '{"drawbridge": 1, "threats": []}'),
    ("no threats", '{"drawbridge": 1, "file": "a", "threats": {}}'),
    ("narrowed", '{"drawbridge": 1, "file": "a", "threats": [], "summary": {"threats": 1}}'),
    ("no id", '{"drawbridge": 1, "file": "a", "threats": [{"id": "S01"}, {"id": 7}]}'),
    ("not utf-8", b'{"drawbridge": 1, "file": "a\xff", "threats": []}'),
    ("noise", noise(4)),
    ("deep", "[" * 100_000),
    ("trailing", '{"drawbridge": 1, "file": "a", "threats": []}\n\n}'),
]
GRAPHVIZ_FILES = [
    ("half.dot", DOT[:len(DOT) // 2]),
    ("product.dot", product(2000)),
    ("deep.dot", "digraph {" + "subgraph {" * 100_000 + "a" + "}" * 100_000 + "}\n"),
    ("quote.dot", 'digraph { a [label="never closed] }\n'),
    ("long.dot", "digraph { a -> b -> }\n"),
    ("lines.dot", 'digraph { a [label "\n\033[31m\r\nT"] }\n'),
]


def limit():
    os.umask(0o022)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not os.environ.get("NO_MEMORY_LIMIT"):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.number = self.failed = 0

    def report(self, name, wrong):
        self.number += 1
        self.failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {self.number} - {name}"
              + (f"\n# {wrong}" if wrong else ""), flush=True)

    def run(self, arguments, **more):
        return subprocess.run([self.program, *arguments], cwd=self.folder, timeout=SECONDS,
                              preexec_fn=limit, **{"stdout": subprocess.PIPE, "stdin":
                                                   subprocess.DEVNULL, **more},
                              stderr=subprocess.PIPE)

    def judge(self, arguments, may_pass=False, **more):
        """Returns what is wrong with the answer to bad input."""
        before = sorted(os.listdir(self.folder))
        try:
            done = self.run(arguments, **more)
        except subprocess.TimeoutExpired:
            return f"takes longer than {SECONDS} s"
        error = done.stderr.decode("utf-8", "replace")
        if may_pass and done.returncode == 0 and not error:
            return ""
        if done.returncode != 2:
            return f"status {done.returncode}: {error[-400:]!r}"
        if error.count("\n") != 1 or ": error: " not in error or len(error) > 500:
            return f"not one clear line: {error[-400:]!r}"
        if done.stdout:
            return f"prints {done.stdout[:80]!r}"
        after = sorted(os.listdir(self.folder))
        return "" if before == after else f"leaves {set(after) ^ set(before)}"

    def write(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)
        return name

    def bad(self, name, content, may_pass=False):
        """Bad content, on standard output and into a file."""
        self.write(name, content)
        self.report(name, self.judge(["--to", "json", name], may_pass)
                    or ("" if may_pass else self.judge([name, "-o", "out.json"])))


# Not every damaged file is refused: what can be read of it is read, and the rest is a message.
MAY_PASS = {"not-utf8.drawio", "damaged-page.drawio", "inflates.drawio", "laughs-packed.drawio",
            "deep.dot"}


def try_files(trial, graphviz):
    for name, content in FILES + (GRAPHVIZ_FILES if graphviz else []):
        trial.bad(name, content, name in MAY_PASS)


def try_registers(trial):
    beside = "good.drawio.threats.yaml"
    for name, content in REGISTERS:
        trial.write(beside, content)
        trial.report(f"register: {name}", trial.judge(["--to", "json", "good.drawio"])
                     or trial.judge(["good.drawio", "-o", "out.json"]))
    (trial.folder / beside).unlink()
    (trial.folder / beside).mkdir()
    trial.report("register: a folder", trial.judge(["good.drawio"]))
    (trial.folder / beside).rmdir()
    (trial.folder / beside).symlink_to("nowhere")
    trial.report("register: a link to nowhere", trial.judge(["good.drawio"]))
    (trial.folder / beside).unlink()
    for name in ("missing.yaml", "/dev/zero", "."):
        trial.report(f"--register {name}", trial.judge(["--register", name, "good.drawio"]))


def try_baselines(trial):
    for name, content in BASELINES:
        trial.write("base.json", content)
        trial.report(f"baseline: {name}",
                     trial.judge(["--baseline", "base.json", "--to", "json", "good.drawio"]))
    for name in ("missing.json", "/dev/zero", "."):
        trial.report(f"--baseline {name}", trial.judge(["--baseline", name, "good.drawio"]))


def try_prefixes(trial, name, text):
    """Every prefix of a good file is read or refused, and never anything else."""
    wrong = ""
    for length in range(0, len(text), 1 if len(text) < 120 else 7):
        trial.write(name, text[:length])
        wrong = wrong or trial.judge(["--to", "json", name], may_pass=True)
        if wrong:
            wrong = f"{length} bytes: {wrong}"
            break
    trial.report(f"every beginning of {name}", wrong)


def try_places(trial):
    """What is no file that can be read."""
    folder = trial.folder
    (folder / "folder.dot").mkdir()
    os.mkfifo(folder / "pipe.dot")
    with open(folder / "huge.drawio", "wb") as file:
        file.write(DRAWIO.encode())
        file.truncate(200 << 20)
    for name in ("missing.dot", "folder.dot", "pipe.dot", "huge.drawio", "/dev/zero",
                 "no/such/folder.dot", "good.drawio/x.dot"):
        trial.report(f"reading {name}", trial.judge(["--to", "json", name]))
    trial.write("secret.drawio", DRAWIO)
    os.chmod(folder / "secret.drawio", 0)
    trial.report("no permission", trial.judge(["--to", "json", "secret.drawio"],
                                              may_pass=os.geteuid() == 0))


def try_limits(trial):
    """Folders that are too large or too deep, and an input that never ends."""
    deep = trial.folder / "deep"
    deep.joinpath(*["d"] * 12).mkdir(parents=True)
    ring = trial.folder / "ring"
    ring.mkdir()
    (ring / "again").symlink_to(".")
    many = trial.folder / "many"
    many.mkdir()
    for number in range(10_001):
        (many / f"{number}.yaml").touch()
    for name in ("deep", "ring", "many"):
        trial.report(f"template {name}", trial.judge(["--template", name, "good.drawio"]))
    with open("/dev/zero", "rb") as zero:
        trial.report("endless standard input", trial.judge(["-"], stdin=zero))


def read_only_folder(trial):
    folder = trial.folder / "read-only"
    folder.mkdir()
    os.chmod(folder, stat.S_IRUSR | stat.S_IXUSR)
    return "read-only/out.json"


def try_outputs(trial):
    """What cannot be written."""
    (trial.folder / "out.dot").mkdir()
    for name in ("missing/out.json", "out.dot", "good.drawio/out.json"):
        trial.report(f"writing {name}", trial.judge(["good.drawio", "-o", name]))
    if os.geteuid() != 0:
        trial.report("writing into a read-only folder",
                     trial.judge(["good.drawio", "-o", read_only_folder(trial)]))
    with open("/dev/full", "wb") as full:
        for option in ([], ["--to", "json"], ["--help"]):
            arguments = option if option == ["--help"] else [*option, "good.drawio"]
            trial.report(f"standard output is full: {' '.join(arguments)}",
                         judge_full(trial, arguments, full))
    trial.report("writing to /dev/full",
                 trial.judge(["good.drawio", "--to", "json", "-o", "/dev/full"]))


def judge_full(trial, arguments, full):
    done = trial.run(arguments, stdout=full)
    error = done.stderr.decode()
    good = done.returncode == 2 and ": error: " in error and error.count("\n") == 1
    return "" if good else f"status {done.returncode}: {error!r}"


def try_usage(trial):
    for arguments in ([], ["--no-such"], ["-Z"], ["--to"], ["--to", "nonsense", "good.drawio"],
                      ["--from", "nonsense", "good.drawio"], ["-o", "out.nonsense", "good.drawio"],
                      ["-o", "out/", "good.drawio"], ["-o", "x.json", "good.drawio", "good.drawio"],
                      ["-j", "0", "good.drawio"], ["-j", "many", "good.drawio"],
                      ["-j", "257", "good.drawio"],
                      ["--quiet=yes", "good.drawio"], ["--fail-on", "", "good.drawio"],
                      ["--fail-on", "high,low", "good.drawio"], ["--fail-on", "new", "good.drawio"],
                      ["--fail-on", "unreviewed", "good.drawio"],
                      ["--fail-on", "high,new", "good.drawio"], ["--page", "9", "good.drawio"],
                      ["--register", "r.yaml", "good.drawio", "good.drawio"],
                      ["--fail-on", "high,overdue", "good.drawio"],
                      ["--category", "XYZ", "good.drawio"], ["--language"],
                      ["--language", "xx", "good.drawio"], ["--language", "", "good.drawio"],
                      ["--language", "de_DE", "good.drawio"], ["--only", "x", "good.drawio"],
                      ["--template", "no-such", "good.drawio"], ["--template", ".", "good.drawio"],
                      ["-o", "x.json", "-o", "./x.json", "-o", "x.json", "good.drawio"],
                      ["-o", "x.json", "-o", "./x.json", "good.drawio"],
                      ["-o", "x.json", "-o", "folder.dot/../x.json", "good.drawio"],
                      ["template"], ["template", "paint"], ["template", "show"],
                      ["template", "show", "NONE"], ["template", "lint", "missing"],
                      ["template", "new", "."], ["explain"], ["explain", "NONE"],
                      ["explain", "--page", "1"],
                      ["diff"], ["diff", "good.drawio"], ["diff", "good.drawio", "missing"],
                      ["diff", "prefix.drawio", "text.txt"], ["diff", "--git", "x"],
                      ["diff", "--to", "html", "good.drawio", "good.drawio"],
                      ["diff", "--fail-on", "messages", "good.drawio", "good.drawio"],
                      ["diff", "-o", "a.pdf", "good.drawio", "good.drawio"],
                      ["diff", "-o", "missing/a.md", "good.drawio", "good.drawio"]):
        trial.report(f"usage: {' '.join(arguments)}", trial.judge(arguments))


def main():
    program, graphviz = os.path.abspath(sys.argv[1]), "--without-graphviz" not in sys.argv
    folder = tempfile.mkdtemp(prefix="drawbridge-")
    try:
        trial = Trial(program, folder)
        trial.write("good.drawio", DRAWIO)
        try_files(trial, graphviz)
        if graphviz:
            try_prefixes(trial, "prefix.dot", DOT)
        try_prefixes(trial, "prefix.drawio", DRAWIO)
        try_prefixes(trial, "prefix-dragon.json", DRAGON)
        try_prefixes(trial, "prefix.otm", OTM)
        try_registers(trial)
        try_baselines(trial)
        try_places(trial)
        try_outputs(trial)
        try_limits(trial)
        try_usage(trial)
        print(f"1..{trial.number}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if trial.failed else 0


if __name__ == "__main__":
    sys.exit(main())
