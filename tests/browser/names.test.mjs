// Names of every length and kind: they do not widen the page, and anything in them that is not text is removed.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { QUICK, click, link, lookAt, press, ready, scenarioOf, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { VIEWS as NAMED } from '../../static/embed/views.js';

const site = await openSite();
after(() => site.close());

const VIEWS = Object.keys(NAMED);

/** `QUICK` with these names wherever it has a name. */
function named(name) {
  const s = JSON.parse(QUICK);
  s.name = name(0);
  for (const [i, list] of [s.channels, s.segments ?? [], s.stages, s.teams ?? [], s.plans].entries()) {
    for (const [j, entry] of list.entries()) entry.name = name(10 * i + j);
  }
  for (const [i, stage] of s.stages.entries()) stage.loss = { ...stage.loss, reason: name(70 + i) };
  s.plans.push({ ...s.plans[0], name: name(60) });
  return JSON.stringify(s);
}

/** What sticks out of the page, a few elements at most. */
const tooWide = (page) => page.evaluate(() => {
  const { scrollingElement } = document;
  if (scrollingElement.scrollWidth <= innerWidth) return [];
  // What a part that scrolls by itself holds does not widen the page.
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  const wide = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement);
  const all = [...document.querySelectorAll('body *')].filter(wide);
  return [`${scrollingElement.scrollWidth} of ${innerWidth}`, ...all.slice(0, 6).map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className}#${e.id}`)];
});

const LONG = {
  'one word': (i) => `${i}`.padEnd(120, 'W'),
  'many words': (i) => `${i} Requests for a quotation by partners abroad `.repeat(4).slice(0, 119) + '.',
};

/** Narrow first: a page that begins like that has less room to measure itself by. */
const WIDTHS = [320, 390, 1280];
const NARROW = { viewport: { width: WIDTHS[0], height: 900 } };

/** Does something at each width. */
async function atEachWidth(page, what) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await drawn(page);
    await what(width);
  }
}

for (const [kind, name] of Object.entries(LONG)) {
  const kept = named(name);
  test(`names of 120 characters, ${kind}, widen no page, from 320 pixels on`, async () => {
    await site.visit(async ({ page }) => {
      await ready(page);
      await unfold(page);
      await click(page.getByRole('button', { name: 'Keep what is on the page' }));
      // Views are drawn when they come near the screen.
      for (const view of VIEWS) await lookAt(page.locator(`#${view}`).first());
      await unfold(page);
      // The table with names above its columns, too, whose study waits to be asked.
      await press(page.locator('#regret').getByRole('button', { name: 'Try every plan' }), 'Enter');
      await page.locator('.regrets').waitFor({ timeout: 120_000 });
      await atEachWidth(page, async (width) => assert.deepEqual(await tooWide(page), [], `the page, ${width}`));
    }, { path: '/', kept, context: NARROW });
    await site.visit(async ({ page }) => {
      await page.locator('.stage').waitFor();
      for (let slide = 0; slide < 6; slide++) {
        await atEachWidth(page, async (width) => assert.deepEqual(await tooWide(page), [], `slide ${slide + 1}, ${width}`));
        await press(page, 'PageDown');
      }
    }, { path: `/?present#${link(kept)}`, context: NARROW });
  });

  test(`names of 120 characters, ${kind}, widen no view that stands alone, from 320 pixels on`, async () => {
    for (const view of VIEWS) {
      await site.visit(async ({ page }) => {
        await page.waitForFunction(() => document.querySelector('.alone h2, .alone section'));
        await atEachWidth(page, async (width) => assert.deepEqual(await tooWide(page), [], `${view}, ${width}`));
      }, { path: `/?view=${view}#${link(kept)}`, context: NARROW });
    }
  });
}

test('what is no text in a name goes where it comes in', async () => {
  const dirty = named((i) => `Na\u000bme\u0001 ${i}\uffff\u202e`);
  await site.visit(async ({ page }) => {
    await ready(page);
    const s = await scenarioOf(page);
    assert.equal(s.channels[0].name, 'Na me 0');
    assert.equal(s.stages[1].name, 'Na me 21');
    assert.match(await page.locator('.notice').textContent(), /channels\[0\]\.name held characters that cannot be seen/);
  }, { path: `/#${link(dirty)}` });
});
