#!/usr/bin/env python3
"""The threat register: found beside the diagram, refused when it is wrong, what it changes; and
decisions that are written into it.

    register.py PROGRAM [--without-graphviz]
"""
import collections
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from random import Random

from cli import CASES, Shell, run_checks

THREAT = "S01@Shop/u:w"
OTHER = "T02@Shop/w"
HEAD = "drawbridge: 1\n"
MITIGATED = HEAD + f"threats:\n  {THREAT}: {{state: mitigated, justification: Passkeys.}}\n"
BAD = HEAD + f"threats:\n  {THREAT}: {{state: mitigated}}\n"
BESIDE = "shop.drawio.threats.yaml"
SUMMER = {**os.environ, "SOURCE_DATE_EPOCH": "1782000000"}  # 2026-06-21


def threat(shell, *arguments, identity=THREAT, **more):
    done = shell.run("--to", "json", *arguments, **more)
    threats = {threat["id"]: threat for threat in json.loads(done.stdout)["threats"]}
    return threats[identity]


def found_beside(shell):
    assert threat(shell, "shop.drawio")["state"] == "not-started"
    shell.write(BESIDE, MITIGATED)
    assert threat(shell, "shop.drawio")["state"] == "mitigated"
    text = shell.run("shop.drawio").stdout
    assert f"[{THREAT}] (page \"Shop\", cell f) (mitigated)" in text, text
    assert "reason       Passkeys." in shell.run("explain", THREAT, "shop.drawio").stdout


def named(shell):
    shell.write(BESIDE, BAD)
    shell.write("other.yaml", MITIGATED)
    assert threat(shell, "--register", "other.yaml", "shop.drawio")["state"] == "mitigated"
    shell.run("--register=other.yaml", "explain", status=2)
    shell.run("explain", "--register=other.yaml", THREAT, "shop.drawio")
    shell.run("--register", "missing.yaml", "shop.drawio", status=2)
    error = shell.run("--register", "other.yaml", "shop.drawio", "shop.drawio", status=2).stderr
    assert "one diagram" in error, error


def not_of_standard_input(shell):
    shell.write("-.threats.yaml", MITIGATED)
    with open(shell.folder / "shop.drawio", "rb") as file:
        assert threat(shell, "-", stdin=file)["state"] == "not-started"
    with open(shell.folder / "shop.drawio", "rb") as file:
        shell.write("other.yaml", MITIGATED)
        done = threat(shell, "--register", "other.yaml", "-", stdin=file)
        assert done["state"] == "mitigated"


def malformed(shell):
    """Nothing is analysed, and the other files are."""
    shell.write(BESIDE, BAD)
    shutil.copy(shell.folder / "shop.drawio", shell.folder / "b.drawio")
    done = shell.run("shop.drawio", "-o", "out.json", status=2)
    wanted = f"{BESIDE}:3:{len(THREAT) + 13}: error: mitigated needs a justification\n"
    assert done.stderr == wanted and done.stdout == "", done.stderr
    assert not (shell.folder / "out.json").exists()
    assert shell.run("explain", THREAT, "shop.drawio", status=2).stderr == wanted
    done = shell.run("shop.drawio", "b.drawio", status=2)
    assert "b.drawio: " in done.stdout and "shop.drawio" not in done.stdout
    (shell.folder / BESIDE).unlink()
    (shell.folder / BESIDE).symlink_to("nowhere")
    shell.run("shop.drawio", status=2)


def expires(shell):
    shell.write(BESIDE, MITIGATED.replace("}", ", expires: 2026-06-21}"))
    assert threat(shell, "shop.drawio", env=SUMMER)["state"] == "mitigated"
    later = {**SUMMER, "SOURCE_DATE_EPOCH": "1782086400"}
    over = threat(shell, "shop.drawio", env=later)
    assert over["state"] == "not-started" and over["expired"] and over["justification"], over
    shell.run("--fail-on", "expired", "shop.drawio", env=SUMMER)
    shell.run("--fail-on", "expired", "shop.drawio", env=later, status=1)
    shell.run("--fail-on", "critical,expired", "shop.drawio", env=later, status=1)
    shell.run("--fail-on", "critical", "shop.drawio", env=later)


