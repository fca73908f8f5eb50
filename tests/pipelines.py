#!/usr/bin/env python3
"""docs/pipelines as they stand there: what they run, run in a repository of its own.

    pipelines.py PROGRAM [--without-graphviz]

What only a code host can do, installing and uploading, is not run.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from cli import run_checks

ROOT = pathlib.Path(__file__).resolve().parent.parent
PIPELINES = ROOT / "docs/pipelines"
HEAD = "drawbridge: 1\n"


def lines_of(name):
    return (PIPELINES / name).read_text().splitlines()


def block_after(lines, number):
    """The lines that are deeper than the one before them."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    rest = lines[number + 1:]
    end = next((n for n, line in enumerate(rest)
                if line.strip() and len(line) - len(line.lstrip()) <= indent), len(rest))
    return [line.strip() for line in rest[:end]]


def github_steps():
    """Name and script of each step that runs something."""
    lines = lines_of("github.yml")
    steps, name = {}, ""
    for number, line in enumerate(lines):
        words = line.strip().removeprefix("- ")
        if words.startswith("name: "):
            name = words[6:]
        elif words == "run: |":
            steps[name] = "\n".join(block_after(lines, number))
        elif words.startswith("run: "):
            steps[name] = words[5:]
    return steps


def gitlab_list(key):
    lines = lines_of("gitlab.yml")
    number = next(n for n, line in enumerate(lines) if line.strip() == key + ":")
    return [line.removeprefix("- ") for line in block_after(lines, number)]


