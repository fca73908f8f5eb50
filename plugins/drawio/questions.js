/* Questions, each answered by one click. The answer becomes an attribute of the cell. */

function questionsOf(tm, threat) {
    const items = (threat.questions || []).map((question) => questionOf(tm, threat, question));

    return items.length > 0 ? section(tm, "questions", items) : null;
}

function propertyOf(tm, name) {
    return stencilsOf(tm).properties.filter((one) => one.id === name)[0] || null;
}

/* The answer that clears the threat comes first; the others are what the property may be. */
function answersOf(tm, question) {
    const property = propertyOf(tm, question.property);
    const values = property ? property.values : ["Yes", "No"];
    const others = values.filter((value) => value !== question.clears && value !== "Unknown");

    return [question.clears].concat(others);
}

function questionOf(tm, threat, question) {
    const element = question.element || threat.target;
    const buttons = answersOf(tm, question).map((value) =>
        makeButton(value, () => questionAnswer(tm, threat.diagram, element, question, value),
                   {class: "tm-button" + (value === question.clears ? " tm-clears" : ""),
                    "data-field": "answer " + element + " " + question.property + " " + value}));

    return make("div", {class: "tm-question", role: "group", "aria-label": question.ask},
                [make("p", {text: question.ask}),
                 hostIsViewer(tm.ui) ? null : make("div", {class: "tm-answers"}, buttons)]);
}

function questionAnswer(tm, diagram, element, question, value) {
    if (!pageShow(tm.ui, diagram))
        return;
    const cell = cellById(tm.graph, cellOf(tm.report, diagram, element));
    if (!cell)
        return;
    cellsSet(tm.graph, [cell], propertyChange([cell], question.property, value));
    panelSay(tm, say(tm, "answered", "tm." + question.property));
    analysisNow(tm);
}
