/* Parts of the page. Text goes in as text only: nothing of a diagram is ever read as markup. */

/* Makes a node: @marks are attributes, but `text`, `value`, `checked`, and `on...` listeners. */
function make(tag, marks, children) {
    const node = document.createElement(tag);

    Object.keys(marks || {}).forEach((name) => mark(node, name, marks[name]));
    (children || []).forEach((child) => put(node, child));
    return node;
}

function mark(node, name, value) {
    if (value === null || value === undefined || value === false)
        return;
    if (name === "text")
        node.textContent = value;
    else if (name === "value" && node.tagName === "INPUT")
        node.defaultValue = value;
    else if (name === "value" || name === "checked")
        node[name] = value;
    else if (name.slice(0, 2) === "on")
        node.addEventListener(name.slice(2), value);
    else
        node.setAttribute(name, value === true ? "" : value);
}

function put(node, child) {
    if (child === null || child === undefined)
        return;
    node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
}

/* Gives a node other children. */
function fill(node, children) {
    node.textContent = "";
    children.forEach((child) => put(node, child));
}

/* Gives a node other children, and the keyboard back to the field that had it, with what was being
 * typed there; where that is gone, to @node itself. */
function redraw(node, children) {
    const before = document.activeElement;
    const had = node !== before && node.contains(before);
    const place = had && before.type !== "checkbox" ? before.selectionStart : null;

    fill(node, children);
    if (!had)
        return;
    const again = fieldFind(node, before.getAttribute("data-field"));
    (again || node).focus({preventScroll: true});
    if (again && typeof place === "number")
        typedAgain(again, before, place);
}

function typedAgain(again, before, place) {
    if (before.value !== before.defaultValue)
        again.value = before.value;
    again.setSelectionRange(place, place);
}

function fieldFind(root, field) {
    return field && root.querySelector('[data-field="' + CSS.escape(field) + '"]');
}

function makeButton(text, pressed, marks) {
    return make("button", Object.assign({type: "button", class: "tm-button", text: text,
                                         onclick: pressed}, marks));
}

/* @choices are pairs of a value and a text. */
function makeSelect(label, choices, chosen, changed) {
    const options = choices.map((choice) => make("option", {value: choice[0], text: choice[1]}));
    const select = make("select", {"aria-label": label, title: label}, options);

    select.value = chosen;
    select.addEventListener("change", () => changed(select.value));
    return select;
}

function makeField(label, input) {
    return make("label", {class: "tm-field"}, [make("span", {text: label}), input]);
}

/* A link only where it is one to the web: a text may come from a template of somebody else. */
function makeReference(text) {
    if (!/^https?:\/\/[^\s]+$/.test(text))
        return make("span", {text: text});
    return make("a", {href: text, target: "_blank", rel: "noopener noreferrer", text: text});
}