def gates(shell):
    """Decided threats pass; those that are looked at are open, but not unreviewed."""
    ids = [t["id"] for t in shell.json("shop.drawio")["threats"]]

    def decide(state):
        lines = [f"  {i}: {{state: {state}, justification: j}}\n" for i in ids]
        shell.write(BESIDE, HEAD + "threats:\n" + "".join(lines))
    shell.run("--fail-on", "low", "shop.drawio", status=1)
    decide("mitigated")
    shell.run("--fail-on", "low", "shop.drawio")
    decide("not-applicable")
    shell.run("--fail-on", "low", "shop.drawio")
    decide("needs-investigation")
    shell.run("--fail-on", "low", "shop.drawio", status=1)
    shell.run("--fail-on", "low,unreviewed", "shop.drawio")
    shell.run("--fail-on", "unreviewed", "shop.drawio", status=2)


def answers_clear(shell):
    """Every question, answered as it asks, clears what it says."""
    before = shell.json("shop.drawio")
    answers = {}
    for question in before["questions"]:
        name = question["diagram"] + "/" + question["element"]
        answers.setdefault(name, {})[question["property"]] = question["clears"]
    shell.write(BESIDE, HEAD + "answers: " + json.dumps(answers) + "\n")
    after = shell.json("shop.drawio")
    assert all(t["certainty"] == "stated" for t in after["threats"]), after["threats"]
    assert len(after["threats"]) < len(before["threats"]) / 3
    assert not [m for m in after["messages"] if m["code"] in ("H26", "H42", "H43")]


def tm7_takes_decisions(shell):
    """What is decided about a .tm7 goes into the .tm7 that is written."""
    shutil.copy(CASES / "tm7-shop/input.tm7", shell.folder / "shop.tm7")
    open_one = next(t["id"] for t in shell.json("shop.tm7")["threats"]
                    if t["state"] == "not-started" and not t["stale"])
    shell.write("shop.tm7.threats.yaml", HEAD + f"threats:\n  {open_one}:\n    state: mitigated\n"
                "    justification: We did.\n    by: me\n    at: 2026-03-04\n")
    shell.run("shop.tm7", "-o", "out.tm7")
    after = threat(shell, "out.tm7", identity=open_one)
    assert after["state"] == "mitigated" and after["justification"] == "We did.", after
    assert after["changed"].startswith("2026-03-04"), after


def text_of(shell):
    return (shell.folder / BESIDE).read_text()


def decides(shell):
    """A register is made, and then only grows."""
    run = functools.partial(shell.run, "decide", "shop.drawio", env=SUMMER)
    assert run(THREAT, "--state", "mitigated", "--why", "Passkeys.", "--by=me").stdout == ""
    first = text_of(shell)
    assert first == HEAD + (f"threats:\n  {THREAT}:\n    state: mitigated\n"
                            "    justification: Passkeys.\n    by: me\n    at: 2026-06-21\n")
    done = threat(shell, "shop.drawio")
    assert (done["state"], done["justification"], done["changed"]) == \
        ("mitigated", "Passkeys.", "2026-06-21"), done
    shell.write(BESIDE, first.replace("threats:", "# ours\nthreats:").replace(
        "Passkeys.", "Passkeys.  # they say"))
    run("E13", "--state", "needs-investigation", "--owner", "Ann", "--priority", "P1",
        "--ticket", "T-1", "--expires", "2026-12-31")
    text = text_of(shell)
    assert "# ours\nthreats:\n  E13:\n" in text and "Passkeys.  # they say\n" in text, text
    run(THREAT, "--state", "mitigated", "--ticket", "T-2")
    assert text_of(shell) == text.replace("they say\n    by: me\n",
                                          "they say\n    ticket: T-2\n"), text_of(shell)
    run("E13", "--state", "not-started", "--owner", "", "--priority", "", "--expires", "")
    assert text_of(shell).count("\n") == text.count("\n") - 3, text_of(shell)


