#!/usr/bin/env python3
"""drawbridge-dot over DOT as people write it, beside dot.

    [DRAWBRIDGE_CORPUS=FOLDER] drop-in.py DRAWBRIDGE-DOT [--seconds N] [DRAWBRIDGE]

With tm_threats=off both draw the same; with threats drawbridge-dot ends as dot does. Where
DRAWBRIDGE is given it is never slower than 1.5 times dot on what `-o x.dot` writes, plus 20 ms. What
takes dot longer than N seconds (10) is passed over.
"""
import os
import pathlib
import re
import resource
import subprocess
import sys
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CASES = ("docs/examples", "tests/cases")
RUNS = 3


def processor():
    """Seconds that those we waited for have used: what else the machine does is not counted."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def dot_beside(ours):
    """The command that is dot. In it the order of clusters that overlap hangs on the addresses of
    memory, so beside a program of the address sanitizer dot gets the memory of that one."""
    needs = subprocess.run(["ldd", ours], capture_output=True, text=True).stdout
    memory = re.search(r"/\S*/libasan\S*", needs)
    return ["env", f"LD_PRELOAD={memory[0]}", "dot"] if memory else ["dot"]


def draw(command, text, seconds):
    start = processor()
    done = subprocess.run([*command, "-Tsvg"], input=text, capture_output=True, timeout=seconds)
    done.seconds = processor() - start
    return done


def switched_off(text):
    """The same graphs, each with tm_threats=off; None where that is not easily said."""
    # A head is outside of strings: a graph that opens a line.
    return re.sub(rb"^(\s*(?:strict\s+)?(?:di)?graph\b[^\"<{;\[]*(?:\"[^\"\n]*\"\s*)?\{)",
                  rb"\1tm_threats=off;", text, flags=re.M | re.I)


def canonical(svg):
    """The pictures of a file, one after the other."""
    return [tree.canonicalize((part + b"</svg>").decode(errors="replace"))
            for part in svg.split(b"</svg>")[:-1]]


def check_off(dot, ours, text, seconds):
    off = switched_off(text)
    if off == text:
        return "nothing switched off"
    a, b = draw(dot, off, seconds), draw([ours], off, seconds)
    if a.returncode != b.returncode:
        return f"off: dot ends with {a.returncode}, we with {b.returncode}: {b.stderr[-200:]}"
    try:
        same = canonical(a.stdout) == canonical(b.stdout)
    except tree.ParseError:
        same = a.stdout == b.stdout
    return "" if same else "off: the pictures differ"


def slower(ours, drawbridge, text, seconds):
    """Returns how much slower than allowed, after the best of some runs."""
    done = subprocess.run([drawbridge, "--from", "dot", "--to", "dot", "-"], input=text,
                          capture_output=True)
    if done.returncode != 0:
        return ""
    theirs = min(draw(["dot"], done.stdout, seconds).seconds for _ in range(RUNS))
    own = min(draw([ours], text, seconds).seconds for _ in range(RUNS))
    return "" if own <= 1.5 * theirs + 0.020 else f"{own * 1000:.0f} ms, dot {theirs * 1000:.0f} ms"


def check(ours, drawbridge, path, seconds):
    text, dot = path.read_bytes(), dot_beside(ours)
    try:
        theirs = draw(dot, text, seconds)
        fault = check_off(dot, ours, text, seconds) if theirs.returncode == 0 else ""
        if fault:
            return fault
    except subprocess.TimeoutExpired:
        return None
    own = draw([ours], text, 6 * seconds)
    if own.returncode != theirs.returncode:
        return f"dot ends with {theirs.returncode}, we with {own.returncode}: {own.stderr[-300:]}"
    if theirs.returncode == 0 and own.stdout.count(b"</svg>") != theirs.stdout.count(b"</svg>"):
        return "another number of pictures"
    return slower(ours, drawbridge, text, 6 * seconds) if drawbridge else ""


def files():
    folders = [ROOT / folder for folder in CASES]
    if os.environ.get("DRAWBRIDGE_CORPUS"):
        folders.append(pathlib.Path(os.environ["DRAWBRIDGE_CORPUS"]))
    return [p for folder in folders for p in sorted(folder.rglob("*"))
            if p.suffix in (".dot", ".gv")]


def main():
    words = sys.argv[1:]
    seconds = float(words.pop(words.index("--seconds") + 1)) if "--seconds" in words else 10
    words = [os.path.abspath(word) for word in words if word != "--seconds"]
    results = [(path, check(words[0], words[1] if len(words) > 1 else None, path, seconds))
               for path in files()]
    bad = [f"{path}: {fault}" for path, fault in results if fault]
    print("1..1")
    print(f"{'not ok' if bad else 'ok'} 1 - {len(results)} files, "
          f"{sum(fault is None for _, fault in results)} too slow for dot itself")
    for line in bad:
        print("# " + line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
