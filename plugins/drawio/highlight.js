/* The flow and both ends of the chosen threat, marked in the diagram. */
const MARK = "#e8590c";

function highlightClear(tm) {
    tm.highlights.forEach((one) => one.destroy());
    tm.highlights = [];
}

/* What is folded away in a container is marked there. */
function cellInSight(graph, cell) {
    let found = cell;

    while (found.parent && !graph.view.getState(found))
        found = found.parent;
    return graph.view.getState(found) ? found : cell;
}

function highlightCells(tm, cells) {
    const graph = tm.graph;

    highlightClear(tm);
    cells.forEach((cell) => {
        const state = graph.view.getState(cellInSight(graph, cell));
        const highlight = new mxCellHighlight(graph, MARK, 4, false);
        if (state)
            highlight.highlight(state);
        tm.highlights.push(highlight);
    });
}

/* In sight is what the panel does not cover. */
function scrollTo(tm, cells) {
    const bounds = tm.graph.getBoundingBox(cells.map((cell) => cellInSight(tm.graph, cell)));
    const container = tm.graph.container;

    if (!bounds)
        return;
    const covered = panelCovers(tm);
    const right = container.scrollLeft + container.clientWidth - covered;
    const bottom = container.scrollTop + container.clientHeight;
    const out = bounds.x < container.scrollLeft || bounds.y < container.scrollTop ||
        bounds.x + bounds.width > right || bounds.y + bounds.height > bottom;
    if (!out)
        return;
    container.scrollLeft = bounds.getCenterX() - (container.clientWidth - covered) / 2;
    container.scrollTop = bounds.getCenterY() - container.clientHeight / 2;
}

function highlightThreat(tm, threat) {
    const ids = [threat.flow, threat.source, threat.target];

    if (threat.diagram && !pageShow(tm.ui, threat.diagram))
        return;
    const cells = ids.filter((id) => id).map((id) =>
        cellById(tm.graph, cellOf(tm.report, threat.diagram, id))).filter((cell) => cell);
    highlightCells(tm, cells);
    scrollTo(tm, cells);
}

/* Shows a part: highlighted, in sight. */
function highlightPart(tm, diagram, id) {
    if (!pageShow(tm.ui, diagram))
        return;
    const cell = cellById(tm.graph, cellOf(tm.report, diagram, id));
    if (cell) {
        highlightCells(tm, [cell]);
        scrollTo(tm, [cell]);
    }
}
