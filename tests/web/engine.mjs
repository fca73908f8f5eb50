/* The engine as JavaScript says what the program says, and survives what a page gives it.
 *
 *     engine.mjs PROGRAM BUILD       BUILD has web/engine.js; where it has not, nothing is tested
 *
 * DRAWBRIDGE_CORPUS: a folder of real diagrams, of which 50 are compared.
 */
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { check, done, same, skip, test } from "./tap.mjs";

const DAY = "2026-11-26";
const MOST = 2.5e6, MOST_PACKED = 8e5; /* bytes of the plugin */
const FORBIDDEN = ["$$", "$&", "$`", "$'", "</script", "<!--", "eval(", "new Function", "fetch(",
    "XMLHttpRequest", "WebAssembly", "importScripts", "new Worker", "sendBeacon"];
const [program, build] = process.argv.slice(2).map((word) => path.resolve(word));
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const environment = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(DAY) / 1000) };

const product = path.join(build, "drawbridge.drawio.js");
if (!fs.existsSync(product))
    skip("no drawbridge.drawio.js: `meson compile drawio-plugin` makes it");
const plugin = fs.readFileSync(product, "utf8");
const code = fs.readFileSync(path.join(build, "web/engine.js"), "utf8");

/* As in a page: nothing of Node.js is there. */
function createEngine() {
    const names = ["process", "require", "module", "exports", "define", "fetch", "WebAssembly"];
    return new Function(...names, `${code}\nreturn createDrawbridge();`)();
}

const engine = createEngine();

function read(file) {
    return fs.readFileSync(path.join(root, file));
}

function native(file, ...words) {
    const run = spawnSync(program, [...words, file],
        { cwd: root, env: environment, maxBuffer: 1 << 28, encoding: "utf8" });
    return run.status === 0 ? { ok: true, json: run.stdout } :
        { ok: false, error: run.stderr.trimEnd() };
}

function options(file) {
    const beside = path.join(root, file + ".threats.yaml");
    return {
        name: file, today: DAY,
        register: fs.existsSync(beside) ? fs.readFileSync(beside, "utf8") : null
    };
}

/* Byte for byte: the same bytes were read under the same name. */
function compare(file) {
    const wanted = native(file, "--to", "json");
    const got = engine.analyse(read(file), options(file));

    /* There is no Graphviz here to read DOT with. */
    same(got.ok ? got.json : got.error.replace("(drawio", "(dot, drawio"),
        wanted.ok ? wanted.json : wanted.error.replace("(drawio", "(dot, drawio"), file);
    check(got.ok === wanted.ok, `ok is ${got.ok}`);
}

function walk(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const inside = path.join(folder, entry.name);
        return entry.isDirectory() ? walk(inside) : [inside];
    }).sort();
}

function diagrams(folder) {
    return walk(path.resolve(root, folder)).filter((file) => /\.(drawio|otm|tm7)$/.test(file))
        .map((file) => path.relative(root, file));
}

/* Every so many of the corpus, so that 50 are of all kinds. */
function sample(files, count) {
    const stride = Math.max(files.length / count, 1);
    return files.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
}

/* --- the file ---------------------------------------------------------------------------- */

test("the plugin is small", () => {
    const packed = gzipSync(plugin, { level: 9 }).length;
    console.log(`# ${Buffer.byteLength(plugin)} bytes, ${packed} with gzip`);
    check(Buffer.byteLength(plugin) <= MOST, "too large");
    check(packed <= MOST_PACKED, "too large with gzip");
});

test("the plugin can be pasted into a page", () => {
    for (const words of FORBIDDEN)
        check(!plugin.includes(words), `has ${words}`);
});

test("the plugin has the engine that is tested here", () => {
    check(plugin.includes(code.trim()), "it has another one");
});

test("the plugin begins with the licences", () => {
    const comment = plugin.slice(0, plugin.indexOf("*/"));
    check(comment.startsWith("/*!"), "no comment");
    for (const name of ["glib2.0 ", "LGPL-2.1-or-later", "libxml2 ", "libyaml ", "jansson ", "zlib "])
        check(comment.includes(name), `no ${name}`);
});

/* --- the same as the program ------------------------------------------------------------- */

for (const file of ["tests/models", "tests/cases", "docs/examples"].flatMap(diagrams))
    test(`as the program: ${file}`, () => compare(file));

const corpus = process.env.DRAWBRIDGE_CORPUS;
if (corpus)
    for (const file of sample(diagrams(path.join(corpus, "drawio")), 50))
        test(`as the program: ${path.relative(corpus, path.resolve(root, file))}`,
            () => compare(file));

