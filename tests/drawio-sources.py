#!/usr/bin/env python3
"""The shape of the draw.io plugin's own JavaScript: how long things may be, that all files are in
sources.txt, that all texts are there in each language, and what may not stand in it.

    drawio-sources.py       prints file:line: what is wrong; status 1 when there is anything
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "plugins/drawio"
MAX_FILE, MAX_FUNCTION, MAX_COLUMNS = 400, 40, 100
# Markup from a text, code from a text, a request; and what a host that pastes the file corrupts.
FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
             "fetch(", "XMLHttpRequest", "new Worker", "</script", "$$", "$&", "$`", "$'")
KEY = re.compile(r'^    "?([\w-][\w -]*?)"?: ', re.MULTILINE)
SAID = re.compile(r'\bsay\(tm, "([^"]+)"')


def complain(path, line, text):
    print(f"{path.name}:{line}: {text}")
    complain.count += 1


def check_sizes(path, lines):
    begin = None
    if len(lines) > MAX_FILE:
        complain(path, MAX_FILE, f"a file over {MAX_FILE} lines")
    for n, line in enumerate(lines, 1):
        if len(line) > MAX_COLUMNS:
            complain(path, n, f"a line over {MAX_COLUMNS} columns")
        if re.match(r"(function |\w+\.prototype\.\w+ = function|Draw\.loadPlugin)", line):
            begin = n
        if begin and re.match(r"\}", line):
            if n - begin + 1 > MAX_FUNCTION:
                complain(path, begin, f"a function over {MAX_FUNCTION} lines")
            begin = None


def check_words(path, lines):
    for n, line in enumerate(lines, 1):
        for word in FORBIDDEN:
            if word in line:
                complain(path, n, f"has {word}")


def check_texts(texts):
    english, german = (set(KEY.findall(texts[f"texts-{name}.js"])) for name in ("en", "de"))
    for key in sorted(english ^ german):
        complain(FOLDER / "texts.js", 1, f"only one language says {key}")
    for name, text in texts.items():
        for key in SAID.findall(text):
            if key not in english and not key.endswith("_"):
                complain(FOLDER / name, 1, f"nothing says {key}")


def main():
    listed = (FOLDER / "sources.txt").read_text(encoding="utf-8").split()
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))}
    complain.count = 0
    for name in sorted(set(listed) ^ set(texts)):
        complain(FOLDER / "sources.txt", 1, f"{name} is not both there and listed")
    for name, text in texts.items():
        lines = text.splitlines()
        check_sizes(FOLDER / name, lines)
        check_words(FOLDER / name, lines)
        if not text.startswith("/* "):
            complain(FOLDER / name, 1, "does not open with what it is for")
    check_texts(texts)
    print(f"drawio-sources: {len(texts)} files, {complain.count} out of shape")
    return complain.count > 0


sys.exit(main())
