#!/usr/bin/env python3
"""Cases by folder: an input and what is expected of it.

    cases.py PROGRAM [--without-graphviz] [NAME...]

A folder below tests/cases that holds input.* (one or more) is a case, and one with old.* and new.*
is one of `drawbridge diff`. `options` in it are further arguments, and input.*.threats.yaml is a
register. Of its neighbours the ending names the command:

    expected.text, expected.json, expected.dot ...  standard output of `--to FORMAT`
    expected.svg                                    the same; only ids, classes, titles and texts
    expected.html                                   the same without style, script and pictures
    expected.error                                  standard error, with status 2
    expected.status                                 the exit status, where it is not the usual one

DRAWBRIDGE_UPDATE=1 writes those that are there anew (and expected.text where nothing is).
"""
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree

CASES = pathlib.Path(__file__).resolve().parent / "cases"
GRAPHVIZ = (".dot", ".gv")
REGISTER = ".threats.yaml"
PICTURES = ("svg", "png", "pdf")
SECONDS = 120


def inputs_of(folder, pattern):
    return sorted(p.name for p in folder.glob(pattern) if not p.name.endswith(REGISTER))


def run(program, folder, arguments):
    options = folder / "options"
    words = shlex.split(options.read_text()) if options.exists() else []
    inputs = inputs_of(folder, "input.*")
    if not inputs:
        words = ["diff", *words]
        inputs = inputs_of(folder, "old.*") + inputs_of(folder, "new.*")
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LANG", "LC_ALL")}
    return subprocess.run([program, *words, *arguments, *inputs], cwd=folder, timeout=SECONDS,
                          capture_output=True, env=environment, stdin=subprocess.DEVNULL)


def parts_of_svg(text):
    """What a picture says, without where it says it."""
    lines = []
    if not text:
        return ""
    for node in xml.etree.ElementTree.fromstring(text).iter():
        name = node.tag.rsplit("}", 1)[-1]
        words = " ".join((node.text or "").split()) if name in ("text", "title", "desc") else ""
        marks = [f"{key}={node.get(key)}" for key in ("id", "class", "role") if node.get(key)]
        if marks or words:
            lines.append(" ".join([name, *marks, words]).rstrip())
    return "\n".join(lines)


def comparable(kind, text):
    """The part of an output that must stay the same."""
    if kind == "json":
        return re.sub(r'("tool":\s*\{[^}]*"version":\s*")[^"]*', r"\1*", text)
    if kind == "sarif":
        return re.sub(r'("name": "Drawbridge",\s*"version": ")[^"]*', r"\1*", text)
    if kind == "html":
        text = re.sub(r"<(style|script)>.*?</\1>|'sha256-[^']*'", r"<\1>", text, flags=re.S)
        return re.sub(r'<figure class="picture">.*?</figure>\n', "", text, flags=re.S)
    return parts_of_svg(text) if kind == "svg" else text


def difference(kind, expected, got):
    lines = difflib.unified_diff(comparable(kind, expected).splitlines(),
                                 comparable(kind, got).splitlines(), "expected." + kind, "got",
                                 lineterm="", n=1)
    return "\n".join(list(lines)[:40])


def usual_status(folder):
    file = folder / "expected.status"
    if file.exists():
        return int(file.read_text())
    return 2 if (folder / "expected.error").exists() else 0


def result_of(program, folder, kind):
    """Returns what the program says for @kind, and what is wrong with how it ended."""
    done = run(program, folder, [] if kind in ("text", "error", "status") else ["--to", kind])
    error = done.stderr.decode("utf-8", "replace")
    wrong = ""
    if done.returncode != usual_status(folder):
        wrong = f"status {done.returncode}, not {usual_status(folder)}\n{error}"
    elif kind not in ("error", "status") and error and not (folder / "expected.error").exists():
        wrong = f"standard error: {error}"
    if kind == "error":
        return error, wrong
    return str(done.returncode) + "\n" if kind == "status" else done.stdout.decode("utf-8"), wrong


def check_kind(program, folder, kind):
    file = folder / ("expected." + kind)
    got, wrong = result_of(program, folder, kind)
    changed = difference(kind, file.read_text(encoding="utf-8"), got)
    if os.environ.get("DRAWBRIDGE_UPDATE") == "1" and changed:
        file.write_text(comparable(kind, got) if kind == "html" else got, encoding="utf-8")
        changed = ""
    return wrong or changed


def kinds_of(folder):
    kinds = sorted(p.name.split(".", 1)[1] for p in folder.glob("expected.*"))
    if not kinds and os.environ.get("DRAWBRIDGE_UPDATE") == "1":
        (folder / "expected.text").write_text("")
        kinds = ["text"]
    return kinds


def check_case(program, folder, graphviz):
    """Returns what is wrong, or None where this build cannot try the case."""
    kinds = kinds_of(folder)
    if not graphviz and any(p.suffix in GRAPHVIZ for p in folder.iterdir()
                            if not p.name.startswith("expected.")):
        return None
    if not kinds:
        return "no expected.* is there"
    kinds = [kind for kind in kinds if graphviz or kind not in PICTURES]
    wrong = [f"{kind}: {text}" for kind in kinds
             if (text := check_kind(program, folder, kind))]
    return "\n".join(wrong)


def main():
    program = os.path.abspath(sys.argv[1])
    graphviz = "--without-graphviz" not in sys.argv
    names = [word for word in sys.argv[2:] if not word.startswith("--")]
    folders = sorted({p.parent for pattern in ("input.*", "old.*") for p in CASES.rglob(pattern)})
    folders = [p for p in folders if not names or p.name in names]
    failed = 0
    print(f"1..{len(folders)}")
    for n, folder in enumerate(folders, 1):
        name = folder.relative_to(CASES).as_posix()
        try:
            wrong = check_case(program, folder, graphviz)
        except (subprocess.TimeoutExpired, UnicodeDecodeError, ValueError, SyntaxError) as error:
            wrong = f"{type(error).__name__}: {error}"
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {n} - {name}" + (" # SKIP" if wrong is None else ""))
        for line in (wrong or "").splitlines():
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
