#!/usr/bin/env python3
"""Whether everything that the program says itself is there in every language (engine/wording.h).

    wording.py [ROOT]       prints file: what is wrong; status 1 when there is anything

What is said stands in the sources as a text inside of a call that says it, of tm_wording() or of
TM_WORDING(), or in the table of messages.c. Each must be in a table of each language, with the same
conversions, and each of the tables in the sources.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
ROOT = ROOT if ROOT.is_dir() else ROOT.parent.parent
FOLDERS = ("engine", "engine/writers", "importers", "plugins/shared")
SAYING = re.compile(r"\b(tm_wording|TM_WORDING|tm_check_say|tm_check_say_in|tm_model_add_message|"
                    r"tm_drawio_note|say|say_of_all|complain|tm_word|new_detail|add_text|"
                    r"add_listed|add_broken)\(")
TEXT = re.compile(r'"((?:\\.|[^"\\])*)"')
TEXTS = re.compile(r'"(?:\\.|[^"\\])*"(?:\s*"(?:\\.|[^"\\])*")*')
CONVERSION = re.compile(r"%(?:(\d+)\$)?([-+ #0]*\d*(?:\.\d+)?[a-zA-Z%])")
# Codes, names of formats and of attributes; what holds nothing but another text.
PLAIN = re.compile(r"H\d\d|%s|%s %s|tm_crosses|")
# A macro of their own names these.
OTHERS = {"engine/messages.c": re.compile(r"H\d\d")}

ERRORS = []


def complain(path, text):
    ERRORS.append(f"{path.relative_to(ROOT) if path else 'engine'}: {text}")


def joined(literal):
    return "".join(TEXT.findall(literal))


def call(source, start):
    """The arguments of the call whose parenthesis opens before @start."""
    depth, at = 1, start
    while depth > 0:
        literal = TEXT.match(source, at)
        if literal:
            at = literal.end()
            continue
        depth += {"(": 1, ")": -1}.get(source[at], 0)
        at += 1
    return source[start:at - 1]


def bare(source):
    return re.sub(r'("(?:\\.|[^"\\\n])*")|/\*.*?\*/', lambda m: m[1] or " ", source, flags=re.S)


def said(path, source):
    """Each text that a file says."""
    if path in OTHERS:
        table = source[source.index("tm_message_codes[] = {"):]
        return {joined(m[0]) for m in TEXTS.finditer(table[:table.index("};")])
                if not OTHERS[path].fullmatch(joined(m[0]))}
    texts = set()
    for match in SAYING.finditer(source):
        inside = call(source, match.end())
        texts |= {joined(m[0]) for m in TEXTS.finditer(inside)}
    return {text for text in texts if not PLAIN.fullmatch(text)}


def conversions(text):
    """What a format takes, in the order of its arguments."""
    found = [m for m in CONVERSION.finditer(text) if m[2] != "%"]
    if any(m[1] for m in found):
        assert all(m[1] for m in found), f"some by number and some not: {text}"
        found.sort(key=lambda m: int(m[1]))
    return [m[2] for m in found]


def tables():
    """language -> {English: other}, of engine/wording-LANGUAGE-*.c."""
    languages = {}
    for path in sorted(ROOT.glob("engine/wording-*-*.c")):
        table = languages.setdefault(path.stem.split("-")[1], {})
        for row in re.finditer(rf"\{{({TEXTS.pattern}),\s*({TEXTS.pattern})\}}",
                               bare(path.read_text())):
            english, other = joined(row[1]), joined(row[2])
            if english in table:
                complain(path, f"twice: {english}")
            if conversions(english) != conversions(other):
                complain(path, f"other conversions: {english}: {other}")
            table[english] = other
    return languages


def kind_name(text):
    """Names of kinds are in a table of model.c, which others read as well."""
    return f'"{text}"' in (ROOT / "engine/model.c").read_text()


def main():
    languages = tables()
    everything = set()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.[ch]")):
            if path.stem.startswith("wording"):
                continue
            name = path.relative_to(ROOT).as_posix()
            texts = said(name, bare(path.read_text()))
            everything |= texts
            for language, table in languages.items():
                for text in sorted(texts - table.keys()):
                    complain(path, f"not in {language}: {text}")
    for language, table in languages.items():
        for text in sorted(table.keys() - everything):
            complain(None, f"nobody says what is there in {language}: {text}")
    assert languages and everything, "nothing was found"
    for error in ERRORS:
        print(error)
    print(f"wording: {len(everything)} texts in {', '.join(sorted(languages))}, "
          f"{len(ERRORS)} wrong")
    return 1 if ERRORS else 0


if __name__ == "__main__":
    sys.exit(main())
