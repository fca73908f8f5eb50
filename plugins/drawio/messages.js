/* What the drawing lacks, each with a way to the shape. */

function messagesMake(tm) {
    tm.parts.messages = make("ul", {class: "tm-messages", "data-tm": "messages", tabindex: "-1",
                                    "aria-label": say(tm, "messages")});
    return tm.parts.messages;
}

function messageRow(tm, message) {
    const part = message.element || message.cell;
    const name = part ? partName(tm, message.diagram, part) : "";
    const go = () => messageGo(tm, message, part);

    return make("li", {class: "tm-message tm-is-" + message.severity}, [
        make("span", {class: "tm-code", text: say(tm, message.severity) + " " + message.code}),
        make("p", {text: message.text}),
        part ? makeButton(say(tm, "jump", name), go, {class: "tm-button tm-jump",
                                                      "data-field": messageKey(message, part)})
             : null]);
}

/* By which its button is known again after an analysis. */
function messageKey(message, part) {
    return message.code + " " + message.diagram + " " + part;
}

/* The shape becomes the selection: the next thing is to say more about it. */
function messageGo(tm, message, part) {
    const cell = pageShow(tm.ui, message.diagram) &&
        cellById(tm.graph, cellOf(tm.report, message.diagram, part));

    if (!cell)
        return;
    tm.graph.setSelectionCell(cell);
    highlightPart(tm, message.diagram, part);
}

function messagesDraw(tm) {
    const messages = tm.report ? tm.report.messages : [];
    const none = [make("li", {class: "tm-empty", text: tm.report ? say(tm, "noMessages")
                                                                   : notYet(tm)})];

    redraw(tm.parts.messages, messages.length > 0
        ? messages.map((message) => messageRow(tm, message)) : none);
}
