/* The list of threats. Rows have one height, and only those in sight are nodes: a large model has
 * thousands. */
const ROW = 46; /* pixels */
const SPARE = 6; /* rows above and below the sight */

function listMake(tm) {
    const rows = make("div", {class: "tm-rows", role: "presentation"});
    const list = make("div", {class: "tm-list", role: "listbox", tabindex: "0", "data-tm": "list",
                              "aria-label": say(tm, "threats"),
                              onkeydown: (event) => listKey(tm, event),
                              onscroll: () => listDraw(tm)}, [rows]);

    tm.parts.list = list;
    tm.parts.rows = rows;
    return list;
}

function chip(tm, severity) {
    return make("span", {class: "tm-chip tm-" + severity, "aria-hidden": "true",
                         title: say(tm, severity), text: severity.charAt(0).toUpperCase()});
}

function rowMake(tm, threat, index) {
    const below = [threatWhere(tm, threat), say(tm, threat.category), say(tm, threat.state)];
    const chosen = threat.id === tm.chosen;
    const done = threat.state === "mitigated" || threat.state === "not-applicable";
    const label = say(tm, threat.severity) + ": " + threat.title + ". " + below.join(", ");

    if (threat.stale)
        below.push(say(tm, "stale"));
    return make("div", {class: "tm-row" + (chosen ? " tm-chosen" : "") + (done ? " tm-done" : ""),
                        id: "tm-row-" + index, role: "option", "aria-selected": String(chosen),
                        "aria-label": label, "aria-posinset": index + 1,
                        "aria-setsize": tm.shown.length, style: "top:" + index * ROW + "px",
                        "data-threat": threat.id, title: threat.title,
                        onclick: () => listChoose(tm, index)},
                [chip(tm, threat.severity),
                 make("div", {class: "tm-row-text"}, [
                     make("div", {class: "tm-row-title", text: threat.title}),
                     make("div", {class: "tm-row-below", text: below.join(" · ")})])]);
}

function listDraw(tm) {
    const list = tm.parts.list;
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - SPARE);
    const last = Math.ceil((list.scrollTop + list.clientHeight) / ROW) + SPARE;
    const rows = tm.shown.slice(first, last);
    const at = tm.shown.findIndex((threat) => threat.id === tm.chosen);

    tm.parts.rows.style.height = tm.shown.length * ROW + "px";
    fill(tm.parts.rows, rows.map((threat, index) => rowMake(tm, threat, first + index)));
    if (rows.length === 0)
        put(tm.parts.rows, make("p", {class: "tm-empty", text: listEmpty(tm)}));
    if (at >= first && at < first + rows.length)
        list.setAttribute("aria-activedescendant", "tm-row-" + at);
    else
        list.removeAttribute("aria-activedescendant");
}

function listEmpty(tm) {
    if (!tm.report)
        return notYet(tm);
    return say(tm, tm.report.threats.length > 0 ? "noneLeft" : "noThreats");
}

function listChoose(tm, index) {
    const threat = tm.shown[index];

    if (!threat)
        return;
    tm.chosen = threat.id;
    listReveal(tm, index);
    listDraw(tm);
    detailsDraw(tm);
    highlightThreat(tm, threat);
}

function listReveal(tm, index) {
    const list = tm.parts.list;

    if (index * ROW < list.scrollTop)
        list.scrollTop = index * ROW;
    if ((index + 1) * ROW > list.scrollTop + list.clientHeight)
        list.scrollTop = (index + 1) * ROW - list.clientHeight;
}

/* Where the list has become another one, the chosen threat is not lost. No event tells of a list
 * that is scrolled back within a frame: it is drawn here. */
function listFollow(tm) {
    const at = tm.report ? tm.shown.indexOf(threatChosen(tm)) : -1;

    if (at < 0 || !panelIsShown(tm))
        return;
    listReveal(tm, at);
    listDraw(tm);
}

const MOVES = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => Math.max(0, at - 1),
    Home: () => 0,
    End: (at, count) => count - 1,
    PageDown: (at) => at + 8,
    PageUp: (at) => Math.max(0, at - 8)
};

function listKey(tm, event) {
    const at = tm.shown.findIndex((threat) => threat.id === tm.chosen);

    if (event.key === "Enter")
        tm.parts.details.focus();
    if (!MOVES[event.key] || tm.shown.length === 0)
        return;
    event.preventDefault();
    listChoose(tm, Math.min(tm.shown.length - 1, MOVES[event.key](at, tm.shown.length)));
}
