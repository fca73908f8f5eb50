#!/usr/bin/env python3
"""drawbridge-dot does what dot does, and draws the threats; and so does dot with the plugin.

    graphviz.py DRAWBRIDGE DRAWBRIDGE-DOT PLUGIN [--without-plugin]

--without-plugin: the plugin has a sanitizer in it, which dot would have to have as well.
"""
import calendar
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import xml.etree.ElementTree as tree

import hostile
import pdf

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOP = ROOT / "docs/examples/web-shop.dot"
DRAWBRIDGE, DROP_IN, PLUGIN = (os.path.abspath(path) for path in sys.argv[1:4])
SMALL = ('digraph shop { user [shape=box URL="user.html"]; subgraph cluster_dmz { label=DMZ; web '
         '[label="Web server" shape=ellipse] } user -> web [label=HTTP] }\n')


def system_config():
    """The file in which Graphviz keeps what its plugins can do."""
    shown = subprocess.run(["dot", "-v", "-Tdot", "-o", "/dev/null"], input="graph{}", text=True,
                           capture_output=True).stderr
    paths = re.findall(r"pluginpath : (.*)|libdir = \"(.*)\"", shown)
    folder = pathlib.Path(next(a or b for a, b in paths))
    return next(folder.glob("config[0-9]*"))


class Skip(Exception):
    pass


