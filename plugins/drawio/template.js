/* Templates of one's own: a .tb7, or the YAML files of a template of ours. The file does not carry
 * them: this browser remembers them, until they are exchanged for the built-in one. */

function stencilsOf(tm) {
    tm.stencils = tm.stencils || engineStencils(tm);
    return tm.stencils;
}

/* What the engine could not tell before it may tell now. */
function stencilsAgain(tm) {
    if (tm.stencils && tm.stencils.error)
        tm.stencils = null;
}

function templateOpen(tm) {
    hostOpen(".tb7,.yaml,.yml,.xml", (files) => templateUse(tm, files));
}

/* Returns what the engine has against the files in this language, or null. */
function templateTryIn(tm, files, language) {
    tm.templates = files;
    tm.template.language = language;
    tm.stencils = null;
    return stencilsOf(tm).error || null;
}

/* Returns what the engine has against the files, which it does not get then, or null. Few templates
 * say anything in another language than their own. */
function templateTry(tm, files) {
    const before = tm.templates;
    const language = tm.template.language;
    const trouble = templateTryIn(tm, files, tm.language) && templateTryIn(tm, files, null);

    if (trouble) {
        tm.templates = before;
        tm.template.language = language;
        tm.stencils = null;
    }
    return trouble;
}

/* A template that the engine refuses changes nothing. */
function templateUse(tm, files) {
    const trouble = files.length > 0 && templateTry(tm, files);

    if (files.length === 0)
        return;
    if (!trouble) {
        tm.template.refused = null;
        tm.template.fleeting = templateKeep(files);
    }
    panelSay(tm, trouble ? say(tm, "templateFailed", trouble) : templateText(tm));
    templateChanged(tm);
}

/* What does not fit must not leave the one before for the next session. */
function templateKeep(files) {
    const why = memoryKeep({templates: files});

    if (why && files)
        memoryKeep({templates: null});
    return why;
}

/* Of the session before: once, when the panel is first shown, and not over what was loaded since.
 * Another version of the engine may refuse it: it stays remembered, and the panel says so. */
function templateRecall(tm) {
    const files = tm.templates ? null : memoryRead().templates;

    if (files)
        tm.template.refused = templateTry(tm, files);
}

function templateReset(tm) {
    tm.templates = null;
    tm.stencils = null;
    tm.template = templateNone();
    templateKeep(null);
    panelSay(tm, say(tm, "templates", say(tm, "builtin")));
    templateChanged(tm);
}

function templateNone() {
    return {refused: null,   /* what the engine has against the one that is remembered */
            fleeting: null,  /* why the one in use will not be remembered */
            language: null}; /* in which the one in use speaks; null: its own */
}

function templateChanged(tm) {
    tm.text = null;
    tm.drawn = null;
    tm.selected = null;
    palettesRemove(tm);
    palettesAdd(tm);
    panelDraw(tm);
    analysisSoon(tm);
}

/* --- the line that says which one is in use ---------------------------------------------- */
const TEMPLATE_NAMES = 3; /* how many files are named */

function templateText(tm) {
    const names = tm.templates.map((file) => file.name);
    const more = names.length - TEMPLATE_NAMES;
    const text = names.slice(0, TEMPLATE_NAMES).join(", ") + (more > 0 ? " +" + more : "");
    const fleeting = tm.template.fleeting;

    return say(tm, "templates", text) + (fleeting ? " " + say(tm, fleeting) : "");
}

function templateMake(tm) {
    tm.parts.template = make("div", {class: "tm-template", "data-tm": "template"});
    return tm.parts.template;
}

/* The button goes with the template: the keyboard goes to where another one is loaded. */
function templateAway(tm) {
    templateReset(tm);
    tm.parts.panel.querySelector("[data-tm=settings] summary").focus();
}

/* The built-in one needs no words. */
function templateDraw(tm) {
    const refused = tm.template.refused;
    const text = tm.templates ? templateText(tm)
                              : refused ? say(tm, "templateFailed", refused) : null;

    fill(tm.parts.template, text === null ? [] : [
        make("span", {text: text, title: text}),
        makeButton(say(tm, "builtinTemplate"), () => templateAway(tm), {"data-tm": "builtin"})]);
}
