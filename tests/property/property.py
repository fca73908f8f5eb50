#!/usr/bin/env python3
"""What must hold for every diagram, tried on the inputs of all cases.

    property.py PROGRAM [--without-graphviz]
"""
import json
import os
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases"
SECONDS = 120


class Property:
    def __init__(self, program, graphviz):
        self.program = program
        self.graphviz = graphviz
        files = [p for p in sorted(CASES.rglob("input.*"))
                 if (graphviz or p.suffix not in (".dot", ".gv"))
                 and not p.name.endswith(".threats.yaml")]
        self.names = [p.relative_to(CASES).as_posix() for p in files]
        self.readable = [name for name in self.names if self.run([name])[0] == 0]

    def run(self, arguments, **more):
        done = subprocess.run([self.program, *arguments], cwd=CASES, timeout=SECONDS,
                              capture_output=True, **more)
        return done.returncode, done.stdout, done.stderr

    def reports(self, *options):
        for name in self.readable:
            status, out, error = self.run([*options, "--to", "json", name])
            assert status == 0, f"{name}: {error.decode()}"
            yield name, json.loads(out)

    def same_on_every_run(self):
        """Memory, locale, time zone and environment change nothing."""
        other = {**os.environ, "MALLOC_PERTURB_": "165", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo",
                 "G_SLICE": "always-malloc", "COLUMNS": "20", "UNUSED": "x" * 5000}
        assert self.readable, "there is no case"
        for name in self.names:
            for form in ("json", "text", "dot"):
                one = self.run(["--to", form, name])
                two = self.run(["--to", form, name], env=other)
                assert one == two, f"{name}: {form} differs from run to run"

    def same_picture_on_every_run(self):
        """Where Graphviz keeps its names in memory does not show: boundaries keep their order."""
        nested = "picture/input.dot"
        if not self.graphviz:
            return
        others = [{**os.environ, "MALLOC_PERTURB_": str(n)} for n in (1, 57, 120, 201)]
        pictures = {self.run(["--to", "svg", nested], env=other)[1] for other in others}
        assert len(pictures) == 1 and pictures != {b""}, f"{nested}: {len(pictures)} pictures"

    def same_side_by_side(self):
        """-j changes the speed, not the result."""
        for options in ([], ["--to", "json"]):
            one = self.run([*options, *self.names])
            two = self.run([*options, "-j", "4", *self.names])
            assert one == two, f"-j 4 {options} differs"

    def same_from_standard_input(self):
        for name in self.readable:
            if (CASES / (name + ".threats.yaml")).exists():
                continue
            with open(CASES / name, "rb") as file:
                _, out, _ = self.run(["--to", "json", "-"], stdin=file)
            report = json.loads(out)
            assert report.pop("file") == "-", f"{name}: standard input has another name"
            direct = json.loads(self.run(["--to", "json", name])[1])
            direct.pop("file")
            assert report == direct, f"{name}: standard input is read differently"

    def unique_ids(self):
        for name, report in self.reports():
            ids = [threat["id"] for threat in report["threats"]]
            assert len(ids) == len(set(ids)), f"{name}: threats share an id"
            for diagram in report["model"]["diagrams"]:
                parts = diagram["elements"] + diagram["flows"] + diagram["boundaries"]
                ids = [part["id"] for part in parts]
                assert len(ids) == len(set(ids)), f"{name}: parts share an id"

    def whole_flows(self):
        """What a report names is there."""
        for name, report in self.reports():
            for diagram in report["model"]["diagrams"]:
                elements = {element["id"] for element in diagram["elements"]}
                boundaries = {boundary["id"] for boundary in diagram["boundaries"]}
                for flow in diagram["flows"]:
                    assert {flow["source"], flow["target"]} <= elements, f"{name}: {flow['id']}"
                for boundary in diagram["boundaries"]:
                    assert set(boundary["members"]) <= elements, f"{name}: {boundary['id']}"
                    assert set(boundary["inside"]) <= boundaries, f"{name}: {boundary['id']}"

    def views_only_narrow(self):
        """What is shown is a part of the whole, and the summary counts the whole."""
        whole = dict(self.reports())
        for options in (["--only", "stated"], ["--min-severity", "high"], ["--category", "ST"],
                        ["--page", "1"]):
            for name, report in self.reports(*options):
                everything = [threat["id"] for threat in whole[name]["threats"]]
                shown = [threat["id"] for threat in report["threats"]]
                assert shown == [i for i in everything if i in set(shown)], f"{name}: {options}"
                assert report["summary"] == whole[name]["summary"], f"{name}: {options}"

    def summary_adds_up(self):
        for name, report in self.reports():
            summary = report["summary"]
            for key in ("bySeverity", "byCategory", "byState"):
                if key in summary:
                    assert sum(summary[key].values()) == summary["threats"], f"{name}: {key}"
            assert summary["threats"] == len(report["threats"]), name


PROPERTIES = [Property.same_on_every_run, Property.same_picture_on_every_run,
              Property.same_side_by_side,
              Property.same_from_standard_input, Property.unique_ids, Property.whole_flows,
              Property.views_only_narrow, Property.summary_adds_up]


def main():
    graphviz = "--without-graphviz" not in sys.argv
    subject = Property(os.path.abspath(sys.argv[1]), graphviz)
    failed = 0
    print(f"1..{len(PROPERTIES)}")
    for n, check in enumerate(PROPERTIES, 1):
        name = check.__name__.replace("_", " ")
        try:
            check(subject)
            print(f"ok {n} - {name}")
        except (AssertionError, KeyError, ValueError) as error:
            failed += 1
            print(f"not ok {n} - {name}\n# {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
