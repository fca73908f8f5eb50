#!/usr/bin/env python3
"""What is written as an Open Threat Model reads back as the same parts and threats.

    otm.py PROGRAM [--without-graphviz]
    DRAWBRIDGE_CORPUS=FOLDER DRAWBRIDGE_OTM_SCHEMA=FILE otm.py PROGRAM --corpus [...]

With --corpus real diagrams, and each document validates against the official schema of version
0.2.0 as well; without both variables, or without the module jsonschema, that is skipped.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).resolve().parent / "cases"
SECONDS = 120
PLACES = 6
ENDINGS = (".drawio", ".dio", ".xml", ".json", ".otm", ".yaml", ".tm7")


def run(program, path, to):
    template = ["--template", "stride"] if path.suffix == ".tm7" else []
    done = subprocess.run([program, *template, "--to", to, str(path)], capture_output=True,
                          timeout=SECONDS)
    return done.stdout if done.returncode == 0 else None


def boxed(part):
    return tuple(round(number, PLACES) for number in part.get("box", ()))


def element(part):
    return (part["name"], part["kind"], part["type"], part["also"], part["inside"], boxed(part),
            part["outOfScope"])


def flow(part):
    return (part["name"], part["type"], part["source"], part["target"], part["cell"],
            part["reverse"], sorted(part["crosses"]), part["outOfScope"])


def boundary(part):
    return (part["name"], part["type"], part["shape"], part["inside"], sorted(part["members"]))


def properties(part):
    """Of what is out of scope another format says so without a property."""
    return {k: v for k, v in part.get("properties", {}).items() if k != "outOfScope"}


def parts_of(document):
    kinds = {"elements": element, "flows": flow, "boundaries": boundary}
    return {(page["id"], kind, part["id"]): (look(part), properties(part))
            for page in document["model"]["diagrams"] for kind, look in kinds.items()
            for part in page[kind]}


def threats_of(document):
    keys = ("severity", "state", "title", "justification", "custom", "stale", "certainty", "owner",
            "ticket", "notes", "category")
    return {t["id"]: [t.get(key) for key in keys] for t in document["threats"]}


def differences(one, other):
    return [f"{key}: {one.get(key)} is {other.get(key)}"[:300]
            for key in sorted({*one, *other}, key=str) if one.get(key) != other.get(key)]


def wrong_with(program, path, folder, validator):
    """What is wrong, or None where the file is no diagram."""
    before = run(program, path, "json")
    if before is None:
        return None
    text = run(program, path, "otm")
    if text is None:
        return "cannot be written"
    copy = folder / "copy.otm"
    copy.write_bytes(text)
    after = run(program, copy, "json")
    if after is None:
        return "does not read back"
    before, after = json.loads(before), json.loads(after)
    wrong = differences(parts_of(before), parts_of(after))
    wrong += differences(threats_of(before), threats_of(after))
    if validator is not None:
        wrong += [f"{list(e.path)}: {e.message[:200]}"
                  for e in validator.iter_errors(json.loads(text))]
    return "; ".join(wrong[:5])


def load_validator():
    schema = os.environ.get("DRAWBRIDGE_OTM_SCHEMA")
    try:
        import jsonschema
    except ImportError:
        return None
    if not schema:
        return None
    schema = json.loads(pathlib.Path(schema).read_text())
    return jsonschema.validators.validator_for(schema)(schema)


def main():
    program = os.path.abspath(sys.argv[1])
    corpus = os.environ.get("DRAWBRIDGE_CORPUS") if "--corpus" in sys.argv else None
    validator = load_validator()
    if "--corpus" in sys.argv and (not corpus or validator is None):
        print("1..0 # SKIP DRAWBRIDGE_CORPUS, DRAWBRIDGE_OTM_SCHEMA or jsonschema is missing")
        return 0
    endings = ENDINGS + (() if "--without-graphviz" in sys.argv else (".dot", ".gv"))
    root = pathlib.Path(corpus) if corpus else CASES
    paths = sorted(p for p in root.rglob("*") if p.is_file() and p.suffix in endings
                   and (corpus or p.name.startswith("input.")))
    failed = count = 0
    with tempfile.TemporaryDirectory(prefix="drawbridge-") as folder:
        for path in paths:
            wrong = wrong_with(program, path, pathlib.Path(folder), validator)
            if wrong is None:
                continue
            count += 1
            failed += bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {count} - {path.relative_to(root)} {wrong}")
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
