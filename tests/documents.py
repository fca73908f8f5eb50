#!/usr/bin/env python3
"""The projects in docs/pipelines, built as they stand there: threats are in what comes out.

    documents.py DRAWBRIDGE DRAWBRIDGE-DOT [--keep FOLDER]

A project whose tool is missing is skipped. --keep: leave what was built in FOLDER, to look at it.
"""
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

PIPELINES = pathlib.Path(__file__).resolve().parent.parent / "docs/pipelines"
CHIPS = (">I01H<", ">S01M<")  # on the flow in clear
TOOLTIP = re.compile(r'(<title>|title=")[^<"]*I01 high: Data on [^<"]* can be read', re.S)


class Skip(Exception):
    pass


class Project:
    """A copy of one project, with our programs on its PATH."""

    def __init__(self, name, folder, programs):
        self.folder = pathlib.Path(folder) / name
        shutil.copytree(PIPELINES / name, self.folder)
        tools = pathlib.Path(folder) / "programs"
        tools.mkdir(exist_ok=True)
        for program in programs:
            link = tools / os.path.basename(program)
            if not link.exists():
                link.symlink_to(program)
        self.env = {key: value for key, value in os.environ.items()
                    if not key.startswith(("DRAWBRIDGE_", "GIT_"))}
        self.env.update(PATH=f"{tools}:{self.env['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8")

    def run(self, *words):
        if shutil.which(words[0], path=self.env["PATH"]) is None:
            raise Skip(f"no {words[0]}")
        done = subprocess.run(words, cwd=self.folder, env=self.env, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)
        assert done.returncode == 0, f"{words}: {done.stdout[-500:]}{done.stderr[-1000:]}"
        return done.stdout + done.stderr

    def need(self, *programs):
        for program in programs:
            if shutil.which(program) is None:
                raise Skip(f"no {program}")

    def text(self, *names):
        return "".join((self.folder / name).read_text(encoding="utf-8") for name in names)

    def texts(self, pattern):
        return [p.read_text(encoding="utf-8") for p in sorted(self.folder.glob(pattern))]


def expect_threats(text):
    for chip in CHIPS:
        assert chip in text, f"no chip {chip}"
    assert re.search(TOOLTIP, text), "no tooltip"


def sphinx(p):
    p.run("sphinx-build", "-q", "-W", "-b", "html", ".", "html")
    pictures = p.texts("html/_images/*.svg")
    assert len(pictures) == 3, len(pictures)
    expect_threats("".join(pictures))
    drawn = [t for t in pictures if "tm-diagram" in html.unescape(t)]  # newer ones write it anew
    assert len(drawn) == 2, "one is switched off"
    assert p.text("html/index.html").count(".svg") >= 3


def sphinx_png(p):
    p.run("sphinx-build", "-q", "-W", "-b", "html", "-D", "graphviz_output_format=png", ".", "html")
    page = p.text("html/index.html")
    assert "<map" in page and re.search(r'<area[^>]*title="[^"]*I01', page), page[:3000]
    assert len(list(p.folder.glob("html/_images/*.png"))) == 3


def asciidoctor(p):
    p.need("asciidoctor")
    p.run("make")
    expect_threats(p.text("index.html"))


def doxygen(p):
    p.need("doxygen")
    p.run("make")
    expect_threats("".join(p.texts("out/html/*.svg")))
    assert ".svg" in p.text("out/html/index.html")


def plantuml(p):
    p.need("plantuml")
    p.run("make")
    expect_threats(p.text("shop.svg"))
    parts = p.text("parts.svg")
    assert "HTTP orders" in parts and "tm&#45;" not in parts, "its own pictures are its own"


def pandoc(p):
    p.need("pandoc")
    p.run("make")
    expect_threats(p.text("shop.html"))
    p.run("pandoc", "--lua-filter", "threats.lua", "shop.md", "-o", "shop.docx")


def mkdocs(p):
    p.need("mkdocs")
    p.run("make")
    expect_threats(p.text("site/shop.svg"))
    assert 'data="shop.svg"' in p.text("site/index.html")


def markdown(p):
    """The hook, in a repository."""
    p.run("git", "init", "-q")
    (p.folder / ".githooks").mkdir()
    (p.folder / "pre-commit").rename(p.folder / ".githooks/pre-commit")
    (p.folder / ".githooks/pre-commit").chmod(0o755)
    for key, value in (("core.hooksPath", ".githooks"), ("user.name", "Anna"),
                       ("user.email", "anna@example.com")):
        p.run("git", "config", key, value)
    p.run("git", "add", "docs")
    p.run("git", "commit", "-q", "-m", "docs: the web shop")
    assert "docs/shop.svg" in p.run("git", "ls-files").split()
    expect_threats(p.text("docs/shop.svg"))


def make_ninja_meson(p):
    p.run("make")
    p.run("make", "-q")  # status 1 where something is out of date
    p.run("ninja", "-f", "build.ninja")
    p.run("meson", "setup", "built")
    p.run("ninja", "-C", "built")
    for folder in ("out", "built"):
        expect_threats(p.text(f"{folder}/shop.svg"))
        assert (p.folder / folder / "backup.svg").exists()
    p.run("drawbridge", "docs/shop.drawio", "docs/backup.drawio", "-o", "out/", "--to", "svg")


TESTS = [("sphinx", sphinx), ("sphinx", sphinx_png), ("asciidoctor", asciidoctor),
         ("doxygen", doxygen), ("plantuml", plantuml), ("pandoc", pandoc), ("mkdocs", mkdocs),
         ("markdown", markdown), ("make-ninja-meson", make_ninja_meson)]


def main():
    programs = [os.path.abspath(path) for path in sys.argv[1:3]]
    keep = pathlib.Path(sys.argv[4]) if "--keep" in sys.argv else None
    failed = False
    print(f"1..{len(TESTS)}")
    for number, (name, test) in enumerate(TESTS, 1):
        folder = tempfile.mkdtemp(prefix="drawbridge-")
        try:
            test(Project(name, folder, programs))
            print(f"ok {number} - {test.__name__}")
        except Skip as why:
            print(f"ok {number} - {test.__name__} # SKIP {why}")
        except Exception:
            failed = True
            print(f"not ok {number} - {test.__name__}")
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
        sys.stdout.flush()
        if keep is not None:
            shutil.copytree(folder, keep / test.__name__, symlinks=True)
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