def notes(shell):
    """Are kept beside a decision, never take the place of a reason, and go when they are empty."""
    run = functools.partial(shell.run, "decide", "shop.drawio", THREAT, env=SUMMER)
    text = "Who resets a lost key?\n\n  - Ann asks: #3"
    run("--state", "not-started", "--notes", text)
    lines = "    notes: |-\n      Who resets a lost key?\n\n        - Ann asks: #3\n"
    assert text_of(shell) == HEAD + (f"threats:\n  {THREAT}:\n    state: not-started\n{lines}"
                                     "    at: 2026-06-21\n"), text_of(shell)
    assert threat(shell, "shop.drawio")["notes"] == text
    assert "needs a reason" in run("--state", "mitigated", status=2).stderr
    assert "needs --state" in run("--notes", "alone", status=2).stderr
    run("--state", "mitigated", "--why", "Passkeys.")
    assert lines in text_of(shell) and "justification: Passkeys." in text_of(shell)
    explained = shell.run("explain", THREAT, "shop.drawio").stdout
    assert "notes        Who resets a lost key?\n" in explained, explained
    shell.run("shop.drawio", "-o", "out.tm7")
    assert threat(shell, "out.tm7")["notes"] == text
    run("--state", "mitigated", "--notes", "")
    assert "notes" not in text_of(shell) and "notes" not in threat(shell, "shop.drawio")
    for bad in ("a\x01b", b"a\xffb"):
        run("--state", "mitigated", "--notes", bad, status=2)


def notes_go_along(shell):
    """To another id, and to a custom threat."""
    custom = "custom:\n  - id: U1\n    title: T\n    category: C\n    severity: low\n"
    shell.write(BESIDE, HEAD + "threats:\n  S01@Shop/u:x: {notes: n}\n" + custom)
    shell.run("decide", "shop.drawio", "--adopt", "S01@Shop/u:x", THREAT)
    assert text_of(shell) == HEAD + f"threats:\n  {THREAT}: {{notes: n}}\n" + custom
    shell.run("decide", "shop.drawio", "U1", "--state", "not-started", "--notes", "m", env=SUMMER)
    assert text_of(shell).endswith("    notes: m\n    at: 2026-06-21\n"), text_of(shell)
    assert threat(shell, "shop.drawio", identity="U1")["notes"] == "m"


def decides_by_somebody(shell):
    someone = {**SUMMER, "DRAWBRIDGE_USER": "Ann"}
    shell.run("decide", "shop.drawio", "E13", "--state", "needs-investigation", env=someone)
    assert "    by: Ann\n" in text_of(shell)
    shell.run("decide", "shop.drawio", "E13", "--state", "not-started", "--by", "Bo", env=someone)
    assert "    by: Bo\n" in text_of(shell)
    bad = {**SUMMER, "DRAWBRIDGE_USER": "A\nn"}
    shell.run("decide", "shop.drawio", "E13", "--state", "not-started", env=bad, status=2)


def decides_nothing(shell):
    """What cannot be decided leaves the register, or that there is none, as it is."""
    before = shell.names()
    for words in ([], ["E13"], ["E13", "--state", "done"], ["E13", "--state", "mitigated"],
                  ["E13", "--state", "mitigated", "--why", " \n"],
                  ["NONE", "--state", "not-started"], ["E13", "--state", "not-started", "E13"],
                  ["E13", "--state", "not-started", "--expires", "soon"],
                  ["E13", "--state", "not-started", "--expires", "2026-06-20"],
                  ["E13", "--state", "not-started", "--owner", "a\nb"],
                  ["E13", "--state", "not-started", "--why", "a\x01b"],
                  ["E13", "--state", "not-started", "--why", b"a\xffb"],
                  ["E13", "--adopt", "E13"], ["--adopt", "E13"],
                  ["E13", "--state", "not-started", "--adopt", "E13"]):
        shell.run("decide", "shop.drawio", *words, env=SUMMER, status=2)
    assert shell.names() == before, shell.names()
    for text in (BAD, BAD.replace("}", ', justification: " "}'), "", "x: [", HEAD + "\0",
                 HEAD + "threats: {" + THREAT + ": {}}\n", HEAD + "<<<<<<< ours\n"):
        shell.write(BESIDE, text)
        done = shell.run("decide", "shop.drawio", "E13", "--state", "not-started", env=SUMMER,
                         status=2)
        assert text_of(shell) == text
        assert re.fullmatch(BESIDE + r":\d+:\d+: error: .*\n", done.stderr), done.stderr
    shell.run("decide", "-", "E13", "--state", "not-started", status=2)
    shell.run("decide", "missing.dot", "E13", "--state", "not-started", status=2)
    assert shell.names() == sorted([*before, BESIDE])


