// What a person waits for on the page, with the worked example: `node tests/browser/waits.mjs [--rounds N]` prints a
// table and, as its last line, the figures as JSON. `cargo xtask bench --page` builds the page, calls this and keeps
// the history.
//
// Times are the page's own marks (src/timing.rs): a verdict counts once the frame that shows it is on its way to the
// screen. Other programs running on the machine make all of them longer.

import { parseArgs } from 'node:util';
import { launchChromium } from './support/chromium.mjs';
import { memory } from './support/memory.mjs';
import { reported as settled, scrollTo as lookAt, slider } from './support/funnel.mjs';
import { startServer } from './support/server.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);

/** Views with a study that begins by itself, in the order of the page. */
const STUDIES = ['holds', 'ladder', 'curve', 'extra', 'cut', 'drivers', 'learn'];
/** Views whose study begins when it is asked for, with what asks. */
const ASKED = { mix: 'Look for a better split', outcome: 'Find what it takes' };

const DRAG_MILLIS = 10_000;
const STEPS = 20;
/** Steps of the slider over which memory should be flat, and those after which the page is taken to have all that it needs. */
const [MANY, FEW] = [1_000, 100];
/** The longest that a study may take here. */
const PATIENCE = 120_000;

const server = await startServer();
const browser = await launchChromium();

const quantile = (numbers, p) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] : NaN;
};
const median = (numbers) => quantile(numbers, 0.5);

/** A fresh page with its answer settled, and a list of its marks. */
async function open() {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${server.origin}/?open=all`);
  await settled(page, PATIENCE);
  await page.evaluate(() => {
    window.__marks = [];
    window.__long = [];
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) window.__marks.push([name, startTime]);
    }).observe({ type: 'mark' });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.__long.push(duration);
    }).observe({ type: 'longtask' });
  });
  return page;
}

const marks = (page, name) => page.evaluate((name) => window.__marks.filter(([n]) => n === name).map(([, at]) => at), name);

/** Ten seconds of dragging: times between painted verdicts, from the last one to settled, and long tasks. */
async function drag() {
  const page = await open();
  const box = await slider(page).boundingBox();
  const at = (share) => [box.x + share * box.width, box.y + box.height / 2];
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  const start = Date.now();
  while (Date.now() - start < DRAG_MILLIS) await page.mouse.move(...at(0.5 + 0.35 * Math.sin((Date.now() - start) / 400)));
  const painted = await marks(page, 'answer-first');
  await page.mouse.up();
  const released = await page.evaluate(() => performance.now());
  await page.waitForFunction((after) => window.__marks.some(([name, at]) => name === 'answer-settled' && at > after), released, { timeout: PATIENCE });
  const done = (await marks(page, 'answer-settled')).at(-1);
  const long = await page.evaluate(() => window.__long.length);
  await page.context().close();
  return { between: painted.slice(1).map((at, i) => at - painted[i]), settle: done - released, long };
}

/** Single steps by the keyboard: from the key to its verdict on the screen. */
async function steps(throttling) {
  const page = await open();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  // From when the page receives the key: the way from here to the page is no part of the reader's wait. The page tells
  // when the verdict is there; asking it in every frame would take some of the time that is measured.
  await page.evaluate(() => {
    window.__times = [];
    let key;
    document.addEventListener('keydown', () => { key = performance.now(); }, true);
    new PerformanceObserver((list) => {
      const seen = list.getEntriesByName('answer-first').find(({ startTime }) => startTime > key);
      if (!seen) return;
      window.__times.push(seen.startTime - key);
      key = undefined;
    }).observe({ type: 'mark' });
  });
  for (let i = 0; i < STEPS; i++) {
    // Always onwards: an answer that has settled before is not computed again.
    await slider(page).press('ArrowRight');
    await page.waitForFunction((steps) => window.__times.length > steps, i, { polling: 50, timeout: PATIENCE });
    await page.waitForTimeout(150);
  }
  const times = await page.evaluate(() => window.__times);
  await page.context().close();
  return times;
}

/** From a moment to a view's first picture and to the end of its study; 0 for what was already there. */
async function whole(page, id, from) {
  // A study that is asked for says within this time that it is running.
  await page.waitForTimeout(300);
  const times = await page.waitForFunction((id) => {
    const { first, whole } = window.__views[id] ?? {};
    return whole && { first, whole };
  }, id, { timeout: PATIENCE });
  const seen = await times.jsonValue();
  return { first: Math.max(0, seen.first - from), whole: Math.max(0, seen.whole - from) };
}

/** From a question that settled to the first picture of each view and to all of it, all views in sight one after the other. */
async function views() {
  const page = await open();
  const start = Date.now();
  const seen = {};
  await page.evaluate(() => {
    window.__views = {};
    const look = () => {
      for (const view of document.querySelectorAll('section[id]')) {
        const entry = window.__views[view.id] ??= { begun: true };
        // An unfinished study says so; one whose finding needs no picture has none. One that was asked for a moment ago has
        // not begun.
        const isPending = Boolean(view.querySelector('.is-pending'));
        entry.begun ||= isPending;
        if ((entry.begun && !isPending) || view.querySelector('.chart-svg, table')) entry.first ??= performance.now();
        entry.whole = isPending ? undefined : entry.whole ?? performance.now();
      }
      requestAnimationFrame(look);
    };
    look();
  });
  for (const id of STUDIES) {
    const from = await page.evaluate((id) => {
      document.getElementById(id).scrollIntoView();
      return performance.now();
    }, id);
    seen[id] = await whole(page, id, from);
  }
  const all = Date.now() - start;
  for (const [id, button] of Object.entries(ASKED)) {
    const view = page.locator(`#${id}`);
    await lookAt(view);
    const from = await page.evaluate((id) => {
      window.__views[id] = { begun: false };
      return performance.now();
    }, id);
    await view.getByRole('button', { name: button }).press('Enter');
    seen[id] = await whole(page, id, from);
  }
  await page.context().close();
  return { seen, all };
}

