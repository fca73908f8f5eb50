/* Live analysis: some time after the last change, a bit at a time, so that typing never waits. */
const QUIET = 400; /* milliseconds without a change before it begins */
const SLICE = 12;  /* milliseconds of work before the page may breathe */

/* What changed makes a running analysis worthless. */
function analysisSoon(tm) {
    if (!tm.on)
        return;
    window.clearTimeout(tm.timer);
    tm.run++;
    tm.working = false;
    tm.timer = window.setTimeout(() => analysisBegin(tm), QUIET);
}

function analysisBegin(tm) {
    const text = pagesText(tm.ui);

    tm.timer = null;
    if (text === tm.text)
        return;
    tm.working = true;
    analysisWork(tm, {run: ++tm.run, text: text, began: performance.now(),
                      step: engineSteps(tm, text)});
}

/* Works until the slice is over, then lets the page go on. */
function analysisWork(tm, work) {
    const until = performance.now() + SLICE;
    let result = null;

    if (work.run !== tm.run)
        return;
    while (result === null && performance.now() < until)
        result = work.step();
    if (result !== null)
        analysisTake(tm, work, result);
    else
        window.setTimeout(() => analysisWork(tm, work), 0);
}

/* An error keeps what was known: the diagram may be in the middle of a change. */
function analysisTake(tm, work, result) {
    tm.working = false;
    tm.text = result.ok ? work.text : null;
    tm.error = result.ok ? null : result.error;
    if (result.ok) {
        tm.report = reportOf(JSON.parse(result.json), result.json);
        stencilsAgain(tm);
    }
    tm.took = performance.now() - work.began;
    tm.analyses++;
    tm.changed();
}

/* At once, but as gently: after a click that changed the diagram. */
function analysisNow(tm) {
    window.clearTimeout(tm.timer);
    analysisBegin(tm);
}
