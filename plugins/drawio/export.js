/* Files for others, made by the engine. */
const EXPORTS = {
    html: [".threats.html", "text/html"],
    csv: [".threats.csv", "text/csv"],
    json: [".threats.json", "application/json"],
    markdown: [".threats.md", "text/markdown"],
    register: [".threats.yaml", "text/yaml"]
};

function exportAs(tm, kind) {
    const row = EXPORTS[kind];
    const beside = kind === "register";
    const answer = beside ? exportRegister(tm) : exportReport(tm, kind);
    const name = beside ? hostNameBeside(tm.ui, row[0]) : hostNameWith(tm.ui, row[0]);

    if (answer.ok)
        hostSave(tm.ui, name, answer.text, row[1]);
    panelSay(tm, answer.ok ? "" : answer.error);
}

function exportRegister(tm) {
    const text = registerText(tm.ui);

    return text ? {ok: true, text: text} : {ok: false, error: say(tm, "noRegister")};
}

function exportReport(tm, kind) {
    return engineAsk(tm, "write", pagesText(tm.ui), engineOptions(tm, {to: kind}));
}
