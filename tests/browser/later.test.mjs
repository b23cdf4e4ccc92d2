// The page's second module, which simulates: it comes after the worked example's answer, which the page brings with it, and
// nothing is lost when it does not.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BLANK, WORKED, field, inPage, ready, scaleOf, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const LATER = /funnel_later-\w+\.wasm$/;
const blocked = [/ERR_FAILED/, /Failed to fetch/];

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Opens the page with its second module held back until `release` is called; then it is let through, or not. */
async function visitHeld(test, { path = '/', fail = false, script } = {}) {
  // Another address of the same origin first: the route must stand before the page asks.
  await site.visit(async ({ page, watch }) => {
    let release;
    const gate = new Promise((resolve) => { release = resolve; });
    let asked = 0;
    await page.route(LATER, async (route) => {
      asked += 1;
      if (fail && asked <= fail) return route.abort();
      await gate;
      return route.continue();
    });
    if (script) await page.addInitScript(script);
    await page.goto(site.origin + path);
    await test({ page, watch, release, asked: () => asked });
  }, { path: '/static/', expected: [...blocked, /404/] });
}

/** The answer that comes with the page is on the screen. */
const isKnown = (page) => page.waitForFunction(() => performance.getEntriesByName('answer-known').length > 0);

test('held back', (t) =>
  visitHeld(async ({ page, release, asked }) => {
    await isKnown(page);
    await t.test('the first answer does not wait for the second module', async () => {
      assert.match(await inPage(page, 'answer-title').textContent(), /futures/);
      assert.equal(await page.evaluate(() => typeof window.funnel), 'undefined');
      assert.equal(asked(), 1);
      // It says where it comes from, and is not passed off as this page's own run.
      assert.equal(await page.locator('.progress span').nth(1).textContent(), 'in advance');
      assert.equal(await page.evaluate(() => performance.getEntriesByName('ask').length), 0);
    });
    await t.test('what is on the screen stays where it is when the rest comes', async () => {
      const places = () => page.evaluate(() => ['answer-title', 'answer', 'flow', 'budget-slider'].map((id) => {
        const { top, left } = document.getElementById(id).getBoundingClientRect();
        return [id, Math.round(top), Math.round(left)];
      }));
      const before = await places();
      // Where the focus is, too: in a chart that is being read.
      await page.locator('#answer .chart-scrub').press('ArrowRight');
      release();
      await ready(page);
      await page.locator('#flow table').first().waitFor();
      assert.deepEqual(await places(), before);
      assert.equal(await page.evaluate(() => document.activeElement.className), 'chart-scrub');
      assert.match(await page.locator('#answer .chart-reading').textContent(), /^Future 1 of 50/);
    });
    await t.test('it was asked for only after the first answer was there', async () => {
      const [asks, there] = await page.evaluate(() => [
        performance.getEntriesByType('resource').find((entry) => entry.name.includes('funnel_later')).startTime,
        window.__there,
      ]);
      assert.ok(asks > there, `asked at ${asks}, there at ${there}`);
    });
  }, {
    script: () => {
      const watch = new MutationObserver(() => {
        if (!/futures/.test(document.getElementById('answer-title')?.textContent)) return;
        window.__there = performance.now();
        watch.disconnect();
      });
      watch.observe(document, { subtree: true, childList: true });
    },
  }));

test('the budget can be moved before the second module is there, and what is typed waits for it', () =>
  visitHeld(async ({ page, release }) => {
    await isKnown(page);
    await slider(page).press('ArrowRight');
    // The answer on the screen is to another question.
    await page.locator('#answer.is-stale').waitFor();
    const name = field(page, 'Name of the scenario');
    await type(name, 'Typed early');
    await page.getByText('has not arrived yet').waitFor();
    assert.equal(await name.inputValue(), 'Typed early');
    assert.equal(await page.evaluate(() => typeof window.funnel), 'undefined');
    release();
    await ready(page);
    assert.notEqual(await scaleOf(page), 1.2);
    assert.equal(await page.locator('#answer.is-stale').count(), 0);
    await name.press('Enter');
    await page.waitForFunction(() => JSON.parse(window.funnel.scenario()).name === 'Typed early');
  }));

test('only the worked example is known in advance, however it comes', async () => {
  for (const [kept, known] of [[WORKED, true], [BLANK, false]]) {
    await site.visit(async ({ page }) => {
      await ready(page);
      assert.equal(await page.evaluate(() => performance.getEntriesByName('answer-known').length > 0), known);
    }, { kept });
  }
});

test('when it cannot be loaded the page says so, works on, and tries again', () =>
  visitHeld(async ({ page, release }) => {
    release();
    await isKnown(page);
    await page.getByText('The rest of the page could not be loaded').waitFor();
    await slider(page).press('ArrowRight');
    await page.getByRole('button', { name: 'Try again' }).click();
    await ready(page);
    await page.locator('#flow table').first().waitFor();
    assert.equal(await page.getByText('could not be loaded').count(), 0);
  }, { fail: 1 }));

test('a host that does not know the type of a module is put up with', () =>
  // Another address of the same origin first: the route must stand before the page asks.
  site.visit(async ({ page }) => {
    await page.route(LATER, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
    });
    await page.goto(`${site.origin}/`);
    await ready(page);
  }, { path: '/static/', expected: [/404/] }));

test('a change made before the second module is there survives leaving at once', () =>
  visitHeld(async ({ page, release }) => {
    await isKnown(page);
    await slider(page).press('ArrowRight');
    const budget = await slider(page).inputValue();
    await page.reload();
    release();
    await ready(page);
    assert.equal(await slider(page).inputValue(), budget);
  }));

test('work kept opens at once, or when the second module comes', () =>
  visitHeld(async ({ page, release }) => {
    release();
    await page.getByText('The rest of the page could not be loaded').waitFor();
    await page.evaluate((work) => localStorage.setItem('funnel.scenario', work), BLANK);
    await page.reload();
    await page.getByText('Your work of last time opens').waitFor();
    // What is done in its place does not take its place.
    await slider(page).press('ArrowRight');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => window.funnel && JSON.parse(window.funnel.scenario()).name === 'Your funnel');
    assert.equal(await page.getByText('Your work of last time opens').count(), 0);
    await page.reload();
    await ready(page);
    assert.equal(await field(page, 'Name of the scenario').inputValue(), 'Your funnel');
    // Three failures: one after the first answer, then one at once and one after that answer.
  }, { fail: 3 }));

test('a link is opened at once, or when the second module comes', async () => {
  let hash;
  await site.visit(async ({ page }) => {
    await ready(page);
    await type(field(page, 'Name of the scenario'), 'By link');
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#v1='));
    hash = await page.evaluate(() => location.hash);
  }, { kept: BLANK });
  await visitHeld(async ({ page, release }) => {
    release();
    await ready(page);
    assert.equal(await field(page, 'Name of the scenario').inputValue(), 'By link');
  }, { path: `/${hash}` });
  await visitHeld(async ({ page, release }) => {
    release();
    await page.getByText('The link in the address opens').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => window.funnel && JSON.parse(window.funnel.scenario())?.name === 'By link');
    assert.equal(await page.getByText('The link in the address opens').count(), 0);
    // Two failures: one at once, one after the first answer.
  }, { path: `/${hash}`, fail: 2 });
});
