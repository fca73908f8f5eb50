#!/usr/bin/env python3
"""The engine as JavaScript, from Debian's sources: the draw.io plugin and the npm package.

    build.py PRODUCT --sources DIR --work DIR --out DIR --made FILE --version V

PRODUCT is drawio-plugin (OUT/drawbridge.drawio.js) or npm-package (OUT/npm). The sources are what
`plugins/web/sources.sh DIR` makes, FILEs are C that the build made of texts. Nothing is installed
and nothing is fetched; the same sources give the same bytes.
"""
import argparse
import base64
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

import libraries

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

OURS = ("engine", "engine/writers", "importers", "plugins/shared", "plugins/web")

# Our own files that a browser has no use for, and one whose place builtins.c takes.
LEFT_OUT = ("importers/dot", "engine/template-builtin.c")

# Strict, because WebAssembly traps where C is called as something that it is not.
OUR_FLAGS = ["-std=gnu11", "-Wall", "-Wextra", "-Wno-missing-field-initializers",
             "-Wno-unused-variable", "-Werror=cast-function-type"]
OPTIMISE = "-Os"

EXPORTS = ("new", "free", "begin", "set", "add_template", "step", "result", "length")

LINK = ["-sMODULARIZE", "-sEXPORT_NAME=drawbridgeEngine", "-sALLOW_MEMORY_GROWTH",
        "-sINITIAL_MEMORY=16MB", "-sTOTAL_STACK=1MB", "-sABORTING_MALLOC=1", "-sENVIRONMENT=shell",
        "-sDYNAMIC_EXECUTION=0", "-sWASM_ASYNC_COMPILATION=0", "-sFILESYSTEM=0",
        "-sEXPORTED_FUNCTIONS=_malloc,_free," + ",".join(f"_tm_web_{n}" for n in EXPORTS)]
LINK_OF = {
    "script": ["-sWASM=0", "--memory-init-file", "0"],
    "wasm": ["-sEMULATE_FUNCTION_POINTER_CASTS"],
}

# Hosts paste the plugin into a page, or into a text where a $ means something, under policies that
# forbid code from texts.
FORBIDDEN = ("$$", "$&", "$`", "$'", "</script", "<!--", "eval(", "new Function", "fetch(",
             "XMLHttpRequest", "WebAssembly", "importScripts", "new Worker", "sendBeacon")


class Missing(Exception):
    pass


def find_compiler():
    for name in ("emcc", "emar"):
        if shutil.which(name) is None:
            raise Missing("emscripten is missing: apt-get install --no-install-recommends "
                          "emscripten dpkg-dev xz-utils")
    return "emcc"


def find_source(sources, package):
    """The unpacked source package: the folder glib2.0-2.74.6 of glib2.0."""
    found = sorted(p for p in sources.glob(package + "-*") if p.is_dir())
    if not found:
        raise Missing(f"there is no source of {package} in {sources}: "
                      f"run plugins/web/sources.sh {sources}")
    return found[-1]


# --- compiling ------------------------------------------------------------------------------


