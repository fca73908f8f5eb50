/* What people decided: the text of a threat register, in the attribute tm.register of a layer. */
const REGISTER = "tm.register";
const LAYER = "tm.layer";

/* A change that undo knows. It names no cell, so that undo does not select the layer. */
function RegisterChange(model, page, layer, value) {
    this.model = model;
    this.page = page;
    this.layer = layer;
    this.value = value;
}

RegisterChange.prototype.execute = function () {
    const before = this.layer.value;

    this.layer.value = this.value;
    this.value = before;
    if (this.page)
        this.page.needsUpdate = true;
};

/* All layers with decisions, in page order: a copied page has the same once more. */
function registersFind(ui) {
    const found = [];

    pageRoots(ui).forEach((one) => (one.root.children || []).forEach((layer) => {
        const text = cellMark(layer, REGISTER);
        if (text)
            found.push({page: one.page, layer: layer, text: text});
    }));
    return found;
}

function registerText(ui) {
    const found = registersFind(ui);

    return found.length > 0 ? found[0].text : "";
}

function layerFind(root) {
    return (root.children || []).filter((layer) => cellMark(layer, LAYER) !== null)[0] || null;
}

function freeId(model, base) {
    let id = base;

    for (let n = 2; model.getCell(id); n++)
        id = base + "~" + n;
    return id;
}

/* Our layer of the page that is shown, as the command line would write it. */
function layerMake(model) {
    const value = mxUtils.createXmlDocument().createElement("object");
    const layer = new mxCell(value, null, "locked=1;");

    value.setAttribute("label", "Threats");
    value.setAttribute(LAYER, "1");
    layer.id = freeId(model, "tm-layer");
    return model.add(model.root, layer);
}

/* Gives a layer another register; an empty one takes it away. */
function registerSet(ui, one, text) {
    const model = ui.editor.graph.model;
    const away = one.page !== ui.currentPage ? one.page : null;
    const changes = {};

    changes[REGISTER] = text || null;
    model.execute(new RegisterChange(model, away, one.layer, cellValueWith(one.layer, changes)));
}

/* Sets all of @layers, in one undo step. */
function registersSet(ui, layers, text) {
    const model = ui.editor.graph.model;

    model.beginUpdate();
    try {
        layers(model).forEach((one) => registerSet(ui, one, text));
    } finally {
        model.endUpdate();
    }
}

/* Puts the text where it stood, copies too, else on our layer of this page. */
function registerStore(ui, text) {
    const found = registersFind(ui);

    registersSet(ui, (model) => found.length > 0 ? found : [
        {page: ui.currentPage, layer: layerFind(model.root) || layerMake(model)}], text);
}

/* Takes all registers but the first away. */
function registersThin(ui) {
    registersSet(ui, () => registersFind(ui).slice(1), "");
}
