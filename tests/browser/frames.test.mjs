// The page in the frames of a deck: keys and swipes lead on, a view fits its frame, messages set and get single values.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { PART, accessible } from './support/accessible.mjs';
import { BLANK, QUICK, link, lookAt, settled } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const HOST = 'http://host.test';
const DECK = JSON.stringify({ ...JSON.parse(BLANK), deck: { slides: [{ view: 'answer' }, { view: 'flow' }, { view: 'assumptions' }] } });
const LOGO = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 8"><rect width="40" height="8" fill="#7a1fa2"/></svg>').toString('base64')}`;

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A page of another origin with our page in a frame of a size, and `heard` for all that came. */
async function framed(query, run, { width = 960, height = 540, context: options = {}, sandbox = '', script } = {}) {
  const context = await site.browser.newContext(options);
  try {
    const page = await context.newPage();
    if (script) await page.addInitScript(script);
    await page.route(`${HOST}/**`, (route) => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title><body>
        <iframe title="Funnel" src="${site.origin}/${query}" ${sandbox} width="${width}" height="${height}"></iframe><script>
        window.heard = [];
        addEventListener('message', (event) => { if (event.source === frames[0]) heard.push(event.data); });
        window.say = (message) => frames[0].postMessage(message, '*');
      </script></html>`,
    }));
    await page.goto(`${HOST}/`);
    await page.waitForFunction(() => window.heard.some(({ type }) => type === 'ready'), null, { timeout: 60_000 });
    const frame = page.frames()[1];
    const ask = async (message) => {
      const id = Math.random().toString(36);
      await page.evaluate((all) => window.say(all), { funnel: 1, id, ...message });
      return (await page.waitForFunction((id) => window.heard.find((x) => x.id === id), id, { timeout: 60_000 })).jsonValue();
    };
    /** The keys handed back so far, which are forgotten. Messages keep their order: what came before an answer is there with it. */
    const keys = async () => {
      await ask({ type: 'getState' });
      return page.evaluate(() => window.heard.splice(0).filter(({ type }) => type === 'key').map(({ key }) => key));
    };
    await run({ page, frame, ask, keys });
  } finally {
    await context.close();
  }
}

const slider = (frame) => frame.getByRole('slider', { name: /^Budget/ });
const scale = (frame) => frame.evaluate(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale);
const place = (frame) => frame.locator('.stage-place').innerText();

/** Drags the budget's slider by a share of its length. */
async function drag(page, frame, to) {
  const box = await slider(frame).boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
}

for (const [what, query] of [['a lone view', '?view=answer'], ['a view that fills its frame', '?present&view=answer']]) {
  test(`a clicker leads on after the slider was dragged: ${what}`, () =>
    framed(`${query}#${link(QUICK)}`, async ({ page, frame, keys }) => {
      await settled(frame);
      // A plain one as well: this host does not follow its height.
      await frame.locator('.stage').waitFor({ timeout: 20_000 });
      await lookAt(slider(frame));
      await drag(page, frame, 0.7);
      const moved = await scale(frame);
      assert.notEqual(moved, 1.6);
      await keys();
      for (const key of ['PageDown', 'PageUp', 'Space']) await page.keyboard.press(key);
      assert.deepEqual(await keys(), ['PageDown', 'PageUp', ' ']);
      assert.equal(await scale(frame), moved, 'the budget stays');
      // Arrow keys belong to the slider for a moment longer, and then to the deck.
      await frame.waitForFunction(() => document.activeElement.type !== 'range');
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'b']) await page.keyboard.press(key);
      assert.deepEqual(await keys(), ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'b']);
      assert.equal(await scale(frame), moved);
      // Whoever uses the keyboard keeps the slider for as long as it has the focus; Page keys lead on all the same.
      await slider(frame).focus();
      await page.waitForTimeout(1_300);
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await keys(), []);
      assert.notEqual(await scale(frame), moved);
      await page.keyboard.press('PageDown');
      assert.deepEqual(await keys(), ['PageDown']);
      // Keys typed into a field belong to the field.
      await frame.getByRole('textbox', { name: /^Budget/ }).click();
      await page.keyboard.type('b. ');
      assert.deepEqual(await keys(), []);
    }));
}