class Compiler:
    def __init__(self, work, sources):
        self.emcc, self.work, self.sources = find_compiler(), work, sources
        self.environment = dict(os.environ, LC_ALL="C")
        if pathlib.Path("/usr/share/nodejs/acorn").exists():
            self.environment.setdefault("NODE_PATH", "/usr/share/nodejs")

    def run(self, words, folder):
        result = subprocess.run([str(w) for w in words], cwd=folder, env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        text = result.stdout.decode("utf-8", "replace")
        if result.returncode != 0:
            raise SystemExit(f"{' '.join(str(w) for w in words)}\n{text}")
        return text

    def compile(self, name, files, flags):
        """Objects of @files, in a folder of their own; those that are new enough stay."""
        folder = self.work / "objects" / name
        folder.mkdir(parents=True, exist_ok=True)
        words = [self.emcc, OPTIMISE, f"-ffile-prefix-map={ROOT}=.",
                 f"-ffile-prefix-map={self.work}=.", f"-ffile-prefix-map={self.sources}=.",
                 *flags, "-MD", "-c"]
        self.forget_when_changed(folder, words)
        stale = [f for f in files if is_stale(folder / (f.stem + ".o"))]
        batches = [stale[i:i + 8] for i in range(0, len(stale), 8)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for text in pool.map(lambda batch: self.run(words + batch, folder), batches):
                sys.stdout.write(text)
        return [folder / (f.stem + ".o") for f in files]

    def forget_when_changed(self, folder, words):
        note, text = folder / "command", " ".join(str(w) for w in words)
        if not note.exists() or note.read_text(encoding="utf-8") != text:
            for old in folder.glob("*.o"):
                old.unlink()
            note.write_text(text, encoding="utf-8")


def depends(note):
    """The files that the compiler read for an object: "a.o: a.c a.h" with continued lines."""
    return re.split(r"(?<!\\)\s+", note.read_text(encoding="utf-8").replace("\\\n", " ").strip())[1:]


def is_stale(product):
    note = product.with_suffix(".d")
    if not product.exists() or not note.exists():
        return True
    made = product.stat().st_mtime
    files = [pathlib.Path(name.replace("\\ ", " ")) for name in depends(note)]
    return any(not f.exists() or f.stat().st_mtime > made for f in files)


def compile_libraries(compiler, sources):
    """Returns the objects, and the flags of who includes the libraries."""
    objects, include = [], []
    for package, recipe, _licence in libraries.LIBRARIES:
        files, flags, public = recipe(find_source(sources, package), compiler.work / "include",
                                      HERE / "config")
        objects += compiler.compile(package, files, ["-w", *flags])
        include += public
    return objects, include


def our_files(folder):
    names = sorted(f"{folder}/{path.name}" for path in (ROOT / folder).glob("*.c"))
    return [ROOT / name for name in names if not name.startswith(LEFT_OUT)]


def compile_ours(compiler, include, words):
    flags = [*OUR_FLAGS, *(f"-I{ROOT / folder}" for folder in OURS), *include, "-DLIBXML_STATIC",
             "-DYAML_DECLARE_STATIC", "-D_GNU_SOURCE", f'-DDRAWBRIDGE_VERSION="{words.version}"']
    objects = compiler.compile("made", words.made, flags)
    for folder in OURS:
        objects += compiler.compile(folder, our_files(folder), flags)
    return objects


# --- linking --------------------------------------------------------------------------------


def link(compiler, objects, kind):
    """What emscripten makes of the objects: a function that returns an instance."""
    out = compiler.work / (kind + ".js")
    compiler.run([compiler.emcc, OPTIMISE, *LINK, *LINK_OF[kind], *objects, "-o", out],
                 compiler.work)
    text = out.read_text(encoding="utf-8")
    return text[:text.index("if (typeof exports ===")].strip()


# Of the shells that emscripten can run in: a browser has functions of the same names, that do
# something else (print() opens the printer's dialogue).
HIDDEN = "var print, printErr, read, readbuffer, quit, scriptArgs;"

# @ARGUMENTS@ are emscripten's; messages of the C library go nowhere: nobody reads them.
INSTANCE = """function newInstance() {
    function quiet() { }
    return drawbridgeEngine({ print: quiet, printErr: quiet@ARGUMENTS@ });
}"""


def read(name, version):
    return (HERE / name).read_text(encoding="utf-8").replace("@VERSION@", version)


def joined(parts):
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def script_engine(text, version):
    """The engine in JavaScript alone, as `createDrawbridge` of the scope that it stands in. What
    stands for WebAssembly in it has another name: no browser shall take it for that."""
    text = text.replace("WebAssembly", "AsmInstance")
    return joined(["var createDrawbridge = (function () {", HIDDEN, text,
                   INSTANCE.replace("@ARGUMENTS@", ""), read("drawbridge.js", version),
                   "return createDrawbridge;", "}());"])


# A page whose policy allows WebAssembly compiles it once; another gets the script.
MODULE = """let compiled = null, other = null;
try {
    const text = atob(binary);
    compiled = await WebAssembly.compile(Uint8Array.from(text, (c) => c.charCodeAt(0)));
} catch (refused) {
    other = await import("./drawbridge-script.mjs");
}
const create = other === null ? createDrawbridge : other.createDrawbridge;
export {create as createDrawbridge};"""

WASM_ARGUMENTS = """,
        instantiateWasm: function (imports, receive) {
            var instance = new WebAssembly.Instance(compiled, imports);
            receive(instance);
            return instance.exports;
        }"""


def module_engine(text, binary, version):
    """The engine as WebAssembly, in an ES module."""
    encoded = base64.b64encode(binary).decode("ascii")
    return joined([HIDDEN, text, INSTANCE.replace("@ARGUMENTS@", WASM_ARGUMENTS),
                   read("drawbridge.js", version), f'const binary = "{encoded}";', MODULE])


# --- products -------------------------------------------------------------------------------


def licence(sources, version):
    """The first comment of the plugin: what is in it, and under which terms."""
    rows = []
    for package, _recipe, terms in libraries.LIBRARIES:
        number = find_source(sources, package).name.removeprefix(package + "-")
        rows.append(f"  {package} {number} ({terms})")
    text = read("licence.txt", version).replace("@LIBRARIES@", "\n".join(rows))
    return "/*!\n" + "".join(f" * {line}".rstrip() + "\n" for line in text.splitlines()) + " */"


def panel():
    """What people see: the files that plugins/drawio/sources.txt names, in that order."""
    listed = ROOT / "plugins/drawio/sources.txt"
    if not listed.exists():
        return [read("stub.js", "")]
    names = [line.strip() for line in listed.read_text(encoding="utf-8").splitlines()]
    texts = [(listed.parent / name).read_text(encoding="utf-8") for name in names
             if name and not name.startswith("#")]
    return ['(function () {\n"use strict";', *texts, "}());"]


def check(name, text):
    for words in FORBIDDEN:
        if words in text:
            place = text.index(words)
            raise SystemExit(f"{name}: has {words} in: {text[max(place - 40, 0):place + 40]!r}")


def write(path, text):
    """Whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    print(f"{path}: {len(text.encode('utf-8'))} bytes")


def make_plugin(compiler, objects, words):
    engine = script_engine(link(compiler, objects, "script"), words.version)
    text = joined([licence(words.sources, words.version), "(function () {", engine, *panel(),
                   "}());"])
    check("drawbridge.drawio.js", text)
    write(compiler.work / "engine.js", engine)
    write(words.out / "drawbridge.drawio.js", text)


def make_package(compiler, objects, words):
    folder, version = words.out / "npm", words.version
    folder.mkdir(exist_ok=True)
    comment = licence(words.sources, version).replace(".drawio.js", ".mjs", 1)
    script = script_engine(link(compiler, objects, "script"), version)
    wasm = link(compiler, objects, "wasm")
    binary = (compiler.work / "wasm.wasm").read_bytes()
    write(folder / "drawbridge-script.mjs",
          joined([comment, script, "export {createDrawbridge};"]))
    write(folder / "drawbridge.mjs", joined([comment, module_engine(wasm, binary, version)]))
    for name in ("package.json", "README.md"):
        write(folder / name, read("npm/" + name, version))
    write(folder / "LICENSE", (ROOT / "LICENSE").read_text(encoding="utf-8"))


PRODUCTS = {"drawio-plugin": make_plugin, "npm-package": make_package}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("product", choices=list(PRODUCTS))
    def path(text):
        return pathlib.Path(text).resolve()

    for name in ("sources", "work", "out"):
        parser.add_argument("--" + name, type=path, required=True)
    parser.add_argument("--made", type=path, action="append", required=True)
    parser.add_argument("--version", required=True)
    words = parser.parse_args()
    words.work.mkdir(parents=True, exist_ok=True)
    compiler = Compiler(words.work, words.sources)
    objects, include = compile_libraries(compiler, words.sources)
    objects += compile_ours(compiler, include, words)
    PRODUCTS[words.product](compiler, objects, words)


if __name__ == "__main__":
    try:
        main()
    except Missing as problem:
        sys.exit(str(problem))
