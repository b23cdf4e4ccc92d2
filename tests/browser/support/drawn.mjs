// When a page has drawn all that follows from what was done to it. Yew draws in slices: after 16 ms it lets the browser
// go on and takes up the rest in a timer, and some of the page's own steps begin in a timer, too. What a test reads
// between two slices is of neither before nor after.

/** Runs in a page before its own scripts: notes which timers without a delay have not begun. */
function note() {
  const { setTimeout, clearTimeout } = window;
  const waiting = new Set();
  window.setTimeout = (run, after = 0, ...given) => {
    if (after > 0) return setTimeout(run, after, ...given);
    const id = setTimeout((...all) => {
      waiting.delete(id);
      run(...all);
    }, 0, ...given);
    waiting.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    waiting.delete(id);
    clearTimeout(id);
  };
  Object.defineProperty(window, '__slices', { value: waiting });
}

/** Lets the pages of a context be asked whether they have drawn. */
export const noteSlices = (context) => context.addInitScript(note);

/**
 * Waits until a page, or a frame, has taken in all that was done to it; what it measures in the frames after that may
 * not be drawn yet.
 *
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 */
export const takenIn = (page) => page.evaluate(async () => {
  do await new Promise((go) => { setTimeout(go, 1); }); while (window.__slices.size > 0);
});

/** Runs in a page: see `drawn`. */
export async function whenDrawn() {
  const enough = performance.now() + 10_000;
  // A chart is measured in one frame and drawn again in the next. Where results keep arriving there may be no three
  // frames at rest; what was done before has been drawn by then.
  for (let rest = 0; rest < 3 && !(rest > 0 && performance.now() > enough);) {
    await new Promise((go) => { requestAnimationFrame(go); });
    rest = window.__slices.size === 0 ? rest + 1 : 0;
  }
}

/**
 * Waits until a page, or a frame, has drawn all that was done to it, frames in which charts are measured included. What
 * comes from workers, from files or after a delay is not waited for.
 *
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 */
export const drawn = (page) => page.evaluate(whenDrawn);
