// The HTML report in a browser: it asks for nothing, and does what it says.
//
//     report.mjs PROGRAM [--without-graphviz]
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

import {run, start} from "./browser.mjs";

const PROGRAM = path.resolve(process.argv[2]);
const GRAPHVIZ = !process.argv.includes("--without-graphviz");
const CASES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../cases");
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
// Milliseconds that what a person does may take, in a report of 2,000 threats.
const STALL = 500;
const LARGE = 200; // shops

process.on("exit", () => fs.rmSync(FOLDER, {recursive: true, force: true}));

const bench = await start();

function write(input, name) {
    const output = path.join(FOLDER, name);
    execFileSync(PROGRAM, [input, "-o", output], {stdio: ["ignore", "ignore", "inherit"]});
    return output;
}

// A draw.io page with @count shops, each with a customer.
function mall(count) {
    const vertex = (id, type, i, y) => `<object id="${id}${i}" label="${type} ${i}" ` +
        `tm.type="${type}"><mxCell vertex="1" parent="1"><mxGeometry x="${i % 40 * 160}" ` +
        `y="${Math.floor(i / 40) * 240 + y}" width="80" height="60" as="geometry"/></mxCell></object>`;
    const edge = (i) => `<mxCell id="f${i}" value="order ${i}" edge="1" parent="1" ` +
        `source="user${i}" target="shop${i}"><mxGeometry relative="1" as="geometry"/></mxCell>`;
    const cells = [...Array(count).keys()].map((i) =>
        vertex("user", "EI.User", i, 0) + vertex("shop", "P.WebApp", i, 120) + edge(i));
    return `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells.join("")}` +
        "</root></mxGraphModel>";
}

const SHOP = write(path.join(CASES, "../../docs/examples/web-shop.drawio"), "shop.html");
const DECIDED = write(path.join(CASES, "drawio-register/input.drawio"), "decided.html");

