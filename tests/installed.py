#!/usr/bin/env python3
"""What `meson install` puts in place, and that it works from there.

    installed.py BUILD
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOP = ROOT / "docs/examples/web-shop.dot"


class Skip(Exception):
    pass


def run(*words, status=0, **more):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, **more)
    assert done.returncode == status, f"{words}: {done.returncode} {done.stdout}{done.stderr}"
    return done.stdout


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise Skip(f"no {program}")


class Installed:
    def __init__(self, build, folder):
        self.root = pathlib.Path(folder)
        done = subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--destdir",
                               folder], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        self.paths = [p for p in self.root.rglob("*") if p.is_file()]

    def find(self, ending):
        found = [p for p in self.paths if str(p).endswith(ending)]
        assert len(found) == 1, f"{ending}: {found}"
        return found[0]

    @property
    def library(self):
        return self.find(".pc").parent.parent


def test_files(i):
    for ending in ("bin/drawbridge", "bin/drawbridge-dot", "man1/drawbridge.1",
                   "man1/drawbridge-dot.1", "man5/drawbridge-template.5",
                   "man5/drawbridge-register.5", "bash-completion/completions/drawbridge",
                   "site-functions/_drawbridge", "vendor_completions.d/drawbridge.fish",
                   "pkgconfig/drawbridge.pc", "include/drawbridge/tm.h",
                   "include/drawbridge/writers.h"):
        i.find(ending)
    assert list(i.root.rglob("libgvplugin_drawbridge.so.*")), "no plugin"


def test_nothing_else(i):
    """Only what is for others: no tool of the build, no private header."""
    names = {p.name for p in i.paths}
    assert len(names) <= 24, names


def test_programs_run(i):
    assert "CW12@waf:web" in run(i.find("bin/drawbridge"), SHOP)
    assert "</svg>" in run(i.find("bin/drawbridge-dot"), "-Tsvg", SHOP)


def test_plugin_loads(i):
    need("dot")
    folder = i.root / "links"
    folder.mkdir()
    shown = subprocess.run(["dot", "-v", "-Tdot", "-o", "/dev/null"], input="graph{}", text=True,
                           capture_output=True).stderr
    system = pathlib.Path(re.search(r"libdir = \"(.*)\"", shown)[1])
    for path in [*system.glob("*.so*"), *i.root.rglob("libgvplugin_drawbridge.so*")]:
        if not (folder / path.name).exists():
            (folder / path.name).symlink_to(path)
    env = {**os.environ, "GVBINDIR": str(folder)}
    run("dot", "-c", env=env)
    assert run("dot", "-Kthreats", "-Tsvg", SHOP, env=env) == \
        run(i.find("bin/drawbridge-dot"), "-Tsvg", SHOP)


def test_somebody_elses_program(i):
    """docs/examples/outsider.c knows nothing but pkg-config; the prefix is moved for it."""
    need("cc", "pkg-config")
    there = i.root / "moved"
    there.mkdir(exist_ok=True)
    text = i.find(".pc").read_text()
    prefix = re.search(r"^prefix=(.*)$", text, re.M)[1]
    (there / "drawbridge.pc").write_text(text.replace(f"prefix={prefix}",
                                                      f"prefix={i.root}{prefix}"))
    env = {**os.environ, "PKG_CONFIG_PATH": str(there)}
    flags = run("pkg-config", "--cflags", "--libs", "drawbridge", env=env).split()
    run("cc", "-Wall", "-Wextra", "-Werror", ROOT / "docs/examples/outsider.c", "-o",
        there / "outsider", *flags)
    env["LD_LIBRARY_PATH"] = str(i.library)
    said = run(there / "outsider", SHOP, env=env)
    assert "[CW12@waf:web]" in said and re.search(r"\n\d+ threats in all\n", said), said
    run(there / "outsider", there / "missing", status=2, env=env)


# --- manual -----------------------------------------------------------------------------------

def pages(i):
    return [p for p in i.paths if p.suffix in (".1", ".5")]


def test_pages_are_clean(i):
    need("man")
    for path in pages(i):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path],
                              capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        assert done.returncode == 0 and not done.stderr, f"{path}: {done.stderr}"


def test_pages_pass_mandoc(i):
    need("mandoc")
    for path in pages(i):
        run("mandoc", "-T", "lint", "-W", "warning", path)


def test_page_tells_all_options(i):
    program = i.find("bin/drawbridge")
    page = i.find("man1/drawbridge.1").read_text().replace("\\-", "-")
    commands = re.findall(r"^.SS (\S+)$", page.split(".SH COMMANDS")[1], re.M)
    assert {"template", "explain", "decide", "merge-register"} <= set(commands), commands
    told = run(program, "--help") + "".join(run(program, c, "--help") for c in commands)
    known = set(re.findall(r"--[a-z][\w-]*", told))
    said = set(re.findall(r"--[a-z][\w-]*", page))
    assert said == known, f"only in the page {said - known}, only in --help {known - said}"


def keys_of(*sources):
    return {key for source in sources for key in re.findall(
        r"^ +\{\"(\w+)\", TM_FIELD_", (ROOT / "engine" / source).read_text(), re.M)}


def bold(page):
    text = page.read_text()
    lines = re.findall(r"^\.B[RI]? +(.*)$", text, re.M)
    return set(re.findall(r"[A-Za-z]+", " ".join(lines)))


def test_pages_tell_all_keys(i):
    for page, sources in (
            ("drawbridge-template.5", ("template-read.c", "template-threat.c",
                                       "template-mitigation.c")),
            ("drawbridge-register.5", ("register.c",))):
        missing = keys_of(*sources) - bold(i.find(page))
        assert not missing and keys_of(*sources), f"{page}: {missing}"


# --- completion -------------------------------------------------------------------------------

def completed(i, *words):
    script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _drawbridge; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return run("bash", "-c", script, "bash", i.find("completions/drawbridge"), "drawbridge",
               *words, cwd=ROOT / "docs/examples").split()


def test_bash_completes(i):
    need("bash")
    assert "decide" in completed(i, "de")
    assert "--decide" not in completed(i, "--d")
    assert {"--template", "--to", "--time"} == set(completed(i, "--t"))
    assert completed(i, "--notation", "") == ["author", "dfd"]
    assert "drawio.svg" in completed(i, "x.dot", "--to", "draw")
    assert completed(i, "decide", "x.dot", "--state", "mi") == ["mitigated"]
    assert completed(i, "decide", "web-shop.do") == ["web-shop.dot"]
    assert "web-shop.dot" in completed(i, "web")


def test_zsh_completion_is_well_formed(i):
    need("zsh")
    run("zsh", "-n", i.find("_drawbridge"))


def test_fish_completes(i):
    need("fish")
    script = i.find("drawbridge.fish")
    run("fish", "-n", script)
    said = run("fish", "-c", f"source {script}; complete -C 'drawbridge decide x --st'",
               env={**os.environ, "HOME": str(i.root)})
    assert "--state" in said, said


def main():
    build = os.path.abspath(sys.argv[1])
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed = False
    print(f"1..{len(tests)}")
    with tempfile.TemporaryDirectory(prefix="drawbridge-") as folder:
        installed = Installed(build, folder)
        for number, (name, test) in enumerate(tests, 1):
            try:
                test(installed)
                print(f"ok {number} - {name}")
            except Skip as why:
                print(f"ok {number} - {name} # SKIP {why}")
            except Exception:
                failed = True
                print(f"not ok {number} - {name}")
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
