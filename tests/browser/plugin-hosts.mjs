// The hosts of the draw.io plugin: draw.io by itself under a policy, and inside another page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {start} from "./browser.mjs";

const SHOP = path.resolve(import.meta.dirname, "../../docs/examples/web-shop.drawio");
export const SHOP_XML = fs.readFileSync(SHOP, "utf-8");
// As the desktop program and the Docker image say them.
export const DESKTOP = "default-src 'self'; script-src 'self'; connect-src 'self'; " +
    "img-src * data:; media-src *; font-src *; frame-src 'none'; style-src 'self' 'unsafe-inline'";
export const DOCKER = "default-src 'self'; connect-src 'self' https://api.github.com; " +
    "script-src 'self' https://storage.googleapis.com 'unsafe-inline'; frame-src 'self'; " +
    "img-src * data: blob:; font-src * data:; style-src 'self' 'unsafe-inline'";
const NAME = "/drawbridge.drawio.js";

// Starts a browser for the plugin in the file @plugin; 77: it is not built.
export async function begin(plugin) {
    if (!plugin || !fs.existsSync(plugin))
        process.exit(77);
    const bench = await start();
    bench.plugin = fs.readFileSync(plugin, "utf-8");
    return bench;
}

async function ready(page) {
    page.setDefaultTimeout(30000);
    await page.waitForFunction(() => window.ui.drawbridge, null, {timeout: 60000});
    return page;
}

export async function open(bench, version, options = {}) {
    return ready(await bench.open(version, {xml: SHOP_XML, plugins: [NAME], ...options,
        files: {[NAME]: {text: bench.plugin}, ...options.files}}));
}

export function quiet(page) {
    assert.deepEqual(page.foreign, [], "requests that wanted to leave");
    assert.deepEqual(page.errors, []);
}