def decides_again_what_is_over(shell):
    """An acceptance is not prolonged by the way."""
    shell.write(BESIDE, MITIGATED.replace("}", ", expires: 2026-06-20}"))
    again = ["decide", "shop.drawio", THREAT, "--state", "mitigated"]
    assert "held until 2026-06-20" in shell.run(*again, env=SUMMER, status=2).stderr
    shell.run(*again, "--expires", "2026-08-01", env=SUMMER)
    assert threat(shell, "shop.drawio", env=SUMMER)["expires"] == "2026-08-01"


def decides_elsewhere(shell):
    shell.write("new.yaml", HEAD)
    for name in ("new.yaml", "none.yaml"):
        shell.run("decide", "--register", name, "shop.drawio", "E13", "--state", "not-started")
        assert "E13" in (shell.folder / name).read_text()
    (shell.folder / BESIDE).symlink_to("new.yaml")
    shell.run("decide", "shop.drawio", THREAT, "--state", "not-started")
    assert (shell.folder / BESIDE).is_symlink() and THREAT in text_of(shell)
    with open(shell.folder / "shop.drawio", "rb") as file:
        shell.run("decide", "--register=none.yaml", "-", THREAT, "--state=not-started", stdin=file)
    assert THREAT in (shell.folder / "none.yaml").read_text()


def decides_about_customs(shell):
    custom = ("custom:  # ours\n  - id: U1\n    title: T\n    category: Tampering\n"
              "    severity: low\n")
    shell.write(BESIDE, HEAD + custom)
    shell.run("decide", "shop.drawio", "U1", "--state", "not-applicable", "--why", "w", env=SUMMER)
    assert text_of(shell) == HEAD + custom + ("    state: not-applicable\n    justification: w\n"
                                              "    at: 2026-06-21\n"), text_of(shell)


def decides_about_what_is_inside(shell):
    """What the diagram itself says of a threat goes along."""
    shutil.copy(CASES / "drawio-register/input.drawio", shell.folder / "shop.drawio")
    shell.run("decide", "shop.drawio", "T02@shop/w", "--state", "mitigated", env=SUMMER)
    assert text_of(shell) == HEAD + ("threats:\n  T02@shop/w:\n    state: mitigated\n    "
                                     "justification: Checked.\n    at: 2026-06-21\n")
    shell.run("decide", "shop.drawio", "U1", "--state", "not-started", env=SUMMER)
    assert threat(shell, "shop.drawio", identity="U1")["state"] == "not-started"


def decides_on_top_of_what_counts(shell):
    """Where the diagram has the newer decision, that is where the next one begins."""
    shutil.copy(CASES / "drawio-register/input.drawio", shell.folder / "shop.drawio")
    shell.write(BESIDE, HEAD + "threats:\n  T01@shop/u:w: {state: mitigated, justification: Old., "
                "owner: Ann, at: 2026-01-31}\n")
    shell.run("decide", "shop.drawio", "T01@shop/u:w", "--state", "mitigated", "--by", "Bo",
              env=SUMMER)
    assert text_of(shell) == HEAD + (
        "threats:\n  T01@shop/u:w:\n    state: mitigated\n"
        "    justification: TLS, says the diagram.\n    by: Bo\n    at: 2026-06-21\n")


def decides_which_of_two(shell):
    """A custom threat that took the id of another goes by the id in the report."""
    custom = ("custom:\n  - id: E13\n    title: T\n    category: Tampering\n"
              "    severity: low\n")
    shell.write(BESIDE, HEAD + custom)
    error = shell.run("decide", "shop.drawio", "E13", "--state", "not-started", status=2).stderr
    assert "a threat that a person added is called E13, too" in error, error
    assert text_of(shell) == HEAD + custom
    shell.run("decide", "shop.drawio", "E13~2", "--state", "needs-investigation", env=SUMMER)
    assert text_of(shell) == HEAD + custom + ("    state: needs-investigation\n"
                                              "    at: 2026-06-21\n"), text_of(shell)


def decides_which_of_two_registers(shell):
    """The same where the other one is inside of the diagram."""
    shutil.copy(CASES / "drawio-register/input.drawio", shell.folder / "shop.drawio")
    custom = "custom:\n  - {id: U1, title: T, category: Tampering, severity: low}\n"
    shell.write(BESIDE, HEAD + custom)
    for state in ("needs-investigation", "not-started"):
        shell.run("decide", "shop.drawio", "U1~2", "--state", state, env=SUMMER)
        assert text_of(shell) == HEAD + (f"threats:\n  U1~2:\n    state: {state}\n"
                                         f"    at: 2026-06-21\n{custom}"), text_of(shell)
    shell.run("decide", "shop.drawio", "U1", "--state", "needs-investigation", env=SUMMER)
    assert threat(shell, "shop.drawio", identity="U1")["state"] == "needs-investigation"
    assert threat(shell, "shop.drawio", identity="U1~2")["state"] == "not-started"


