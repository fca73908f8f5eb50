/* What is remembered from one session to the next: a few settings and the templates of one's own,
 * in the storage of the browser, under a key of ours. A host may have none, or refuse it. */
const MEMORY = "drawbridge";
const MEMORY_MOST = 2 * 1024 * 1024; /* letters in all: the diagrams of draw.io live there, too */

function memoryText() {
    try {
        return window.localStorage.getItem(MEMORY);
    } catch (error) {
        return null;
    }
}

function isFile(one) {
    return Boolean(one) && typeof one.name === "string" && typeof one.text === "string";
}

/* Whoever wrote it: what is not as we write it counts for nothing. */
function memoryRead() {
    let all = null;

    try {
        all = JSON.parse(memoryText());
    } catch (error) {
        all = null;
    }
    all = all || {};
    const files = Array.isArray(all.templates) && all.templates.every(isFile) ? all.templates : [];
    return {by: typeof all.by === "string" ? all.by : "", badges: all.badges !== false,
            tint: all.tint !== false, templates: files.length > 0 ? files : null};
}

/* Another window may have changed the rest. Returns null, or the key of the text that says why
 * nothing will be known of @changes in the next session. */
function memoryKeep(changes) {
    const text = JSON.stringify(Object.assign(memoryRead(), changes));

    if (text.length > MEMORY_MOST)
        return "tooLarge";
    try {
        window.localStorage.setItem(MEMORY, text);
        return null;
    } catch (error) {
        return "refused";
    }
}
