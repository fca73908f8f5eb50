#!/usr/bin/env python3
"""Acceptance: the models must give the threats that models/EXPECT.txt lists, drawn as DOT and as
draw.io alike.

usage: models.py PROGRAM          TAP on standard output, exit status 1 on a failure
"""
import fnmatch
import json
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent / "models"
FORMATS = ("dot", "drawio")
SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")


def read_expectations():
    """A list of (model, lines), each line as its words."""
    models = []
    for line in (FOLDER / "EXPECT.txt").read_text().splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] == "MODEL":
            models.append((words[1], []))
        else:
            models[-1][1].append(words)
    return models


def subject_of(threat):
    """S01@u:w is S01(u>w), also on a page (S01@p/u:w), D01@w is D01(w), E13 is E13(*)."""
    kind, _, parts = threat["id"].partition("@")
    parts = parts.rpartition("/")[2]
    return f"{kind}({parts.replace(':', '>') or '*'})"


def find_threats(program, path):
    """What the program says: name of a threat to (severity, certainty)."""
    run = subprocess.run([program, "--to", "json", path], capture_output=True, text=True,
                         timeout=60)
    if run.returncode != 0:
        raise RuntimeError(f"exit status {run.returncode}: {run.stderr.strip()}")
    threats = json.loads(run.stdout)["threats"]
    return {subject_of(t): (t["severity"].upper(), t["certainty"].upper()) for t in threats}


def expect(threats, wanted):
    return [f"{name} is missing" for name in wanted if name not in threats]


def expect_not(threats, unwanted):
    return [f"{name} must not be there ({pattern})" for pattern in unwanted
            for name in threats if fnmatch.fnmatchcase(name, pattern)]


def expect_at_most(threats, limit):
    count = len(threats)
    return [f"{count} threats, at most {limit}"] if count > int(limit) else []


def expect_exactly(threats, lines):
    """Every threat is listed once, with its severity and certainty."""
    listed = {name: (words[0], words[1]) for words in lines for name in words[2:]}
    wrong = [f"{name} is {' '.join(threats[name])}, not {' '.join(listed[name])}"
             for name in listed if name in threats and threats[name] != listed[name]]
    wrong += [f"{name} is missing" for name in listed if name not in threats]
    wrong += [f"{name} is not listed" for name in threats if name not in listed]
    return wrong


def checks_of(lines):
    """A list of (name, function of the threats that returns what is wrong)."""
    words_of = lambda key: [word for line in lines if line[0] == key for word in line[1:]]
    exact = [line for line in lines if line[0] in SEVERITIES]
    known = {line[0] for line in lines} - {"EXPECT", "NOT", "MAX", *SEVERITIES}
    if known:
        raise ValueError(f"EXPECT.txt: unknown word {sorted(known)}")
    return [
        ("expected threats", lambda threats: expect(threats, words_of("EXPECT"))),
        ("unwanted threats", lambda threats: expect_not(threats, words_of("NOT"))),
        ("number of threats", lambda threats: expect_at_most(threats, *words_of("MAX"))),
        ("severity and certainty", lambda threats: expect_exactly(threats, exact)),
    ]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    tests = [(f"{model}.{form}", check) for model, lines in read_expectations()
             for form in FORMATS for check in checks_of(lines)]
    found = {}
    failed = 0
    print(f"1..{len(tests)}")
    for number, (file, (name, check)) in enumerate(tests, 1):
        try:
            if file not in found:
                found[file] = find_threats(sys.argv[1], str(FOLDER / file))
            wrong = check(found[file])
        except (OSError, RuntimeError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
            wrong = [str(error)]
        print(f"{'not ok' if wrong else 'ok'} {number} - {file}: {name}")
        for line in wrong:
            print(f"# {line}")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