test('all slides in a frame: keys lead through them, and at their ends to what is around; each has an address', () =>
  framed(`?present=2#${link(DECK)}`, async ({ page, frame, keys }) => {
    await settled(frame);
    assert.equal(await place(frame), '2 / 3');
    await frame.locator('.stage').focus();
    await keys();
    await page.keyboard.press('PageDown');
    assert.deepEqual([await place(frame), await keys()], ['3 / 3', []]);
    assert.match(frame.url(), /[?&]present=3\b/);
    for (const key of ['PageDown', 'ArrowRight', 'Space', 'Escape']) await page.keyboard.press(key);
    assert.deepEqual([await place(frame), await keys()], ['3 / 3', ['PageDown', 'ArrowRight', ' ', 'Escape']]);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual([await place(frame), await keys()], ['1 / 3', ['ArrowLeft']]);
    assert.equal(await frame.locator('.stage').count(), 1, 'Escape is the deck’s');
  }));

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
        let [seen, wanted] = [await look(), await expected()];
        // A plain view fits itself into the frame if its host has not followed.
        for (const end = Date.now() + 20_000; plain && !isDeepStrictEqual(seen, wanted) && Date.now() < end;) {
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
    // Unfolded parts make it higher, the frame follows, and it remains a page.
    await frame.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
    await page.waitForTimeout(1_500);
    assert.equal(await frame.locator('.stage').count(), 0);
    const [inside, outside] = [await frame.evaluate(() => document.body.getBoundingClientRect().height), await page.locator('iframe').evaluate((e) => e.clientHeight)];
    assert.ok(Math.abs(inside - outside) <= 1, `${inside} in ${outside}`);
    // When narrower, it is measured again.
    await page.evaluate(() => { document.querySelector('iframe').width = 420; });
    await page.waitForTimeout(1_500);
    assert.equal(await frame.locator('.stage').count(), 0);
    assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
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

/** A finger that swipes across an element. */
const swipe = (frame, selector, by) => frame.evaluate(async ([selector, by]) => {
  const target = document.querySelector(selector);
  const { left, top, width, height } = target.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const touch = (at) => new Touch({ identifier: 1, target, clientX: at, clientY: y });
  const say = (name, at, touches) => target.dispatchEvent(new TouchEvent(name, { bubbles: true, cancelable: true, touches, changedTouches: [touch(at)] }));
  say('touchstart', x, [touch(x)]);
  say('touchmove', x + by, [touch(x + by)]);
  say('touchend', x + by, []);
}, [selector, by]);

test('a swipe leads on, over a frame and on the stage, where one back does not end the show', async () => {
  const context = { hasTouch: true, viewport: { width: 400, height: 800 } };
  await framed(`?view=answer#${link(BLANK)}`, async ({ frame, keys }) => {
    await settled(frame);
    // This host does not follow the view's height, so it is fitted into its frame, as on a stage.
    await frame.locator('.stage').waitFor();
    await keys();
    await swipe(frame, '.view-title', -120);
    await swipe(frame, '.view-title', 120);
    await swipe(frame, '#budget-slider', -120);
    assert.deepEqual(await keys(), ['PageDown', 'PageUp']);
  }, { width: 390, height: 700, context });
  await site.visit(async ({ page }) => {
    await settled(page);
    await swipe(page, '.slide', -150);
    await page.waitForFunction(() => document.querySelector('.stage-place').textContent === '2 / 3');
    await swipe(page, '.slide', 150);
    await page.waitForFunction(() => document.querySelector('.stage-place').textContent === '1 / 3');
    await swipe(page, '.slide', 150);
    assert.equal(await page.locator('.stage').count(), 1);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorX), 'none', 'the browser goes nowhere either');
  }, { path: `/?present#${link(DECK)}`, context });
});

