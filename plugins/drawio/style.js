/* How the panel looks, in light and dark: [selector, declarations]. draw.io has rules of its own
 * for buttons in windows; the doubled class outweighs them. Its dark mode may invert all colours:
 * those that mean something are turned back, as pictures are. */
const STYLE_ROOT = ".tm-panel.tm-panel";
const STYLE = [
    ["&",
     "--tm-ink: #1f2328; --tm-faint: #59636e; --tm-paper: #ffffff; --tm-soft: #f3f5f7; " +
     "--tm-line: #d5dae0; --tm-chosen: #dcebfd; --tm-accent: #0b5cad; --tm-bad: " +
     "#a40e26; display: flex; flex-direction: column; height: 100%; box-sizing: " +
     "border-box; overflow: hidden; font: 13px/1.4 Helvetica, Arial, sans-serif; " +
     "color: var(--tm-ink); background: var(--tm-paper); text-align: left; " +
     "white-space: normal; cursor: default; user-select: text"],
    ["&.tm-dark",
     "--tm-ink: #e6e6e6; --tm-faint: #a3a8ae; --tm-paper: #232527; --tm-soft: #2d3033; " +
     "--tm-line: #44484c; --tm-chosen: #23415f; --tm-accent: #7ab8f5; --tm-bad: " +
     "#ff8f9c; color-scheme: dark"],
    ["*", "box-sizing: border-box"],
    ["button",
     "float: none; background: none; border: 0; padding: 0; margin: 0; color: inherit; " +
     "box-shadow: none; min-width: 0; height: auto"],
    ["[hidden]", "display: none !important"],
    [":focus-visible", "outline: 2px solid var(--tm-accent); outline-offset: -2px"],
    [".tm-head",
     "display: flex; align-items: center; gap: 6px; padding: 8px 10px 4px; flex: none"],
    [".tm-count", "font-weight: bold; flex: 1"],
    [".tm-severities", "display: flex; gap: 4px"],
    [".tm-severity",
     "border: 1px solid transparent; border-radius: 10px; padding: 1px 8px; font: bold " +
     "11px/1.5 Helvetica, Arial, sans-serif; cursor: pointer"],
    [".tm-severity[aria-pressed=false]", "opacity: .35; text-decoration: line-through"],
    [".tm-critical", "background: #7a0016; color: #fff"],
    [".tm-high", "background: #c0392b; color: #fff"],
    [".tm-medium", "background: #e08e0b; color: #1a1a1a"],
    [".tm-low", "background: #f4d35e; color: #1a1a1a"],
    [".geDarkMode & .tm-chip, .geDarkMode & .tm-severity",
     "filter: invert(100%) hue-rotate(180deg) saturate(1.25)"],
    [".tm-bar",
     "position: relative; display: flex; flex-wrap: wrap; gap: 4px; flex: none; " +
     "padding: 2px 10px 6px"],
    [".tm-button",
     "font: inherit; font-size: 12px; color: var(--tm-ink); background: " +
     "var(--tm-soft); border: 1px solid var(--tm-line); border-radius: 4px; padding: " +
     "2px 8px; cursor: pointer; display: inline-block"],
    [".tm-bar .tm-button", "padding: 2px 5px"],
    [".tm-button:hover", "border-color: var(--tm-accent)"],
    [".tm-button[aria-pressed=true]",
     "background: var(--tm-chosen); border-color: var(--tm-accent)"],
    [".tm-primary",
     "background: var(--tm-accent); color: var(--tm-paper); border-color: transparent"],
    [".tm-menu summary", "list-style: none"],
    [".tm-menu summary::-webkit-details-marker", "display: none"],
    [".tm-menu summary::after", "content: ' \\25BE'"],
    [".tm-items",
     "position: absolute; right: 10px; top: 100%; z-index: 3; display: flex; min-width: " +
     "160px; flex-direction: column; background: var(--tm-paper); border: 1px solid " +
     "var(--tm-line); border-radius: 4px; box-shadow: 0 4px 12px rgba(0, 0, 0, .25); " +
     "padding: 4px"],
    [".tm-items .tm-button",
     "border-color: transparent; background: none; text-align: left"],
    [".tm-items .tm-button:hover", "background: var(--tm-soft)"],
    [".tm-items .tm-field", "margin: 4px 8px"],
    [".tm-template:not(:empty)",
     "display: flex; gap: 6px; align-items: center; flex: none; padding: 0 10px 6px; " +
     "font-size: 12px"],
    [".tm-template span", "flex: 1; min-width: 0; overflow-wrap: anywhere"],
    [".tm-trouble", "color: var(--tm-bad); flex: none; overflow-wrap: anywhere"],
    ["div.tm-trouble:not(:empty)",
     "margin: 0 10px 6px; padding: 6px 8px; border-left: 3px solid; background: " +
     "var(--tm-soft); max-height: 120px; overflow: auto"],
    [".tm-tabs",
     "display: flex; flex: none; border-bottom: 1px solid var(--tm-line); padding: 0 " +
     "6px"],
    [".tm-tab",
     "font: inherit; background: none; border: 0; border-bottom: 2px solid " +
     "transparent; padding: 4px 10px; color: var(--tm-faint); cursor: pointer"],
    [".tm-tab[aria-selected=true]",
     "color: var(--tm-ink); border-color: var(--tm-accent); font-weight: bold"],
    [".tm-page",
     "flex: 1; min-height: 0; display: flex; flex-direction: column; overflow: hidden"],
    [".tm-filter",
     "display: flex; flex-wrap: wrap; gap: 4px; padding: 6px 10px; flex: none; " +
     "align-items: center"],
    ["input, select, textarea",
     "font: inherit; color: var(--tm-ink); background: var(--tm-paper); border: 1px " +
     "solid var(--tm-line); border-radius: 4px; padding: 2px 5px; min-width: 0; " +
     "max-width: 100%; height: auto; margin: 0"],
    [".tm-filter input", "flex: 1 1 100%; padding: 4px 6px"],
    [".tm-filter select", "flex: 1 1 90px; font-size: 12px"],
    [".tm-sort",
     "display: flex; flex: 1 1 120px; align-items: center; gap: 4px; font-size: 12px; " +
     "color: var(--tm-faint); white-space: nowrap"],
    [".tm-only",
     "flex: 1 1 100%; min-width: 0; display: flex; gap: 6px; align-items: center; font-size: 12px"],
    [".tm-only:empty", "display: none"],
    [".tm-only span",
     "flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap"],
    [".tm-list",
     "flex: 9 1 0; min-height: 92px; overflow: auto; position: relative; border-top: " +
     "1px solid var(--tm-line)"],
    [".tm-rows", "position: relative"],
    [".tm-row",
     "position: absolute; left: 0; right: 0; height: 46px; display: flex; gap: 8px; " +
     "align-items: center; padding: 0 10px; cursor: pointer; border-bottom: 1px solid " +
     "var(--tm-line)"],
    [".tm-row:hover", "background: var(--tm-soft)"],
    [".tm-row.tm-chosen", "background: var(--tm-chosen)"],
    [".tm-row-text", "min-width: 0; flex: 1"],
    [".tm-row-title, .tm-row-below",
     "overflow: hidden; text-overflow: ellipsis; white-space: nowrap"],
    [".tm-row-below, .tm-faint", "color: var(--tm-faint); font-size: 12px"],
    [".tm-done .tm-row-title", "text-decoration: line-through; color: var(--tm-faint)"],
    [".tm-done .tm-chip", "opacity: .5"],
    [".tm-chip",
     "flex: none; display: inline-block; width: 20px; height: 20px; border-radius: " +
     "10px; text-align: center; font: bold 11px/20px Helvetica, Arial, sans-serif"],
    [".tm-details",
     "flex: 11 1 0; min-height: 0; overflow: auto; padding: 8px 10px 12px; " +
     "border-top: 3px solid var(--tm-line)"],
    ["h3",
     "font-size: 14px; margin: 0 0 4px; line-height: 1.3; overflow-wrap: anywhere; " +
     "max-height: 7.8em; overflow: auto"],
    ["h3 .tm-chip", "margin-right: 6px"],
    ["h4", "font-size: 12px; margin: 12px 0 2px; color: var(--tm-faint); font-weight: bold"],
    ["p", "margin: 2px 0 4px; overflow-wrap: anywhere"],
    ["ul", "margin: 2px 0; padding-left: 18px"],
    ["li", "margin: 2px 0"],
    [".tm-prose", "white-space: normal"],
    [".tm-strong", "font-weight: bold"],
    [".tm-link",
     "font: inherit; background: none; border: 0; padding: 0; margin-right: 8px; " +
     "color: var(--tm-accent); text-decoration: underline; cursor: pointer"],
    ["a", "color: var(--tm-accent)"],
    [".tm-question",
     "border-left: 3px solid var(--tm-accent); padding: 2px 0 4px 8px; margin: 4px 0"],
    [".tm-question p", "max-height: 14em; overflow: auto"],
    [".tm-answers", "display: flex; flex-wrap: wrap; gap: 4px"],
    [".tm-clears", "border-color: var(--tm-accent); font-weight: bold"],
    [".tm-field", "display: flex; align-items: flex-start; gap: 8px; margin: 3px 0"],
    [".tm-field > span",
     "flex: 0 0 38%; padding-top: 2px; font-size: 12px; overflow-wrap: anywhere"],
    [".tm-field > :last-child", "flex: 1"],
    [".tm-stated > span", "font-weight: bold"],
    [".tm-check", "display: flex; gap: 6px; align-items: center; margin: 6px 0"],
    [".tm-check input", "width: auto"],
    [".tm-messages, .tm-selection",
     "flex: 1; overflow: auto; padding: 8px 10px !important; list-style: none"],
    [".tm-message",
     "border-left: 3px solid #e08e0b; padding: 2px 0 4px 8px; margin: 0 0 10px " +
     "!important"],
    [".tm-is-error", "border-color: #c0392b"],
    [".tm-is-note", "border-color: #1c7ed6"],
    [".tm-message p", "max-height: 14em; overflow: auto"],
    [".tm-jump, .tm-link",
     "max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap"],
    [".tm-code", "font-weight: bold; font-size: 12px"],
    [".tm-selection section > input", "width: 100%; margin-bottom: 4px"],
    [".tm-empty", "color: var(--tm-faint); padding: 8px 10px; list-style: none"],
    [".tm-said:not(:empty)",
     "flex: none; padding: 4px 10px; border-top: 1px solid var(--tm-line); color: " +
     "var(--tm-faint); font-size: 12px; overflow-wrap: anywhere; max-height: 5em; " +
     "overflow: auto"]
];

function styleSelector(selector) {
    const whole = (one) => one.indexOf("&") < 0 ? STYLE_ROOT + " " + one
                                                : one.replace("&", STYLE_ROOT);

    return selector.split(",").map((one) => whole(one.trim())).join(", ");
}

function styleAdd() {
    const text = STYLE.map((row) => styleSelector(row[0]) + " { " + row[1] + " }").join("\n");

    document.head.appendChild(make("style", {text: text}));
}
