/* The engine as an object: what build.py puts around what emscripten made of the C code.
 *
 * createDrawbridge() returns an engine whose calls take texts and return results; none of them
 * throws. When the engine dies, of a mistake in it or for want of memory, the call says so, and the
 * next one works with a new instance: nothing is kept in it that a call does not bring along.
 *
 * newInstance() returns a new instance of emscripten's module; build.py defines it. */
function createDrawbridge() {
    "use strict";

    var MORE = 2, DONE = 1;
    var PATIENCE = 4; /* milliseconds that a step may take before it lets others go on */
    var FLAGS = ["reportPage", "uncompress"];
    var UNUSED = ["picture"]; /* the engine draws itself: an SVG from elsewhere may have scripts */
    var encoder = new TextEncoder();
    var decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    var module = null, web = 0, turn = 0;

    /* --- memory of the instance ------------------------------------------------------------ */

    function bytesOf(value) {
        return typeof value === "string" ? encoder.encode(value) : value;
    }

    /* Copies bytes, with a NUL behind them; free() them. */
    function copyIn(bytes) {
        var place = module._malloc(bytes.length + 1);
        module.HEAPU8.set(bytes, place);
        module.HEAPU8[place + bytes.length] = 0;
        return place;
    }

    /* Calls with the places of @values (texts or bytes), and the length of the last one. */
    function callWith(call, values) {
        var last = 0;
        var places = values.map(function (value) {
            var bytes = bytesOf(value);
            last = bytes.length;
            return copyIn(bytes);
        });
        call.apply(null, [web].concat(places, [last]));
        places.forEach(module._free);
    }

    function resultText() {
        var place = module._tm_web_result(web);
        return decoder.decode(module.HEAPU8.subarray(place, place + module._tm_web_length(web)));
    }

    /* --- a call ---------------------------------------------------------------------------- */

    function wake() {
        if (module !== null)
            return;
        module = newInstance();
        web = module._tm_web_new();
    }

    function say(key, value) {
        if (key === "templates")
            value.forEach(function (template) {
                callWith(module._tm_web_add_template, [template.name, template.text]);
            });
        else if (FLAGS.indexOf(key) < 0)
            callWith(module._tm_web_set, [key, value]);
        else if (value)
            callWith(module._tm_web_set, [key, ""]);
    }

    /* An empty register is none. */
    function isSaid(key, value) {
        return value !== undefined && value !== null && !(key === "register" && value === "");
    }

    /* The name of the diagram comes first: it stands in messages about the rest. */
    function begin(verb, options) {
        var keys = Object.keys(options).filter(function (key) {
            return key !== "name" && UNUSED.indexOf(key) < 0 && isSaid(key, options[key]);
        });
        turn++;
        wake();
        callWith(module._tm_web_begin, [verb]);
        if (isSaid("name", options.name))
            say("name", options.name);
        keys.forEach(function (key) {
            say(key, options[key]);
        });
    }

    function end(status, member) {
        var result = { ok: status === DONE };
        result[result.ok ? member : "error"] = resultText();
        return result;
    }

    /* An instance that threw is in no state to be used again. */
    function bury(problem) {
        module = null;
        web = 0;
        return { ok: false, error: "drawbridge: error: the engine stopped: " + problem.message };
    }

    function run(verb, options, member) {
        var status = MORE;
        try {
            begin(verb, options);
            while (status === MORE)
                status = module._tm_web_step(web);
            return end(status, member);
        } catch (problem) {
            return bury(problem);
        }
    }

    function withText(text, options) {
        return Object.assign({}, options, { text: text });
    }

    /* --- steps ----------------------------------------------------------------------------- */

    function stepFor(milliseconds) {
        var until = Date.now() + milliseconds, status;
        do
            status = module._tm_web_step(web);
        while (status === MORE && Date.now() < until);
        return status;
    }

    /* One next() of an iterator. @mine is the turn it began in: another call since then has put
     * its own work in the place. */
    function next(mine) {
        var status;
        if (mine !== turn)
            return { ok: false, error: "drawbridge: error: another call came between" };
        try {
            status = stepFor(PATIENCE);
            return status === MORE ? null : end(status, "json");
        } catch (problem) {
            return bury(problem);
        }
    }

    function steps(text, options) {
        var result = null, mine;
        try {
            begin("analyse", withText(text, options));
        } catch (problem) {
            result = bury(problem);
        }
        mine = turn;
        return {
            next: function () {
                result = result || next(mine);
                return result ? { done: true, value: result } : { done: false, value: undefined };
            }
        };
    }

    return {
        version: "@VERSION@",
        analyse: function (text, options) {
            return run("analyse", withText(text, options), "json");
        },
        write: function (text, options) {
            return run("write", withText(text, options), "text");
        },
        decide: function (text, options) {
            return run("decide", withText(text, options), "register");
        },
        stencils: function (options) {
            return run("stencils", options || {}, "json");
        },
        explain: function (id, options) {
            return run("explain", Object.assign({}, options, { id: id }), "text");
        },
        steps: steps
    };
}
