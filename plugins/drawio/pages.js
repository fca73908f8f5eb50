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

/* Pages that are not shown keep their text, unless somebody changed their cells. */
function pageText(ui, page) {
    if (page === ui.currentPage)
        return mxUtils.getXml(ui.editor.getGraphXml());
    if (page.needsUpdate && page.root)
        return mxUtils.getXml(new mxCodec(mxUtils.createXmlDocument())
            .encode(new mxGraphModel(page.root)));
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

/* The whole file, as the engine reads it. */
function pagesText(ui) {
    const pages = pagesOf(ui);

    if (!pages)
        return mxUtils.getXml(ui.editor.getGraphXml());
    return "<mxfile" + fileMarks(ui) + ">" + pages.map((page, index) =>
        '<diagram id="' + escapeMark(pageId(page, index)) + '" name="' +
        escapeMark(page.getName() || "") + '">' + pageText(ui, page) + "</diagram>").join("") +
        "</mxfile>";
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
