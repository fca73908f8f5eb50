/* The engine: made when it is first asked, thrown away when it stops. */

/* @more are the options that a call has of its own. */
function engineOptions(tm, more) {
    const language = tm.templates ? tm.template.language : tm.language;

    return Object.assign({name: hostFileName(tm.ui), register: null, language: language,
                          templates: tm.templates, today: hostToday()}, more);
}

/* Never throws: what stops the engine is an error like any other, and the next call gets a new one.
 * It does one thing at a time: an analysis that was at work begins again later. */
function engineAsk(tm, verb, ...rest) {
    if (tm.asking && verb !== "steps")
        analysisSoon(tm);
    try {
        tm.engine = tm.engine || createDrawbridge();
        return tm.engine[verb](...rest);
    } catch (error) {
        tm.engine = null;
        return {ok: false, error: say(tm, "stopped", error && error.message || String(error))};
    }
}

/* Analyses a bit between two yields; returns the result. */
function* engineSteps(tm, text) {
    const options = engineOptions(tm, {});
    const steps = engineAsk(tm, "steps", text, options);
    let result = null;

    if (!steps || typeof steps.next !== "function")
        return steps && steps.ok === false ? steps : engineAsk(tm, "analyse", text, options);
    tm.asking = true;
    while (result === null) {
        yield;
        result = stepOnce(tm, steps);
    }
    tm.asking = false;
    return result;
}

function stepOnce(tm, steps) {
    try {
        const step = steps.next();
        return step.done ? step.value : null;
    } catch (error) {
        tm.engine = null;
        return {ok: false, error: say(tm, "stopped", error && error.message || String(error))};
    }
}

/* {types, properties} of the loaded templates; empty where the engine cannot tell. */
function engineStencils(tm) {
    const answer = engineAsk(tm, "stencils", engineOptions(tm, {}));

    return answer.ok ? JSON.parse(answer.json)
                     : {types: [], properties: [], priorities: [], error: answer.error};
}
