// What a person does with the panel of the plugin: the features, each clicked through on a page of
// Playwright with the web shop open (page.evaluate sees window.ui and ui.drawbridge).
import assert from "node:assert/strict";
import fs from "node:fs";

const REASON = "TLS everywhere: <b>\"since\"</b> May";
const PATIENCE = {timeout: 20000};

// --- what is there --------------------------------------------------------------------------

export function part(page, name) {
    return page.locator(`.tm-panel [data-tm=${name}]`);
}

export async function count(page) {
    return Number((await part(page, "count").textContent()).match(/\d+/)[0]);
}

// Waits until the drawing as it is now is analysed.
export async function settle(page) {
    await page.waitForFunction(() => window.ui.drawbridge.timer === null &&
        !window.ui.drawbridge.working, null, PATIENCE);
}

export async function show(page) {
    await page.evaluate(() => window.ui.actions.get("tmShow").funct());
    await settle(page);
}

// The attribute of a cell; with a value: as a person would give it.
export function mark(page, id, name) {
    return page.evaluate(([cell, key]) => {
        const value = window.ui.editor.graph.model.getCell(cell).value;
        return value.getAttribute ? value.getAttribute(key) : null;
    }, [id, name]);
}

export function text(page) {
    return page.evaluate(() => window.ui.drawbridge.fileText());
}

export async function undo(page) {
    await page.evaluate(() => window.ui.undo());
    await settle(page);
}

function rows(page) {
    return page.locator(".tm-row");
}

async function select(page, ids) {
    await page.evaluate((all) => {
        const graph = window.ui.editor.graph;
        graph.setSelectionCells(all.map((id) => graph.model.getCell(id)));
    }, ids);
}

export async function tab(page, name) {
    await page.locator(`.tm-tab[data-tab=${name}]`).click();
}

export async function choose(page, id) {
    await tab(page, "threats");
    await part(page, "search").fill(id);
    await rows(page).first().click();
}

async function clear(page) {
    await page.locator(".tm-only button").click();
}

// Decides that the threat whose id begins with @id is mitigated.
export async function decide(page, id, reason) {
    await choose(page, id);
    const details = part(page, "details");
    await details.locator("[data-field=state]").selectOption("mitigated");
    await details.locator("[data-field=justification]").fill(reason);
    await part(page, "save").click();
    await settle(page);
}

// --- the features ---------------------------------------------------------------------------

async function opens_from_the_menu(page) {
    await page.locator(".geMenubar").getByText("Extras", {exact: true}).click();
    await page.locator("tr.mxPopupMenuItem", {hasText: "Threat model"}).hover();
    await page.locator("tr.mxPopupMenuItem", {hasText: "Show threats"}).click();
    await settle(page);
    assert.ok(await count(page) > 30);
}

async function opens_by_itself(page) {
    await page.waitForFunction(() => window.ui.editor.graph.model.getCell("web"), null, PATIENCE);
    await show(page);
}

async function opens_from_the_toolbar(page) {
    const button = page.locator(".tm-tool");
    await button.click();
    assert.ok(!await page.locator(".tm-panel").isVisible());
    await button.click();
    await settle(page);
    assert.ok(await page.locator(".tm-panel").isVisible());
}

async function filters_the_list(page) {
    const all = await count(page);
    await page.locator("[data-severity=high]").click();
    assert.ok(await count(page) < all);
    await page.getByLabel("Category").selectOption("Spoofing");
    for (const row of await rows(page).allTextContents())
        assert.match(row, /Spoofing/);
    await clear(page);
    await page.getByLabel("State", {exact: true}).first().selectOption("mitigated");
    assert.equal(await rows(page).count(), 0);
    await clear(page);
    await part(page, "search").fill("order db destroyed");
    assert.equal(await rows(page).count(), 1);
    await clear(page);
    assert.equal(await count(page), all);
}