test("every format is the program's", () => {
    const file = "tests/models/1b.drawio";
    for (const to of ["csv", "dot", "drawio", "json", "markdown", "otm", "sarif", "text", "tm7"]) {
        const got = engine.write(read(file), { ...options(file), to });
        check(got.ok, got.error);
        same(got.text, native(file, "--to", to).json, to);
    }
});

test("a report has pictures, and only the engine's", () => {
    const file = "tests/models/1b.drawio";
    const { text } = engine.write(read(file),
        { ...options(file), to: "html", picture: "<svg><script>alert(1)</script></svg>" });
    check(text.includes("<svg") && text.includes("data-part="), "no picture");
    check(!text.includes("alert(1)"), "somebody else's");
});

test("German is German", () => {
    const file = "tests/models/1a.drawio";
    const got = engine.analyse(read(file), { ...options(file), language: "de" });
    same(got.json, native(file, "--to", "json", "--language", "de").json, "json");
});

test("a template of one's own", () => {
    const file = "tests/cases/drawio-tb7/input.drawio";
    const tb7 = fs.readdirSync(path.join(root, "tests/cases/drawio-tb7"))
        .find((name) => name.endsWith(".tb7"));
    const template = `tests/cases/drawio-tb7/${tb7}`;
    const got = engine.analyse(read(file),
        { ...options(file), templates: [{ name: template, text: read(template) }] });
    same(got.json, native(file, "--to", "json", "--template", template).json, "json");
});

/* --- decisions and knowledge --------------------------------------------------------------- */

test("a decision is written as the program writes it", () => {
    const file = "tests/models/1a.drawio";
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "web-"));
    const copy = path.join(folder, "a.drawio");
    const id = JSON.parse(native(file, "--to", "json").json).threats[0].id;
    fs.copyFileSync(path.join(root, file), copy);
    execFileSync(program, ["decide", copy, id, "--state", "mitigated", "--why", "a: b",
        "--notes", "c\n\n- d: #e"], { env: environment });
    const got = engine.decide(read(file),
        { ...options(file), register: "", threat: id, state: "mitigated", why: "a: b",
            notes: "c\n\n- d: #e" });
    check(got.ok, got.error);
    same(got.register, fs.readFileSync(`${copy}.threats.yaml`, "utf8"), "register");
    fs.rmSync(folder, { recursive: true });
    const after = JSON.parse(engine.analyse(read(file),
        { ...options(file), register: got.register }).json);
    check(after.threats.find((threat) => threat.id === id).state === "mitigated", "not decided");
});

test("a decision that is none is refused", () => {
    const text = read("tests/models/1a.drawio");
    for (const [words, more] of [["no threat 'X'", { threat: "X", state: "mitigated" }],
        ["a state is one of", { threat: "X", state: "done" }], ["a state is one of", {}]]) {
        const got = engine.decide(text, { name: "a.drawio", ...more });
        check(!got.ok && got.error.includes(words), got.error);
    }
});

test("explanations are the program's", () => {
    for (const id of ["S01", "G.AUTHN", "H05", "authn", "GE.P"])
        same(engine.explain(id).text, execFileSync(program, ["explain", id], { encoding: "utf8" }),
            id);
    check(engine.explain("nothing").error.includes("nothing is called 'nothing'"), "found");
});

test("stencils have what a palette needs", () => {
    const { types, properties } = JSON.parse(engine.stencils().json);
    const https = types.find((type) => type.id === "DF.Https");
    const authn = properties.find((property) => property.id === "authn");
    check(https.kind === "flow" && https.parents.join() === "GE.DF", JSON.stringify(https));
    check(https.properties.encrypted === "Yes", JSON.stringify(https));
    check(authn.kinds.join() === "process,store", JSON.stringify(authn));
    check(authn.values.join() === "Unknown,No,Yes", JSON.stringify(authn));
    check(types.every((type) => type.title && type.group), "a type without a title or group");
});

/* --- bad input --------------------------------------------------------------------------- */

function refused(text, words, more) {
    const got = engine.analyse(text, { name: "bad.drawio", ...more });
    check(!got.ok && typeof got.error === "string", "it was read");
    check(got.error.includes(words), got.error);
    check(!got.error.includes("\n"), `more than a line: ${got.error}`);
}

function nested(depth) {
    return `<mxfile>${"<a>".repeat(depth)}${"</a>".repeat(depth)}</mxfile>`;
}

function laughs() {
    let entities = '<!ENTITY a "ha">';
    for (let i = 1; i < 10; i++)
        entities += `<!ENTITY ${"abcdefghij"[i]} "${`&${"abcdefghij"[i - 1]};`.repeat(10)}">`;
    return `<!DOCTYPE mxfile [${entities}]><mxfile><diagram name="&j;"/></mxfile>`;
}

