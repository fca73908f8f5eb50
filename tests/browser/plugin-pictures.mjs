// Makes the pictures of docs/drawio.md.
//
//   node plugin-pictures.mjs PLUGIN FOLDER
import path from "node:path";
import {begin, open} from "./plugin-hosts.mjs";
import * as panel from "./plugin-panel.mjs";

const [PLUGIN, FOLDER] = process.argv.slice(2).map((name) => path.resolve(name));
const SIZE = {width: 1280, height: 800};
const bench = await begin(PLUGIN);

async function shoot(page, name, of = page) {
    await page.mouse.move(5, 790);
    await page.waitForTimeout(300);
    await of.screenshot({path: path.join(FOLDER, name + ".png")});
}

async function opened(query) {
    const page = await open(bench, "22", {query: "&format=0&libs=0&" + query});
    await page.setViewportSize(SIZE);
    await page.evaluate(() => {
        window.ui.toggleFormatPanel(false);
        const {graph} = window.ui.editor;
        graph.zoomTo(0.7);
        const at = graph.getCellBounds(graph.model.getCell("internet"));
        graph.container.scrollLeft = at.x - 20;
        graph.container.scrollTop = at.y - 180;
    });
    await panel.show(page);
    return page;
}

async function light() {
    const page = await opened("");
    await panel.part(page, "search").fill("T02@web-shop/web");
    await page.locator(".tm-row").first().click();
    await panel.part(page, "search").fill("");
    await panel.part(page, "search").blur();
    await shoot(page, "threats");
    await panel.tab(page, "selection");
    await page.evaluate(() => {
        const {graph} = window.ui.editor;
        graph.setSelectionCell(graph.model.getCell("web"));
    });
    await shoot(page, "selection", page.locator("div.mxWindow", {has: page.locator(".tm-panel")}));
}

async function dark() {
    const page = await opened("&ui=dark&lang=de");
    await page.locator(".tm-row").nth(1).click();
    await page.evaluate(() => {
        document.querySelector("[data-field=state]").scrollIntoView();
    });
    await shoot(page, "dark");
}

await light();
await dark();
await bench.end();
