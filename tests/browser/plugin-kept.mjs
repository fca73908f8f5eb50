// What the draw.io plugin keeps: notes and names in the file, settings and templates in the browser.
//
//   node plugin-kept.mjs PROGRAM PLUGIN
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {run} from "./browser.mjs";
import {HERE, begin, open, quiet, ready} from "./plugin-hosts.mjs";
import * as panel from "./plugin-panel.mjs";

const PROGRAM = path.resolve(process.argv[2]);
const TEMPLATE = path.resolve(HERE, "../cases/drawio-tb7/shop.tb7");
const NOTES = "Ask Ann: <b>who</b> has keys?\n\n  - the help desk #1";
const THREAT = "CW12";
const bench = await begin(process.argv[3]);

// draw.io asks whether to leave what is not saved.
async function reload(page) {
    await page.evaluate(() => {
        window.onbeforeunload = null;
    });
    await page.reload();
    await ready(page);
    await page.waitForFunction(() => window.ui.editor.graph.model.getCell("web"));
}

function stored(page) {
    return page.evaluate(() => localStorage.getItem("drawbridge"));
}

async function set_by(page, name) {
    const settings = panel.part(page, "settings");
    await settings.locator("summary").click();
    await settings.locator("[data-field=by]").fill(name);
    await settings.locator("[data-field=by]").press("Enter");
    assert.equal(await settings.evaluate((menu) => menu.open), false);
}

// --- in the file -----------------------------------------------------------------------------

// What the command line says of the threat in the diagram as it is now.
async function read_outside(page) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-"));
    const file = path.join(folder, "shop.drawio");
    fs.writeFileSync(file, await panel.text(page));
    const threats = JSON.parse(execFileSync(PROGRAM, [file, "--to", "json"])).threats;
    const csv = execFileSync(PROGRAM, [file, "--to", "csv"], {encoding: "utf-8"});
    fs.rmSync(folder, {recursive: true});
    return {threat: threats.find((one) => one.id.startsWith(THREAT)), csv};
}

async function note(page, text) {
    await panel.part(page, "details").locator("[data-field=notes]").fill(text);
    await panel.part(page, "save").click();
    await panel.settle(page);
}

async function keeps_notes(version) {
    const page = await open(bench, version);
    await panel.show(page);
    await panel.choose(page, THREAT);
    await note(page, NOTES);
    const register = await panel.mark(page, "tm-layer", "tm.register");
    assert.match(register, /state: not-started\n    notes: \|-\n      Ask Ann: <b>who<\/b>/);
    assert.doesNotMatch(register, /\bby:/);
    assert.equal((await read_outside(page)).threat.notes, NOTES);
    const field = panel.part(page, "details").locator("[data-field=notes]");
    assert.equal(await field.inputValue(), NOTES);
    await panel.part(page, "search").fill("help desk");
    assert.equal(await page.locator(".tm-row").count(), 1, "notes are searched");
    assert.equal(await page.locator(".tm-details b").count(), 0);
    await note(page, "");
    assert.equal((await read_outside(page)).threat.notes, undefined);
    await panel.undo(page);
    assert.equal((await read_outside(page)).threat.notes, NOTES);
    quiet(page);
    await page.context().close();
}

async function names_who_decides(version) {
    const page = await open(bench, version);
    await panel.show(page);
    await set_by(page, " Ann Bo ");
    await panel.decide(page, THREAT, "because");
    assert.match(await panel.mark(page, "tm-layer", "tm.register"), /\n    by: Ann Bo\n/);
    assert.match((await read_outside(page)).csv, /Ann Bo/);
    await reload(page);
    await panel.show(page);
    await panel.decide(page, THREAT, "again");
    assert.match(await panel.mark(page, "tm-layer", "tm.register"), /\n    by: Ann Bo\n/);
    await set_by(page, "");
    await panel.decide(page, THREAT, "by nobody");
    assert.doesNotMatch(await panel.mark(page, "tm-layer", "tm.register"), /\bby:/);
    quiet(page);
    await page.context().close();
}

// --- in the browser --------------------------------------------------------------------------

async function keeps_switches() {
    const page = await open(bench, "22");
    await panel.show(page);
    await page.getByRole("button", {name: "Badges"}).click();
    await reload(page);
    await panel.show(page);
    assert.equal(await page.getByRole("button", {name: "Badges"}).getAttribute("aria-pressed"),
        "false");
    assert.equal(await page.evaluate(() => window.ui.drawbridge.worn.size), 0);
    await page.context().close();
}

async function use(page, file) {
    await panel.part(page, "settings").locator("summary").click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"),
        page.getByRole("button", {name: /Load template|Vorlage laden/}).click()]);
    await chooser.setFiles(file);
    await page.waitForFunction(() => /tb7/.test(window.ui.drawbridge.parts.said.textContent));
    await panel.settle(page);
}

function in_use(page) {
    return panel.part(page, "template").textContent();
}

