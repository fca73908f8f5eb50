#!/usr/bin/env python3
"""The threat register: found beside the diagram, refused when it is wrong, what it changes.

    register.py PROGRAM [--without-graphviz]
"""
import json
import os
import shutil
import sys

from cli import CASES, Shell, run_checks

THREAT = "S01@Shop/u:w"
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


CHECKS = [found_beside, named, not_of_standard_input, malformed, expires, gates, answers_clear,
          tm7_takes_decisions]


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
