/* The top of the panel: counts, commands, errors, and what the list is narrowed by. */

function headMake(tm) {
    tm.parts.count = make("span", {class: "tm-count", role: "status", "data-tm": "count"});
    tm.parts.severities = SEVERITIES.map((one) => make("button", {
        type: "button", class: "tm-severity tm-" + one, "data-severity": one,
        onclick: () => severityToggle(tm, one)}));
    return make("div", {class: "tm-head"}, [
        tm.parts.count,
        make("span", {class: "tm-severities", role: "group", "aria-label": say(tm, "severity")},
             tm.parts.severities)]);
}

function severityToggle(tm, severity) {
    tm.filter.hidden[severity] = !tm.filter.hidden[severity];
    panelDraw(tm);
}

function countText(tm) {
    const all = tm.report ? tm.report.threats.length : 0;

    if (!tm.report)
        return notYet(tm);
    if (tm.shown.length < all)
        return say(tm, "countSome", tm.shown.length, all);
    return sayCount(tm, "countOne", "countMany", all);
}

function headDraw(tm) {
    const text = countText(tm);

    if (tm.parts.count.textContent !== text)
        tm.parts.count.textContent = text;
    tm.parts.write.hidden = hostIsViewer(tm.ui);
    tm.parts.severities.forEach((button, index) => {
        const severity = SEVERITIES[index];
        const count = tm.report ? tm.report.json.summary.bySeverity[severity] || 0 : 0;
        button.textContent = count + " " + severity.charAt(0).toUpperCase();
        button.setAttribute("aria-pressed", String(!tm.filter.hidden[severity]));
        button.setAttribute("aria-label", say(tm, "severityOne", count, say(tm, severity)));
        button.title = say(tm, "severityOne", count, say(tm, severity));
    });
}

/* --- commands ---------------------------------------------------------------------------- */

function barMake(tm) {
    tm.parts.badges = makeButton(say(tm, "badges"), () => toggle(tm, "badges"));
    tm.parts.tint = makeButton(say(tm, "tint"), () => toggle(tm, "tint"));
    tm.parts.write = makeButton(say(tm, "write"), () => writeThreats(tm), {"data-tm": "write"});
    const bar = make("div", {class: "tm-bar", role: "toolbar", "aria-label": say(tm, "title")}, [
        tm.parts.badges, tm.parts.tint,
        tm.parts.write, exportMenu(tm), settingsMenu(tm)]);

    togglesDraw(tm);
    return bar;
}

function exportMenu(tm) {
    const menu = menuMake(tm, "export");
    const items = Object.keys(EXPORTS).map((kind) => makeButton(say(tm, "export_" + kind), () => {
        menu.open = false;
        exportAs(tm, kind);
    }, {"data-export": kind}));

    fill(menu, [make("summary", {class: "tm-button", text: say(tm, "exportAs")}),
                make("div", {class: "tm-items"}, items)]);
    return menu;
}

/* What a summary opens below it. */
function menuMake(tm, name) {
    const menu = make("details", {class: "tm-menu", "data-tm": name,
                                  onfocusout: (event) => menuLeave(tm, event.relatedTarget)});

    tm.parts.menus = (tm.parts.menus || []).concat([menu]);
    return menu;
}

/* Whoever goes elsewhere is done with them. */
function menuLeave(tm, elsewhere) {
    tm.parts.menus.forEach((menu) => {
        if (elsewhere && !menu.contains(elsewhere))
            menu.open = false;
    });
}

/* FALSE if none was open. */
function menuFold(tm) {
    const open = tm.parts.menus.filter((menu) => menu.open);

    open.forEach((menu) => {
        menu.open = false;
        menu.firstChild.focus();
    });
    return open.length > 0;
}

function togglesDraw(tm) {
    ["badges", "tint"].forEach((name) => {
        if (tm.parts[name])
            tm.parts[name].setAttribute("aria-pressed", String(tm[name]));
    });
}

