/* What is decided about a threat: written into the register, one undo step. */
const DECISION = [
    ["priority", "input"], ["justification", "textarea"], ["notes", "textarea"],
    ["owner", "input"], ["ticket", "input"], ["expires", "input"]
];

/* An organisation may have priorities of its own, in its template. */
function decisionInput(tm, row, value) {
    const priorities = row[0] === "priority" ? stencilsOf(tm).priorities : [];
    const input = priorities.length === 0 ? make(row[1], {rows: row[1] === "textarea" ? 3 : null})
        : makeSelect(say(tm, row[0]), priorities.map((one) => [one, one]), "", () => {});

    input.setAttribute("data-field", row[0]);
    if (input.tagName === "SELECT")
        keepValue(input, value);
    else
        input.value = value;
    return input;
}

function decisionOf(tm, threat) {
    const choices = STATES.map((state) => [state, say(tm, state)]);
    const state = makeSelect(say(tm, "state"), choices, threat.state, () => {});
    const fields = {state: state};
    const rows = DECISION.map((row) => {
        fields[row[0]] = decisionInput(tm, row, threat[row[0]] || "");
        return makeField(say(tm, row[0]), fields[row[0]]);
    });
    const trouble = make("p", {class: "tm-trouble", role: "alert"});
    const save = makeButton(say(tm, "save"), () => decisionSave(tm, threat.id),
                            {"data-tm": "save", class: "tm-button tm-primary"});

    state.setAttribute("data-field", "state");
    tm.parts.decision = {id: threat.id, fields: fields, trouble: trouble, before: threat};
    decisionRestore(tm, tm.drafts.get(threat.id) || {});
    return section(tm, "decision", [makeField(say(tm, "state"), state)].concat(rows, [
        make("p", {class: "tm-faint", text: say(tm, "needsReason")}), trouble, save]));
}

function decisionValues(form) {
    const values = {};

    Object.keys(form.fields).forEach((name) => {
        values[name] = form.fields[name].value.trim();
    });
    return values;
}

/* What was typed and not saved waits until its threat is shown again. */
function decisionKeep(tm) {
    const form = tm.parts.decision;

    if (!form)
        return;
    const values = decisionValues(form);
    const isTouched = (name) => values[name] !== (form.before[name] || "");
    const touched = Object.keys(values).filter(isTouched);
    tm.parts.decision = null;
    tm.drafts.delete(form.id);
    if (touched.length > 0)
        tm.drafts.set(form.id, Object.fromEntries(touched.map((name) => [name, values[name]])));
}

function decisionRestore(tm, values) {
    Object.keys(values).forEach((name) => {
        tm.parts.decision.fields[name].value = values[name];
    });
}

/* One that only the rules give stays theirs. */
function decisionPriority(form, value) {
    return value === (form.before.priority || "") ? null : value;
}

function decisionSave(tm, id) {
    const form = tm.parts.decision;
    const values = decisionValues(form);
    const wanted = {threat: id, state: values.state, why: values.justification,
                    notes: values.notes, priority: decisionPriority(form, values.priority),
                    owner: values.owner, ticket: values.ticket, expires: values.expires,
                    by: tm.by || null, register: registerText(tm.ui)};
    const answer = engineAsk(tm, "decide", pagesText(tm.ui), engineOptions(tm, wanted));

    form.trouble.textContent = answer.ok ? "" : answer.error;
    if (!answer.ok)
        return;
    registerStore(tm.ui, answer.register);
    tm.parts.decision = null;
    tm.drafts.delete(id);
    tm.drawn = null;
    panelSay(tm, say(tm, "saved"));
    analysisNow(tm);
}
