/* Live analysis: some time after the last change, a bit at a time, so that typing never waits. */
const QUIET = 400; /* milliseconds without a change before it begins */

/* Drops what is at work. */
function analysisStop(tm) {
    window.clearTimeout(tm.timer);
    tm.timer = null;
    tm.run++;
    tm.working = tm.asking = false;
}

/* What changed makes a running analysis worthless. */
function analysisSoon(tm) {
    if (!tm.on)
        return;
    analysisStop(tm);
    tm.timer = window.setTimeout(() => analysisBegin(tm), QUIET);
}

/* At once, but as gently: after a click that changed the diagram. */
function analysisNow(tm) {
    analysisStop(tm);
    analysisBegin(tm);
}

function analysisBegin(tm) {
    const run = ++tm.run;

    tm.timer = null;
    tm.working = true;
    turnsTake(analysisSteps(tm), () => run === tm.run);
}

function* analysisSteps(tm) {
    const began = performance.now();
    const text = yield* pagesSteps(tm.ui);

    if (text !== tm.text) {
        yield* analysisTake(tm, yield* engineSteps(tm, text));
        tm.text = tm.error ? null : text;
        tm.took = performance.now() - began;
        tm.analyses++;
    }
    tm.working = false;
}

/* An error keeps what was known: the diagram may be in the middle of a change. */
function* analysisTake(tm, result) {
    const report = result.ok ? yield* reportRead(result.json) : tm.report;

    tm.error = result.ok ? null : result.error;
    tm.report = report;
    if (result.ok)
        stencilsAgain(tm);
    panelDraw(tm);
    yield;
    tintsDraw(tm);
    yield* badgesSteps(tm);
}