async function sorts_the_list(page) {
    await page.getByLabel("Sort by").selectOption("sortTitle");
    const titles = await page.locator(".tm-row-title").allTextContents();
    const sorted = [...titles].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1);
    assert.deepEqual(titles, sorted);
    await page.getByLabel("Sort by").selectOption("severity");
}

async function shows_a_threat(page) {
    await rows(page).first().click();
    const title = await page.locator(".tm-row.tm-chosen .tm-row-title").textContent();
    assert.ok((await part(page, "details").textContent()).startsWith("C" + title));
    assert.match(await part(page, "details").textContent(), /Why this severity/);
    assert.match(await part(page, "details").textContent(), /Mitigations/);
    assert.equal(await page.evaluate(() => window.ui.drawbridge.highlights.length), 3);
    for (const link of await part(page, "details").locator("a").all())
        assert.match(await link.getAttribute("href"), /^https?:\/\//);
}

async function finds_the_chosen_one_again(page) {
    const chosen = page.locator(".tm-row.tm-chosen");
    const in_sight = () => page.evaluate(() => {
        const row = document.querySelector(".tm-row.tm-chosen").getBoundingClientRect();
        const list = document.querySelector(".tm-list").getBoundingClientRect();
        return row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
    });
    await part(page, "search").fill("audit log");
    await rows(page).last().click();
    const id = await chosen.getAttribute("data-threat");
    await clear(page);
    await chosen.waitFor();
    assert.equal(await chosen.getAttribute("data-threat"), id);
    assert.ok(await in_sight());
    await select(page, ["audit"]);
    await select(page, []);
    await chosen.waitFor();
    assert.ok(await in_sight());
}

async function scrolls_to_a_threat(page) {
    await choose(page, "D03@web-shop/orderdb");
    await page.waitForTimeout(100);
    const seen = await page.evaluate(() => {
        const {graph, highlights, window: box} = window.ui.drawbridge;
        const view = graph.container.getBoundingClientRect();
        const edge = box.div.getBoundingClientRect().left;
        return highlights.map((one) => one.state.shape.node.getBoundingClientRect()).every((r) =>
            r.left >= view.left - 1 && r.right <= edge + 1 && r.top >= view.top - 1);
    });
    assert.ok(seen, "what is highlighted is in sight");
    await clear(page);
}

async function obeys_the_keyboard(page) {
    await part(page, "list").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = page.locator(".tm-row[aria-selected=true]");
    assert.equal(await chosen.getAttribute("aria-posinset"), "3");
    assert.equal(await part(page, "list").getAttribute("aria-activedescendant"),
        await chosen.getAttribute("id"));
    await page.keyboard.press("End");
    assert.equal(Number(await chosen.getAttribute("aria-posinset")), await count(page));
    await page.keyboard.press("Delete");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tm), "details");
    await page.locator(".tm-tab[data-tab=threats]").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), "messages");
    await tab(page, "threats");
}

async function follows_the_selection(page) {
    const all = await count(page);
    await select(page, ["web"]);
    assert.ok(await count(page) < all);
    assert.match(await page.locator(".tm-only").textContent(), /Only: Web front end/);
    await select(page, ["dmz"]);
    assert.ok(await count(page) > 5, "what is inside of a boundary");
    await select(page, []);
    assert.equal(await count(page), all);
}

async function answers_a_question(page) {
    const all = await count(page);
    await choose(page, "E02@web-shop/web");
    await page.locator(".tm-question .tm-clears").first().click();
    await settle(page);
    assert.equal(await mark(page, "web", "tm.objectAuthz"), "Yes");
    await clear(page);
    assert.ok(await count(page) < all);
    await undo(page);
    assert.equal(await mark(page, "web", "tm.objectAuthz"), null);
    assert.equal(await count(page), all);
}

