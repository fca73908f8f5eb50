/* Boundaries wear a tint that says how far one may trust what is inside. It lies behind the
 * diagram, and neither the file nor an exported picture has it. */
const TINTS = {Internet: "#e03131", External: "#f08c00", Internal: "#1c7ed6"};
const SVG = "http://www.w3.org/2000/svg";

function tintGroup(tm) {
    const pane = tm.graph.view.getBackgroundPane();

    if (!tm.tintGroup) {
        tm.tintGroup = document.createElementNS(SVG, "g");
        tm.tintGroup.setAttribute("class", "tm-tints");
        tm.tintGroup.setAttribute("pointer-events", "none");
    }
    if (pane && tm.tintGroup.parentNode !== pane)
        pane.appendChild(tm.tintGroup);
    return tm.tintGroup;
}

function zoneOf(tm, part) {
    const type = stencilsOf(tm).types.filter((one) => one.id === part.type)[0];
    const cell = cellById(tm.graph, part.id);
    const stated = cell && cellProperty(cell, "zone");

    return stated || type && type.properties && type.properties.zone || "Internal";
}

function boundariesShown(tm) {
    const page = pageCurrentId(tm.ui);
    const diagram = tm.report && tm.report.json.model.diagrams.filter((one) => one.id === page)[0];

    return tm.on && tm.tint && diagram ? diagram.boundaries : [];
}

function tintsDraw(tm) {
    const group = tintGroup(tm);

    group.textContent = "";
    boundariesShown(tm).forEach((part) => {
        const cell = cellById(tm.graph, part.id);
        const state = cell && tm.graph.view.getState(cell);
        if (state)
            group.appendChild(tintMake(tm, part, state));
    });
}

function tintMake(tm, part, state) {
    const colour = TINTS[zoneOf(tm, part)] || TINTS.Internal;

    return state.absolutePoints ? tintLine(state, colour) : tintBox(state, colour);
}

function tintBox(state, colour) {
    const box = document.createElementNS(SVG, "rect");
    const marks = {x: state.x, y: state.y, width: state.width, height: state.height, fill: colour,
                   "fill-opacity": hostIsDark() ? 0.1 : 0.07, rx: 3};

    Object.keys(marks).forEach((name) => box.setAttribute(name, marks[name]));
    return box;
}

function tintLine(state, colour) {
    const line = document.createElementNS(SVG, "polyline");
    const points = state.absolutePoints.filter((point) => point);

    line.setAttribute("points", points.map((point) => point.x + "," + point.y).join(" "));
    line.setAttribute("fill", "none");
    line.setAttribute("stroke", colour);
    line.setAttribute("stroke-opacity", "0.2");
    line.setAttribute("stroke-width", String(12 * state.view.scale));
    return line;
}

/* Follows what moves the shapes: zooming, scrolling to other pages, editing. */
function tintsFollow(tm) {
    const draw = () => tintsDraw(tm);
    const view = [mxEvent.SCALE, mxEvent.TRANSLATE, mxEvent.SCALE_AND_TRANSLATE, mxEvent.DOWN,
                  mxEvent.UP];

    view.forEach((name) => tm.graph.view.addListener(name, draw));
    tm.graph.addListener(mxEvent.SIZE, draw);
    tm.graph.addListener(mxEvent.REFRESH, draw);
}
