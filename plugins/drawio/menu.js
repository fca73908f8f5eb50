/* The ways in: Extras > Threat model, a button of the toolbar, the menu of a shape. */

/* name, text, what it does, and whether it is ticked. */
const ACTIONS = [
    ["tmShow", "show", panelToggle, panelIsShown],
    ["tmFocus", "show", (tm) => {
        panelShow(tm, true);
        panelFocus(tm);
    }],
    ["tmBadges", "badges", (tm) => toggle(tm, "badges"), (tm) => tm.badges],
    ["tmTint", "tint", (tm) => toggle(tm, "tint"), (tm) => tm.tint],
    ["tmType", "setType", typeAsk],
    ["tmWrite", "write", writeAsked],
    ["tmHtml", "export_html", (tm) => exportAs(tm, "html")],
    ["tmCsv", "export_csv", (tm) => exportAs(tm, "csv")],
    ["tmJson", "export_json", (tm) => exportAs(tm, "json")],
    ["tmMarkdown", "export_markdown", (tm) => exportAs(tm, "markdown")],
    ["tmRegister", "export_register", (tm) => exportAs(tm, "register")],
    ["tmTemplate", "loadTemplate", templateOpen],
    ["tmBuiltin", "builtinTemplate", templateReset]
];
const EXPORTED = ["tmHtml", "tmCsv", "tmJson", "tmMarkdown", "tmRegister"];

function typeAsk(tm) {
    panelShow(tm, true);
    panelTab(tm, "selection");
    const field = fieldFind(tm.parts.selection, "type");
    if (field)
        field.focus();
}

function writeAsked(tm) {
    panelShow(tm, true);
    writeThreats(tm);
}

function actionsAdd(tm) {
    ACTIONS.forEach((row) => {
        mxResources.parse(row[0] + "=" + say(tm, row[1]));
        const action = tm.ui.actions.addAction(row[0], () => row[2](tm));
        if (row[3]) {
            action.setToggleAction(true);
            action.setSelectedCallback(() => Boolean(row[3](tm)));
        }
    });
}

/* Alt+Shift+M puts the keyboard into the panel, and Escape out of it. */
function keysAdd(tm) {
    if (tm.ui.altShiftActions)
        tm.ui.altShiftActions[77] = "tmFocus";
}

function menusAdd(tm) {
    const menus = tm.ui.menus;
    const extras = menus && menus.get("extras");

    if (!menus)
        return;
    mxResources.parse("tmMenu=" + say(tm, "title") + "\ntmExport=" + say(tm, "exportAs"));
    menus.put("tmExport", new Menu((menu, parent) => menus.addMenuItems(menu, EXPORTED, parent)));
    menus.put("tmMenu", new Menu((menu, parent) => menuFill(menus, menu, parent)));
    if (extras)
        menuExtend(extras, "funct", (menu, parent) => {
            menu.addSeparator(parent);
            menus.addSubmenu("tmMenu", menu, parent, say(tm, "title"));
        });
    menuExtend(menus, "createPopupMenu", (menu) => {
        if (cellsSelected(tm).length > 0)
            menus.addMenuItems(menu, ["-", "tmType"]);
    });
}

function menuFill(menus, menu, parent) {
    menus.addMenuItems(menu, ["tmShow", "tmBadges", "tmTint", "-", "tmType", "tmWrite"], parent);
    menus.addSubmenu("tmExport", menu, parent);
    menus.addMenuItems(menu, ["-", "tmTemplate", "tmBuiltin"], parent);
}

/* Lets @more run after the function that is there. */
function menuExtend(owner, name, more) {
    const before = owner[name];

    owner[name] = function (...rest) {
        before.apply(this, rest);
        more(...rest);
    };
}

/* A shield with an exclamation mark. */
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    '<path d="M8 1l6 2v4.5c0 3.7-2.6 6.3-6 7.5-3.4-1.2-6-3.8-6-7.5V3z" fill="none" ' +
    'stroke="COLOUR" stroke-width="1.5"/><path d="M8 4.5v4M8 10.3v1.5" stroke="COLOUR" ' +
    'stroke-width="1.8"/></svg>';

function toolbarAdd(tm) {
    const toolbar = tm.ui.toolbar;
    const colour = hostIsDark() ? "#dddddd" : "#444444";

    if (!toolbar || !toolbar.container)
        return;
    const button = make("a", {class: "geButton tm-tool", role: "button", tabindex: "0",
                              title: say(tm, "title"), "aria-label": say(tm, "title"),
                              onclick: () => panelToggle(tm),
                              onkeydown: (event) => {
                                  if (event.key !== "Enter" && event.key !== " ")
                                      return;
                                  event.preventDefault();
                                  panelToggle(tm);
                              }});
    button.style.background = 'url("data:image/svg+xml,' +
        encodeURIComponent(ICON.split("COLOUR").join(colour)) + '") center no-repeat';
    toolbar.container.appendChild(button);
}
