#!/usr/bin/env python3
"""The seeds of a fuzz target, one path on a line: ours below tests/fuzz/seeds, and the inputs of
all cases with one of the endings.

    seeds.py TARGET [ENDING...]
"""
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent


def main():
    target, endings = sys.argv[1], tuple(sys.argv[2:])
    seeds = [p for p in (TESTS / "fuzz" / "seeds" / target).glob("*") if p.is_file()]
    if endings:
        seeds += [p for p in (TESTS / "cases").rglob("input.*") if p.name.endswith(endings)]
    print("\n".join(str(p) for p in sorted(seeds)))


if __name__ == "__main__":
    main()
