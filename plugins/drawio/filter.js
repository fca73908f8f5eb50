/* Which threats the list shows, and in which order. */

function filterNew() {
    return {hidden: {}, category: "", state: "", text: "", sort: "severity", cells: []};
}

function filterIsOpen(filter) {
    return filter.category === "" && filter.state === "" && filter.text === "" &&
        filter.cells.length === 0 && SEVERITIES.every((one) => !filter.hidden[one]);
}

function filterTakes(tm, threat, meant) {
    const filter = tm.filter;

    return !filter.hidden[threat.severity] &&
        (filter.category === "" || filter.category === threat.category) &&
        (filter.state === "" || filter.state === threat.state) &&
        takesCell(tm, threat, meant) && (filter.text === "" || takesText(tm, threat));
}

/* Of a selected boundary all that is inside. */
function cellsMeant(tm) {
    const page = pageCurrentId(tm.ui);
    const meant = new Set(tm.filter.cells);

    tm.filter.cells.forEach((id) => {
        const part = reportPart(tm.report, page, id);
        (part && part.members || []).forEach((member) => meant.add(member));
    });
    return meant;
}

function takesCell(tm, threat, meant) {
    return meant.size === 0 || (threat.diagram === pageCurrentId(tm.ui) &&
        threatCells(tm.report, threat).some((cell) => meant.has(cell)));
}

/* Every word has to be there. */
function takesText(tm, threat) {
    const text = [threat.id, threat.title, threat.category, say(tm, threat.category),
                  threatWhere(tm, threat), threat.owner, threat.ticket, threat.justification,
                  threat.notes]
        .join(" ").toLowerCase();

    return tm.filter.text.toLowerCase().split(/\s+/).every((word) => text.indexOf(word) >= 0);
}

/* Those that everybody knows come first, then those of a template. */
function categoryKey(category) {
    const at = CATEGORIES.indexOf(category);

    return at < 0 ? "~" + category : String(at);
}

/* Ties keep the order of the engine, which is by severity. */
const SORTS = {
    severity: () => 0,
    category: (tm, threat) => categoryKey(threat.category),
    sortTitle: (tm, threat) => threat.title.toLowerCase(),
    sortWhere: (tm, threat) => threatWhere(tm, threat).toLowerCase(),
    state: (tm, threat) => STATES.indexOf(threat.state)
};

function filterApply(tm) {
    const key = SORTS[tm.filter.sort];
    const meant = tm.report ? cellsMeant(tm) : null;
    const threats = tm.report ? tm.report.threats : [];
    const kept = threats.filter((threat) => filterTakes(tm, threat, meant));
    const keyed = kept.map((threat, index) => ({threat: threat, index: index,
                                                key: key(tm, threat)}));

    keyed.sort((one, other) => one.key < other.key ? -1 : one.key > other.key ? 1
                                                        : one.index - other.index);
    tm.shown = keyed.map((one) => one.threat);
}
