#!/usr/bin/env python3
"""Real diagrams as SARIF: what the schema says, and what code hosts take.

    DRAWBRIDGE_CORPUS=FOLDER DRAWBRIDGE_SARIF_SCHEMA=FILE sarif.py PROGRAM

Each diagram validates against the official schema of SARIF 2.1.0, has a result for each threat that
there is room for, a fingerprint of its own for each, and is no larger than GitHub takes. Without
both variables, or without the module jsonschema, the test is skipped.
"""
import gzip
import json
import os
import pathlib
import subprocess
import sys

SECONDS = 120
MOST_RESULTS = 25000
MOST_BYTES = 10_000_000
WARNED = "are left out"


def run(program, path, to):
    done = subprocess.run([program, "--to", to, str(path)], capture_output=True, timeout=SECONDS)
    return done.stdout if done.returncode == 0 else None


def wrong_with(program, path, validator):
    """What is wrong, or None where the file is no diagram."""
    text = run(program, path, "sarif")
    if text is None:
        return None
    log = json.loads(text)
    results = log["runs"][0]["results"]
    prints = [json.dumps(r["partialFingerprints"], sort_keys=True) for r in results]
    threats = json.loads(run(program, path, "json"))["threats"]
    wrong = [f"{list(e.path)}: {e.message[:200]}" for e in validator.iter_errors(log)][:5]
    if len(results) < min(len(threats), MOST_RESULTS) and WARNED not in text.decode():
        wrong.append(f"{len(results)} results of {len(threats)} threats, and nobody says so")
    if len(set(prints)) < len(prints):
        wrong.append("a fingerprint is there twice")
    if len(gzip.compress(text)) > MOST_BYTES or len(results) > MOST_RESULTS:
        wrong.append(f"too large: {len(gzip.compress(text))} bytes, {len(results)} results")
    return "; ".join(wrong)


def main():
    corpus, schema = (os.environ.get(f"DRAWBRIDGE_{n}") for n in ("CORPUS", "SARIF_SCHEMA"))
    try:
        import jsonschema
    except ImportError:
        jsonschema = None
    if not corpus or not schema or jsonschema is None:
        print("1..0 # SKIP DRAWBRIDGE_CORPUS, DRAWBRIDGE_SARIF_SCHEMA or jsonschema is missing")
        return 0
    schema = json.loads(pathlib.Path(schema).read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    failed = count = 0
    for path in sorted(p for p in pathlib.Path(corpus).rglob("*") if p.is_file()):
        wrong = wrong_with(sys.argv[1], path, validator)
        if wrong is None:
            continue
        count += 1
        failed += wrong != ""
        print(f"{'not ok' if wrong else 'ok'} {count} - {path.name}", flush=True)
        if wrong:
            print("\n".join("# " + line for line in wrong.splitlines()))
    print(f"1..{count}")
    return failed > 0


sys.exit(main())