/* Switches badges or tints. */
function toggle(tm, name) {
    const changes = {};

    tm[name] = !tm[name];
    changes[name] = tm[name];
    memoryKeep(changes);
    togglesDraw(tm);
    badgesDraw(tm);
    tintsDraw(tm);
}

/* --- errors ------------------------------------------------------------------------------ */

function troubleMake(tm) {
    tm.parts.trouble = make("div", {class: "tm-trouble", role: "alert", "data-tm": "trouble"});
    return tm.parts.trouble;
}

function troubleDraw(tm) {
    const text = tm.error || "";
    const doubled = tm.error ? registersFind(tm.ui) : [];

    if (tm.parts.trouble.getAttribute("data-text") === text)
        return;
    tm.parts.trouble.setAttribute("data-text", text);
    fill(tm.parts.trouble, [text]);
    if (doubled.length > 1 && !hostIsViewer(tm.ui))
        put(tm.parts.trouble, registersAsk(tm, doubled[0]));
}

function registersAsk(tm, first) {
    const name = first.page ? first.page.getName() : "";

    return make("div", {}, [make("p", {text: say(tm, "twoRegisters", name)}),
                            makeButton(say(tm, "removeRegisters"), () => {
                                registersThin(tm.ui);
                                analysisNow(tm);
                            })]);
}

/* --- filter ------------------------------------------------------------------------------ */

const FEW_NAMES = 3; /* of selected shapes */

function filterMake(tm) {
    const filter = tm.filter;
    const set = (name) => (value) => {
        filter[name] = value;
        panelDraw(tm);
    };
    const states = STATES.map((state) => [state, say(tm, state)]);
    const search = make("input", {type: "search", placeholder: say(tm, "search"),
                                  "data-tm": "search", "aria-label": say(tm, "search"),
                                  oninput: () => set("text")(search.value)});

    tm.parts.search = search;
    tm.parts.category = makeSelect(say(tm, "category"), [], "", set("category"));
    tm.parts.state = makeSelect(say(tm, "state"), [["", say(tm, "anyState")]].concat(states),
                                filter.state, set("state"));
    tm.parts.sort = makeSelect(say(tm, "sort"),
                               Object.keys(SORTS).map((one) => [one, say(tm, one)]), filter.sort,
                               set("sort"));
    tm.parts.only = make("div", {class: "tm-only"});
    return make("div", {class: "tm-filter"}, [
        search, tm.parts.category, tm.parts.state,
        make("label", {class: "tm-sort"}, [say(tm, "sort") + " ", tm.parts.sort]), tm.parts.only]);
}

/* A template may have categories of its own. */
function categoriesDraw(tm) {
    const found = tm.report ? tm.report.threats.map((threat) => threat.category) : [];
    const all = Array.from(new Set(CATEGORIES.concat(found.filter(Boolean))));
    const select = tm.parts.category;
    const key = all.join("\n");

    if (select.getAttribute("data-all") === key)
        return;
    select.setAttribute("data-all", key);
    fill(select, [make("option", {value: "", text: say(tm, "anyCategory")})].concat(
        all.map((one) => make("option", {value: one, text: say(tm, one)}))));
    keepValue(select, tm.filter.category);
}

function filterDraw(tm) {
    const names = tm.filter.cells.map((id) => partName(tm, pageCurrentId(tm.ui), id));
    const more = names.length > FEW_NAMES ? ", …" : "";
    const text = names.length > 0
        ? say(tm, "onlyCells", names.slice(0, FEW_NAMES).join(", ") + more) : null;

    categoriesDraw(tm);
    fill(tm.parts.only, [
        text ? make("span", {text: text}) : null,
        filterIsOpen(tm.filter) ? null
                                : makeButton(say(tm, "clearFilter"), () => filterClear(tm))]);
}

function filterClear(tm) {
    tm.filter = Object.assign(tm.filter, filterNew(), {sort: tm.filter.sort});
    tm.parts.search.value = "";
    tm.parts.category.value = "";
    tm.parts.state.value = "";
    panelDraw(tm);
    listFollow(tm);
}
