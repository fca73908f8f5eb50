/* The door: draw.io calls this when it is ready. */

function stateNew(ui) {
    const language = hostLanguage();
    const kept = memoryRead();

    return {
        ui: ui, graph: ui.editor.graph, language: language, texts: textsFor(language),
        engine: null, templates: null, stencils: null, template: templateNone(),
        by: kept.by,   /* who decides; "": nobody said */
        on: false,     /* the panel is shown: the diagram is analysed and wears badges */
        text: null,    /* what was analysed last */
        report: null, error: null, run: 0, timer: null, took: 0, analyses: 0,
        working: false, /* an analysis is under way, */
        asking: false,  /* and the engine at it */
        filter: filterNew(), shown: [], chosen: null, tab: "threats",
        drafts: new Map(),    /* by threat: what was typed and not saved */
        drawn: null, selected: null, /* what the details and the selection show */
        badges: kept.badges, tint: kept.tint, worn: new Map(), highlights: [], tintGroup: null,
        palettes: [], window: null, parts: {}
    };
}

/* Of another file nothing is known. */
function stateForget(tm) {
    analysisStop(tm);
    Object.assign(tm, {text: null, report: null, error: null, chosen: null, drawn: null,
                       selected: null});
    tm.drafts.clear();
    tm.parts.decision = null;
    panelSay(tm, "");
}

/* What is selected in the diagram narrows the list. */
function selectionChanged(tm) {
    tm.filter.cells = cellsSelected(tm).map((cell) => cell.id);
    panelDraw(tm);
    listFollow(tm);
}

function listen(tm) {
    const soon = () => analysisSoon(tm);
    const page = () => {
        highlightClear(tm);
        badgesDraw(tm);
        tintsDraw(tm);
        selectionChanged(tm);
        analysisSoon(tm);
    };

    tm.graph.model.addListener(mxEvent.CHANGE, soon);
    tm.graph.selectionModel.addListener(mxEvent.CHANGE, () => selectionChanged(tm));
    tm.ui.editor.addListener("pageSelected", page);
    tm.ui.editor.addListener("fileLoaded", () => {
        stateForget(tm);
        page();
    });
    if (tm.ui.addListener)
        tm.ui.addListener("darkModeChanged", () => panelDark(tm));
    tintsFollow(tm);
}

Draw.loadPlugin(function (ui) {
    const tm = stateNew(ui);

    tm.fileText = () => pagesText(ui);
    tm.register = () => registerText(ui);
    tm.store = (text) => registerStore(ui, text);
    styleAdd();
    actionsAdd(tm);
    keysAdd(tm);
    menusAdd(tm);
    toolbarAdd(tm);
    listen(tm);
    ui.drawbridge = tm;
});