// Opens a report. What it asks for, and what goes wrong in it, is remembered.
async function open(file, options = {}, hash = "") {
    const context = await bench.browser.newContext(
        {viewport: {width: 1280, height: 900}, colorScheme: "light", ...options});
    const page = await context.newPage();
    page.requests = [];
    page.faults = [];
    page.on("request", (request) => page.requests.push(request.url()));
    page.on("console", (message) => page.faults.push(message.text()));
    page.on("pageerror", (error) => page.faults.push(error.message));
    page.on("dialog", (dialog) => {
        page.faults.push(dialog.message());
        return dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href + hash);
    return page;
}

async function close(page, requests = 1) {
    await page.context().close();
    assert.deepEqual(page.faults, []);
    assert.equal(page.requests.length, requests, page.requests.join(" "));
}

const shown = (page) => page.locator("tbody.threat:not([hidden])").count();
const lit = (page) => page.evaluate(() => [...new Set([...document.querySelectorAll(".lit .on")]
    .map((part) => part.dataset.part))].sort());
const data = (page, row, name) => row.evaluate((body, key) => body.dataset[key], name);
const threat = (page, n) => page.locator("tbody.threat:not([hidden])").nth(n);
const background = (page, selector) =>
    page.locator(selector).first().evaluate((node) => getComputedStyle(node).backgroundColor);

async function lights_up() {
    const page = await open(SHOP);
    const body = page.locator("tbody.threat[data-parts*='-f']").first();
    const parts = (await data(page, body, "parts")).split(" ");
    await body.locator(".title button").click();
    assert.deepEqual(await lit(page), [...parts].sort());
    assert.ok(await body.locator(".more").isVisible());
    assert.ok(parts.some((key) => /-f\d+$/.test(key)), parts.join(" "));
    await body.locator(".title button").click();
    assert.deepEqual(await lit(page), []);
    assert.ok(!await body.locator(".more").isVisible());
    await close(page);
}

async function picture_shows() {
    const page = await open(SHOP);
    const total = await shown(page);
    const wanted = await data(page, page.locator("tbody.threat").first(), "parts");
    const key = wanted.split(" ").find((one) => /-e\d+$/.test(one));
    const part = page.locator(`[data-part="${key}"]`).first();
    await part.focus();
    await page.keyboard.press("Enter");
    const some = await shown(page);
    assert.ok(some > 0 && some < total, `${some} of ${total}`);
    for (const parts of await page.locator("tbody.threat:not([hidden])")
        .evaluateAll((bodies) => bodies.map((body) => body.dataset.parts.split(" "))))
        assert.ok(parts.includes(key));
    assert.deepEqual(await lit(page), [key]);
    assert.match(await page.locator("#count").innerText(), /shown: ./);
    await page.keyboard.press("Enter");
    assert.equal(await shown(page), total);
    await part.locator("text").first().click();
    assert.equal(await shown(page), some);
    await page.keyboard.press("Escape");
    assert.equal(await shown(page), total);
    await close(page);
}

async function filters() {
    const page = await open(SHOP);
    const total = await shown(page);
    const only = async (name, value, attribute) => {
        await page.selectOption(`select[name=${name}]`, value);
        const values = await page.locator("tbody.threat:not([hidden])").evaluateAll(
            (bodies, key) => bodies.map((body) => body.dataset[key]), attribute);
        assert.ok(values.length > 0 && values.length < total, `${name}: ${values.length}`);
        assert.ok(values.every((one) => one.split(" ").includes(value) || one === value));
        await page.click("#clear");
        assert.equal(await shown(page), total);
    };
    await only("category", await data(page, threat(page, 0), "category"), "category");
    await only("certainty", "assumed", "certainty");
    await page.fill("[name=words]", "nothing is called like this");
    assert.equal(await shown(page), 0);
    assert.ok(await page.locator(".nothing").first().isVisible());
    const id = await page.locator("tbody.threat").first().evaluate((body) => body.dataset.id);
    await page.fill("[name=words]", id.toUpperCase());
    assert.ok(await shown(page) >= 1);
    assert.match(await page.locator("#count").innerText(), new RegExp(`of ${total} shown`));
    await page.keyboard.press("Escape");
    for (const severity of ["critical", "high", "medium", "low"])
        await page.uncheck(`[value=${severity}]`);
    assert.equal(await shown(page), 0);
    await page.check("[value=high]");
    assert.ok(await shown(page) > 0);
    await close(page);
}

async function decisions() {
    const page = await open(DECIDED);
    const decided = await page.locator(".decisions tbody tr").count();
    assert.ok(decided > 0);
    await page.selectOption("select[name=state]", "mitigated");
    assert.ok(await shown(page) >= 1);
    for (const text of await page.locator("tbody.threat:not([hidden]) td:nth-child(6)").allInnerTexts())
        assert.match(text, /^mitigated/);
    await close(page);
}

async function questions() {
    const page = await open(SHOP);
    const button = page.locator("[data-asks]").first();
    const count = Number(await page.locator(".questions td.number").first().innerText());
    const key = await button.getAttribute("data-asks");
    await button.click();
    assert.equal(await shown(page), count);
    assert.deepEqual(await lit(page), [key.split(".")[0]]);
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    await page.locator("details", {hasText: "What is in the diagram"}).first()
        .locator("summary").click();
    await page.locator(".parts [data-shows]").first().click();
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    await page.click("#clear");
    assert.equal(await page.locator("[aria-pressed=true]").count(), 0);
    await close(page);
}

async function sorts() {
    const page = await open(SHOP);
    const heads = page.locator(".threats").first().locator("thead button");
    const column = (n) => page.locator(".threats").first().locator("tbody.threat > tr:first-child")
        .evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), n);
    const before = await page.locator("tbody.threat").evaluateAll((all) => all.map((b) => b.dataset.id));
    for (const n of [1, 2, 5]) {
        const order = new Intl.Collator("en", {numeric: true}).compare;
        await heads.nth(n).click();
        const up = await column(n);
        assert.deepEqual(up, [...up].sort(order));
        await heads.nth(n).click();
        assert.deepEqual(await column(n), [...up].sort((a, b) => order(b, a)));
    }
    await heads.nth(0).click();
    assert.equal(await page.locator("[aria-sort]").count(), 1);
    assert.deepEqual(before, await page.locator("tbody.threat")
        .evaluateAll((all) => all.map((b) => b.dataset.id)));
    await close(page);
}

async function keyboard() {
    const page = await open(SHOP);
    const focused = () => page.evaluate(() => {
        const body = document.activeElement.closest("tbody.threat");
        return body === null ? document.activeElement.name : body.dataset.id;
    });
    await page.keyboard.press("/");
    assert.equal(await focused(), "words");
    await page.keyboard.type("a/b");
    assert.equal(await page.inputValue("[name=words]"), "a/b");
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("[name=words]"), "");
    await threat(page, 0).locator(".title button").focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), await data(page, threat(page, 1), "id"));
    await page.keyboard.press("Enter");
    assert.ok(await threat(page, 1).locator(".more").isVisible());
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), await data(page, threat(page, 0), "id"));
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
    await close(page);
}

async function links() {
    const page = await open(DECIDED);
    const link = page.locator(".decisions a").first();
    const id = (await link.getAttribute("href")).slice(1);
    const body = page.locator(`tbody.threat[data-id="${id}"]`);
    await page.fill("[name=words]", "nothing is called like this");
    await link.click();
    assert.ok(await body.locator(".more").isVisible());
    await page.context().close();
    const again = await open(DECIDED, {}, "#" + id);
    assert.ok(await again.locator(`tbody.threat[data-id="${id}"] .more`).isVisible());
    await close(again);
}

async function chips() {
    const page = await open(SHOP);
    const chip = page.locator(".picture a[href]").last();
    const id = (await chip.getAttribute("href")).slice(1);
    await chip.click();
    const body = page.locator(`tbody.threat[data-id="${id}"]`);
    await body.locator(".more").waitFor({state: "visible"});
    assert.ok((await lit(page)).length > 0);
    assert.equal(await shown(page), await page.locator("tbody.threat").count());
    await close(page);
}

