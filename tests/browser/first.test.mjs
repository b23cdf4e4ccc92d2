// The first screen, which the document brings with the worked example's answer: readable at once, and without scripts;
// the page takes its place without a jump, and what was done there meanwhile is carried over.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { BLANK, WORKED, field, link, ready, scaleOf, slider } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const MODULE = /funnel_bg-\w+\.wasm$/;

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Holds back what the page asks its workers until `window.run` is called: nothing is simulated before. */
const holdRun = (page) => page.addInitScript(() => {
  const waiting = [];
  let isHeld = true;
  window.Worker = class extends Worker {
    postMessage(...message) {
      if (isHeld) waiting.push(() => super.postMessage(...message));
      else super.postMessage(...message);
    }
  };
  window.run = () => {
    isHeld = false;
    for (const send of waiting) send();
  };
});

/** Opens the page with its module held back until `release` is called. */
async function visitHeld(test, { path = '/', context, kept, first } = {}) {
  // Another address of the same origin first: the route must be set up before the page's first request.
  await site.visit(async ({ page, watch }) => {
    let release;
    const gate = new Promise((resolve) => { release = resolve; });
    await page.route(MODULE, async (route) => {
      await gate;
      return route.continue();
    });
    if (kept) await page.evaluate((kept) => localStorage.setItem('funnel.scenario', kept), kept);
    await first?.(page);
    await page.goto(site.origin + path);
    await test({ page, watch, release });
  }, { path: '/static/', context, expected: [/404/] });
}

const title = (page) => page.locator('#first-screen .view-title').first();
const usable = (page) => page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);

/** All that can be read in the first screen's part of the page. */
const texts = (page, root) => page.evaluate((root) => ['.top', '.made-up', '.rail', '.in-short', '.view .view-title', '.reading', '.stats', '.figures']
  .map((part) => document.querySelector(`${root} ${part}`)?.innerText), root);

for (const [name, context] of [
  ['desktop', { viewport: { width: 1280, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
]) {
  test(`the page takes the first screen's place without a flash: ${name}`, () =>
    visitHeld(async ({ page, release }) => {
      await title(page).getByText(/futures/).waitFor();
      const said = await texts(page, '#first-screen');
      assert.ok(said.every((text) => text?.length > 3), JSON.stringify(said));
      const before = await page.screenshot();
      // Each frame that differs from the one before is noted with what the answer says in it.
      await page.evaluate(() => {
        window.__said = new Set();
        const note = () => {
          const shown = [...document.querySelectorAll('#first-screen .view-title, #answer-title')].find((element) => element.checkVisibility({ visibilityProperty: true }));
          window.__said.add(shown?.textContent ?? 'nothing');
          requestAnimationFrame(note);
        };
        note();
      });
      release();
      await usable(page);
      await drawn(page);
      assert.deepEqual(await texts(page, '#app'), said);
      assert.equal(await page.locator('#first-screen').count(), 0);
      const after = await page.screenshot();
      const changed = await differing(page, before, after);
      // A link to another view and the buttons that save the answer are the page's own; nothing else may move.
      assert.ok(changed < 0.002, `${(100 * changed).toFixed(2)} % of the picture changed`);
      // What the run finds is told in the list of questions, which grows; the answer stays as it is.
      await page.evaluate(() => window.run());
      await ready(page);
      assert.deepEqual(await page.evaluate(() => window.__said.size), 1);
    }, { context, first: holdRun }));
}

/** The share of a screenshot's points that differ visibly from another's. */
const differing = (page, a, b) => page.evaluate(async (pictures) => {
  const points = await Promise.all(pictures.map(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  }));
  let differ = 0;
  for (let i = 0; i < points[0].length; i += 4) {
    if ([0, 1, 2].some((k) => Math.abs(points[0][i + k] - points[1][i + k]) > 24)) differ += 1;
  }
  return differ / (points[0].length / 4);
}, [a, b].map((bytes) => bytes.toString('base64')));

test('without scripts the answer can be read, and it is said what more takes', () =>
  site.visit(async ({ page }) => {
    assert.match(await title(page).innerText(), /futures/);
    assert.ok(await page.locator('#first-screen .figures td').count() > 20);
    const said = page.locator('noscript p');
    assert.match(await said.innerText(), /needs JavaScript.*not what the link holds/s);
    assert.ok((await said.boundingBox()).y < 10, 'at the top');
    // Nothing invites to be pressed, and no place is held for what cannot come.
    assert.equal(await page.getByText('Simulating').filter({ visible: true }).count(), 0);
    const live = await page.locator('#first-screen :is(button, input, select)').evaluateAll((all) =>
      all.filter((control) => control.checkVisibility({ visibilityProperty: true }) && getComputedStyle(control).pointerEvents !== 'none').map((control) => control.outerHTML));
    assert.deepEqual(live, []);
  }, { context: { javaScriptEnabled: false }, settles: false }));

test('a slider that was moved before the page was there has moved the budget, and the focus stays', () =>
  visitHeld(async ({ page, release }) => {
    const early = page.locator('#first-screen input[type=range]');
    await early.press('ArrowRight');
    const budget = await early.inputValue();
    release();
    await usable(page);
    await ready(page);
    assert.equal(await slider(page).inputValue(), budget);
    assert.notEqual(await scaleOf(page), 1.2);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'budget-slider');
  }));

test('who asked for something else never sees the example', async () => {
  for (const options of [
    { path: '/?view=time' }, { path: '/?present' }, { path: '/?lock=1' }, { kept: BLANK },
    { path: `/#${link(BLANK)}` }, { path: `/?s=${link(BLANK)}` }, { path: '/#v1=damaged' },
  ]) {
    await visitHeld(async ({ page, release }) => {
      await page.waitForTimeout(100);
      assert.equal(await page.locator('#first-screen').isVisible(), false, JSON.stringify(options.path));
      release();
      await page.waitForFunction(() => !document.getElementById('first-screen'));
    }, options);
  }
});

test('only the worked example is known in advance, however it comes', async () => {
  // Noted by the page itself, in the first frame with an answer: a test may come when it has been simulated already.
  const script = () => {
    const look = () => {
      if (document.getElementById('answer-title')) window.__said = [document.querySelector('.progress span:nth-child(2)')?.textContent];
      else requestAnimationFrame(look);
    };
    look();
  };
  for (const [kept, known] of [[WORKED, true], [BLANK, false]]) {
    await site.visit(async ({ page }) => {
      const [said] = await (await page.waitForFunction(() => window.__said)).jsonValue();
      assert.equal(said === 'in advance', known, said);
    }, { kept, script, settles: false });
  }
});

test('work kept opens at once, and its name with it', () =>
  visitHeld(async ({ page, release }) => {
    release();
    await ready(page);
    assert.equal(await field(page, 'Name of the scenario').inputValue(), 'Your funnel');
  }, { kept: BLANK }));

test('a host that does not know the type of a module is put up with', () =>
  site.visit(async ({ page }) => {
    await page.route(MODULE, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
    });
    await page.goto(`${site.origin}/`);
    await ready(page);
  }, { path: '/static/', expected: [/404/, /WebAssembly/] }));
