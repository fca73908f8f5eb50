/* Work in turns, so that typing never waits: a function* does a little between its yields. */
const SLICE = 12; /* milliseconds of work before the page may breathe */

/* Lets the page go on whenever a slice is over; drops the work when @wanted() says no. */
function turnsTake(steps, wanted) {
    const until = performance.now() + SLICE;

    while (wanted() && !steps.next().done)
        if (performance.now() >= until) {
            window.setTimeout(() => turnsTake(steps, wanted), 0);
            return;
        }
}

/* All of it at once: returns what it returns. */
function turnsAll(steps) {
    let step = steps.next();

    while (!step.done)
        step = steps.next();
    return step.value;
}

/* Does something with each of @items, and yields after every @count. */
function* turnsEach(items, count, each) {
    for (let i = 0; i < items.length; i++) {
        each(items[i]);
        if (i % count === count - 1)
            yield;
    }
}
