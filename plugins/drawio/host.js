/* What the plugin asks of draw.io. Parts of it are missing in some themes and hosts. */

function hostLanguage() {
    const wanted = (typeof mxLanguage === "string" && mxLanguage) || mxClient.language || "en";
    const short = wanted.slice(0, 2).toLowerCase();

    return LANGUAGES[short] ? short : "en";
}

function hostIsDark() {
    if (typeof Editor !== "undefined" && typeof Editor.isDarkMode === "function")
        return Boolean(Editor.isDarkMode());
    return typeof uiTheme !== "undefined" && uiTheme === "dark";
}

/* A viewer shows threats, but nobody answers or decides in it. */
function hostIsViewer(ui) {
    return !ui.editor.graph.isEnabled();
}

function hostFileName(ui) {
    const file = ui.getCurrentFile && ui.getCurrentFile();
    const title = file && file.getTitle && file.getTitle();

    return title || "diagram.drawio";
}

const DIAGRAM = /(\.drawio)?\.(drawio|xml|svg|png|html|dio)$/i;

/* The name of a file that is made from the diagram. */
function hostNameWith(ui, ending) {
    return hostFileName(ui).replace(DIAGRAM, "") + ending;
}

/* The name of a file that the command line finds beside the diagram. */
function hostNameBeside(ui, ending) {
    const name = hostFileName(ui);

    return (DIAGRAM.test(name) ? name : name + ".drawio") + ending;
}

function hostToday() {
    const now = new Date();
    const two = (number) => (number < 10 ? "0" : "") + number;

    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/* Hands a file to the person: a dialog of the desktop program, a download in a browser. */
function hostSave(ui, name, text, mime) {
    if (window.mxIsElectron || typeof ui.doSaveLocalFile !== "function")
        ui.saveData(name, name.replace(/^.*\./, ""), text, mime);
    else
        ui.doSaveLocalFile(text, name, mime, false);
}

/* Asks for files and reads them: [{name, text}]. */
function hostOpen(accept, done) {
    const input = make("input", {type: "file", accept: accept, multiple: true, hidden: true,
                                 "data-tm": "open"});

    input.addEventListener("change", () => {
        const files = Array.prototype.slice.call(input.files);
        Promise.all(files.map(readFile)).then(done);
        input.remove();
    });
    document.body.appendChild(input);
    input.click();
}

function readFile(file) {
    return new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve({name: file.name, text: reader.result});
        reader.onerror = () => resolve({name: file.name, text: ""});
        reader.readAsText(file);
    });
}
