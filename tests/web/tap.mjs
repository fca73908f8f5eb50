/* Tests that print TAP, as `meson test` reads it. */
let count = 0;
let failed = 0;

export function skip(why) {
    console.log(`1..0 # SKIP ${why}`);
    process.exit(0);
}

/* Runs one test: what it throws is why it failed. */
export function test(name, body) {
    count++;
    try {
        body();
        console.log(`ok ${count} - ${name}`);
    } catch (problem) {
        failed++;
        console.log(`not ok ${count} - ${name}`);
        String(problem.stack).split("\n").slice(0, 6).forEach((line) => console.log(`# ${line}`));
    }
}

export function check(truth, text) {
    if (!truth)
        throw new Error(text);
}

/* Compares two texts; where they differ, shows the first place. */
export function same(got, wanted, what) {
    if (got === wanted)
        return;
    let at = 0;
    while (got[at] === wanted[at])
        at++;
    const from = Math.max(at - 60, 0);
    throw new Error(`${what} differs at ${at}:\n  ${JSON.stringify(got.slice(from, at + 60))}\n  ` +
        `instead of\n  ${JSON.stringify(wanted.slice(from, at + 60))}`);
}

export function done() {
    console.log(`1..${count}`);
    process.exit(failed > 0 ? 1 : 0);
}
