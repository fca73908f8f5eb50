#!/usr/bin/env python3
"""Mitigations reach the threats that they are for.

usage: mitigations.py PROGRAM TEMPLATE [--without-graphviz]      TAP; status 1 on a failure

A diagram of many products is checked. Every mitigation of the frame Communication Security must be
advised for a threat in it, with its product and with guidance.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent / "mitigations"
FRAME = "communication-security.yaml"
PRODUCTS = {"Azure Event Hub": 1, "Dynamics CRM": 1, "Azure Data Factory": 1, "Identity Server": 1,
            "Web Application": 4, "Database": 2, "Azure Storage": 3, "Mobile Client": 1, "WCF": 3,
            "Web API": 1, "Azure Redis Cache": 1, "IoT Field Gateway": 1, "IoT Cloud Gateway": 1}
COUNTS = {"auditing-and-logging": 16, "authentication": 33, "authorization": 28,
          "communication-security": 21, "configuration-management": 25, "cryptography": 18,
          "exception-management": 7, "input-validation": 22, "sensitive-data": 26,
          "session-management": 11}


def read_frame(path):
    """id -> product, as the YAML says."""
    text = path.read_text(encoding="utf-8")
    ids = re.findall(r"^  - id: (\S+)$", text, re.M)
    products = re.findall(r"^    product: (.+)$", text, re.M)
    assert len(ids) == len(products), path
    return dict(zip(ids, products))


def advice(program):
    run = subprocess.run([program, "--to", "json", str(FOLDER / "communication.dot")],
                         capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    found = collections.defaultdict(list)
    for threat in json.loads(run.stdout)["threats"]:
        for mitigation in threat["mitigations"]:
            found[mitigation["id"]].append((threat["id"], mitigation))
    return found


def sentences(text):
    return len(re.findall(r"[.!?](\s|$)", text))


def all_are_there(template):
    frames = {path.stem: read_frame(path) for path in template.glob("mitigations/*.yaml")}
    return [f"{name}: {len(frames.get(name, ()))}, not {count}" for name, count in COUNTS.items()
            if len(frames.get(name, ())) != count]


def products_are_right(frame):
    counts = collections.Counter(frame.values())
    return [f"{name}: {counts[name]}, not {count}" for name, count in PRODUCTS.items()
            if counts[name] != count] + [f"{name}?" for name in counts if name not in PRODUCTS]


def is_advised(found, name, product):
    if name not in found:
        return [f"no threat leads to {name}"]
    threat, mitigation = found[name][0]
    wrong = []
    if mitigation.get("product") != product:
        wrong.append(f"{threat}: product {mitigation.get('product')}, not {product}")
    if not 2 <= sentences(mitigation.get("guidance", "")) <= 6:
        wrong.append(f"{threat}: guidance is too short or too long")
    if f"SDL frame: Communication Security, #{name}" not in mitigation["references"]:
        wrong.append(f"{threat}: no reference to the frame")
    return wrong


def main():
    words = [word for word in sys.argv[1:] if word != "--without-graphviz"]
    if len(words) != 2:
        sys.exit(__doc__.strip())
    if "--without-graphviz" in sys.argv:
        print("1..0 # SKIP this build does not read DOT")
        return 0
    program, template = words[0], pathlib.Path(words[1])
    frame = read_frame(template / "mitigations" / FRAME)
    found = advice(program)
    tests = [("207 mitigations in ten frames", lambda: all_are_there(template)),
             ("21 mitigations for 13 products", lambda: products_are_right(frame))]
    tests += [(name, lambda n=name, p=product: is_advised(found, n, p))
              for name, product in frame.items()]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        wrong = test()
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong:
            print(f"# {line}")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
