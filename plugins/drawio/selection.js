/* The tab about the selected shapes: what they are, and what is said about them. */

function selectionMake(tm) {
    tm.parts.selection = make("div", {class: "tm-selection", "data-tm": "selection",
                                      tabindex: "-1"});
    return tm.parts.selection;
}

/* Shapes and lines of the author: not our badges. The label of a line stands for the line. */
function cellsSelected(tm) {
    const {model} = tm.graph;
    const cells = tm.graph.getSelectionCells().filter((cell) =>
        cellMark(cell, "tm.badge") === null && (model.isVertex(cell) || model.isEdge(cell)));

    return Array.from(new Set(cells.map((cell) =>
        model.isEdge(cell.parent) ? cell.parent : cell)));
}

function partOf(tm, cell) {
    return reportPart(tm.report, pageCurrentId(tm.ui), cell.id);
}

const KIND_OF_SET = {flows: "flow", boundaries: "boundary"};

/* What a cell is, else what its shape lets one think. */
function kindOf(tm, cell) {
    const part = partOf(tm, cell);

    if (part)
        return KIND_OF_SET[part.set] || part.kind;
    return tm.graph.model.isEdge(cell) ? "flow" : "process";
}

/* Only when there is something else to show: a list that somebody has just opened, or a text that
 * somebody is writing, stays. */
function selectionDraw(tm) {
    const cells = cellsSelected(tm);
    const key = selectionKey(tm, cells);
    const shown = tm.selected && tm.selected.cells;

    if (shown && tm.selected.key === key && shown.every((cell, index) => cell === cells[index]))
        return;
    redraw(tm.parts.selection, selectionOf(tm, cells));
    tm.selected = {cells: cells, key: key};
}

function selectionKey(tm, cells) {
    const part = cells.length > 0 ? partOf(tm, cells[0]) : null;
    const seen = part && [part.type, part.also, part.kind, part.set, part.evidence];

    return JSON.stringify([cells.map((cell) => valueText(cell.value)), seen, hostIsViewer(tm.ui)]);
}

/* What was chosen in a field is there already. */
function selectionSeen(tm) {
    if (tm.selected)
        tm.selected.key = selectionKey(tm, tm.selected.cells);
}

function selectionOf(tm, cells) {
    const search = tm.parts.propertySearch ? tm.parts.propertySearch.value : "";

    if (cells.length === 0)
        return [make("p", {class: "tm-empty", text: say(tm, "noSelection")})];
    return [selectionHead(tm, cells)].concat(hostIsViewer(tm.ui) ? [] : [
        selectionType(tm, cells), selectionScope(tm, cells),
        selectionProperties(tm, cells, search)]);
}

function selectionHead(tm, cells) {
    const one = cells.length === 1;
    const part = one ? partOf(tm, cells[0]) : null;
    const title = one ? cellName(tm.graph, cells[0]) : say(tm, "selected", cells.length);
    const seen = part && part.evidence && part.evidence.length > 0
        ? make("p", {class: "tm-faint", text: say(tm, "seen", part.evidence.join(", "))}) : null;
    const not = one && !part ? make("p", {class: "tm-faint", text: say(tm, "notPart")}) : null;

    return make("div", {}, [make("h3", {text: title}), seen, not]);
}

/* --- type -------------------------------------------------------------------------------- */

function typeTitle(tm, id) {
    const type = stencilsOf(tm).types.filter((one) => one.id === id)[0];

    return type ? type.title : id;
}

/* Types by kind; the kind that the shape has comes first. */
function typeSelect(tm, cells) {
    const stated = cellsMark(cells, (cell) => cellMark(cell, "tm.type"));
    const free = [make("option", {value: "", text: stated === undefined ? say(tm, "various")
                                                                        : typeGuess(tm, cells[0])}),
                  make("option", {value: "none", text: say(tm, "typeNone")})];
    const groups = typeKinds(tm, cells).map((kind) => make("optgroup", {label: say(tm, kind)},
                                            typeOptions(tm, kind)));
    const select = make("select", {"data-field": "type", "aria-label": say(tm, "type"),
                                   onchange: () => typeSet(tm, cells, select.value)},
                        free.concat(groups));

    keepValue(select, stated || "");
    return select;
}

function typeGuess(tm, cell) {
    const part = partOf(tm, cell);

    return say(tm, "typeGuess", part && part.type ? typeTitle(tm, part.type) : "–");
}

function typeKinds(tm, cells) {
    const edges = cells.every((cell) => tm.graph.model.isEdge(cell));
    const kinds = edges ? ["flow", "boundary"] : ["external", "process", "store", "boundary"];
    const own = kindOf(tm, cells[0]);

    return kinds.filter((kind) => kind === own).concat(kinds.filter((kind) => kind !== own));
}

function typeOptions(tm, kind) {
    return stencilsOf(tm).types.filter((type) => type.kind === kind)
        .map((type) => make("option", {value: type.id, text: type.title}));
}

/* Selects @value, even one that no template knows. */
function keepValue(select, value) {
    const known = Array.prototype.some.call(select.options, (option) => option.value === value);

    if (!known)
        put(select, make("option", {value: value, text: value}));
    select.value = value;
}