test("broken files are errors with a place", () => {
    refused("", "bad.drawio:1:1: error: the file is empty");
    refused("hello", "bad.drawio:1:1: error: not a diagram");
    refused("<mxfile><diagram>", "bad.drawio:1:");
    refused(nested(3000), "error: ");
    refused(nested(100000), "error: ");
    refused(laughs(), "error: ");
    refused(" ".repeat(17 << 20), "larger than 16 MiB");
    refused("<mxfile/>", "bad.drawio.threats.yaml:1:2: error: ", { register: "[" });
    refused("<mxfile/>", "no option 'colour'", { colour: "red" });
    refused("<mxfile/>", "'xx'", { language: "xx" });
    check(engine.analyse(read("tests/models/1a.drawio"), {}).ok, "a good one is refused");
});

test("random bytes neither throw nor stay", () => {
    const good = read("tests/models/1a.drawio");
    let state = 1;
    for (let round = 0; round < 200; round++) {
        const bad = Uint8Array.from(good);
        for (let i = 0; i < 8; i++) {
            state = (state * 1103515245 + 12345) % 2147483648;
            bad[state % bad.length] = state >> 8;
        }
        check(typeof engine.analyse(bad, { name: "bad.drawio" }).ok === "boolean", "no result");
    }
    compare("tests/models/1a.drawio");
});

test("halves of characters in a text", () => {
    const text = read("tests/models/1a.drawio").toString("utf8");
    check(engine.analyse(text.replace('value="', 'value="\ud800'), {}).ok, "refused");
});

/* --- an engine that dies ----------------------------------------------------------------- */

test("a dead engine says so, and the next call works", () => {
    const dying = createEngine();
    const grow = Uint8Array.prototype.set;
    let got;
    dying.analyse("<mxfile/>", {});
    Uint8Array.prototype.set = () => { throw new Error("no memory"); };
    try {
        got = dying.analyse("<mxfile/>", {});
    } finally {
        Uint8Array.prototype.set = grow;
    }
    check(!got.ok && got.error === "drawbridge: error: the engine stopped: no memory", got.error);
    check(dying.analyse(read("tests/models/1a.drawio"), {}).ok, "the next call fails");
});

/* Deeper calls find no room; the one that says so is the first that has enough. */
function atTheEndOfTheStack(call) {
    try {
        return atTheEndOfTheStack(call);
    } catch (problem) {
        return call();
    }
}

test("whatever an engine does without a stack, the next call works", () => {
    const text = read("tests/models/1a.drawio");
    const got = atTheEndOfTheStack(() => engine.analyse(text, {}));
    check(got.ok || got.error.startsWith("drawbridge: error: the engine stopped: "), got.error);
    check(engine.analyse(text, {}).ok, "the next call fails");
});

/* --- steps ------------------------------------------------------------------------------- */

/* @count processes in rows, with a flow from each to the next. */
function large(count) {
    const cells = [];
    for (let i = 0; i < count; i++) {
        cells.push(`<mxCell id="n${i}" value="Service ${i}" style="ellipse" vertex="1" parent="1">` +
            `<mxGeometry x="${i % 30 * 160}" y="${Math.floor(i / 30) * 120}" width="100" ` +
            'height="60" as="geometry"/></mxCell>');
        cells.push(`<mxCell id="f${i}" value="call" style="endArrow=classic" edge="1" parent="1" ` +
            `source="n${i}" target="n${(i * 7 + 1) % count}"><mxGeometry as="geometry"/></mxCell>`);
    }
    return '<mxfile><diagram id="p" name="P"><mxGraphModel><root><mxCell id="0"/>' +
        `<mxCell id="1" parent="0"/>${cells.join("")}</root></mxGraphModel></diagram></mxfile>`;
}

function walkSteps(steps) {
    let longest = 0, count = 0, result;
    do {
        const begin = performance.now();
        result = steps.next();
        longest = Math.max(longest, performance.now() - begin);
        count++;
    } while (!result.done);
    return { value: result.value, longest, count };
}

for (const cells of [1000, 10000])
    test(`steps through ${cells} cells`, () => {
        const text = large(cells / 2);
        engine.analyse(text, {});
        const begin = performance.now();
        const { value, longest, count } = walkSteps(engine.steps(text, {}));
        console.log(`# ${(performance.now() - begin).toFixed(0)} ms in ${count} steps, ` +
            `the longest ${longest.toFixed(0)} ms`);
        check(value.ok, value.error);
        same(value.json, engine.analyse(text, {}).json, "json");
    });

test("a new call takes the place of steps", () => {
    const steps = engine.steps(large(500), {});
    check(!steps.next().done, "it was done at once");
    check(engine.analyse("<mxfile/>", {}).ok, "refused");
    const last = steps.next();
    check(last.done && !last.value.ok, "it went on");
});

done();
