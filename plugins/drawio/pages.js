/* The pages of the file: as text for the engine, and by the names that the engine has for them. */

/* Where there are no pages (embedded, one diagram), the graph is the only one. */
function pagesOf(ui) {
    return ui.pages && ui.pages.length > 0 ? ui.pages : null;
}

function pageId(page, index) {
    return (page.getId && page.getId()) || "page-" + (index + 1);
}

/* The page that the engine calls @id; null where there is none. */
function pageFind(ui, id) {
    const pages = pagesOf(ui) || [];

    return pages.filter((page, index) => pageId(page, index) === id)[0] || null;
}

function pageCurrentId(ui) {
    const pages = pagesOf(ui);

    return pages ? pageId(ui.currentPage, pages.indexOf(ui.currentPage)) : "page-1";
}

const CELLS = 40; /* that become text between two yields */

function cellsInOrder(cell, all) {
    all.push(cell);
    (cell.children || []).forEach((child) => cellsInOrder(child, all));
    return all;
}

/* The text of @cells, as draw.io writes them. */
function cellsText(codec, cells) {
    const root = codec.document.createElement("root");

    cells.forEach((cell) => codec.encodeCell(cell, root, false));
    return mxUtils.getXml(root).slice("<root>".length, -"</root>".length);
}

function* modelText(root) {
    const codec = new mxCodec(mxUtils.createXmlDocument());
    const cells = cellsInOrder(root, []);
    const texts = [];

    for (let i = 0; i < cells.length; i += CELLS) {
        texts.push(cellsText(codec, cells.slice(i, i + CELLS)));
        yield;
    }
    return "<mxGraphModel><root>" + texts.join("") + "</root></mxGraphModel>";
}

/* Pages that are not shown keep their text, unless somebody changed their cells. */
function* pageText(ui, page) {
    if (page === ui.currentPage)
        return yield* modelText(ui.editor.graph.model.root);
    if (page.needsUpdate && page.root)
        return yield* modelText(page.root);
    return Array.prototype.map.call(page.node.childNodes, (node) => mxUtils.getXml(node)).join("");
}

function escapeMark(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")
        .replace(/\n/g, "&#xa;");
}

function fileMarks(ui) {
    const marks = ui.fileNode ? Array.prototype.slice.call(ui.fileNode.attributes) : [];

    return marks.map((one) => " " + one.name + '="' + escapeMark(one.value) + '"').join("");
}

/* The whole file, as the engine reads it: what draw.io says of how a page is shown is left out. */
function* pagesSteps(ui) {
    const pages = pagesOf(ui);
    const texts = [];

    if (!pages)
        return yield* modelText(ui.editor.graph.model.root);
    for (let i = 0; i < pages.length; i++)
        texts.push('<diagram id="' + escapeMark(pageId(pages[i], i)) + '" name="' +
            escapeMark(pages[i].getName() || "") + '">' + (yield* pageText(ui, pages[i])) +
            "</diagram>");
    return "<mxfile" + fileMarks(ui) + ">" + texts.join("") + "</mxfile>";
}

function pagesText(ui) {
    return turnsAll(pagesSteps(ui));
}

/* Shows the page that the engine calls @id; FALSE where there is none. */
function pageShow(ui, id) {
    const page = pageFind(ui, id);

    if (page && page !== ui.currentPage)
        ui.selectPage(page);
    return !pagesOf(ui) || page !== null;
}

/* The root cell of a page, which draw.io reads when somebody first looks at the page. */
function pageRoot(ui, page) {
    if (page === ui.currentPage)
        return ui.editor.graph.model.root;
    ui.updatePageRoot(page);
    return page.root;
}

function pageRoots(ui) {
    const pages = pagesOf(ui);

    if (!pages)
        return [{page: null, root: ui.editor.graph.model.root}];
    return pages.map((page) => ({page: page, root: pageRoot(ui, page)}));
}