async function decides(page) {
    await choose(page, "CW12");
    const details = part(page, "details");
    await details.locator("[data-field=state]").selectOption("mitigated");
    await part(page, "save").click();
    const refused = await details.locator(".tm-trouble").textContent();
    assert.match(refused, /needs a reason|justification/);
    await details.locator("[data-field=justification]").fill(REASON);
    await details.locator("[data-field=notes]").fill("Ask Ann.\nTwice.");
    await details.locator("[data-field=owner]").fill("web team");
    await details.locator("[data-field=ticket]").fill("SHOP-1");
    await details.locator("[data-field=expires]").fill("2099-01-01");
    await details.locator("[data-field=priority]").fill("Low");
    await part(page, "save").click();
    await settle(page);
    assert.match(await rows(page).first().textContent(), /Mitigated/);
    const register = await mark(page, "tm-layer", "tm.register");
    for (const line of ["state: mitigated", "owner: web team", "ticket: SHOP-1",
        "notes: |-\n      Ask Ann.\n      Twice.\n"])
        assert.ok(register.includes(line), register);
    assert.equal(await details.locator("[data-field=justification]").inputValue(),
        REASON);
    await undo(page);
    assert.match(await rows(page).first().textContent(), /Not started/);
    assert.equal(await page.evaluate(() => Boolean(
        window.ui.editor.graph.model.getCell("tm-layer"))), false);
    await page.evaluate(() => window.ui.redo());
    await settle(page);
    assert.match(await rows(page).first().textContent(), /Mitigated/);
    await clear(page);
}

function focused(page) {
    return page.evaluate(() => {
        const {tm, field, tab} = document.activeElement.dataset;
        return tm || field || tab || document.activeElement.tagName;
    });
}

// An analysis that ends meanwhile takes neither the text nor the caret.
async function keeps_what_is_written(page) {
    const reason = part(page, "details").locator("[data-field=justification]");
    await choose(page, "E02@web-shop/orders");
    await reason.fill("as agreed");
    await reason.evaluate((field) => field.setSelectionRange(3, 3));
    await page.evaluate(() => {
        const {graph} = window.ui.editor;
        graph.cellLabelChanged(graph.model.getCell("orders"), "Order services");
    });
    await settle(page);
    assert.match(await part(page, "details").textContent(), /of Order services can/);
    await page.keyboard.type("was ");
    assert.equal(await reason.inputValue(), "as was agreed");
    await choose(page, "E02@web-shop/web");
    assert.equal(await reason.inputValue(), "");
    await choose(page, "E02@web-shop/orders");
    assert.equal(await reason.inputValue(), "as was agreed", "whoever comes back finds it");
    await reason.fill("");
    await undo(page);
    await select(page, []);
    await clear(page);
}

async function keeps_the_keyboard(page) {
    await choose(page, "E02@web-shop/web");
    await page.locator(".tm-question .tm-clears").first().focus();
    await page.keyboard.press("Enter");
    await settle(page);
    assert.match(await focused(page), /^(details|answer)/);
    await undo(page);
    await clear(page);
    await page.evaluate(() => window.ui.editor.graph.container.focus());
    await page.keyboard.press("Alt+Shift+M");
    assert.equal(await focused(page), "list");
    await page.evaluate(() => {
        window.saves = 0;
        window.ui.actions.get("save").funct = () => window.saves++;
    });
    await page.keyboard.press("Control+s");
    assert.equal(await page.evaluate(() => window.saves), 1);
    await part(page, "export").locator("summary").click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".tm-items:visible").count(), 0);
    await part(page, "export").locator("summary").click();
    await part(page, "search").click();
    assert.equal(await page.locator(".tm-items:visible").count(), 0);
    await page.keyboard.press("Escape");
    assert.ok(await page.evaluate(() =>
        document.activeElement === window.ui.editor.graph.container));
}

