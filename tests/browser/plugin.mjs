// The draw.io plugin in the real draw.io, old and new, under the policies of its hosts: every
// feature is clicked through, and no request leaves.
//
//   node plugin.mjs PROGRAM PLUGIN
//
// PROGRAM is the command line, PLUGIN the built drawbridge.drawio.js.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {run} from "./browser.mjs";
import {DESKTOP, DOCKER, begin, open, opened, quiet} from "./plugin-hosts.mjs";
import * as panel from "./plugin-panel.mjs";

const PROGRAM = path.resolve(process.argv[2]);
const HOSTS = [["14.7.3", "14", ""], ["22.1.3", "22", ""],
    ["22.1.3 as on the desktop", "22", DESKTOP], ["22.1.3 as in Docker", "22", DOCKER]];
const bench = await begin(process.argv[3]);

async function click_through(page, features) {
    for (const feature of features)
        await feature(page).catch((error) => {
            error.message = `${feature.name}: ${error.message}`;
            throw error;
        });
    quiet(page);
    await page.context().close();
}

// --- the same as the command line ---------------------------------------------------------

// Every cell of the file as one text, by its id.
function cells_of(page, xml) {
    return page.evaluate((text) => {
        const root = new DOMParser().parseFromString(text, "text/xml").querySelector("root");
        const cells = [...root.children].map((cell) => {
            const id = cell.getAttribute("id");
            return [id, new XMLSerializer().serializeToString(cell).replace(/>\s+</g, "><")];
        });
        return Object.fromEntries(cells.sort());
    }, xml);
}

async function has_cells(page, xml) {
    const wanted = await cells_of(page, xml);
    const there = await cells_of(page, await panel.text(page));
    assert.deepEqual(Object.keys(there), Object.keys(wanted));
    for (const id of Object.keys(wanted))
        assert.equal(there[id], wanted[id]);
}

async function writes_what_the_command_line_writes(version) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-"));
    const [before, after] = ["in.drawio", "out.drawio"].map((name) => path.join(folder, name));
    const page = await open(bench, version);
    await panel.show(page);
    fs.writeFileSync(before, await panel.text(page));
    await panel.part(page, "write").click();
    execFileSync(PROGRAM, [before, "-o", after], {stdio: "ignore"});
    await has_cells(page, fs.readFileSync(after, "utf-8"));
    await panel.undo(page);
    await has_cells(page, fs.readFileSync(before, "utf-8"));
    fs.rmSync(folder, {recursive: true});
    quiet(page);
    await page.context().close();
}

await run(bench, [
    ...HOSTS.map(([name, version, csp]) => [name, async () =>
        click_through(await open(bench, version, {csp}), panel.FEATURES)]),
    ["inside another page, as in VS Code", async () =>
        click_through(await opened(bench), panel.FEATURES_INSIDE)],
    ...["14", "22"].map((version) => [`what is written, ${version}`, () =>
        writes_what_the_command_line_writes(version)])
].filter(([name]) => !process.argv[4] || name === process.argv[4]));
