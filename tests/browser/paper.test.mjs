// The browser's own command for printing, at any moment: what is on paper is true, and nothing on it can only be pressed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { QUARTER, QUICK, lookAt, settled, studied, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** What can be seen and only be pressed, or typed into under a name that is cut. */
const controls = (page) => page.locator('main, .stage').locator('button:not(.blank), textarea, progress').evaluateAll((all) =>
  all.filter((control) => control.checkVisibility({ visibilityProperty: true })).map((control) => control.outerHTML.slice(0, 120)));

test('in the middle of a run paper says what is not finished, and which view answers an earlier question', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await lookAt(page.locator('#ladder'));
    await studied(page, '#ladder');
    await page.emulateMedia({ media: 'print' });
    await page.locator('.budget-slide .tool').last().evaluate((button) => button.click());
    const said = await page.waitForFunction(() => {
      const view = document.querySelector('#ladder.is-stale');
      const pending = view?.querySelector('.is-pending');
      return pending && [getComputedStyle(view, '::before').content, getComputedStyle(pending, '::after').content];
    });
    const [before, after] = await said.jsonValue();
    assert.match(before, /answers the question as it was before/);
    assert.match(after, /Not finished/);
  }, { path: '/?open=ladder', kept: QUARTER, short: true }));

test('paper has no controls, and names in full; what was not tried says so', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await unfold(page);
    await page.setViewportSize({ width: 688, height: 900 });
    await page.emulateMedia({ media: 'print' });
    await drawn(page);
    assert.deepEqual(await controls(page), []);
    const cut = await page.locator('#assumptions .item-row > .field:first-child input').evaluateAll((all) =>
      all.filter((input) => input.scrollWidth > input.clientWidth).map((input) => input.value));
    assert.deepEqual(cut, []);
    const untried = page.locator('#outcome .is-unasked');
    assert.match(await untried.evaluate((element) => getComputedStyle(element, '::before').content), /Not tried/);
  }, { kept: QUICK }));

test('the slide on the stage is printed across, without what it is steered by', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.locator('.stage .chart-svg').waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => width / height);
    assert.equal(sizes.length, 1);
    assert.ok(sizes[0] > 1, 'across');
    await page.emulateMedia({ media: 'print' });
    await drawn(page);
    assert.deepEqual(await controls(page), []);
  }, { path: '/?present=2', kept: QUICK }));
