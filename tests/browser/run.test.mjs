// The page's runs: answered at once and to the end, whatever happens to a worker, and the same numbers everywhere.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drawn } from './support/drawn.mjs';
import { BLANK, CLEAR, QUICK, click, firstScreen, inPage, press, ready, reported, scenarioOf, settled, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

let site;
let scenario; // the worked example, as the page gives it
let worked; // its settled report
let marks; // the times of that visit
let known; // all that its first screen said of the answer, before it was simulated there
let told; // the same after
let titles; // how many verdicts and chances it showed between the two
let clear; // the settled report of `CLEAR`
before(async () => {
  site = await openSite();
  await site.visit(async ({ page }) => {
    await drawn(page);
    known = await firstScreen(page);
    await page.evaluate(() => {
      const shown = ['#answer-title', '#answer .stats'].map((selector) => document.querySelector(selector));
      const note = () => window.__titles.add(shown.map(({ textContent }) => textContent).join());
      window.__titles = new Set();
      note();
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    worked = await settled(page);
    scenario = await page.evaluate(() => window.funnel.scenario());
    await page.waitForFunction(() => performance.getEntriesByName('answer-settled').length === 1);
    told = await firstScreen(page);
    titles = await page.evaluate(() => window.__titles.size);
    marks = await page.evaluate(() => performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]));
  });
  await site.visit(async ({ page }) => {
    clear = await settled(page);
  }, { kept: CLEAR });
});
after(() => site.close());

/** Remembers the page's workers in `window.__workers`. */
function countWorkers() {
  window.__workers = [];
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      window.__workers.push(this);
    }
  };
}

test('the first visit is answered, and its times are marked', () => {
  // SETTLED (engine/src/simulate/goal.rs).
  assert.equal(worked.replicates, 2048);
  const times = Object.fromEntries(marks);
  const order = ['ask', 'answer-arrived', 'answer-first', 'answer-settled'].map((name) => times[name]);
  const first = times.usable;
  assert.ok([first, ...order].every((time) => time > 0), JSON.stringify(marks));
  assert.deepEqual(order, order.toSorted((a, b) => a - b));
  assert.ok(first < times['answer-first'], JSON.stringify(marks));
  console.log(`# first visit: usable at ${Math.round(first)}; ${order.map((time) => Math.round(time)).join(', ')} ms (asked, arrived, shown, settled)`);
});

test('what it knew in advance is what it finds, and nothing coarser is shown between', () => {
  for (const [selector, texts] of known) assert.ok(texts.length > 0, selector);
  assert.deepEqual(told, known);
  assert.equal(titles, 1);
});

test('the first replicates are on the screen within two frames', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const frames = await page.evaluate(() => new Promise((resolve) => {
      let frames = 0;
      let arrived;
      const count = () => { frames += 1; requestAnimationFrame(count); };
      requestAnimationFrame(count);
      const mark = Performance.prototype.mark;
      Performance.prototype.mark = function (name, ...rest) {
        if (name === 'answer-arrived') arrived = frames;
        if (name === 'answer-first') resolve(frames - arrived);
        return mark.call(this, name, ...rest);
      };
      const range = document.querySelector('input[type=range]');
      range.value = String(Number(range.value) + 10 * Number(range.step));
      range.dispatchEvent(new InputEvent('input', { bubbles: true }));
      range.dispatchEvent(new Event('change', { bubbles: true }));
    }));
    assert.ok(frames <= 2, `${frames} frames`);
  }, { kept: BLANK }));

test('a link opens to identical numbers', async () => {
  let address, report;
  await site.visit(async ({ page }) => {
    const before = await settled(page);
    await press(slider(page), 'ArrowRight');
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#v1='));
    address = new URL(page.url());
    report = await settled(page);
    assert.notDeepEqual(report, before);
  }, { kept: BLANK, context: { permissions: ['clipboard-write'] } });
  await site.visit(async ({ page }) => assert.deepEqual(await settled(page), report), { path: `/${address.hash}` });
  const query = `/?s=${encodeURIComponent(address.hash.slice(1))}`;
  await site.visit(async ({ page }) => {
    assert.deepEqual(await settled(page), report);
    // After a change the address no longer says what is on the page.
    await slider(page).press('ArrowRight');
    await page.waitForFunction(() => location.search === '' && location.hash === '');
  }, { path: query, short: true });
});

test('the command line gives the same numbers to the last bit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'funnel-'));
  try {
    const file = join(folder, 'scenario.json');
    await writeFile(file, scenario);
    // Optimised, as it is shipped.
    const command = ['run', '--quiet', '--release', '--package', 'funnel-cli', '--', 'simulate', file, '--format', 'json'];
    command.push('--replicates', String(worked.replicates));
    const { stdout } = await promisify(execFile)('cargo', command, { cwd: root, maxBuffer: 1 << 26 });
    assert.deepEqual(JSON.parse(stdout), worked);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('changes are undone and done again by the keyboard', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const before = await scenarioOf(page);
    await slider(page).press('ArrowRight');
    const changed = await scenarioOf(page);
    assert.notDeepEqual(changed, before);
    await page.keyboard.press('Control+z');
    assert.deepEqual(await scenarioOf(page), before);
    await page.keyboard.press('Control+Shift+z');
    assert.deepEqual(await scenarioOf(page), changed);
    await press(page, 'Control+z');
    await page.keyboard.press('Control+y');
    assert.deepEqual(await scenarioOf(page), changed);
    // Keys of the slider that follow each other are one step.
    for (let i = 0; i < 5; i += 1) await slider(page).press('ArrowRight');
    await page.waitForTimeout(1_200);
    for (let i = 0; i < 5; i += 1) await slider(page).press('ArrowRight');
    assert.notDeepEqual(await scenarioOf(page), changed);
    for (let i = 0; i < 2; i += 1) await press(page, 'Control+z');
    assert.deepEqual(await scenarioOf(page), changed);
    // While something is being typed the keys belong to its field.
    await press(page, 'Control+z');
    await page.getByRole('textbox', { name: 'Name of the scenario' }).focus();
    await page.keyboard.press('End');
    await press(page, 'x');
    await page.keyboard.press('Control+y');
    await drawn(page);
    assert.deepEqual(await scenarioOf(page), before);
  }, { kept: BLANK }));