function typeSet(tm, cells, type) {
    cellsSet(tm.graph, cells, {"tm.type": type === "" ? null : type});
    analysisNow(tm);
}

function selectionType(tm, cells) {
    return makeField(say(tm, "type"), typeSelect(tm, cells));
}

/* --- out of scope ------------------------------------------------------------------------ */

function selectionScope(tm, cells) {
    const out = cellsMark(cells, (cell) => cellProperty(cell, "outOfScope") === "Yes");
    const box = make("input", {type: "checkbox", checked: Boolean(out), "data-field": "outOfScope",
                               onchange: () => scopeSet(tm, cells, box.checked)});
    const why = cellsMark(cells, (cell) => cellProperty(cell, "outOfScopeReason"));
    const reason = make("input", {value: why || "", "data-field": "outOfScopeReason",
                                  onchange: () => propertySet(tm, cells, "outOfScopeReason",
                                                              reason.value)});

    box.indeterminate = out === undefined;
    return make("div", {}, [
        make("label", {class: "tm-check"}, [box, say(tm, "outOfScope")]),
        out ? makeField(say(tm, "outOfScopeReason"), reason) : null]);
}

/* With a field for the reason, or without. */
function scopeSet(tm, cells, out) {
    cellsSet(tm.graph, cells, propertyChange(cells, "outOfScope", out ? "Yes" : ""));
    selectionDraw(tm);
    analysisNow(tm);
}

function propertySet(tm, cells, name, value) {
    cellsSet(tm.graph, cells, propertyChange(cells, name, value));
    selectionSeen(tm);
    analysisNow(tm);
}

/* --- properties -------------------------------------------------------------------------- */

const APART = ["outOfScope", "outOfScopeReason"];

/* A type and what it is a case of. */
function typesOf(tm, part) {
    const own = [part.type].concat(part.also || []);
    const types = stencilsOf(tm).types.filter((type) => own.indexOf(type.id) >= 0);

    return types.reduce((all, type) => all.concat(type.parents), own);
}

/* What may be said of a cell. */
function propertiesFor(tm, cell) {
    const part = partOf(tm, cell);
    const types = part ? typesOf(tm, part) : null;
    const kind = kindOf(tm, cell);

    return stencilsOf(tm).properties.filter((one) => APART.indexOf(one.id) < 0 &&
        (one.types.length === 0 || (types ? one.types.some((type) => types.indexOf(type) >= 0)
                                          : one.kinds.indexOf(kind) >= 0)));
}

function selectionProperties(tm, cells, search) {
    const rows = make("div", {class: "tm-properties"});
    const find = make("input", {type: "search", placeholder: say(tm, "findProperty"), value: search,
                                "aria-label": say(tm, "findProperty"),
                                "data-field": "find-property",
                                oninput: () => propertiesDraw(tm, cells, rows, find.value)});

    tm.parts.propertySearch = find;
    propertiesDraw(tm, cells, rows, search);
    return section(tm, "properties", [find, rows]);
}

/* What is stated comes first. */
function propertiesDraw(tm, cells, rows, search) {
    const words = search.toLowerCase();
    const fits = propertiesFor(tm, cells[0]).filter((one) =>
        (one.title + " " + one.id).toLowerCase().indexOf(words) >= 0);
    const stated = (one) => cellProperty(cells[0], one.id) !== null;
    const sorted = fits.filter(stated).concat(fits.filter((one) => !stated(one)));

    fill(rows, sorted.map((one) => propertyRow(tm, cells, one)));
}

function propertyRow(tm, cells, property) {
    const stated = cellsMark(cells, (cell) => cellProperty(cell, property.id));
    const changed = (value) => {
        propertySet(tm, cells, property.id, value);
        field.classList.toggle("tm-stated", value !== "");
    };
    const input = propertyInput(property, stated || "", propertyEmpty(tm, cells, property, stated),
                                changed);
    const field = makeField(property.title || property.id, input);

    field.classList.toggle("tm-stated", stated !== null);
    field.setAttribute("title", property.ask || property.id);
    return field;
}

/* What stands in a field when nothing is stated. */
function propertyEmpty(tm, cells, property, stated) {
    const preset = presetOf(tm, cells[0], property.id);

    if (stated === undefined)
        return say(tm, "various");
    return preset ? say(tm, "preset", preset) : say(tm, "unset");
}

function propertyInput(property, stated, empty, changed) {
    const values = property.values || [];

    if (values.length === 0) {
        const input = make("input", {value: stated, placeholder: empty, "data-field": property.id,
                                     onchange: () => changed(input.value.trim())});
        return input;
    }
    const choices = [["", empty]].concat(values.map((value) => [value, value]));
    const select = makeSelect(property.title || property.id, choices, "", changed);
    select.setAttribute("data-field", property.id);
    keepValue(select, stated);
    return select;
}

/* What the type of a cell says by itself. */
function presetOf(tm, cell, name) {
    const part = partOf(tm, cell);
    const type = part && stencilsOf(tm).types.filter((one) => one.id === part.type)[0];

    return type && type.properties && type.properties[name] || null;
}