test('a slide has an address, on the page too; logo and footer are on the stage and on its sheets', () => {
  const branded = JSON.stringify({ ...JSON.parse(DECK), brand: { logo: LOGO, logo_name: 'Acme', footer: 'Confidential' } });
  return site.visit(async ({ page }) => {
    await settled(page);
    assert.equal(await place(page), '3 / 3');
    await page.keyboard.press('PageUp');
    await page.waitForFunction(() => /[?&]present=2\b/.test(location.search));
    await page.reload();
    await page.locator('.stage').waitFor({ timeout: 60_000 });
    await settled(page);
    assert.equal(await place(page), '2 / 3');
    await page.getByRole('img', { name: 'Acme' }).waitFor();
    await page.locator('.stage-foot').getByText('Confidential').waitFor();
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/stage-brand.png` });
    // All slides by name, by keyboard.
    await page.keyboard.press('o');
    const all = page.getByRole('navigation', { name: 'All slides' });
    assert.deepEqual(await all.locator('span').allInnerTexts(), ['1 Does it pay?', '2 Where does the money go?', '3 Says who?']);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-current')), 'true');
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/overview.png` });
    await accessible(page, 'all slides', (axe) => axe.include('.overview').disableRules([...PART, 'region']));
    await page.keyboard.press('Escape');
    assert.deepEqual([await all.count(), await place(page)], [0, '2 / 3'], 'Escape closes them first');
    await page.keyboard.press('o');
    await all.getByRole('button', { name: /Says who/ }).press('Enter');
    assert.deepEqual([await all.count(), await place(page)], [0, '3 / 3']);
    await page.keyboard.press('PageUp');
    await page.evaluate(() => { window.print = () => {}; });
    await page.keyboard.press('Control+p');
    await page.locator('.sheet').first().waitFor();
    assert.equal(await page.locator('.sheet .logo').count(), 3);
    assert.equal(await page.locator('.sheet .brand-foot').count(), 3);
    await page.getByRole('button', { name: 'Back to the slides' }).click();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.stage'));
    assert.doesNotMatch(page.url(), /present/);
  }, { path: `/?present=3#${link(branded)}` });
});

test('by message: one value, a word once it has settled, a picture; nobody waits without an answer', () =>
  framed(`?view=answer#${link(BLANK)}`, async ({ page, frame, ask }) => {
    await page.waitForFunction(() => window.heard.some(({ type }) => type === 'settled'), null, { timeout: 60_000 });
    const settledSoFar = () => page.evaluate(() => window.heard.filter(({ type }) => type === 'settled').length);
    assert.equal(await settledSoFar(), 1);
    assert.deepEqual((await ask({ type: 'set', path: 'plans[0].spend[0].scale', value: 1.9 })).type, 'done');
    assert.equal(await scale(frame), 1.9);
    const { report } = await ask({ type: 'run' });
    assert.equal(report.arms[1].spend, 1.9 * report.arms[0].spend);
    await page.waitForFunction(() => window.heard.filter(({ type }) => type === 'settled').length === 2);
    // This host does not follow the view's height, so it is fitted into its frame, and its charts become smaller.
    await frame.locator('.stage').waitFor();
    const refused = await ask({ type: 'set', path: 'channels[0].spend_per_week', value: -1 });
    assert.deepEqual(refused.problems.map(({ path }) => path), ['channels[0].spend_per_week']);
    assert.match((await ask({ type: 'set', path: 'nobody.home', value: 1 })).problems[0].message, /nobody/);
    assert.equal(await scale(frame), 1.9, 'what is refused changes nothing');
    const svg = await ask({ type: 'picture', format: 'svg' });
    assert.match(svg.text, /^<svg[\s\S]*<\/svg>$/);
    assert.equal(svg.title, await frame.locator('#answer-title').innerText());
    const png = await ask({ type: 'picture', view: 'answer', format: 'png', scale: 3 });
    const size = await page.evaluate(async (data) => {
      const image = Object.assign(new Image(), { src: data });
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, png.data);
    const shown = await frame.locator('#answer .chart-svg').first().evaluate((e) => [e.getAttribute('width'), e.getAttribute('height')].map(Number));
    assert.deepEqual(size, shown.map((side) => Math.ceil(3 * side)));
    assert.match((await ask({ type: 'picture', view: 'flow', format: 'svg' })).message, /no picture/);
    // A hundred at once: each gets its answer, most of them that there were too many.
    await page.evaluate(() => { for (let id = 0; id < 100; id += 1) window.say({ funnel: 1, id, type: 'run' }); });
    await page.waitForFunction(() => new Set(window.heard.filter(({ id }) => typeof id === 'number').map(({ id }) => id)).size === 100, null, { timeout: 60_000 });
  }));
