// A view fits the frame that it is in, whatever its size and whether or not its host follows the height that the view tells.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { drawn } from './support/drawn.mjs';
import { framed as framedOn } from './support/framed.mjs';
import { QUICK, link, settled } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const framed = (...all) => framedOn(site, ...all);

for (const plain of [false, true]) {
  test(`a view fills its frame, whatever the frame’s size: nothing scrolls, and sentence, chart and slider are in sight; ${plain ? 'plain' : 'as a slide'}`, () => filled(plain));
}

async function filled(plain) {
  for (const [width, height] of [[960, 540], [1280, 720], [640, 360], [320, 240]]) {
    for (const view of ['answer', 'time', 'flow', 'curve']) {
      await framed(`?${plain ? '' : 'present&'}view=${view}#${link(QUICK)}`, async ({ frame }) => {
        const at = `${view}, ${width} × ${height}, ${plain ? 'plain' : 'as a slide'}`;
        await settled(frame);
        await frame.locator(':is(.slide, .alone) .chart-svg').first().waitFor({ timeout: 60_000 });
        // Where the money goes no budget is chosen on a slide; a page on which there is room for all has the slider there as well.
        const expected = async () => {
          const slider = view !== 'flow' || !(await frame.locator('.slide').count()) || 'missing';
          return { page: true, slide: true, title: true, chart: true, slider, tools: 0 };
        };
        const look = () => frame.evaluate(() => {
          const inside = (element, by = 1) => {
            if (!element) return 'missing';
            const { top, left, bottom, right, height } = element.getBoundingClientRect();
            return (height > 0 && top >= -by && left >= -by && bottom <= innerHeight + by && right <= innerWidth + by) || `${[left, top, right, bottom].map(Math.round)} of ${innerWidth} × ${innerHeight}`;
          };
          const slide = document.querySelector('.slide') ?? document.body;
          return {
            page: document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth,
            slide: slide.scrollHeight - slide.clientHeight <= 1,
            title: inside(document.querySelector(':is(.slide, .alone) .view-title')),
            chart: inside(document.querySelector(':is(.slide, .alone) .chart-svg')),
            slider: inside(document.querySelector('#budget-slider')),
            tools: document.querySelectorAll('.stage-tools').length,
          };
        });
        await drawn(frame);
        let [seen, wanted] = [await look(), await expected()];
        // A plain view fits itself into the frame if its host has not followed. What a study finds is measured in one frame
        // and fitted in the next.
        for (const end = Date.now() + 20_000; !isDeepStrictEqual(seen, wanted) && Date.now() < end;) {
          await frame.page().waitForTimeout(100);
          [seen, wanted] = [await look(), await expected()];
        }
        if (process.env.PICTURES) await frame.page().screenshot({ path: `${process.env.PICTURES}/fit-${view}-${width}${plain ? '-plain' : ''}.png` });
        assert.deepEqual(seen, wanted, at);
      }, { width, height });
    }
  }
}

test('a host that sizes the frame by what the view tells has all of the view, however often that changes', () =>
  framed(`?view=answer#${link(QUICK)}`, async ({ page, frame }) => {
    // The host does not follow at first, so the view fits itself.
    await frame.locator('.slide .chart-svg').first().waitFor({ timeout: 60_000 });
    await frame.waitForFunction(() => document.querySelectorAll('#budget-slider').length === 1 && document.documentElement.scrollHeight <= innerHeight);
    const told = () => page.evaluate(() => window.heard.findLast(({ type }) => type === 'height').height);
    assert.ok(await told() > 400, 'what it would take is what was told');
    await page.evaluate(() => {
      const follow = () => { document.querySelector('iframe').height = window.heard.findLast(({ type }) => type === 'height').height; };
      addEventListener('message', ({ data }) => { if (data.type === 'height') follow(); });
      follow();
    });
    await frame.waitForFunction(() => !document.querySelector('.stage') && document.querySelector('#answer .stats'), null, { timeout: 20_000 });
    await settled(frame);
    /** It comes to rest as a page all of which is in sight, for longer than the host has to follow (src/embed/fit.rs). */
    const rests = () => frame.waitForFunction(() => {
      const { height } = document.body.getBoundingClientRect();
      const state = `${height}, ${innerWidth} × ${innerHeight}`;
      const is = !document.querySelector('.stage') && document.documentElement.scrollHeight <= innerHeight && Math.abs(height - innerHeight) <= 1;
      if (!is || window.__state !== state) [window.__state, window.__since] = [state, performance.now()];
      return is && performance.now() - window.__since > 1_500;
    }, null, { timeout: 30_000 });
    // Unfolded parts make it higher, the frame follows, and it remains a page.
    const before = await frame.evaluate(() => innerHeight);
    await frame.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
    await frame.waitForFunction((before) => innerHeight > before, before);
    await rests();
    // When narrower, it is measured again.
    await page.evaluate(() => { document.querySelector('iframe').width = 420; });
    await frame.waitForFunction(() => innerWidth === 420);
    await rests();
  }, { width: 640, height: 360 }));

test('a view that is fitted stays so, however late the page marks itself, and tells no height meanwhile', () =>
  framed(`?view=answer#${link(QUICK)}`, async ({ page, frame }) => {
    await frame.waitForFunction(() => window.staged?.length, null, { timeout: 60_000 });
    await page.waitForTimeout(1_500);
    assert.deepEqual(await frame.evaluate(() => window.staged), [true], 'it does not leave the stage again');
    const told = await page.evaluate(() => window.heard.filter(({ type }) => type === 'height').map(({ height }) => height));
    assert.ok(told.length > 0 && told.every((height) => height > 400), `no height but the view's own: ${told}`);
  }, {
    width: 390,
    height: 700,
    // As on a busy machine: frames are drawn before what follows from the stage is done.
    script: () => {
      const { toggle } = DOMTokenList.prototype;
      DOMTokenList.prototype.toggle = function late(name, on) {
        if (name !== 'is-presenting' || !on) return toggle.call(this, name, on);
        setTimeout(() => toggle.call(this, name, on), 200);
        return on;
      };
      // Whether the view is on the stage, each time that changes after it was put there.
      window.staged = [];
      const look = () => {
        const is = document.querySelector('.stage') !== null;
        if ((is || window.staged.length) && window.staged.at(-1) !== is) window.staged.push(is);
        requestAnimationFrame(look);
      };
      look();
    },
  }));