class Folder:
    """A folder of its own for each test, with the programs in it."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="drawbridge-"))
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("DRAWBRIDGE_")}

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def run(self, *words, text=None, cwd=".", **env):
        return subprocess.run([str(w) for w in words], cwd=self.path / cwd, capture_output=True,
                              input=text.encode() if isinstance(text, str) else text, timeout=240,
                              stdin=subprocess.DEVNULL if text is None else None,
                              env={**self.env, **env})

    def drop_in(self, *words, **more):
        return self.run(DROP_IN, *words, **more)

    def plugin_folder(self):
        """A GVBINDIR whose file names what Graphviz has, and us."""
        config = system_config()
        text = re.sub(r"^(lib\S+)", lambda m: str(config.parent / m[1]), config.read_text(),
                      flags=re.M)
        own = "".join(f"\t{api} {{\n{''.join(f'{chr(9) * 2}{name} 0{chr(10)}' for name in names)}\t}}\n"
                      for api, names in (
                          ("layout", ["threats"]), ("render", ["threats", "threats_json", "sarif"]),
                          ("device", ["threats:threats", "threats_json:threats_json", "sarif:sarif"])))
        self.write(f"bin/{config.name}", f"{text}{PLUGIN} drawbridge {{\n{own}}}\n")
        return str(self.path / "bin")


def canonical(svg):
    return tree.canonicalize(svg.decode(), strip_text=True)


def good(done, status=0):
    assert done.returncode == status, f"status {done.returncode}: {done.stderr[-400:]}"
    return done.stdout


# --- the threats ------------------------------------------------------------------------------

def test_threats_are_drawn(f):
    svg = good(f.drop_in("-Tsvg", SHOP)).decode()
    tree.fromstring(svg)
    assert "severity&#45;critical" in svg and ">CW12C<" in svg, svg[:500]
    assert "TLS ends at CDN + WAF" in svg


def test_the_same_every_time(f):
    assert len({good(f.drop_in("-Tsvg", SHOP)) for _ in range(4)}) == 1


def test_a_pdf_has_the_day_that_is_told(f):
    """As a threats picture, as PostScript, and where nothing is drawn: in any time zone."""
    f.write("x.dot", SMALL)
    f.write("off.dot", SMALL.replace("{", "{ tm_threats=off", 1))
    for name, kind in (("x.dot", "pdf"), ("off.dot", "pdf"), ("x.dot", "ps:cairo")):
        made = {good(f.drop_in(f"-T{kind}", name, SOURCE_DATE_EPOCH="1700000000", TZ=zone))
                for zone in ("UTC", "Asia/Kolkata")}
        assert len(made) == 1, (name, kind)
        data = made.pop()
        assert b"Nov 14 22:13:20 2023" in data if kind == "ps:cairo" else \
            pdf.date_of(data) == "20231114221320", (name, kind)
    told = pdf.date_of(good(f.drop_in("-Tpdf", "x.dot", TZ="UTC")))
    told = calendar.timegm(time.strptime(told, "%Y%m%d%H%M%S"))
    assert abs(time.time() - told) < 600, told


def test_from_standard_input(f):
    assert good(f.drop_in("-Tsvg", text=SHOP.read_text())) == good(f.drop_in("-Tsvg", SHOP))


def test_off_is_untouched(f):
    off = SMALL.replace("{", "{ tm_threats=off;", 1)
    for arguments in (["-Tsvg"], ["-Tpng"], ["-Tplain"], ["-Tdot"], ["-Kneato", "-Tsvg"]):
        assert good(f.drop_in(*arguments, text=off)) == good(f.run("dot", *arguments, text=off))


def test_undirected_graphs_keep_their_arrows(f):
    svg = good(f.drop_in("-Tsvg", text="graph { user [shape=box]; web [shape=ellipse]; "
                                       "user -- web [dir=forward label=HTTP] }")).decode()
    assert "<polygon" in svg.split('class="edge')[1].split("</g>")[0]


def test_links_of_nodes_stay(f):
    svg = good(f.drop_in("-Tsvg", text=SMALL)).decode()
    assert 'xlink:href="user.html"' in svg
    svg = good(f.drop_in("-Tsvg", text=SMALL.replace("user.html", "JavaScript:alert(1)"))).decode()
    assert "alert" not in svg


def test_the_page_stays(f):
    svg = good(f.drop_in("-Tsvg", "-Grankdir=TB", "-Gbgcolor=lightblue", text=SMALL)).decode()
    assert "lightblue" in svg


def test_a_map_for_a_png(f):
    good(f.drop_in("-Tpng", "-ox.png", "-Tcmapx", "-ox.map", text=SMALL))
    assert b'name="shop"' in (f.path / "x.map").read_bytes()
    assert b"Web server" in (f.path / "x.map").read_bytes()
    assert (f.path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_formats_of_ours(f):
    places = re.compile(r"(\.dot|<stdin>)(:\d+)*")
    plain = f.run(DRAWBRIDGE, SHOP).stdout.decode()
    drawn = good(f.drop_in("-Tthreats", SHOP)).decode()
    assert places.sub(r"\1", plain) == places.sub(r"\1", drawn)
    report = json.loads(good(f.drop_in("-Tthreats_json", SHOP)))
    ours = json.loads(f.run(DRAWBRIDGE, "--to", "json", SHOP).stdout)
    assert [t["id"] for t in report["threats"]] == [t["id"] for t in ours["threats"]]
    assert report["file"] == str(SHOP)
    results = json.loads(good(f.drop_in("-Tsarif", SHOP)))["runs"][0]["results"]
    assert len(results) == len(report["threats"])


# --- as dot does ------------------------------------------------------------------------------

def test_several_graphs_and_formats(f):
    f.write("x.dot", SMALL + SMALL.replace("shop", "two") + 'graph { a -- b; layout=neato }')
    good(f.drop_in("-Tsvg", "-Tplain", "-O", "x.dot"))
    names = {p.name for p in f.path.iterdir()}
    assert names == {"x.dot"} | {f"x.dot{n}.{e}" for n in ("", ".2", ".3") for e in ("svg", "plain")}
    assert good(f.drop_in("-Tsvg", "x.dot")).count(b"</svg>") == 3


def test_status_and_errors_are_those_of_dot(f):
    f.write("good.dot", SMALL)
    f.write("bad.dot", "digraph {\n a -> ;\n}\n")
    f.write("half.dot", SMALL + "digraph { a -> \n")
    f.write("many.dot", "digraph { a [shape=nosuch]; } digraph { layout=nosuch; a }")
    for words in (["-Tsvg", "bad.dot"], ["-Tsvg", "missing.dot"], ["-Tsvg", "good.dot", "bad.dot"],
                  ["-Tnosuch", "good.dot"], ["-Knosuch", "good.dot"], ["-Z"], ["-T"],
                  ["-Tsvg", "half.dot"], ["-Tsvg", "-o", "no/such/folder", "good.dot"], ["-V"],
                  ["-Tsvg", "many.dot"], ["-?"], ["-Tsvg", "-Nfoo", "good.dot"]):
        theirs, ours = f.run("dot", *words), f.drop_in(*words)
        assert theirs.returncode == ours.returncode, f"{words}: {theirs} {ours}"
        known = re.compile(rb"Use one of:[^\n]*|Warning: [^\n]*\n")
        assert known.sub(b"", theirs.stderr) == known.sub(b"", ours.stderr), f"{words}: {ours}"


def test_called_by_another_name(f):
    (f.path / "neato").symlink_to(DROP_IN)
    f.write("x.dot", SMALL)
    assert good(f.run(f.path / "neato", "-Tplain", "x.dot")) == \
        good(f.drop_in("-Kneato", "-Tplain", "x.dot"))


# --- the plugin -------------------------------------------------------------------------------

def test_plugin_draws_the_same(f):
    folder = f.plugin_folder()
    for path in [SHOP, *sorted((ROOT / "tests/cases").glob("dot-*/input.dot"))]:
        if b"layout" in path.read_bytes() or path.parent.name == "dot-large-set":
            continue  # dot itself takes minutes for that one
        ours, theirs = f.drop_in("-Tsvg", path), f.run("dot", "-Kthreats", "-Tsvg", path,
                                                       GVBINDIR=folder)
        assert ours.stdout == theirs.stdout, f"{path}: {theirs.stderr[-300:]}"
        assert ours.returncode == theirs.returncode, path


def test_plugin_is_chosen_in_the_file(f):
    text = SMALL.replace("{", "{ layout=threats; threats_layout=fdp;", 1)
    theirs = good(f.run("dot", "-Tsvg", text=text + text, GVBINDIR=f.plugin_folder()))
    assert theirs.count(b"tm&#45;element") == 4, theirs
    assert good(f.drop_in("-Tsvg", text=text + text)) == theirs
    assert theirs != good(f.drop_in("-Tsvg", text=SMALL + SMALL))
    done = f.drop_in("-Tsvg", text=text.replace("fdp", "threats"))
    assert b"no layout engine" in done.stderr and done.returncode == 0


def test_plugin_reads_no_foreign_memory(f):
    """Under valgrind, and so without a sanitizer; with graphs after which a layout is freed."""
    if shutil.which("valgrind") is None:
        raise Skip("no valgrind")
    valgrind = ["valgrind", "-q", "--error-exitcode=9"]
    flat = ("digraph { subgraph cluster_a { a -> b [label=HTTP]; {rank=same; a; b} } "
            "subgraph cluster_b { c } a -> c [label=SQL] }\n")
    f.write("x.dot", SHOP.read_text() + SMALL + flat
            + hostile.dot_of("label", hostile.VALUES[0]) + SMALL)
    good(f.run(*valgrind, DROP_IN, "-Tsvg", "-Tthreats_json", "-O", "x.dot"))
    good(f.run(*valgrind, "dot", "-Kthreats", "-Tsvg", "-Tplain", "-O", "x.dot",
               GVBINDIR=f.plugin_folder()))


def test_plugin_writes_reports(f):
    folder = f.plugin_folder()
    for words in (["-Kthreats", "-Tthreats"], ["-Tthreats"], ["-Kneato", "-Tthreats"]):
        assert good(f.run("dot", *words, SHOP, GVBINDIR=folder)) == \
            good(f.drop_in("-Tthreats", SHOP)), words


def test_plugin_in_a_folder_of_links(f):
    """Without root, as the documentation says: links, and `dot -c`."""
    folder = f.path / "links"
    folder.mkdir()
    for path in system_config().parent.glob("*.so*"):
        (folder / path.name).symlink_to(path)
    (folder / os.path.basename(PLUGIN)).symlink_to(PLUGIN)
    good(f.run("dot", "-c", GVBINDIR=str(folder)))
    assert b"tm&#45;element" in good(f.run("dot", "-Kthreats", "-Tsvg", text=SMALL,
                                           GVBINDIR=str(folder)))


# --- what is checked --------------------------------------------------------------------------

REGISTER = ("drawbridge: 1\nthreats:\n  CW12@waf:web:\n    state: mitigated\n"
            "    justification: It is one machine.\n")


def test_register(f):
    f.write("shop/r.yaml", REGISTER)
    f.write("shop/x.dot", SHOP.read_text())
    f.write("shop/named.dot", SHOP.read_text().replace("{", "{ tm_register=\"r.yaml\";", 1))
    for words, env in ((["shop/x.dot"], {"DRAWBRIDGE_REGISTER": "shop/r.yaml"}),
                       (["shop/named.dot"], {})):
        threats = json.loads(good(f.drop_in("-Tthreats_json", *words, **env)))["threats"]
        assert [t["state"] for t in threats if t["id"] == "CW12@waf:web"] == ["mitigated"], words


def test_template(f):
    f.run(DRAWBRIDGE, "template", "new", "own")
    graph = 'digraph { %s user [tm_type="EI.User"]; web [tm_type="P.WebApp"]; user -> web }'
    f.write("x.dot", graph % "")
    f.write("y.dot", graph % 'tm_template="own";')
    f.write("z.dot", graph % 'tm_template="privacy";')
    assert b"OWN01" in good(f.drop_in("-Tthreats", "x.dot", DRAWBRIDGE_TEMPLATE="own"))
    assert b"OWN01" in good(f.drop_in("-Tthreats", "y.dot"))
    assert b"OWN01" not in good(f.drop_in("-Tthreats", "x.dot"))
    good(f.drop_in("-Tthreats", "z.dot"))


def test_a_diagram_names_only_what_lies_below_it(f):
    secret = f.write("secret.yaml", "password: hunter2\n")
    f.write("docs/r.yaml", REGISTER)
    (f.path / "docs/link.yaml").symlink_to("../" + secret)
    for name in ("tm_register", "tm_template"):
        for value in ("../secret.yaml", str(f.path / secret), "link.yaml", "missing.yaml",
                      "a/../../secret.yaml"):
            f.write("docs/x.dot", SMALL.replace("{", f'{{ {name}="{value}";', 1))
            done = f.drop_in("-Tsvg", "docs/x.dot")
            assert done.returncode == 1, f"{name}={value}: {done}"
            assert b"drawbridge: error: " + name.encode() in done.stderr, done.stderr
            assert b"hunter2" not in done.stderr + done.stdout
            done = f.drop_in("-Tthreats", "docs/x.dot")
            assert done.returncode == 1 and done.stderr.count(b"error: ") == 1, done.stderr
            assert b"tm&#45;element" not in done.stdout, "undecorated, and a status"


def test_bad_register_and_template(f):
    f.write("bad.yaml", "threats: [\n")
    f.write("x.dot", SMALL)
    for name in ("DRAWBRIDGE_REGISTER", "DRAWBRIDGE_TEMPLATE"):
        for value in ("bad.yaml", "missing"):
            done = f.drop_in("-Tsvg", "x.dot", **{name: value})
            assert done.returncode == 1 and b"error: " in done.stderr, f"{name}={value}: {done}"
            assert b"</svg>" in done.stdout


def test_addresses_are_xml(f):
    """Graphviz 2.42 leaves an & in an address as it is: not here."""
    text = 'digraph { user [tm_type="EI.User" URL="https://a.example/?a=1&b=2"]; ' \
           'web [tm_type="P.WebApp" href="/x?a=1&amp;b=2"]; user -> web }'
    svg = tree.fromstring(good(f.drop_in("-Tsvg", text=text)))
    found = [value for node in svg.iter() for key, value in node.attrib.items()
             if key.endswith("href")]
    assert {"https://a.example/?a=1&b=2", "/x?a=1&b=2"} <= set(found), found


# --- harm -------------------------------------------------------------------------------------

def test_hostile_graphs(f):
    """All values of an attribute in one file: neither a signal, nor a file that is read, nor time."""
    secret = f.path / "secret.png"
    good(f.run("dot", "-Tpng", f"-o{secret}", text="graph{a}"))
    for attribute in hostile.TEXTS + hostile.NUMBERS:
        values = hostile.VALUES if attribute in hostile.TEXTS else hostile.OF_NUMBERS
        if attribute in ("charset", "layout"):
            continue
        texts = [hostile.dot_of(attribute, value).replace("SECRET", str(secret))
                 for value in values]
        f.write("x.dot", "".join(texts).encode(errors="surrogatepass"))
        done = f.drop_in("-Tsvg", "x.dot")
        assert done.returncode in (0, 1), f"{attribute}: {done.returncode} {done.stderr[-300:]}"
        for svg in done.stdout.split(b"</svg>")[:-1]:
            for node in tree.fromstring(svg[svg.index(b"<svg"):] + b"</svg>").iter():
                assert node.tag.replace(hostile.SVG, "") in hostile.ELEMENTS | {"a"}, node.tag
                for key, value in node.attrib.items():
                    name = key.rsplit("}", 1)[-1]
                    assert key in hostile.ATTRIBUTES or \
                        name in ("href", "title", "target", "style"), key
                    assert name in ("id", "class", "title") or \
                        re.search(r"url\((?!#)|script:|data:", value) is None, f"{key}={value}"


def test_deep_and_large_graphs(f):
    deep = "digraph { " + "subgraph { " * 2000 + "a -> b" + " }" * 2000 + " }"
    done = f.drop_in("-Tdot", text=deep)
    assert done.returncode == 1 and b"larger or deeper" in done.stderr, done.stderr[-300:]
    done = f.drop_in("-Tsvg", text=b"digraph { \xe4 -> \xc3\xa4; charset=latin1; user -> \xfc }")
    assert done.returncode in (0, 1), done


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")
             and not (name.startswith("test_plugin") and "--without-plugin" in sys.argv)]
    failed = False
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        folder = Folder()
        try:
            test(folder)
            print(f"ok {number} - {name}")
        except Skip as why:
            print(f"ok {number} - {name} # SKIP {why}")
        except Exception:
            failed = True
            print(f"not ok {number} - {name}")
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
        sys.stdout.flush()
        shutil.rmtree(folder.path)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
