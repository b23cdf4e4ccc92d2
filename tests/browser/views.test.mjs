// The address and its views: old names lead where they led, and the page says so if there is no such view.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FORMERLY, VIEWS } from '../../static/embed/views.js';
import { accessible } from './support/accessible.mjs';
import { QUICK, active, link } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('a view that there is not is said, with the views there are', () =>
  site.visit(async ({ page }) => {
    await page.goto(`${site.origin}/?view=luck&theme=dark#${link(QUICK)}`);
    await page.getByRole('heading', { level: 1, name: 'There is no view called “luck”' }).waitFor({ timeout: 60_000 });
    assert.equal(await active(page), 'unknown-title', 'it is read out');
    assert.equal(await page.locator('section.view, [role=slider], input').count(), 0, 'nothing else is shown');
    const names = await page.locator('.unknown-views code').allInnerTexts();
    assert.deepEqual(names, Object.keys(VIEWS));
    const lines = await page.locator('.unknown-views li').allInnerTexts();
    assert.deepEqual(lines, Object.entries(VIEWS).map(([name, question]) => `${name} ${question}`));
    await accessible(page, 'an unknown view');
    // The link from there keeps the scenario and the rest of what the address asks for.
    await page.getByRole('link', { name: 'time', exact: true }).click();
    await page.locator('#time-title').waitFor({ timeout: 60_000 });
    assert.equal(new URL(page.url()).search, '?view=time&theme=dark');
    assert.equal(new URL(page.url()).hash, `#${link(QUICK)}`);
    assert.deepEqual(await page.locator('section.view').evaluateAll((all) => all.map(({ id }) => id)), ['time']);
  }, { context: { viewport: { width: 480, height: 700 } } }));

test('names that are markup, of a prototype or without end are names that are none', () =>
  site.visit(async ({ page }) => {
    for (const name of ['<img src=x onerror=alert(1)>', 'constructor', 'x'.repeat(2_000), 'Time']) {
      await page.goto(`${site.origin}/?view=${encodeURIComponent(name)}`);
      const said = name.length > 40 ? `${name.slice(0, 40)}…` : name;
      await page.getByRole('heading', { level: 1, name: `There is no view called “${said}”`, exact: true }).waitFor({ timeout: 60_000 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, name.slice(0, 20));
    }
    await page.getByRole('link', { name: 'Show the whole page' }).click();
    await page.locator('#answer-title').waitFor({ timeout: 60_000 });
    assert.equal(new URL(page.url()).search, '');
  }, { context: { viewport: { width: 360, height: 700 } } }));

test('addresses with names that views had show these views', () =>
  site.visit(async ({ page }) => {
    for (const [old, now] of Object.entries(FORMERLY)) {
      await page.goto(`${site.origin}/?view=${old}#${link(QUICK)}`);
      await page.locator(`#${now}-title`).waitFor({ timeout: 60_000 });
      assert.deepEqual(await page.locator('section.view').evaluateAll((all) => all.map(({ id }) => id)), [now], old);
    }
  }));
