/* What a person sets once: who decides, and by which template. */

function settingsMenu(tm) {
    const menu = menuMake(tm, "settings");
    const load = makeButton(say(tm, "loadTemplate"), () => {
        menu.open = false;
        templateOpen(tm);
    });

    fill(menu, [make("summary", {class: "tm-button", text: say(tm, "settings")}),
                make("div", {class: "tm-items"}, [byField(tm, menu), load])]);
    return menu;
}

/* Nobody is named who did not say so. */
function byField(tm, menu) {
    const input = make("input", {
        value: tm.by, "data-field": "by", title: say(tm, "decisionsByLong"),
        oninput: () => { tm.by = input.value.trim(); },
        onchange: () => memoryKeep({by: tm.by}),
        onkeydown: (event) => {
            if (event.key === "Enter")
                menu.open = false;
        }});

    return makeField(say(tm, "decisionsBy"), input);
}
