/* Writes the threats into the diagram: the same cells as the command line's -o x.drawio, put in as
 * changes of the cells that are there, so that undo, zoom and selection stay. */

function writeThreats(tm) {
    if (hostIsViewer(tm.ui))
        return;
    const answer = engineAsk(tm, "write", pagesText(tm.ui), engineOptions(tm, {to: "drawio"}));

    if (!answer.ok) {
        tm.error = answer.error;
        troubleDraw(tm);
        return;
    }
    writeFile(tm, mxUtils.parseXml(answer.text).documentElement);
    panelSay(tm, say(tm, "written"));
    analysisSoon(tm);
}

/* The <mxGraphModel> of each page: it stands as it is, or packed. */
function writtenPages(root) {
    if (root.nodeName === "mxGraphModel")
        return [root];
    return Array.prototype.map.call(root.getElementsByTagName("diagram"), (page) =>
        page.getElementsByTagName("mxGraphModel")[0] ||
        mxUtils.parseXml(Graph.decompress(mxUtils.trim(page.textContent))).documentElement);
}

/* A page in a document of its own: ids are unique within a page only. */
function rootOf(node) {
    const own = mxUtils.createXmlDocument();

    own.appendChild(own.importNode(node, true));
    return new mxCodec(own).decode(own.documentElement).root;
}

/* One undo step, all pages. */
function writeFile(tm, file) {
    const model = tm.graph.model;
    const pages = pagesOf(tm.ui);

    model.beginUpdate();
    try {
        writtenPages(file).forEach((node, index) => {
            if (!pages || pages[index] === tm.ui.currentPage)
                writeShown(model, rootOf(node));
            else
                writeHidden(tm.ui, pages[index], rootOf(node));
        });
    } finally {
        model.endUpdate();
    }
}

/* --- pages that are not shown ------------------------------------------------------------ */

/* draw.io reads what the page was first: without it undo would leave an empty one. */
function writeHidden(ui, page, root) {
    pageRoot(ui, page);
    ui.editor.graph.model.execute(new RootChange(page, root));
}

function RootChange(page, root) {
    this.page = page;
    this.root = root;
}

RootChange.prototype.execute = function () {
    const before = this.page.root;

    this.page.root = this.root;
    this.root = before;
    this.page.needsUpdate = true;
};

/* --- the page that is shown -------------------------------------------------------------- */

function cellsBelow(cell, found) {
    (cell.children || []).forEach((child) => {
        found.set(child.id, child);
        cellsBelow(child, found);
    });
    return found;
}

function writeShown(model, root) {
    const wanted = cellsBelow(root, new Map());

    cellsBelow(model.root, new Map()).forEach((cell, id) => {
        if (!wanted.has(id))
            model.remove(cell);
    });
    writeChildren(model, model.root, root);
}

/* Makes the children of @cell those of @wanted, in that order. */
function writeChildren(model, cell, wanted) {
    (wanted.children || []).forEach((child, index) => {
        const there = model.getCell(child.id);
        const same = there || cellLike(child);

        if (there)
            writeCell(model, there, child);
        if (!there || there.parent !== cell || cell.children[index] !== there)
            model.add(cell, same, index);
        writeChildren(model, same, child);
    });
}

/* A copy without children: those follow one by one. draw.io saves members in the order in which
 * they came into being. */
function cellLike(wanted) {
    const cell = new mxCell(wanted.value, wanted.geometry, wanted.style);

    cell.parent = null;
    ["id", "vertex", "edge", "connectable", "visible", "collapsed"].forEach((name) => {
        if (cell[name] !== wanted[name])
            cell[name] = wanted[name];
    });
    return cell;
}

/* Only what differs: a cell that stays the same is no part of the step. */
function writeCell(model, cell, wanted) {
    if (valueText(cell.value) !== valueText(wanted.value))
        model.setValue(cell, wanted.value);
    if ((cell.style || "") !== (wanted.style || ""))
        model.setStyle(cell, wanted.style);
    if (!sameGeometry(cell.geometry, wanted.geometry))
        model.setGeometry(cell, wanted.geometry);
}

function sameGeometry(one, other) {
    const text = (geometry) => geometry ? mxUtils.getXml(new mxCodec().encode(geometry)) : "";

    return text(one) === text(other);
}
