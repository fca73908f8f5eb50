// The hosts of the draw.io plugin: draw.io by itself under a policy, and inside another page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {start} from "./browser.mjs";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
const SHOP = path.resolve(HERE, "../../docs/examples/web-shop.drawio");
export const SHOP_XML = fs.readFileSync(SHOP, "utf-8");
// As the desktop program and the Docker image say them.
export const DESKTOP = "default-src 'self'; script-src 'self'; connect-src 'self'; " +
    "img-src * data:; media-src *; font-src *; frame-src 'none'; style-src 'self' 'unsafe-inline'";
export const DOCKER = "default-src 'self'; connect-src 'self' https://api.github.com; " +
    "script-src 'self' https://storage.googleapis.com 'unsafe-inline'; frame-src 'self'; " +
    "img-src * data: blob:; font-src * data:; style-src 'self' 'unsafe-inline'";
const NAME = "/plugins/drawbridge.drawio.js";
const HOOK = "Draw.loadPlugin(function (ui) { window.ui = ui; });";
const HOOK_NAME = "/plugins/hook.js";
// What docs/drawio.md tells to put at the end of js/PostConfig.js, and the same for the test.
const CONFIG = `
App.pluginRegistry["drawbridge"] = "plugins/drawbridge.drawio.js";
App.pluginRegistry["hook"] = "plugins/hook.js";
(function (main) {
    App.main = function () {
        urlParams["p"] = (urlParams["p"] ? urlParams["p"] + ";" : "") + "hook;drawbridge";
        return main.apply(this, arguments);
    };
}(App.main));
`;

// Starts a browser for the plugin in the file @plugin, or says that it is not built, and ends.
export async function begin(plugin) {
    if (!fs.existsSync(plugin)) {
        console.log("1..0 # SKIP the plugin is not built: meson compile -C build drawio-plugin");
        process.exit(0);
    }
    const bench = await start();
    bench.plugin = fs.readFileSync(plugin, "utf-8");
    return bench;
}

export async function ready(page) {
    page.setDefaultTimeout(30000);
    await page.waitForFunction(() => window.ui?.drawbridge, null, {timeout: 60000});
    return page;
}

export async function open(bench, version, options = {}) {
    return ready(await bench.open(version, {xml: SHOP_XML, ...options,
        files: {[NAME]: {text: bench.plugin}, [HOOK_NAME]: {text: HOOK},
            "/js/PostConfig.js": {text: CONFIG}, ...options.files}}));
}

export function quiet(page) {
    assert.deepEqual(page.foreign, [], "requests that wanted to leave");
    assert.deepEqual(page.errors, []);
}

// --- inside another page --------------------------------------------------------------------

// A page as an editor of programs makes it: draw.io embedded, and the text of the plugin put into
// an inline script by String.replace(), where "$&" and "</script" would do harm.
const INSIDE = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>draw.io inside</title>
<link rel="stylesheet" href="styles/grapheditor.css">
<script src="before.js"></script><script src="js/PreConfig.js"></script>
<script src="js/app.min.js"></script><script src="js/PostConfig.js"></script></head>
<body class="geEditor"><div id="geInfo"><h2 id="geStatus"></h2></div><script>
const more = $additionalCode$;
const file = $file$;
const answer = "onmessage = (event) => { if (/\\"init\\"/.test(event.data)) parent.postMessage(" +
    "JSON.stringify({action: 'load', autosave: 1, xml: file}), '*'); };";
const editor = document.body.appendChild(document.createElement("iframe"));
const voice = editor.contentDocument.createElement("script");
editor.hidden = true;
editor.contentWindow.file = file;
voice.textContent = answer;
editor.contentDocument.body.append(voice);
window.opener = editor.contentWindow;
App.initPluginCallback();
for (const text of more) {
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
}
App.main();
</script></body></html>
`;

export async function opened(bench) {
    const code = JSON.stringify([HOOK, bench.plugin]);
    const page = INSIDE.replace("$additionalCode$", code)
        .replace("$file$", () => JSON.stringify(SHOP_XML));
    return ready(await bench.open("22", {query: "&embed=1&proto=json&spin=1",
        files: {"/index.html": {text: page}}}));
}