async function switches_badges_and_tints(page) {
    const worn = () => page.evaluate(() => window.ui.drawbridge.worn.size);
    const tints = () => page.locator(".tm-tints > *").count();
    assert.ok(await worn() > 5);
    assert.equal(await tints(), 6);
    await page.getByRole("button", {name: "Badges"}).click();
    await page.getByRole("button", {name: "Tint boundaries"}).click();
    assert.equal(await worn(), 0);
    assert.equal(await tints(), 0);
    await page.getByRole("button", {name: "Badges"}).click();
    await page.getByRole("button", {name: "Tint boundaries"}).click();
    assert.ok(await worn() > 5);
    assert.ok(!(await text(page)).includes("tm.badge"), "overlays are not saved");
}

// Live badges cover neither names of lines nor each other, and are where the written ones are.
async function places_badges(page) {
    const uncovered = () => page.evaluate(() => {
        const {graph} = window.ui.editor;
        const bounds = ({cell, badge}) => badge.getBounds(graph.view.getState(cell));
        const worn = [...window.ui.drawbridge.worn.values()];
        const names = worn.filter(({cell}) => cell.edge).map(({cell}) =>
            graph.view.getState(cell).text.boundingBox);
        const hit = (one, all) => all.filter((other) => one !== other &&
            mxUtils.intersects(one, other)).length;
        const boxes = worn.map(bounds);
        return boxes.map((box) => hit(box, boxes) + hit(box, names));
    });
    const apart = () => page.evaluate(() => {
        const {graph} = window.ui.editor;
        return [...window.ui.drawbridge.worn].map(([id, {cell, badge}]) => {
            const written = graph.view.getState(graph.model.getCell(
                (cell.edge ? "tm-flow-" : "tm-element-") + id));
            const live = badge.getBounds(graph.view.getState(cell));
            return Math.hypot(live.x - written.x, live.y - written.y);
        });
    });
    assert.ok((await uncovered()).every((count) => count === 0));
    await part(page, "write").click();
    await settle(page);
    assert.ok((await apart()).every((distance) => distance < 1));
    await undo(page);
}

async function tells_what_is_missing(page) {
    await tab(page, "messages");
    const row = page.locator(".tm-message", {hasText: "Web front end accepts files"});
    await row.getByRole("button").click();
    assert.equal(await page.evaluate(() => window.ui.editor.graph.getSelectionCell().id), "web");
    await select(page, []);
    await tab(page, "threats");
}

async function edits_properties(page) {
    await tab(page, "selection");
    await select(page, ["catalogue"]);
    assert.equal(await page.locator(".tm-selection h3").textContent(), "Catalogue service");
    assert.equal(await page.locator("[data-field=authn]").inputValue(), "Yes");
    await page.getByLabel("Find a property").fill("second factor");
    await page.locator("[data-field=mfa]").selectOption("Yes");
    await settle(page);
    assert.equal(await mark(page, "catalogue", "tm.mfa"), "Yes");
    await undo(page);
    assert.equal(await mark(page, "catalogue", "tm.mfa"), null);
    await page.locator("[data-field=outOfScope]").check();
    await settle(page);
    assert.equal(await mark(page, "catalogue", "tm.outOfScope"), "Yes");
    await page.locator("[data-field=outOfScopeReason]").fill("bought");
    await page.locator("[data-field=outOfScopeReason]").blur();
    assert.equal(await mark(page, "catalogue", "tm.outOfScopeReason"), "bought");
    await undo(page);
    await undo(page);
    await select(page, []);
}

// A list that is open, or a text that is written, while an analysis ends.
async function lets_fields_stand(page) {
    await tab(page, "selection");
    await select(page, ["catalogue"]);
    await page.getByLabel("Find a property").fill("");
    await page.locator("[data-field=mfa]").selectOption("Yes");
    await page.evaluate(() => (document.querySelector("[data-field=authz]").own = true));
    await settle(page);
    assert.ok(await page.evaluate(() => document.querySelector("[data-field=authz]").own));
    await undo(page);
    assert.equal(await page.locator("[data-field=mfa]").inputValue(), "");
    await select(page, ["catalogue", "orders"]);
    assert.equal(await page.locator("[data-field=authn]").inputValue(), "Yes");
    await select(page, ["catalogue", "auth"]);
    assert.match(await page.locator("[data-field=authn] option").first().textContent(),
        /different/);
    await select(page, []);
    await tab(page, "threats");
}