const drags = [];
const single = [];
const throttled = [];
const looked = [];
for (let round = 1; round <= rounds; round++) {
  console.log(`round ${round} of ${rounds}`);
  drags.push(await drag());
  single.push(...await steps(1));
  throttled.push(...await steps(4));
  looked.push(await views());
}
console.log(`memory over ${MANY.toLocaleString('en')} steps`);
const page = await open();
const [, few, many] = await memory(page, STUDIES, MANY, FEW);
await browser.close();
server.stop();

const between = drags.flatMap((drag) => drag.between);
const figures = {
  drag_median_ms: median(between),
  drag_p95_ms: quantile(between, 0.95),
  step_p95_ms: quantile(single, 0.95),
  step_throttled_p95_ms: quantile(throttled, 0.95),
  settle_ms: median(drags.map((drag) => drag.settle)),
  long_tasks: Math.max(...drags.map((drag) => drag.long)),
  views_all_ms: median(looked.map(({ all }) => all)),
};
Object.assign(figures, {
  memory_heap_mb: many.heap,
  memory_heap_growth_mb: many.heap - few.heap,
  memory_mb: many.whole,
  memory_growth_mb: many.whole - few.whole,
  memory_nodes_growth: many.nodes - few.nodes,
});
for (const id of [...STUDIES, ...Object.keys(ASKED)]) {
  figures[`${id}_first_ms`] = median(looked.map(({ seen }) => seen[id].first));
  figures[`${id}_whole_ms`] = median(looked.map(({ seen }) => seen[id].whole));
}
for (const [name, value] of Object.entries(figures)) {
  figures[name] = name.endsWith('_mb') ? Math.round(10 * value) / 10 : Math.round(value);
  console.log(`${name.padEnd(28)}${String(figures[name]).padStart(8)}`);
}
console.log(JSON.stringify(figures));