def decides_as_a_tm7_does(shell):
    """Its texts have lines as that tool ends them."""
    text = (CASES / "tm7-shop/input.tm7").read_text()
    assert "Single sign-on since May." in text
    text = text.replace("Single sign-on since May.", "Single&#xD;\n\tsign-on.&#xD;\n")
    shell.write("shop.tm7", text)
    identity = next(t["id"] for t in shell.json("shop.tm7")["threats"]
                    if t.get("justification", "").startswith("Single"))
    shell.run("decide", "shop.tm7", identity, "--state", "mitigated", "--ticket", "T-1")
    assert threat(shell, "shop.tm7", identity=identity)["justification"] == "Single\n\tsign-on."
    shell.run("decide", "shop.tm7", identity, "--state", "mitigated", "--why", "We did.\n")
    assert threat(shell, "shop.tm7", identity=identity)["justification"] == "We did."


def priorities_of_a_template(shell):
    """A list of its own: what threats have, and what a decision may say."""
    shell.run("template", "new", "mine")
    manifest = shell.folder / "mine/template.yaml"
    manifest.write_text(manifest.read_text() + "priorities: [Now, Soon, Later, Never]\n")
    own = ["--template", "mine", "shop.drawio"]
    words = {"critical": "Now", "high": "Soon", "medium": "Later", "low": "Never"}
    for found in shell.json(*own)["threats"]:
        assert found["priority"] == words[found["severity"]], found
    error = shell.run("decide", *own, "E13", "--state", "not-started", "--priority", "P1",
                      status=2).stderr
    assert "one of Now, Soon, Later, Never, not 'P1'" in error, error
    shell.run("decide", *own, "E13", "--state", "not-started", "--priority", "Now")
    assert threat(shell, *own, identity="E13")["priority"] == "Now"
    shell.run(*own, "-o", "out.tm7")
    assert ">Soon<" in (shell.folder / "out.tm7").read_text()


def adopts(shell):
    text = HEAD + ("answers:\n  Shop/x: {authn: Yes}\nthreats:\n  # it\n  S01@Shop/u:x:  # here\n"
                   "    state: needs-investigation\n")
    shell.write(BESIDE, text)
    line = next(line for line in shell.run("shop.drawio").stdout.splitlines() if "[H40]" in line)
    command = line.split("drawbridge ")[1].split(" [H40]")[0].split()
    assert command[-1] == THREAT, command
    shell.run(*command)
    assert text_of(shell) == text.replace("S01@Shop/u:x", THREAT)
    shell.run("decide", "shop.drawio", "--adopt", "Shop/x", "Shop/w")
    assert text_of(shell) == text.replace("Shop/x", "Shop/w").replace(":x:", ":w:")
    shell.run("decide", "shop.drawio", "--adopt", "S01@Shop/u:x", THREAT, status=2)
    shell.run("decide", "shop.drawio", "--adopt", THREAT, "E99", status=2)
    shell.write(BESIDE, text_of(shell) + "custom: [{id: U1, title: T, category: C, severity: low}]")
    error = shell.run("decide", "shop.drawio", "--adopt", THREAT, "U1", status=2).stderr
    assert "says something about U1 already" in error, error
    shell.run("decide", "shop.drawio", "--adopt", THREAT, THREAT, status=2)
    (shell.folder / BESIDE).unlink()
    shell.run("decide", "shop.drawio", "--adopt", THREAT, THREAT, status=2)


def proposes_what_a_shell_takes(shell):
    """The command of a message works as it stands."""
    text = HEAD + "threats:\n  S01@Shop/u:x: {state: needs-investigation}\n"
    name = "it's my shop.drawio"
    os.rename(shell.folder / "shop.drawio", shell.folder / name)
    for register in (name + ".threats.yaml", "other $x.yaml"):
        shell.write(register, text)
        named = [] if register.startswith(name) else ["--register", register]
        line = next(line for line in shell.run(*named, name).stdout.splitlines() if "[H40]" in line)
        command = line.split(": drawbridge ")[1].split(" [H40]")[0]
        subprocess.run(["sh", "-c", f"'{shell.program}' {command}"], cwd=shell.folder, check=True)
        assert (shell.folder / register).read_text() == text.replace("S01@Shop/u:x", THREAT)