async function sets_a_type(page) {
    await tab(page, "threats");
    await select(page, ["app"]);
    await page.evaluate(() => window.ui.actions.get("tmType").funct());
    assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "type");
    await page.locator("[data-field=type]").selectOption("EI.Browser");
    await settle(page);
    assert.equal(await mark(page, "app", "tm.type"), "EI.Browser");
    await undo(page);
    await select(page, []);
    await tab(page, "threats");
}

async function has_stencils(page) {
    const shapes = () => page.evaluate(() =>
        window.ui.editor.graph.getDefaultParent().children.length);
    const before = await shapes();
    await page.locator("[data-type='GE.P']").first().click();
    await settle(page);
    const cell = await page.evaluate(() => window.ui.editor.graph.getSelectionCell().id);
    assert.equal(await mark(page, cell, "tm.type"), "GE.P");
    assert.equal(await shapes(), before + 1);
    await undo(page);
    assert.equal(await page.locator("[data-type='GE.TB']").count(), 2);
    const folded = page.locator(".geTitle", {hasText: "Threat model:"});
    assert.ok(await folded.count() >= 4);
    await folded.first().click();
    await page.waitForFunction(() => document.querySelectorAll("[data-type]").length > 8, null,
        PATIENCE);
    await folded.first().click();
}

async function follows_the_drawing(page) {
    const all = await count(page);
    await page.evaluate(() => {
        const graph = window.ui.editor.graph;
        graph.removeCells([graph.model.getCell("web")]);
    });
    await settle(page);
    assert.ok(await count(page) < all);
    await undo(page);
    await select(page, []);
    assert.equal(await count(page), all);
}

async function exports_files(page) {
    const beginnings = {html: /^<!DOCTYPE html>[\s\S]*<svg/i, csv: /^\S*Id/i, json: /^\{/,
        markdown: /^# /, register: /drawbridge: 1/};
    for (const [kind, beginning] of Object.entries(beginnings)) {
        await part(page, "export").locator("summary").click();
        const [download] = await Promise.all([page.waitForEvent("download", PATIENCE),
            page.locator(`[data-export=${kind}]`).click()]);
        const body = fs.readFileSync(await download.path(), "utf-8");
        assert.match(body, beginning, `${kind}: ${body.slice(0, 200)}`);
    }
}

async function writes_into_the_diagram(page) {
    const steps = () => page.evaluate(() => window.ui.editor.undoManager.indexOfNextAdd);
    const before = await steps();
    await part(page, "write").click();
    const badges = () => page.evaluate(() => Object.values(window.ui.editor.graph.model.cells)
        .filter((cell) => /^tm-(flow|element)-/.test(cell.id)).length);
    assert.ok(await badges() > 5);
    assert.equal(await steps(), before + 1);
    await undo(page);
    assert.equal(await badges(), 0);
}

export const FEATURES = [opens_from_the_menu, opens_from_the_toolbar, filters_the_list,
    sorts_the_list, shows_a_threat, scrolls_to_a_threat, obeys_the_keyboard, follows_the_selection,
    answers_a_question, decides, keeps_what_is_written, keeps_the_keyboard,
    switches_badges_and_tints, places_badges, tells_what_is_missing, edits_properties,
    lets_fields_stand, sets_a_type, has_stencils, follows_the_drawing, finds_the_chosen_one_again,
    exports_files, writes_into_the_diagram];

// An editor of programs has no menu bar of draw.io's and no downloads.
export const FEATURES_INSIDE = [opens_by_itself, ...FEATURES.slice(2).filter((feature) =>
    feature !== exports_files)];
