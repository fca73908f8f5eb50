/* The npm package says what the program says, also where a page's policy forbids WebAssembly.
 *
 *     package.mjs PROGRAM BUILD [--script]       BUILD has npm/; where it has not, nothing is tested
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { check, done, same, skip, test } from "./tap.mjs";

const DAY = "2026-11-26";
const [program, build] = process.argv.slice(2).map((word) => path.resolve(word));
const script = process.argv.includes("--script");
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.join(build, "npm");

if (!fs.existsSync(path.join(folder, "drawbridge.mjs")))
    skip("no npm package: `meson compile npm-package` makes it");

/* As under a policy without 'wasm-unsafe-eval'. */
if (script)
    WebAssembly.compile = async () => { throw new WebAssembly.CompileError("forbidden"); };

const { createDrawbridge } = await import(pathToFileURL(path.join(folder, "drawbridge.mjs")));
const engine = createDrawbridge();

function native(file, ...words) {
    return spawnSync(program, [...words, file], {
        cwd: root, maxBuffer: 1 << 28, encoding: "utf8",
        env: { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(DAY) / 1000) }
    }).stdout;
}

function read(file) {
    return fs.readFileSync(path.join(root, file));
}

for (const name of fs.readdirSync(path.join(root, "tests/models")))
    if (name.endsWith(".drawio"))
        test(`as the program: ${name}`, () => {
            const file = `tests/models/${name}`;
            const got = engine.analyse(read(file), { name: file, today: DAY });
            check(got.ok, got.error);
            same(got.json, native(file, "--to", "json"), "json");
        });

test("a .tm7 with its template", () => {
    const file = "tests/cases/tm7-shop/input.tm7";
    const got = engine.analyse(read(file), { name: file, today: DAY });
    check(got.ok, got.error);
    same(got.json, native(file, "--to", "json"), "json");
});

test("broken files are errors", () => {
    const got = engine.analyse("<mxfile><diagram>", { name: "bad.drawio" });
    check(!got.ok && got.error.startsWith("bad.drawio:1:"), got.error);
});

test("deep nesting neither traps nor stays", () => {
    const deep = `<mxfile>${"<a>".repeat(100000)}</mxfile>`;
    check(!engine.analyse(deep, { name: "deep.drawio" }).ok, "it was read");
    check(engine.analyse(read("tests/models/1a.drawio"), {}).ok, "the next call fails");
});

test("two engines know nothing of each other", () => {
    const other = createDrawbridge();
    const file = "tests/models/2.drawio";
    const english = engine.analyse(read(file), { name: file });
    const german = other.analyse(read(file), { name: file, language: "de" });
    check(english.json !== german.json, "both speak the same language");
    same(engine.analyse(read(file), { name: file }).json, english.json, "json");
});

done();