def many(numbers):
    lines = "".join(f"  A{n:05}@x:\n    state: needs-investigation\n    owner: team {n}\n"
                    for n in numbers)
    return HEAD + "threats:\n" + lines


def wait_for_writing(shell, process):
    """Until the new register begins to be, or the process has ended."""
    known = len(os.listdir(shell.folder))
    while process.poll() is None and len(os.listdir(shell.folder)) == known:
        pass


def survives_being_killed(shell):
    """At any moment the register is the old one or the new one, whole; what a killed one leaves
    behind does no harm."""
    random = Random(7)
    old = many(range(3000))
    shell.write(BESIDE, old)
    command = [shell.program, "decide", "shop.drawio", "E13", "--state", "needs-investigation"]
    begin = time.monotonic()
    shell.run(*command[1:], env=SUMMER)
    whole = time.monotonic() - begin
    new = text_of(shell)
    assert new != old
    seen = collections.Counter()
    for n in range(80):
        shell.write(BESIDE, old)
        process = subprocess.Popen(command, cwd=shell.folder, env=SUMMER)
        if n < 40:
            time.sleep(whole * random.uniform(0, 1.6))
        else:
            wait_for_writing(shell, process)
        process.kill()
        process.wait()
        seen[{old: "old", new: "new"}.get(text_of(shell), "broken")] += 1
    assert set(seen) == {"old", "new"}, seen
    strays = [name for name in shell.names() if name.endswith("~")]
    print(f"# killed: {dict(seen)}, {len(strays)} files left behind")
    shell.write(BESIDE, old)
    before = shell.names()
    shell.run(*command[1:], env=SUMMER)
    assert text_of(shell) == new and shell.names() == before


def is_not_stopped_by_strays(shell):
    """Files that killed processes left behind, one of which had the same number."""
    command = [shell.program, "decide", "shop.drawio", "E13", "--state", "not-started"]
    process = subprocess.Popen(["true"])
    process.wait()
    for number in range(process.pid + 1, process.pid + 400):
        for stray in range(2):
            shell.write(f"{BESIDE}.{number}-{stray}~", "broken: [")
    before = shell.names()
    shell.run(*command[1:])
    assert shell.names() == sorted([*before, BESIDE])
    assert threat(shell, "shop.drawio", identity="E13")["state"] == "not-started"


def days(shell):
    """Also those after 2038; and what is none is no reason to ask the clock."""
    for epoch in ("", "soon", "-1", "1e9", "253402300800", " 7"):
        done = shell.run("shop.drawio", env={**os.environ, "SOURCE_DATE_EPOCH": epoch}, status=2)
        assert done.stderr.startswith(f"drawbridge: error: SOURCE_DATE_EPOCH '{epoch}' is no number")
    for epoch, day in (("0", "1970-01-01"), ("4102444800", "2100-01-01")):
        env = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
        shell.run("decide", "shop.drawio", "E13", "--state", "not-started", env=env)
        assert f"at: {day}" in text_of(shell), text_of(shell)
    shell.write(BESIDE, MITIGATED.replace("}", ", expires: 2099-12-31}"))
    assert threat(shell, "shop.drawio", env=env)["state"] == "not-started"
    shell.write(BESIDE, MITIGATED.replace("}", ", expires: 2100-01-01}"))
    assert threat(shell, "shop.drawio", env=env)["state"] == "mitigated"


def side_by_side(shell):
    """Of decisions at the same moment none is lost."""
    ids = [t["id"] for t in shell.json("shop.drawio")["threats"]][:20]
    runs = [subprocess.Popen([shell.program, "decide", "shop.drawio", i, "--state", "not-started"],
                             cwd=shell.folder) for i in ids]
    assert [process.wait(60) for process in runs] == [0] * len(ids)
    assert text_of(shell).count("state:") == len(ids), text_of(shell)


