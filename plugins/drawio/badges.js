/* Live badges: how many threats a shape wears, and the worst. They are overlays, which are never
 * saved, printed or undone; they stand where the badges that are written stand. */
const BADGE_WIDTH = 28;
const BADGE_HEIGHT = 16;
const SHORT = 90; /* of a line that wears its badge in the middle */
const BADGE_COLOURS = {
    critical: ["#7a0016", "#ffffff"],
    high: ["#c0392b", "#ffffff"],
    medium: ["#e08e0b", "#1a1a1a"],
    low: ["#f4d35e", "#1a1a1a"]
};

function badgeImage(label, severity) {
    const colours = BADGE_COLOURS[severity];
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="16">' +
        '<rect x="0.5" y="0.5" width="27" height="15" rx="7.5" fill="' + colours[0] +
        '" stroke="#ffffff"/><text x="14" y="11.6" font-family="Helvetica,Arial,sans-serif" ' +
        'font-size="10" font-weight="bold" text-anchor="middle" fill="' + colours[1] + '">' +
        label + "</text></svg>";

    return new mxImage("data:image/svg+xml," + encodeURIComponent(svg), BADGE_WIDTH, BADGE_HEIGHT);
}

/* Who is mitigated or not applicable wears nothing. */
function isOpen(threat) {
    return threat.state !== "mitigated" && threat.state !== "not-applicable" && !threat.stale;
}

/* Cell id -> its open threats, on the page that is shown. */
function badgesWanted(tm) {
    const page = pageCurrentId(tm.ui);
    const wanted = new Map();

    if (!tm.on || !tm.badges || !tm.report)
        return wanted;
    tm.report.threats.forEach((threat) => {
        const open = threat.diagram === page && isOpen(threat);
        const id = open ? threatWearer(tm.report, threat) : null;
        if (id)
            wanted.set(id, (wanted.get(id) || []).concat([threat]));
    });
    return wanted;
}

function badgeLabel(threats) {
    const count = threats.length > 99 ? "99+" : String(threats.length);

    return count + worstOf(threats).charAt(0).toUpperCase();
}

function worstOf(threats) {
    return SEVERITIES.filter((one) => threats.some((threat) => threat.severity === one))[0];
}

/* Where lines come together they are drawn as one: the badge goes to the other end. */
function badgeIsEarly(cell) {
    const {source, target} = cell;
    const arriving = target && target.edges.filter((edge) => edge.target === target).length;
    const leaving = source && source.edges.filter((edge) => edge.source === source).length;

    return Boolean(source && target) && arriving > leaving;
}

/* A point of a line: from -1, the source, to 1; @up units above it. */
function pointOnLine(state, along, up) {
    const place = new mxGeometry(along, 0, 0, 0);

    place.relative = true;
    place.offset = new mxPoint(0, -up);
    return state.view.getPoint(state, place);
}

function badgeAround(point, scale) {
    return new mxRectangle(Math.round(point.x - BADGE_WIDTH / 2 * scale),
                           Math.round(point.y - BADGE_HEIGHT / 2 * scale), BADGE_WIDTH * scale,
                           BADGE_HEIGHT * scale);
}

/* Beside the name in the middle of a line; where there is no room for that, above the name. */
function badgeOnLine(state) {
    const scale = state.view.scale;
    const name = state.text && state.text.boundingBox;
    const beside = badgeAround(pointOnLine(state, badgeIsEarly(state.cell) ? -0.5 : 0.5, 0), scale);

    if (state.length >= SHORT * scale && !(name && mxUtils.intersects(name, beside)))
        return beside;
    const up = name ? (name.height / scale + BADGE_HEIGHT) / 2 + 1 : 0;
    return badgeAround(pointOnLine(state, 0, up), scale);
}

/* One that is written is covered by the live one: it may be of yesterday. */
function badgeBounds(state) {
    const {graph, scale} = state.view;
    const edge = graph.model.isEdge(state.cell);
    const written = graph.model.getCell((edge ? "tm-flow-" : "tm-element-") + state.cell.id);
    const there = written && graph.view.getState(written);

    if (there)
        return new mxRectangle(there.x, there.y, there.width, there.height);
    return edge ? badgeOnLine(state) : badgeAround(
        new mxPoint(state.x + state.width - BADGE_WIDTH / 4 * scale, state.y), scale);
}

function badgeMake(tm, cell, threats) {
    const worst = worstOf(threats);
    const text = sayCount(tm, "badgeOne", "badgeMany", threats.length, say(tm, worst));
    const badge = new mxCellOverlay(badgeImage(badgeLabel(threats), worst), text, null, null, null,
                                    "pointer");

    badge.getBounds = badgeBounds;
    badge.addListener(mxEvent.CLICK, () => badgeClick(tm, cell));
    return badge;
}

function badgeClick(tm, cell) {
    tm.graph.setSelectionCell(cell);
    panelShow(tm, true);
    panelTab(tm, "threats");
}

/* Only what changed is touched: overlays are slow to make. Whoever draws later knows better. */
function* badgesSteps(tm) {
    const wanted = tm.wanted = badgesWanted(tm);

    for (const [id, one] of [...tm.worn]) {
        const threats = wanted.get(id);
        const same = threats && one.label === badgeLabel(threats) &&
            cellById(tm.graph, id) === one.cell;
        if (same) {
            wanted.delete(id);
            continue;
        }
        badgeRemove(tm, id, one);
        yield;
        if (tm.wanted !== wanted)
            return;
    }
    for (const [id, threats] of wanted) {
        badgeAdd(tm, id, threats);
        yield;
        if (tm.wanted !== wanted)
            return;
    }
}

function badgesDraw(tm) {
    turnsAll(badgesSteps(tm));
}

function badgeRemove(tm, id, one) {
    tm.worn.delete(id);
    tm.graph.removeCellOverlay(one.cell, one.badge);
}

function badgeAdd(tm, id, threats) {
    const cell = cellById(tm.graph, id);

    if (!cell)
        return;
    const badge = badgeMake(tm, cell, threats);
    tm.worn.set(id, {cell: cell, badge: badge, label: badgeLabel(threats)});
    tm.graph.addCellOverlay(cell, badge);
}
