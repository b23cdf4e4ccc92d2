// The page in the frames of a deck: keys and swipes lead on, messages set and get single values.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PART, accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { framed as framedOn } from './support/framed.mjs';
import { BLANK, QUARTER, QUICK, link, lookAt, press, settled } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const DECK = JSON.stringify({ ...JSON.parse(BLANK), deck: { slides: [{ view: 'answer' }, { view: 'flow' }, { view: 'assumptions' }] } });
const LOGO = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 8"><rect width="40" height="8" fill="#7a1fa2"/></svg>').toString('base64')}`;

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const framed = (...all) => framedOn(site, ...all);

const slider = (frame) => frame.getByRole('slider', { name: /^Budget/ });
const scale = async (frame) => {
  await drawn(frame);
  return frame.evaluate(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale);
};
const place = async (frame) => {
  await drawn(frame);
  return frame.locator('.stage-place').innerText();
};
/** What the address asks for; Playwright hears of a change later. */
const asked = (frame) => frame.evaluate(() => location.search);

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
    assert.match(await asked(frame), /[?&]present=3\b/);
    for (const key of ['PageDown', 'ArrowRight', 'Space', 'Escape']) await page.keyboard.press(key);
    assert.deepEqual([await place(frame), await keys()], ['3 / 3', ['PageDown', 'ArrowRight', ' ', 'Escape']]);
    await page.keyboard.press('Home');
    assert.equal(await place(frame), '1 / 3');
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual([await place(frame), await keys()], ['1 / 3', ['ArrowLeft']]);
    assert.equal(await frame.locator('.stage').count(), 1, 'Escape is the deck’s');
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
    await drawn(frame);
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
    await press(page, 'o');
    const all = page.getByRole('navigation', { name: 'All slides' });
    assert.deepEqual(await all.locator('span').allInnerTexts(), ['1 Does it pay?', '2 Where does the money go?', '3 Says who?']);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-current')), 'true');
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/overview.png` });
    await accessible(page, 'all slides', (axe) => axe.include('.overview').disableRules([...PART, 'region']));
    await press(page, 'Escape');
    assert.deepEqual([await all.count(), await place(page)], [0, '2 / 3'], 'Escape closes them first');
    await press(page, 'o');
    await press(all.getByRole('button', { name: /Says who/ }), 'Enter');
    assert.deepEqual([await all.count(), await place(page)], [0, '3 / 3']);
    await page.keyboard.press('PageUp');
    await page.evaluate(() => { window.print = () => {}; });
    await page.keyboard.press('Control+p');
    await page.locator('.sheet').first().waitFor();
    await drawn(page);
    assert.equal(await page.locator('.sheet .logo').count(), 3);
    assert.equal(await page.locator('.sheet .brand-foot').count(), 3);
    await page.getByRole('button', { name: 'Back to the slides' }).click();
    await drawn(page);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.stage'));
    await drawn(page);
    assert.doesNotMatch(await asked(page), /present/);
  }, { path: `/?present=3#${link(branded)}` });
});

test('a slide that rests on studies is printed once they are over', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.evaluate(() => { window.print = () => { window.printed ??= document.querySelector('.sheets').innerText; }; });
    await page.keyboard.press('Control+p');
    const printed = await page.waitForFunction(() => window.printed, null, { timeout: 120_000 });
    const text = await printed.jsonValue();
    assert.match(text, /How sure/);
    assert.doesNotMatch(text, /So far|Being looked into|Being worked out/);
  }, { path: `/?present#${link(JSON.stringify({ ...JSON.parse(QUARTER), deck: { slides: [{ view: 'short' }] } }))}` }));

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
    await drawn(frame);
    const refused = await ask({ type: 'set', path: 'channels[0].spend_per_week', value: -1 });
    assert.deepEqual(refused.problems.map(({ path }) => path), ['channels[0].spend_per_week']);
    const unknown = (await ask({ type: 'set', path: 'nobody.home', value: 1 })).problems[0];
    assert.match(`${unknown.path}: ${unknown.message}`, /^nobody\.home: is not known here/);
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

test('a link that is set again is shown again, and what is asked after a link is asked of it', () =>
  site.visit(async ({ page }) => {
    const named = (name) => link(JSON.stringify({ ...JSON.parse(QUICK), name }));
    const set = (link) => page.evaluate(async (link) => {
      const element = document.querySelector('funnel-simulator');
      element.setAttribute('link', link);
      return (await element.getState()).name;
    }, link);
    assert.equal(await set(named('One')), 'One');
    assert.equal(await set(named('Two')), 'Two');
    // Percent-encoded, and as a mail breaks it into lines.
    assert.equal(await set(named('Three').replace('=', '%3D')), 'Three');
    const four = named('Four');
    assert.equal(await set(`See <${site.origin}/#${four.slice(0, 40)}\n> ${four.slice(40)}>.`), 'Four');
    assert.equal(await set(named('Two')), 'Two');
    await page.evaluate(async () => {
      const element = document.querySelector('funnel-simulator');
      const told = new Promise((resolve) => { element.addEventListener('funnel-link', resolve, { once: true }); });
      await element.set('name', 'Changed');
      await told;
    });
    assert.equal(await set(named('Two')), 'Two');
  }, { path: '/static/embed/playground.html' }));