def merges(shell):
    base, ours, theirs = (shell.folder / name for name in ("base", "ours", "theirs"))
    base.write_text(HEAD + "threats:\n  B@b: {ticket: b}\n")
    ours.write_text(HEAD + "threats:\n  A@a: {ticket: a}\n  B@b: {ticket: b}\n")
    theirs.write_text(HEAD + "threats:\n  B@b: {ticket: c}\n")
    run = functools.partial(shell.run, "merge-register")
    done = run("base", "ours", "theirs")
    assert done.stdout == done.stderr == ""
    assert ours.read_text() == HEAD + "threats:\n  A@a: {ticket: a}\n  B@b: {ticket: c}\n"
    ours.write_text(HEAD + "threats:\n  B@b: {ticket: d}\n")
    error = run("base", "ours", "theirs", status=1).stderr
    assert error == "ours:1:1: note: B@b is changed on both sides: choose one\n", error
    assert ours.read_text().count("B@b") == 2 and "<<<<<<< ours" in ours.read_text()
    marked = ours.read_text()
    run("base", "ours", "theirs", status=2)
    run("base", "ours", status=2)
    run("base", "missing", "theirs", status=2)
    assert ours.read_text() == marked


def merges_many(shell):
    """6,000 entries are new on each side."""
    shell.write("base", many(range(0, 24000, 4)))
    shell.write("ours", many(n for n in range(24000) if n % 4 in (0, 1)))
    shell.write("theirs", many(n for n in range(24000) if n % 4 in (0, 2)))
    shell.run("merge-register", "base", "ours", "theirs")
    want = many(n for n in range(24000) if n % 4 in (0, 1, 2))
    assert (shell.folder / "ours").read_text() == want


def git(shell, *words, status=0):
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
                "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
                "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    done = subprocess.run(["git", *words], cwd=shell.folder, env={**os.environ, **identity},
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == status, f"git {words}: {done.stderr}{done.stdout}"


def merges_for_git(shell):
    """The driver as `--help` tells to set it up."""
    if shutil.which("git") is None:
        return
    lines = shell.run("merge-register", "--help").stdout.splitlines()
    setup = [line.strip() for line in lines if line.startswith("  git") or line.startswith("  echo")]
    git(shell, "init", "-q", "-b", "main")
    for line in setup:
        subprocess.run(["sh", "-c", line.replace("'drawbridge", f"'{shell.program}")],
                       cwd=shell.folder, check=True)
    decide = functools.partial(shell.run, "decide", "shop.drawio")
    commit = functools.partial(git, shell, "commit", "-q", "-a", "-m", "more")
    decide("E13", "--state", "needs-investigation", env=SUMMER)
    git(shell, "add", ".")
    commit()
    git(shell, "checkout", "-q", "-b", "side")
    decide("E13", "--state", "not-started", "--owner", "side", env=SUMMER)
    decide(OTHER, "--state", "not-started", env=SUMMER)
    commit()
    git(shell, "checkout", "-q", "main")
    later = {**SUMMER, "SOURCE_DATE_EPOCH": "1782086400"}
    decide("E13", "--state", "needs-investigation", "--owner", "main", env=later)
    decide(THREAT, "--state", "mitigated", "--why", "w", env=SUMMER)
    commit()
    git(shell, "merge", "-q", "side")
    text = text_of(shell)
    assert "owner: main" in text and "owner: side" not in text, text
    assert THREAT in text and OTHER in text, text
    assert threat(shell, "shop.drawio", env=SUMMER)["state"] == "mitigated"
    git(shell, "checkout", "-q", "-b", "other", "side~1")
    decide(THREAT, "--state", "mitigated", "--why", "other", env=SUMMER)
    commit()
    git(shell, "merge", "-q", "main", status=1)
    assert "<<<<<<< ours" in text_of(shell), text_of(shell)
    shell.run("shop.drawio", status=2)


CHECKS = [found_beside, named, not_of_standard_input, malformed, expires, gates, answers_clear,
          tm7_takes_decisions, decides, notes, notes_go_along, decides_by_somebody, decides_nothing,
          decides_again_what_is_over, decides_elsewhere, decides_about_customs,
          decides_about_what_is_inside, decides_on_top_of_what_counts, decides_which_of_two,
          decides_which_of_two_registers, decides_as_a_tm7_does, priorities_of_a_template, adopts,
          proposes_what_a_shell_takes, survives_being_killed, is_not_stopped_by_strays, days,
          side_by_side, merges, merges_many, merges_for_git]


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