test('another target, or how sure one wants to be, leaves the answer as it is', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await settled(page);
    await drawn(page);
    const said = await inPage(page, 'answer-title').textContent();
    await page.evaluate(() => {
      window.said = [];
      new MutationObserver(() => window.said.push(document.getElementById('answer-title').textContent))
        .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
    });
    for (const [id, text] of [['ask-target', '1M'], ['ask-confidence', '90%'], ['ask-target', '2M']]) await type(inPage(page, id), text);
    await settled(page);
    await drawn(page);
    const report = JSON.parse(await page.evaluate(() => window.funnel.report()));
    assert.ok(report.arms[1].target, 'the target has its chance');
    assert.deepEqual([...new Set(await page.evaluate(() => window.said))].filter((now) => now !== said), []);
  }, { kept: QUICK }));

test('work survives a reload, and leaving at once', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await slider(page).press('ArrowRight');
    const changed = await scenarioOf(page);
    await page.reload();
    await ready(page);
    assert.deepEqual(await scenarioOf(page), changed);
  }, { kept: BLANK }));

test('without storage everything else works', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    assert.deepEqual(await scenarioOf(page), JSON.parse(scenario));
    const said = await inPage(page, 'answer-title').textContent();
    await slider(page).press('End');
    await page.waitForFunction((said) => document.getElementById('answer-title').textContent !== said, said);
  }, {
    script: () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }),
  }));

test('a bad link says what is wrong and keeps the work', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await slider(page).press('ArrowRight');
    const work = await scenarioOf(page);
    for (const fragment of ['#v1=AAAA', '#v9=abc', '#v1=', `#v1=${'A'.repeat(100_000)}`]) {
      await page.evaluate((fragment) => { location.hash = fragment; }, fragment);
      await page.getByRole('heading', { name: 'This link cannot be read' }).waitFor();
      await click(page.getByRole('button', { name: 'Back to your work' }));
      assert.deepEqual(await scenarioOf(page), work, fragment.slice(0, 10));
      await page.waitForFunction(() => location.hash === '');
    }
    await page.goto(`${site.origin}/?again#v1=AAAA`);
    await page.getByRole('heading', { name: 'This link cannot be read' }).waitFor();
    await page.getByRole('button', { name: 'Open your own work' }).click();
    await ready(page);
    assert.deepEqual(await scenarioOf(page), work);
  }, { kept: BLANK }));

test('a worker that falls silent is replaced and its work done again', () =>
  site.visit(async ({ page }) => {
    // The first collects, the others simulate; both kinds must be replaceable.
    for (const victim of [1, 0]) {
      await page.waitForFunction(() => performance.getEntriesByName('answer-first').length > 0);
      const started = await page.evaluate((victim) => {
        window.__workers[victim].terminate();
        return window.__workers.length;
      }, victim);
      assert.deepEqual(await settled(page), clear);
      assert.ok(await page.evaluate(() => window.__workers.length) > started, 'a successor started');
      if (victim === 1) await page.reload();
    }
  }, { kept: CLEAR, script: countWorkers }));

test('a worker that breaks is replaced and its work done again', () =>
  site.visit(async ({ page }) => {
    await page.waitForFunction(() => performance.getEntriesByName('answer-first').length > 0);
    const started = page.workers().length;
    await page.workers()[1].evaluate(() => { setTimeout(() => { throw new Error('mishap'); }); });
    assert.deepEqual(await settled(page), clear);
    assert.equal(await page.evaluate(() => window.__workers.length), started + 1);
    // On the whole page studies start workers of their own as soon as the answer has settled.
  }, { path: '/?view=answer', kept: CLEAR, script: countWorkers, expected: [/mishap/] }));

test('a page that may start no workers answers on its own thread', () =>
  site.visit(async ({ page }) => {
    // It still responds to the reader while it computes.
    const heard = await page.waitForFunction(() => performance.getEntriesByName('answer-first').length > 0 && window.funnel && [window.funnel.report()]);
    assert.deepEqual(await heard.jsonValue(), [null]);
    assert.equal(page.workers().length, 0);
    assert.deepEqual(await reported(page, 120_000), clear);
  }, { kept: CLEAR, script: () => { delete window.Worker; } }));

test('workers that cannot start are done without', () =>
  site.visit(async ({ page }) => {
    assert.deepEqual(await reported(page, 120_000), clear);
  }, {
    kept: CLEAR,
    script: () => {
      const Real = window.Worker;
      window.Worker = class extends Real {
        constructor() { super('data:text/javascript,throw new Error("mishap")'); }
      };
    },
    expected: [/mishap/, /data:/, /worker-src/],
  }));

test('a page whose module does not arrive says so', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await page.route(/\.wasm$/, (route) => route.abort());
    await page.reload({ waitUntil: 'load' });
    await page.locator('#broken').waitFor({ state: 'visible' });
  }, { kept: BLANK, expected: [/\.wasm/, /console: TypeError/, /ERR_FAILED/] }));
