/* Stencils of the template in the sidebar: what is dragged out of it has its type. */
const BASIC = ["GE.EI", "GE.P", "GE.DS", "GE.DF", "GE.TB"];
const HTML = "whiteSpace=wrap;html=1;";
const BORDER = "dashed=1;strokeWidth=2;strokeColor=#FF3333;fontColor=#FF3333;";
const LOOKS = {
    external: ["rounded=0;" + HTML, 120, 60],
    process: ["ellipse;" + HTML, 100, 60],
    store: ["shape=partialRectangle;left=0;right=0;fillColor=none;" + HTML, 120, 50],
    boundary: ["rounded=0;fillColor=none;verticalAlign=top;align=left;spacingLeft=6;" + HTML +
        BORDER, 200, 140],
    flow: ["endArrow=classic;html=1;", 100, 40],
    boundaryLine: ["endArrow=none;html=1;curved=1;" + BORDER, 100, 60]
};

function stencilCell(kind, type, label) {
    const look = LOOKS[kind];
    const line = kind === "flow" || kind === "boundaryLine";
    const value = mxUtils.createXmlDocument().createElement("object");
    const cell = new mxCell(value, new mxGeometry(0, 0, look[1], look[2]), look[0]);

    value.setAttribute("label", label);
    value.setAttribute("tm.type", type.id);
    cell.vertex = !line;
    cell.edge = line;
    if (line) {
        cell.geometry.setTerminalPoint(new mxPoint(0, look[2]), true);
        cell.geometry.setTerminalPoint(new mxPoint(look[1], 0), false);
        cell.geometry.relative = true;
    }
    return cell;
}

function stencilItem(tm, kind, type, label) {
    const sidebar = tm.ui.sidebar;
    const look = LOOKS[kind];
    const cell = stencilCell(kind, type, kind === "flow" || kind === "boundaryLine" ? "" : label);
    const make = cell.edge ? "createEdgeTemplateFromCells" : "createVertexTemplateFromCells";
    const item = sidebar[make]([cell], look[1], look[2], label);

    item.setAttribute("data-type", type.id);
    item.setAttribute("aria-label", label);
    return item;
}

/* Groups besides those of a kind: what is in none of them is with its kind. */
const GROUPS = [
    ["cloud", RegExp("^(TB\\.(Cloud|Vpc|Subnet|K8s|Ns|Container|ServiceFabric|Tenant)|" +
        "P\\.(AppService|Cdn|Waf|CloudId|Func|Container|Pod|K8sApi|Sidecar|Workflow|Crm)|" +
        "DS\\.(AzureSql|Dw|Table|Obj|Vault|Stream|Etcd))$")],
    ["iot", /Iot|^(EI|DS)\.Device$|^DF\.(Mqtt|Coap|Radio|Field)/],
    ["ai", /Llm|^P\.(Ai|Agent|Tool)$|^DS\.(Vector|Model)$|^TB\.Model$/],
    ["build", /^(P\.(Ci|Cd)|DS\.(Repo|Artifact)|EI\.PkgReg|TB\.(Build|Prod))$/]
];
const KINDS = ["external", "process", "store", "flow", "boundary"];

function groupOf(type) {
    const row = GROUPS.filter((one) => one[1].test(type.id))[0];

    return row ? row[0] : type.kind;
}

/* The palettes in their order: [id, title, items]; an item is [kind, type, label]. */
function palettePlan(tm) {
    const types = stencilsOf(tm).types;
    const special = types.filter((type) => BASIC.indexOf(type.id) < 0);
    const names = KINDS.concat(GROUPS.map((row) => row[0]));
    const groups = names.map((name) => ["tm-" + name, say(tm, "group_other", say(tm, name)),
        special.filter((type) => groupOf(type) === name)
            .map((type) => [type.kind, type, type.title])]);

    return [["tm-basic", say(tm, "group_basic"), basicItems(tm, types)]].concat(groups)
        .filter((group) => group[2].length > 0);
}

function basicItems(tm, types) {
    const basic = BASIC.map((id) => types.filter((type) => type.id === id)[0]);
    const items = basic.filter((type) => type).map((type) => [type.kind, type, say(tm, type.kind)]);
    const boundary = basic[BASIC.indexOf("GE.TB")];

    if (boundary)
        items.push(["boundaryLine", boundary, say(tm, "boundaryLine")]);
    return items;
}

/* Groups are folded, and made when somebody opens them. */
function palettesAdd(tm) {
    const sidebar = tm.ui.sidebar;

    if (!sidebar || !sidebar.addPalette || tm.palettes.length > 0)
        return;
    palettePlan(tm).forEach((row, index) => {
        sidebar.addPalette(row[0], row[1], index === 0, (content) => row[2].forEach((item) =>
            content.appendChild(stencilItem(tm, item[0], item[1], item[2]))));
        tm.palettes.push(row[0]);
    });
}

/* draw.io's own removePalette() fails where the palettes have a wrapper around them. */
function palettesRemove(tm) {
    tm.palettes.forEach((id) => {
        tm.ui.sidebar.palettes[id].forEach((node) => node.remove());
        delete tm.ui.sidebar.palettes[id];
    });
    tm.palettes = [];
}