async function dark() {
    const luminance = (colour) => colour.match(/\d+/g).slice(0, 3).map(Number)
        .map((c) => (c / 255 <= 0.04 ? c / 3294 : ((c / 255 + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    for (const colorScheme of ["light", "dark"]) {
        const page = await open(DECIDED, {colorScheme});
        const paper = luminance(await background(page, "body"));
        assert.equal(paper < 0.1, colorScheme === "dark");
        for (const selector of ["body", "h1", ".threats th button", ".title button", ".title code",
            ".decisions a", ".nothing", ".mark", ".picture .edge text, .picture .node text"]) {
            const node = page.locator(selector).first();
            if (await node.count() === 0)
                continue;
            const ink = luminance(await node.evaluate((one) => one instanceof SVGElement
                ? getComputedStyle(one).fill : getComputedStyle(one).color));
            const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
            assert.ok(contrast >= 4.5, `${colorScheme} ${selector}: ${contrast}`);
        }
        await close(page);
    }
}

const pages_of = (pdf) => (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;

async function prints() {
    const page = await open(SHOP, {colorScheme: "dark"});
    const pdf = await page.pdf({preferCSSPageSize: true});
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pages_of(pdf) > 1 && pages_of(pdf) < 60, `${pages_of(pdf)} pages`);
    await page.emulateMedia({media: "print"});
    assert.equal(await background(page, "body"), "rgb(255, 255, 255)");
    for (const selector of [".filters", ".picture button", ".threats thead"])
        assert.ok(!await page.locator(selector).first().isVisible(), selector);
    assert.equal(await page.locator(".more:visible").count(), await shown(page));
    assert.equal(await page.locator("details:not([open])").count(), 0);
    await close(page);
}

async function hostile() {
    const input = path.join(CASES, "report-hostile", GRAPHVIZ ? "input.dot" : "");
    const file = GRAPHVIZ ? write(input, "hostile.html") : SHOP;
    const page = await open(file);
    for (const body of await page.locator("tbody.threat .title button").all())
        await body.click();
    assert.equal(await page.locator("main script, main img, main iframe, main style").count(), 0);
    assert.equal(await page.evaluate(() => document.scripts.length), 1);
    await close(page);
}

async function without_script() {
    const page = await open(SHOP, {javaScriptEnabled: false});
    const all = await page.locator("tbody.threat").count();
    assert.equal(await page.locator(".more:visible").count(), all);
    assert.ok(!await page.locator("#filters").isVisible());
    await close(page);
}

// @action, until the page is drawn again: how long the page was busy. Time of the processor, since
// others may work on this machine.
async function timed(page, name, action) {
    const client = page.client ||= await page.context().newCDPSession(page);
    const busy = async () => (await client.send("Performance.getMetrics")).metrics
        .find((one) => one.name === "TaskDuration").value * 1000;
    await client.send("Performance.enable", {timeDomain: "threadTicks"});
    const before = await busy();
    await action();
    await page.evaluate(() => new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(done))));
    const took = Math.round(await busy() - before);
    console.log(`# ${name}: ${took} ms`);
    assert.ok(took < STALL, `${name} took ${took} ms`);
}

async function large() {
    const input = path.join(FOLDER, "large.drawio");
    fs.writeFileSync(input, mall(LARGE));
    const page = await open(write(input, "large.html"));
    const total = await shown(page);
    assert.ok(total >= 2000, `${total} threats`);
    await timed(page, "search", () => page.fill("[name=words]", "order 17"));
    await timed(page, "reset", () => page.keyboard.press("Escape"));
    await timed(page, "severity", () => page.uncheck("[value=medium]"));
    await timed(page, "clear", () => page.click("#clear"));
    await timed(page, "sort", () => page.locator(".threats thead button").nth(1).click());
    await timed(page, "open", () => page.locator(".title button").first().click());
    await timed(page, "part", () => page.locator("[data-part]").first().press("Enter"));
    await page.click("#clear");
    await page.fill("[name=words]", "order 17");
    const some = await shown(page);
    const pdf = await page.pdf({preferCSSPageSize: true});
    console.log(`# ${total} threats; ${some} of them are printed on ${pages_of(pdf)} pages`);
    await close(page);
}

await run(bench, [
    ["a threat lights up its flow", lights_up],
    ["a part of the picture shows its threats", picture_shows],
    ["filters", filters],
    ["decisions", decisions],
    ["a question shows what it clears", questions],
    ["columns sort", sorts],
    ["keyboard", keyboard],
    ["links lead to threats", links],
    ["a chip of the picture leads to its threat", chips],
    ["dark and light, in contrast", dark],
    ["prints everything, on white", prints],
    ["hostile labels stay text", hostile],
    ["without script everything is open", without_script],
    ["2,000 threats without a stall", large],
]);