def repository(shell):
    """With diagrams in docs; returns the environment in which pipelines run."""
    (shell.folder / "docs").mkdir()
    for name in ("shop", "other"):
        shutil.copy(ROOT / "docs/examples/web-shop.drawio", shell.folder / f"docs/{name}.drawio")
    (shell.folder / "bin").mkdir()
    (shell.folder / "bin/drawbridge").symlink_to(shell.program)
    return {**os.environ, "PATH": f"{shell.folder}/bin:{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(shell.folder / "step.md")}


def sh(shell, script, environment, status=0):
    done = subprocess.run(["bash", "-e", "-c", script], cwd=shell.folder, env=environment,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == status, f"{script}: status {done.returncode}: {done.stderr}"
    return done.stdout


def decide(shell, state, *names):
    for name in names:
        ids = [t["id"] for t in shell.json(name)["threats"]]
        lines = [f"  {i}: {{state: {state}, justification: j}}\n" for i in ids]
        shell.write(name + ".threats.yaml", HEAD + "threats:\n" + "".join(lines))


def github(shell):
    environment = repository(shell)
    steps = github_steps()
    assert list(steps) == ["Install", "Annotate", "Summarise", "Gate"], steps
    lines = sh(shell, steps["Annotate"], environment).splitlines()
    assert lines and all(line.startswith("::") for line in lines), lines
    assert any(line.startswith("::error file=docs/shop.drawio,line=") for line in lines)
    sh(shell, steps["Summarise"], environment)
    assert "`docs/other.drawio`" in (shell.folder / "step.md").read_text()
    sh(shell, steps["Gate"], environment, status=1)
    decide(shell, "needs-investigation", "docs/shop.drawio", "docs/other.drawio")
    sh(shell, steps["Gate"], environment)
    shell.write("docs/shop.drawio.threats.yaml", HEAD + "threats: [")
    sh(shell, steps["Gate"], environment, status=2)


def gitlab(shell):
    environment = repository(shell)
    *before, gate = gitlab_list("script")
    sh(shell, "\n".join(before), environment)
    sh(shell, gate, environment, status=1)
    text = "\n".join(lines_of("gitlab.yml"))
    report = re.search(r"codequality: (\S+)", text)[1]
    paths = re.search(r"paths: \[(.*)\]", text)[1].split(", ")
    assert all((shell.folder / path).stat().st_size > 0 for path in [report, *paths])
    entries = json.loads((shell.folder / report).read_text())
    assert {e["location"]["path"] for e in entries} == {"docs/shop.drawio", "docs/other.drawio"}
    decide(shell, "mitigated", "docs/shop.drawio", "docs/other.drawio")
    sh(shell, gate, environment)


def install(shell):
    """With the packages that the README names, by commands that a shell understands."""
    packages = re.search(r"apt-get install -y (gcc .*?) &&", (ROOT / "README.md").read_text())[1]
    scripts = [github_steps()["Install"], "\n".join(gitlab_list("before_script"))]
    for script in scripts:
        assert packages in script, script
        checked = subprocess.run(["bash", "-n", "-c", script], capture_output=True, cwd=shell.folder)
        assert checked.returncode == 0, checked.stderr
        assert "meson setup " in script and " drawbridge" in script


def make(shell):
    if shutil.which("make") is None:
        return
    environment = repository(shell)
    shutil.copy(PIPELINES / "threats.mk", shell.folder)
    shell.write("Makefile", "include threats.mk\n")
    sh(shell, "make threats", environment, status=2)
    sh(shell, "make docs/threats.md", environment)
    assert "docs/shop.drawio" in (shell.folder / "docs/threats.md").read_text()
    assert "up to date" in sh(shell, "make docs/threats.md", environment)
    decide(shell, "mitigated", "docs/shop.drawio", "docs/other.drawio")
    os.utime(shell.folder / "docs/shop.drawio.threats.yaml", (2e9, 2e9))
    sh(shell, "make threats", environment)
    assert "up to date" not in sh(shell, "make docs/threats.md", environment)
    if shell.graphviz:
        sh(shell, "make docs/shop.threats.svg", environment)
        assert "<svg" in (shell.folder / "docs/shop.threats.svg").read_text()
        os.utime(shell.folder / "docs/shop.threats.svg", (1e9, 1e9))
        assert "shop.drawio -o" in sh(shell, "make -n docs/shop.threats.svg", environment)
        shell.write("docs/shop.drawio.threats.yaml", HEAD)
        for name in ("shop.drawio", "shop.drawio.threats.yaml"):
            os.utime(shell.folder / "docs" / name, (1e9, 1e9))
        assert "up to date" in sh(shell, "make docs/shop.threats.svg", environment)
        os.utime(shell.folder / "docs/shop.drawio.threats.yaml", (2e9, 2e9))
        assert "shop.drawio -o" in sh(shell, "make -n docs/shop.threats.svg", environment)


def hook():
    """The only hook as a table: its values are words, or lists of words in brackets."""
    lines = (ROOT / ".pre-commit-hooks.yaml").read_text().splitlines()
    table = dict(line.removeprefix("- ").strip().split(": ", 1) for line in lines)
    table["args"] = [word.strip().strip("'") for word in re.split(
        r",\s*(?=(?:[^']*'[^']*')*[^']*$)", table["args"].strip("[]"))]
    return table


def pre_commit(shell):
    """As pre-commit does: the entry, its arguments, then the changed files that `files` picks."""
    environment = repository(shell)
    table = hook()
    assert table["language"] == "system" and table["id"] == "drawbridge", table

    def commit(*changed, status=0):
        picked = [name for name in changed if re.search(table["files"], name)]
        words = [table["entry"], *table["args"], *picked]
        return sh(shell, " ".join(words), environment, status) if picked else ""
    assert commit("README.md", "docs/shop.json", "a.svg", "docs/shop.drawio.txt") == ""
    out = commit("README.md", "docs/shop.drawio", status=1)
    assert out and not re.search(r": (low|medium): ", out), out
    decide(shell, "mitigated", "docs/shop.drawio")
    commit("docs/shop.drawio", "docs/shop.drawio.threats.yaml")
    commit("docs/shop.drawio.threats.yaml")
    shell.write("docs/shop.drawio.threats.yaml", HEAD)
    commit("docs/shop.drawio.threats.yaml", status=1)
    for name in ("a.dot", "a.gv", "a.dio", "a.tm7", "b/a.drawio.svg", "a.drawio.png"):
        assert re.search(table["files"], name), name


def baseline(shell):
    """The commands of checks.md, in their order."""
    environment = repository(shell)
    lines = [line.strip() for line in lines_of("checks.md") if line.startswith("    drawbridge")]
    gate, save, new = lines
    sh(shell, gate, environment, status=1)
    sh(shell, f"{save}\n{new}", environment)
    shutil.copy(shell.folder / "docs/other.drawio", shell.folder / "docs/third.drawio")
    sh(shell, new, environment, status=1)


def repository_of(folder):
    for words in (["init", "-q"], ["add", "."],
                  ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=folder, check=True, timeout=60)


def real_pre_commit(shell):
    """The program itself, where there is one."""
    if shutil.which("pre-commit") is None or shutil.which("git") is None:
        return
    environment = {**repository(shell), "PRE_COMMIT_HOME": str(shell.folder / "home")}
    hooks = shell.folder.parent / (shell.folder.name + "-hooks")
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    repository_of(hooks)
    (shell.folder / "docs/other.drawio").unlink()
    repository_of(shell.folder / "docs")
    try:
        sh(shell, f"cd docs; pre-commit try-repo {hooks} --all-files", environment, status=1)
        decide(shell, "needs-investigation", "docs/shop.drawio")
        sh(shell, f"cd docs; git add .; pre-commit try-repo {hooks}", environment)
    finally:
        shutil.rmtree(hooks)


def merge_driver(shell):
    """The commands that set it up are those of `merge-register --help`; register.py runs them."""
    wanted = [line.strip() for line in shell.run("merge-register", "--help").stdout.splitlines()
              if line.startswith(("  git", "  echo"))]
    page = (PIPELINES / "checks.md").read_text()
    assert wanted and all(line in page for line in wanted), wanted


CHECKS = [github, gitlab, install, make, baseline, pre_commit, real_pre_commit, merge_driver]


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
