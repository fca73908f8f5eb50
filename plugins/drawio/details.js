/* All about the chosen threat. */

function detailsMake(tm) {
    tm.parts.details = make("div", {class: "tm-details", role: "region", tabindex: "0",
                                    "aria-label": say(tm, "details"), "data-tm": "details"});
    return tm.parts.details;
}

function threatChosen(tm) {
    return tm.report && tm.report.byId.get(tm.chosen) || null;
}

/* What somebody is writing stays, whatever the drawing says meanwhile. */
function detailsDraw(tm) {
    const threat = threatChosen(tm);
    const key = threat ? JSON.stringify([threat, hostIsViewer(tm.ui)]) : "";
    const top = tm.drawn && threat && tm.drawn.id === threat.id ? tm.parts.details.scrollTop : 0;

    if (tm.drawn && tm.drawn.key === key)
        return;
    decisionKeep(tm);
    redraw(tm.parts.details, threat ? detailsOf(tm, threat)
                                    : [make("p", {class: "tm-empty", text: say(tm, "pick")})]);
    tm.parts.details.scrollTop = top;
    tm.drawn = {key: key, id: threat ? threat.id : null};
}

function detailsOf(tm, threat) {
    return [detailsHead(tm, threat), detailsWhere(tm, threat),
            make("p", {class: "tm-prose", text: threat.description || ""}),
            detailsWhy(tm, threat), questionsOf(tm, threat),
            hostIsViewer(tm.ui) ? null : decisionOf(tm, threat),
            mitigationsOf(tm, threat), weaknessesOf(tm, threat)];
}

function section(tm, key, children) {
    return make("section", {"aria-label": say(tm, key)},
                [make("h4", {text: say(tm, key)})].concat(children));
}

function detailsHead(tm, threat) {
    return make("h3", {}, [chip(tm, threat.severity), threat.title]);
}

function detailsWhy(tm, threat) {
    const certainty = threat.certainty === "stated" ? "statedLong" : "assumedLong";

    return section(tm, "why", [make("p", {text: threat.why || say(tm, threat.severity)}),
                               make("p", {class: "tm-faint", text: say(tm, certainty)})]);
}

function detailsWhere(tm, threat) {
    const ids = [threat.source, threat.flow, threat.target].filter((id) => id);
    const links = ids.map((id) => partLink(tm, threat.diagram, id));

    return make("p", {class: "tm-where"},
                [say(tm, threat.category) + " · " + threat.id + " · "].concat(links));
}

function partLink(tm, diagram, id) {
    const name = partName(tm, diagram, id);

    return make("button", {type: "button", class: "tm-link", text: name,
                           title: say(tm, "show_cell", name),
                           onclick: () => highlightPart(tm, diagram, id)});
}

function mitigationsOf(tm, threat) {
    const items = (threat.mitigations || []).map((one) => mitigationOf(tm, one));

    return items.length > 0 ? section(tm, "mitigations", [make("ul", {}, items)]) : null;
}

function mitigationOf(tm, mitigation) {
    const title = mitigation.title + (mitigation.product ? " (" + mitigation.product + ")" : "");
    const references = (mitigation.references || []).map((text) =>
        make("li", {}, [makeReference(text)]));

    return make("li", {}, [
        make("span", {class: "tm-strong", text: title}),
        mitigation.guidance ? make("p", {class: "tm-prose", text: mitigation.guidance}) : null,
        references.length > 0 ? make("details", {}, [
            make("summary", {text: say(tm, "references")}), make("ul", {}, references)]) : null]);
}

const CATALOGUES = [
    ["cwe", "CWE-", "https://cwe.mitre.org/data/definitions/"],
    ["capec", "CAPEC-", "https://capec.mitre.org/data/definitions/"]
];

function weaknessesOf(tm, threat) {
    const links = [];

    CATALOGUES.forEach((row) => (threat[row[0]] || []).forEach((number) => {
        const link = makeReference(row[2] + Number(number) + ".html");
        link.textContent = row[1] + Number(number);
        links.push(link, " ");
    }));
    return links.length > 0 ? make("p", {class: "tm-faint"}, links) : null;
}
