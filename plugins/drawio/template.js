/* Templates of one's own: a .tb7, or the YAML files of a template of ours. They hold until the
 * editor is closed; the file does not carry them. */

function stencilsOf(tm) {
    tm.stencils = tm.stencils || engineStencils(tm);
    return tm.stencils;
}

function templateOpen(tm) {
    hostOpen(".tb7,.yaml,.yml,.xml", (files) => templateUse(tm, files));
}

/* A template that the engine refuses changes nothing. */
function templateUse(tm, files) {
    const before = tm.templates;

    if (files.length === 0)
        return;
    tm.templates = files;
    tm.stencils = null;
    const trouble = stencilsOf(tm).error;
    if (trouble) {
        tm.templates = before;
        tm.stencils = null;
    }
    panelSay(tm, trouble ? say(tm, "templateFailed", trouble)
                         : say(tm, "templates", files.map((file) => file.name).join(", ")));
    templateChanged(tm);
}

function templateReset(tm) {
    tm.templates = null;
    tm.stencils = null;
    templateChanged(tm);
}

function templateChanged(tm) {
    tm.text = null;
    tm.drawn = null;
    palettesRemove(tm);
    palettesAdd(tm);
    analysisSoon(tm);
}