async function keeps_a_template(version) {
    const page = await open(bench, version);
    await panel.show(page);
    const all = await panel.count(page);
    assert.equal(await in_use(page), "");
    await use(page, TEMPLATE);
    const own = await panel.count(page);
    assert.notEqual(own, all);
    assert.match(await in_use(page), /^Template: shop.tb7Use the built-in template$/);
    await reload(page);
    await panel.show(page);
    assert.match(await in_use(page), /^Template: shop.tb7/);
    assert.equal(await panel.count(page), own);
    await panel.part(page, "builtin").click();
    await panel.settle(page);
    assert.equal(await in_use(page), "");
    assert.equal(await panel.count(page), all);
    await reload(page);
    await panel.show(page);
    assert.equal(await in_use(page), "");
    assert.equal(await panel.count(page), all);
    quiet(page);
    await page.context().close();
}

// A template that says nothing in the language of the editor speaks its own.
async function speaks_its_own_language() {
    const page = await open(bench, "22", {query: "&lang=de"});
    await panel.show(page);
    await use(page, TEMPLATE);
    assert.match(await in_use(page), /^Vorlage: shop.tb7Eingebaute Vorlage verwenden$/);
    assert.ok(await panel.count(page) > 0);
    await reload(page);
    await panel.show(page);
    assert.match(await in_use(page), /^Vorlage: shop.tb7/);
    await panel.part(page, "builtin").click();
    await panel.settle(page);
    assert.match(await page.locator(".tm-row").first().textContent(), /Klartext|Bedrohung|kann/);
    await page.context().close();
}

// It works, the panel says that it will not be there again, and nor will the one before.
async function bears_a_large_template() {
    const page = await open(bench, "22");
    await panel.show(page);
    const all = await panel.count(page);
    await use(page, TEMPLATE);
    const own = await panel.count(page);
    const text = fs.readFileSync(TEMPLATE, "utf-8").replace(/<\/KnowledgeBase>\s*$/,
        `<!-- ${"x".repeat(2 << 20)} --></KnowledgeBase>`);
    await use(page, {name: "large.tb7", mimeType: "text/xml", buffer: Buffer.from(text)});
    assert.match(await in_use(page), /^Template: large.tb7 \(until draw.io is closed: .*too large/);
    assert.equal(await panel.count(page), own);
    assert.ok((await stored(page)).length < 1000);
    await reload(page);
    await panel.show(page);
    assert.equal(await in_use(page), "");
    assert.equal(await panel.count(page), all);
    await page.context().close();
}

async function bears_no_storage() {
    const page = await open(bench, "22");
    await page.evaluate(() => {
        for (const name of ["getItem", "setItem"]) {
            const before = Storage.prototype[name];
            Storage.prototype[name] = function (key, ...rest) {
                if (key === "drawbridge")
                    throw new DOMException("no", "SecurityError");
                return before.call(this, key, ...rest);
            };
        }
    });
    await panel.show(page);
    await set_by(page, "Ann");
    await use(page, TEMPLATE);
    assert.match(await in_use(page), /^Template: shop.tb7 \(until .*this host remembers nothing/);
    await panel.part(page, "builtin").click();
    await panel.decide(page, THREAT, "because");
    assert.match(await panel.mark(page, "tm-layer", "tm.register"), /\n    by: Ann\n/);
    quiet(page);
    await page.context().close();
}

const ODD = ["{", "null", '{"by": 7, "templates": {}}', '{"templates": [{"name": "a"}]}'];

// What others wrote under our key is passed over; a template that is none is told of, and goes.
async function bears_odd_memories() {
    const page = await open(bench, "22");
    for (const text of ODD) {
        await page.evaluate((odd) => localStorage.setItem("drawbridge", odd), text);
        await reload(page);
        const {by, templates} = await page.evaluate(() => window.ui.drawbridge);
        assert.deepEqual([by, templates], ["", null], text);
    }
    await page.evaluate(() => localStorage.setItem("drawbridge", JSON.stringify(
        {templates: [{name: "<b>a</b>.tb7", text: "<KnowledgeBase"}]})));
    await reload(page);
    await panel.show(page);
    assert.ok(await panel.count(page) > 30);
    assert.match(await in_use(page), /^The template is not used: <b>a<\/b>.tb7:1:/);
    assert.equal(await panel.part(page, "trouble").textContent(), "");
    await panel.part(page, "builtin").click();
    assert.equal(await in_use(page), "");
    assert.equal(JSON.parse(await stored(page)).templates, null);
    quiet(page);
    await page.context().close();
}

await run(bench, [
    ...["14", "22"].flatMap((version) => [
        [`notes, ${version}`, () => keeps_notes(version)],
        [`who decides, ${version}`, () => names_who_decides(version)],
        [`a template, ${version}`, () => keeps_a_template(version)]]),
    ["switches", keeps_switches], ["another language", speaks_its_own_language], ["a large template", bears_a_large_template],
    ["no storage", bears_no_storage], ["odd memories", bears_odd_memories]
].filter(([name]) => !process.argv[4] || name.includes(process.argv[4])));
