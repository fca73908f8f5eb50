#!/usr/bin/env python3
"""Real diagrams that nobody here drew: a result or a clear error, never a crash.

    DRAWBRIDGE_CORPUS=FOLDER corpus.py PROGRAM [--without-graphviz]

Without DRAWBRIDGE_CORPUS the test is skipped: the files are not part of the project.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys

SECONDS = 20
MEMORY = 2 << 30
ENDINGS = (".drawio", ".dio", ".xml", ".svg", ".png", ".tm7")
GRAPHVIZ_ENDINGS = (".dot", ".gv")


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
    print("1..1")
    print(f"{'not ok' if bad or not files else 'ok'} 1 - {len(files)} files, "
          + ", ".join(f"{number} {what}" for what, number in count.items()))
    for line in bad:
        print("# " + line)
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
