/* Attributes of cells. A plain cell becomes an <object> when it gets the first one. */

function cellMark(cell, name) {
    const value = cell && cell.value;

    return value && typeof value === "object" ? value.getAttribute(name) : null;
}

function valueText(value) {
    return value && typeof value === "object" ? mxUtils.getXml(value) : String(value || "");
}

/* The value of a cell after @changes: texts, or null to take an attribute away. */
function cellValueWith(cell, changes) {
    const wrapped = cell.value && typeof cell.value === "object";
    const value = wrapped ? cell.value.cloneNode(true)
                          : mxUtils.createXmlDocument().createElement("object");

    if (!wrapped)
        value.setAttribute("label", cell.value || "");
    Object.keys(changes).forEach((name) => {
        if (changes[name] === null)
            value.removeAttribute(name);
        else
            value.setAttribute(name, changes[name]);
    });
    return value;
}

/* One undo step. */
function cellsSet(graph, cells, changes) {
    graph.model.beginUpdate();
    try {
        cells.forEach((cell) => graph.model.setValue(cell, cellValueWith(cell, changes)));
    } finally {
        graph.model.endUpdate();
    }
}

/* A property stands as tm.NAME, or bare where somebody wrote it so. */
function cellProperty(cell, name) {
    const own = cellMark(cell, "tm." + name);

    return own !== null ? own : cellMark(cell, name);
}

/* What all of @cells say: null is nothing, undefined not the same. */
function cellsMark(cells, read) {
    const first = read(cells[0]);

    return cells.every((cell) => read(cell) === first) ? first : undefined;
}

/* What to change so that a property has @value, null: is not stated. */
function propertyChange(cells, name, value) {
    const bare = cells.some((cell) => cellMark(cell, name) !== null);
    const changes = {};

    changes["tm." + name] = value === "" ? null : value;
    if (bare)
        changes[name] = null;
    return changes;
}

function cellById(graph, id) {
    return graph.model.getCell(id) || null;
}

/* A cell's name as text. */
function cellName(graph, cell) {
    const label = graph.getLabel(cell);

    if (typeof label !== "string" || !graph.isHtmlLabel(cell))
        return String(label || cell.id);
    return plainText(label) || cell.id;
}

/* HTML is read by a parser that runs and fetches nothing. */
function plainText(html) {
    const parsed = new DOMParser().parseFromString(html.replace(/<(br|div|p)\b/gi, " <$1"),
                                                   "text/html");

    return parsed.body.textContent.replace(/\s+/g, " ").trim();
}
