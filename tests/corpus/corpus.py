#!/usr/bin/env python3
"""Real diagrams that nobody here drew: a result or a clear error, never a crash.

    DRAWBRIDGE_CORPUS=FOLDER corpus.py PROGRAM [--without-graphviz]

Without DRAWBRIDGE_CORPUS the test is skipped: the files are not part of the project. Where the
folder has truth/*.json (pages that somebody read by hand: file, page_index, flows), it also says
how many threats there are for a flow, with nothing answered.
"""
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys

SECONDS = 20
MEMORY = 2 << 30
ENDINGS = (".drawio", ".dio", ".xml", ".svg", ".png", ".tm7")
GRAPHVIZ_ENDINGS = (".dot", ".gv")
# Threats for a flow: more than this nobody reads. Threats on a page with that many flows.
MOST_FOR_FLOW = 5
FLOWS, LEAST_THREATS = 3, 3


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    if not os.environ.get("NO_MEMORY_LIMIT"):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def judge(program, path):
    """Returns "read", "empty", "refused" or what is wrong."""
    try:
        done = subprocess.run([program, "--to", "json", path], capture_output=True,
                              timeout=3 * SECONDS, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return "hangs"
    error = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 2) or "Sanitizer" in error or "runtime error" in error:
        return f"crash: status {done.returncode}: {error[-300:]!r}"
    if done.returncode == 2:
        return "refused" if ": error: " in error and error.count("\n") == 1 else \
            f"no clear error: {error[-300:]!r}"
    try:
        report = json.loads(done.stdout)
    except ValueError as problem:
        return f"no JSON: {problem}"
    return "read" if any(page["elements"] for page in report["model"]["diagrams"]) else "empty"


def judge_self(program, path):
    """What is different between a file and itself; "" where it cannot be read."""
    done = subprocess.run([program, "diff", "--exit-code", path, path], capture_output=True,
                          timeout=6 * SECONDS)
    return "" if done.returncode in (0, 2) else done.stdout.decode("utf-8", "replace")[:300]


def count_threats(program, folder, truth):
    """Threats of the page, and its flows as they were drawn."""
    page = json.loads(truth.read_text())
    done = subprocess.run([program, "--to", "json", str(folder / page["file"])],
                          capture_output=True, timeout=3 * SECONDS)
    report = json.loads(done.stdout)
    diagram = report["model"]["diagrams"][page["page_index"]]["id"]
    return sum(t["diagram"] == diagram for t in report["threats"]), len(page["flows"])


def judge_amount(program, folder):
    """What is wrong with the amount of threats, and one line about it."""
    pages = {t.name: count_threats(program, folder, t)
             for t in sorted((folder / "truth").glob("*.json"))}
    drawn = {name: page for name, page in pages.items() if page[1] > 0}
    if not drawn:
        return [], "no truth about pages"
    median = statistics.median(threats / flows for threats, flows in drawn.values())
    bad = [f"{name}: {threats} threats for {flows} flows" for name, (threats, flows)
           in drawn.items() if flows >= FLOWS and threats < LEAST_THREATS]
    if median > MOST_FOR_FLOW:
        bad.append(f"more than {MOST_FOR_FLOW} threats for a flow")
    return bad, f"{len(drawn)} pages, median of {median:.2f} threats for a flow"


def print_result(number, bad, text):
    print(f"{'not ok' if bad else 'ok'} {number} - {text}")
    for line in bad:
        print("# " + line)


def main():
    folder = os.environ.get("DRAWBRIDGE_CORPUS")
    if not folder:
        print("1..0 # SKIP skipped: DRAWBRIDGE_CORPUS names no folder")
        return 0
    endings = ENDINGS + (() if "--without-graphviz" in sys.argv else GRAPHVIZ_ENDINGS)
    files = [p for p in sorted(pathlib.Path(folder).rglob("*")) if p.suffix.lower() in endings]
    count = {"read": 0, "empty": 0, "refused": 0}
    bad = []
    for path in files:
        verdict = judge(os.path.abspath(sys.argv[1]), str(path))
        if verdict in count:
            count[verdict] += 1
        else:
            bad.append(f"{path}: {verdict}")
    if not files:
        bad.append("there is no file")
    thin, amount = judge_amount(os.path.abspath(sys.argv[1]), pathlib.Path(folder))
    changed = [f"{path}: {words}" for path in files
               if (words := judge_self(os.path.abspath(sys.argv[1]), str(path)))]
    print("1..3")
    print_result(1, bad, f"{len(files)} files, "
                 + ", ".join(f"{number} {what}" for what, number in count.items()))
    print_result(2, thin, amount)
    print_result(3, changed, "no file is different from itself")
    return 1 if bad or thin or changed else 0


if __name__ == "__main__":
    sys.exit(main())
