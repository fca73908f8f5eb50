// Files with our threats in them, in the real draw.io: it opens them without a word, shows every
// badge, and what it saves has the same threats.
//
//   [DRAWBRIDGE_CORPUS=FOLDER] node writeback.mjs PROGRAM
//
// Over the project's own diagrams and, where there is a corpus, over 20 files of it; and over files
// that are made of diagrams in other formats.
import {execFileSync} from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {VERSIONS, dialogs, run, start} from "./browser.mjs";

const PROGRAM = path.resolve(process.argv[2]);
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const OWN = ["docs/examples", "tests/models", "tests/cases/drawio-shop",
    "tests/cases/drawio-names", "tests/cases/drawio-packed", "tests/cases/drawio-two-pages",
    "tests/cases/drawio-register"];
const FRESH = ["docs/examples/web-shop.dot", "tests/cases/dot-clusters/input.dot",
    "tests/cases/dot-placed/input.dot", "tests/cases/tm7-shop/input.tm7"];
const MOST_FROM_CORPUS = 20;
const LONGEST_ADDRESS = 1500000; // Chromium takes 2 MiB
const FEWEST_THREATS = 5;
const MOST_OUTPUT = 1 << 28;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "writeback-"));

function program(...words) {
    return execFileSync(PROGRAM, words, {encoding: "utf-8", maxBuffer: MOST_OUTPUT,
        stdio: ["ignore", "pipe", "ignore"]});
}

function threats(file) {
    const report = JSON.parse(program("--to", "json", file));
    return report.threats.map((t) => `${t.id} ${t.severity} ${t.state} ${t.title}`);
}

// Annotates @file: returns the path of the result.
function annotate(file, number) {
    const out = path.join(folder, `${number}.drawio`);
    program(file, "-o", out);
    return out;
}

function drawio_files(place) {
    return fs.readdirSync(place, {recursive: true}).map((name) => path.join(place, name))
        .filter((file) => path.basename(file) !== "expected.drawio" && file.endsWith(".drawio")
            && fs.statSync(file).isFile()).sort();
}

function fits(file) {
    try {
        return encodeURIComponent(fs.readFileSync(file, "utf-8")).length < LONGEST_ADDRESS / 2
            && threats(file).length >= FEWEST_THREATS;
    } catch {
        return false;
    }
}

// Files from all over the corpus, the same ones in each run.
function some_of(place) {
    const all = drawio_files(place), chosen = [];
    const step = Math.max(1, Math.floor(all.length / MOST_FROM_CORPUS));
    for (let i = 0; i < all.length && chosen.length < MOST_FROM_CORPUS; i += step) {
        const file = all.slice(i, i + step).find(fits);
        if (file)
            chosen.push(file);
    }
    return chosen;
}

// The address of which nothing stands in the author's file: icons and fonts of his are no fault.
function ours(file, url) {
    return !fs.readFileSync(file, "utf-8").includes(new URL(url).host);
}

// What draw.io saved, with the decisions that lie beside the author's file.
function save(file, number, text) {
    const saved = path.join(folder, `${number}-saved.drawio`), register = ".threats.yaml";
    fs.writeFileSync(saved, text);
    if (fs.existsSync(file + register))
        fs.copyFileSync(file + register, saved + register);
    return saved;
}

function expect(truth, text) {
    if (!truth)
        throw new Error(text);
}

// In the browser: the badges of all pages, those that are drawn, and what draw.io would save.
async function look() {
    const pages = window.ui.pages || [];
    const graph = window.ui.editor.graph;
    const result = {badges: 0, shown: 0};
    for (const page of pages) {
        if (pages.length > 1)
            window.ui.selectPage(page);
        const badges = Object.values(graph.model.cells)
            .filter((cell) => cell.value?.getAttribute?.("tm.badge"));
        result.badges += badges.length;
        result.shown += badges.filter((cell) => graph.view.getState(cell)).length;
    }
    result.saved = mxUtils.getPrettyXml(window.ui.getXmlFileData(null, null, true));
    return result;
}

async function check(bench, version, file, number) {
    const annotated = annotate(file, number);
    const xml = fs.readFileSync(annotated, "utf-8");
    const page = await bench.open(version, {xml});
    const said = await dialogs(page);
    expect(said.length === 0, `draw.io says: ${said}`);
    const seen = await page.evaluate(look);
    expect(page.errors.length === 0, `errors: ${page.errors}`);
    const foreign = page.foreign.filter((url) => ours(file, url));
    expect(foreign.length === 0, `it asked for ${foreign}`);
    await page.context().close();
    const before = threats(file.endsWith(".drawio") ? file : annotated);
    const after = threats(save(file, number, seen.saved));
    expect(before.length === 0 || seen.badges > 0, "there are threats, but no badges");
    expect(seen.shown === seen.badges, `${seen.shown} of ${seen.badges} badges are shown`);
    const differ = before.filter((t) => !after.includes(t))
        .concat(after.filter((t) => !before.includes(t)));
    expect(differ.length === 0 && before.length === after.length,
        `saved by draw.io it has other threats: ${differ.slice(0, 3)}`);
}

const bench = await start();
const own = OWN.map((name) => path.join(ROOT, name)).flatMap(drawio_files);
const corpus = process.env.DRAWBRIDGE_CORPUS ? some_of(process.env.DRAWBRIDGE_CORPUS) : [];
const fresh = FRESH.map((name) => path.join(ROOT, name));
const tests = [...own, ...fresh, ...corpus].flatMap((file, number) => VERSIONS.map((version) =>
    [`${path.relative(ROOT, file)} in ${version}`, () => check(bench, version, file, number)]));
process.on("exit", () => fs.rmSync(folder, {recursive: true}));
await run(bench, tests);
