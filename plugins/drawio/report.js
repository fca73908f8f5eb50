/* What the engine found, and where its parts are: diagrams by id, parts by diagram and id. */
const SEVERITIES = ["critical", "high", "medium", "low"];
const STATES = ["not-started", "needs-investigation", "not-applicable", "mitigated"];
const CATEGORIES = ["Spoofing", "Tampering", "Repudiation", "Information Disclosure",
                    "Denial of Service", "Elevation of Privilege"];

/* What stands in the place of a report that is not there. */
function notYet(tm) {
    return say(tm, tm.error ? "never" : "working");
}

const PARTS = 200; /* that are looked at between two yields, and threats */

/* What the engine says, with its parts and threats found by their names. */
function* reportRead(text) {
    const json = JSON.parse(text);
    const report = {json: json, text: text, threats: json.threats, messages: json.messages,
                    parts: new Map(), byCell: new Map(), byId: new Map()};

    yield;
    for (const diagram of json.model.diagrams)
        for (const kind of ["elements", "flows", "boundaries"])
            yield* turnsEach(diagram[kind], PARTS,
                             (part) => reportPartAdd(report, diagram, kind, part));
    yield* turnsEach(report.threats, PARTS, (threat) => reportThreat(report, threat));
    return report;
}

function partKey(diagram, id) {
    return diagram + "\n" + id;
}

function reportPartAdd(report, diagram, kind, part) {
    const cell = part.cell || part.id;
    const named = Object.assign({}, part, {cell: cell, diagram: diagram.id, set: kind});

    report.parts.set(partKey(diagram.id, part.id), named);
    if (!report.parts.has(partKey(diagram.id, cell)))
        report.parts.set(partKey(diagram.id, cell), named);
}

function reportThreat(report, threat) {
    report.byId.set(threat.id, threat);
    threatCells(report, threat).forEach((cell) => {
        const key = partKey(threat.diagram, cell);
        const list = report.byCell.get(key) || [];
        list.push(threat);
        report.byCell.set(key, list);
    });
}

/* null where there is none, or no report yet. */
function reportPart(report, diagram, id) {
    return report && report.parts.get(partKey(diagram, id)) || null;
}

function cellOf(report, diagram, id) {
    const part = reportPart(report, diagram, id);

    return part ? part.cell : id;
}

/* The cells of the interaction that a threat names, and of all other flows it holds for. */
function threatCells(report, threat) {
    const ids = [threat.source, threat.flow, threat.target].concat(threat.flows || []);
    const cells = ids.filter((id) => id).map((id) => cellOf(report, threat.diagram, id));

    return cells.filter((cell, index) => cells.indexOf(cell) === index);
}

/* The cell that wears a threat: a flow for what happens on it, else its subject. The whole model is
 * no cell. */
function threatWearer(report, threat) {
    const wearers = {flow: threat.flow, pair: threat.flow, source: threat.source,
                     target: threat.target};
    const id = wearers[threat.scope];

    return id ? cellOf(report, threat.diagram, id) : null;
}

function partName(tm, diagram, id) {
    const part = id && reportPart(tm.report, diagram, id);

    return (part && part.name) || id || "";
}

/* "Customer → Web server", or the one element that a threat is about. */
function threatWhere(tm, threat) {
    const source = partName(tm, threat.diagram, threat.source);
    const target = partName(tm, threat.diagram, threat.target);

    if (threat.scope === "model")
        return say(tm, "wholeModel");
    if (threat.scope === "source" || !target)
        return source;
    if (threat.scope === "target" || !source)
        return target;
    return source + " → " + target;
}
