/* The panel: a window of draw.io with tabs. */
const TABS = ["threats", "messages", "selection"];
const PANEL_WIDTH = 440;

function panelMake(tm) {
    const content = make("div", {class: "tm-panel", role: "region", lang: tm.language,
                                 "aria-label": say(tm, "title"),
                                 onkeydown: (event) => panelKey(tm, event),
                                 onmousedown: (event) => menuLeave(tm, event.target)});

    tm.parts.panel = content;
    fill(content, [headMake(tm), barMake(tm), templateMake(tm), troubleMake(tm),
                   tabsMake(tm)].concat(
        TABS.map((name) => pageMake(tm, name)),
        [make("div", {class: "tm-said", role: "status", "data-tm": "said"})]));
    tm.parts.said = content.lastChild;
    tm.window = panelWindow(tm, content);
    panelTab(tm, "threats");
}

function panelWindow(tm, content) {
    const width = Math.min(PANEL_WIDTH, window.innerWidth - 20);
    const height = Math.min(760, window.innerHeight - 110);
    const left = Math.max(0, document.body.offsetWidth - width - 12);
    const box = new mxWindow(say(tm, "title"), content, left, 76, width, height, true, true);

    box.destroyOnClose = false;
    box.setMaximizable(false);
    box.setResizable(true);
    box.setClosable(true);
    box.minimumSize = new mxRectangle(0, 0, 300, 260);
    box.addListener(mxEvent.SHOW, () => box.fit());
    window.addEventListener("resize", () => panelRefit(tm));
    box.addListener(mxEvent.RESIZE, () => panelFit(tm));
    box.addListener(mxEvent.HIDE, () => panelHidden(tm));
    box.addListener(mxEvent.CLOSE, () => panelHidden(tm));
    return box;
}

/* In a page that became smaller no part of the panel is out of reach. */
function panelRefit(tm) {
    const box = tm.window;

    if (!panelIsShown(tm))
        return;
    box.setSize(Math.min(box.div.offsetWidth, window.innerWidth - 2),
                Math.min(box.div.offsetHeight, window.innerHeight - 2));
    box.fit();
    panelFit(tm);
}

/* A window lets its content be as high as it likes. */
function panelFit(tm) {
    const box = tm.window;

    tm.parts.panel.style.height = box.div.offsetHeight - box.title.offsetHeight - 2 + "px";
    listDraw(tm);
}

/* Keys are for the panel, not for the diagram behind it; saving and undo are for the diagram. */
function panelKey(tm, event) {
    const action = tm.ui.actions.get(panelAction(event));

    event.stopPropagation();
    if (event.key === "Escape" && !menuFold(tm))
        tm.graph.container.focus();
    if (action) {
        event.preventDefault();
        if (action.isEnabled())
            action.funct();
    }
}

/* While somebody is writing, undo is for what is written. */
function panelAction(event) {
    const written = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    const key = event.key.toLowerCase();

    if (event.altKey || !(event.ctrlKey || event.metaKey))
        return null;
    if (key === "s")
        return event.shiftKey ? "saveAs" : "save";
    if (written)
        return null;
    return {z: event.shiftKey ? "redo" : "undo", y: "redo"}[key] || null;
}

/* How many pixels at the right of the diagram the panel covers. */
function panelCovers(tm) {
    const box = tm.window && tm.window.isVisible() ? tm.window.div.getBoundingClientRect() : null;
    const under = tm.graph.container.getBoundingClientRect();

    if (!box || box.left > under.right || box.left < under.left + under.width / 3)
        return 0;
    return Math.max(0, under.right - box.left);
}

function panelIsShown(tm) {
    return Boolean(tm.window && tm.window.isVisible());
}

function panelShow(tm, shown) {
    if (!shown && !tm.window)
        return;
    if (!tm.window) {
        templateRecall(tm);
        panelMake(tm);
    }
    tm.window.setVisible(shown);
    if (!shown) {
        tm.graph.container.focus();
        return;
    }
    tm.on = true;
    panelDark(tm);
    panelFit(tm);
    palettesAdd(tm);
    if (tm.text === null)
        analysisSoon(tm);
    selectionChanged(tm);
}

/* What people do next is read the list. */
function panelToggle(tm) {
    panelShow(tm, !panelIsShown(tm));
    if (panelIsShown(tm))
        panelFocus(tm);
}

function panelFocus(tm) {
    panelTab(tm, "threats");
    tm.parts.list.focus();
}

/* Without the panel nothing of us stays on the diagram. */
function panelHidden(tm) {
    tm.on = false;
    tm.text = null;
    analysisStop(tm);
    highlightClear(tm);
    badgesDraw(tm);
    tintsDraw(tm);
}

function panelDark(tm) {
    if (tm.parts.panel)
        tm.parts.panel.classList.toggle("tm-dark", hostIsDark());
}

/* --- tabs -------------------------------------------------------------------------------- */

function tabsMake(tm) {
    const tabs = TABS.map((name) => make("button", {
        type: "button", role: "tab", class: "tm-tab", id: "tm-tab-" + name, "data-tab": name,
        "aria-controls": "tm-page-" + name, text: say(tm, name),
        onclick: () => panelTab(tm, name), onkeydown: (event) => tabKey(tm, name, event)}));

    tm.parts.tabs = tabs;
    return make("div", {class: "tm-tabs", role: "tablist", "aria-label": say(tm, "title")}, tabs);
}

function tabKey(tm, name, event) {
    const step = {ArrowRight: 1, ArrowLeft: TABS.length - 1}[event.key];

    if (!step)
        return;
    const next = (TABS.indexOf(name) + step) % TABS.length;
    panelTab(tm, TABS[next]);
    tm.parts.tabs[next].focus();
}

function pageMake(tm, name) {
    const contents = {
        threats: () => [filterMake(tm), listMake(tm), detailsMake(tm)],
        messages: () => [messagesMake(tm)],
        selection: () => [selectionMake(tm)]
    };

    return make("div", {class: "tm-page", role: "tabpanel", id: "tm-page-" + name,
                        "aria-labelledby": "tm-tab-" + name}, contents[name]());
}

function panelTab(tm, name) {
    tm.tab = name;
    tm.parts.tabs.forEach((tab, index) => {
        const chosen = TABS[index] === name;
        tab.setAttribute("aria-selected", String(chosen));
        tab.setAttribute("tabindex", chosen ? "0" : "-1");
        tm.parts.panel.querySelector("#tm-page-" + TABS[index]).hidden = !chosen;
    });
    panelDraw(tm);
}

/* --- drawing ----------------------------------------------------------------------------- */

function panelSay(tm, text) {
    if (tm.parts.said)
        tm.parts.said.textContent = text;
}

/* Shows what is known now. */
function panelDraw(tm) {
    const count = tm.report ? tm.report.messages.length : 0;

    if (!panelIsShown(tm))
        return;
    filterApply(tm);
    headDraw(tm);
    templateDraw(tm);
    troubleDraw(tm);
    tm.parts.tabs[1].textContent = say(tm, "messages") + (count > 0 ? " (" + count + ")" : "");
    if (tm.tab === "threats") {
        filterDraw(tm);
        listDraw(tm);
        detailsDraw(tm);
    } else if (tm.tab === "messages") {
        messagesDraw(tm);
    } else {
        selectionDraw(tm);
    }
}
