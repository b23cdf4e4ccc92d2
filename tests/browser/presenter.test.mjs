// What a presenter looks at: our own window with the next slide as a picture, and reveal.js's speaker view.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { BLANK, CLIENT, QUICK, link, settled, slider } from './support/funnel.mjs';
import { openSite, watchPage } from './support/page.mjs';

const PICTURES = process.env.PICTURES;

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** The share of pixels that differ by more than a shade between two PNGs of the same size. */
const differing = (page, one, other) => page.evaluate(async (pictures) => {
  const [a, b] = await Promise.all(pictures.map(async (data) => {
    const bytes = Uint8Array.from(atob(data), (x) => x.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    brush.drawImage(bitmap, 0, 0);
    return brush.getImageData(0, 0, bitmap.width, bitmap.height);
  }));
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if ([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > 48)) count += 1;
  }
  return count / (a.data.length / 4);
}, [one, other].map((png) => png.toString('base64')));

/** A picture of the page, once nothing moves in it any more. */
async function pictured(page) {
  await drawn(page);
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  return page.screenshot();
}

/** The picture of the next slide, as large as the stage. */
async function enlarged(context, notes, { width, height }) {
  const src = await notes.locator('.notes-picture').getAttribute('src');
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.setContent(`<style>body { margin: 0 } img { display: block; width: 100vw; height: 100vh }</style><img alt="" src="${src}">`);
  await page.locator('img').evaluate((image) => image.decode());
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

const VIEWS = ['answer', 'short', 'ladder', 'assumptions', 'curve', 'flow', 'signs'];

for (const [what, context] of [
  ['in the light', { viewport: { width: 1280, height: 720 }, colorScheme: 'light' }],
  ['in the dark, on an old projector', { viewport: { width: 1024, height: 768 }, colorScheme: 'dark' }],
]) {
  test(`the presenter sees the next slide as the stage then shows it, ${what}`, () =>
    site.visit(async ({ page }) => {
      await settled(page);
      const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('p')]);
      const count = VIEWS.length;
      for (let at = 1; at < count; at += 1) {
        await page.locator('.stage-place').getByText(`${at} / ${count}`).waitFor();
        // Its study runs before it is shown; findings of several studies arrive one by one, and say so.
        await page.waitForFunction(() => {
          const coming = document.querySelector('.stage-coming .slide');
          const isPending = coming?.querySelector('progress, .is-pending') || /So far|Being looked into/.test(coming?.textContent);
          const text = isPending ? '' : coming?.textContent ?? '';
          if (window.__text !== text) [window.__text, window.__since] = [text, performance.now()];
          return text.length > 40 && performance.now() - window.__since > 3_000;
        }, null, { timeout: 90_000 });
        const title = await page.locator('.stage-coming .view-title').first().textContent();
        // The picture shown is of what is laid out now; it is made anew several times a second.
        await notes.waitForFunction((title) => {
          const src = document.querySelector('.notes-picture')?.src ?? '';
          const text = new DOMParser().parseFromString(decodeURIComponent(src.slice(src.indexOf(',') + 1)), 'image/svg+xml').querySelector('.view-title')?.textContent;
          if (window.__src !== src) [window.__src, window.__since] = [src, performance.now()];
          return text === title && performance.now() - window.__since > 1_000;
        // Behind the page it has no frames.
        }, title, { timeout: 30_000, polling: 100 });
        assert.equal(await notes.locator('.notes-picture').evaluate((image) => image.naturalWidth > 0), true);
        const said = await enlarged(page.context(), notes, context.viewport);
        const before = await pictured(page);
        if (PICTURES && at === 3) await notes.screenshot({ path: `${PICTURES}/notes-${context.colorScheme}.png` });
        await page.bringToFront();
        await page.keyboard.press('PageDown');
        await page.locator('.stage-place').getByText(`${at + 1} / ${count}`).waitFor();
        await page.waitForFunction((title) => document.querySelector('main.slide .view-title')?.textContent === title, title);
        const shown = await pictured(page);
        if (PICTURES) {
          const { writeFile } = await import('node:fs/promises');
          await writeFile(`${PICTURES}/next-${context.colorScheme}-${VIEWS[at]}-said.png`, said);
          await writeFile(`${PICTURES}/next-${context.colorScheme}-${VIEWS[at]}-shown.png`, shown);
        }
        const off = await differing(page, said, shown);
        // Lines of text at fractional heights are drawn up to half a pixel apart in a picture (.6% of the pixels of a table);
        // a scroll bar, which moves every column, is 2.6%.
        assert.ok(off < 0.01, `${VIEWS[at]}: ${(100 * off).toFixed(2)}% of the pixels differ`);
        assert.ok(await differing(page, before, shown) > 0.02, 'two slides do not look alike');
      }
      await notes.getByText('This is the last slide.').waitFor();
      assert.equal(await notes.locator('.notes-picture').count(), 0);
      // It follows the budget, and costs nothing once nobody looks.
      await page.keyboard.press('Home');
      await notes.locator('.notes-picture').waitFor();
      await notes.close();
      await page.waitForFunction(() => !document.querySelector('.stage-coming'));
    }, { path: `/?present#${link(JSON.stringify({ ...JSON.parse(QUICK), brand: JSON.parse(CLIENT).brand, deck: { slides: VIEWS.map((view) => ({ view })) } }))}`, context }));
}

const DECK = JSON.stringify({ ...JSON.parse(BLANK), deck: { slides: ['answer', 'flow', 'assumptions'].map((view) => ({ view })) } });

test('the presenter’s window is found again by the stage after a reload, and is the only one', () =>
  site.visit(async ({ page }) => {
    await page.locator('.stage').waitFor({ timeout: 60_000 });
    const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('p')]);
    await notes.locator('.notes-note').waitFor({ timeout: 60_000 });
    await page.reload();
    await page.locator('.stage').waitFor({ timeout: 60_000 });
    await notes.locator('.notes-over').waitFor({ state: 'detached', timeout: 60_000 });
    await page.keyboard.press('PageDown');
    await notes.getByText('2 of 3').waitFor();
    await notes.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('.stage-place').textContent === '3 / 3');
    await page.keyboard.press('p');
    await drawn(page);
    assert.equal(page.context().pages().length, 2);
    // Gone without a word, as after a crash.
    await notes.evaluate(() => {
      window.opener.postMessage = () => {};
      window.BroadcastChannel.prototype.postMessage = () => {};
    });
    await notes.getByText('No presentation answers').waitFor();
  }, { path: '/?present', kept: DECK }));

test('that no second window is allowed is said until the next move', () =>
  site.visit(async ({ page }) => {
    await page.locator('.stage').waitFor({ timeout: 60_000 });
    await page.evaluate(() => { window.open = () => null; });
    await page.keyboard.press('p');
    await page.getByText('The browser allowed no second window.').first().waitFor();
    await page.keyboard.press('PageDown');
    await page.getByText('The browser allowed no second window.').first().waitFor({ state: 'detached' });
  }, { path: '/?present', kept: DECK }));

test('reveal.js’s speaker view shows the simulators of this slide and the next, and what is moved in one is moved in all', () =>
  site.visit(async ({ page }) => {
    const context = page.context();
    await context.route('**/examples/reveal/**', async (route) => {
      if (!/reveal\/(\?.*)?$/.test(route.request().url())) return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replaceAll('theme=light"', `theme=light#${link(BLANK)}"`) });
    });
    await page.goto(`${site.origin}/examples/reveal/`);
    await page.locator('.reveal.ready').waitFor();
    await page.keyboard.press('ArrowRight');
    const frameOf = async (page, of, view) => {
      for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(50)) {
        const found = page.frames().find((frame) => frame.url().includes(`view=${view}`) && of(frame.parentFrame()));
        if (found) return found;
      }
      throw new Error(`no frame with ${view}`);
    };
    const first = await frameOf(page, () => true, 'answer');
    await settled(first);
    await slider(first).focus();
    for (let i = 0; i < 3; i += 1) await slider(first).press('ArrowRight');
    const scale = (frame) => frame.evaluate(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale);
    await first.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.63);
    await first.locator('.stage-foot').click();
    await page.waitForFunction((begun) => !document.querySelector('[data-src*="view=time"]').dataset.src.endsWith(begun), link(BLANK));
    await page.evaluate(() => document.activeElement.blur());
    const [speakers] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
    const watch = await watchPage(speakers, site.origin);
    const isCurrent = (deck) => /postMessageEvents/.test(deck.url());
    // reveal.js tells the next slide's copy where it is only once, whether that has loaded by then or not: a step there
    // and back tells it again.
    const decks = [isCurrent, (frame) => /receiver/.test(frame.url()) && !isCurrent(frame) && !/view=/.test(frame.url())];
    for (const of of decks) {
      const deck = () => speakers.frames().find(of);
      while (!deck()) await speakers.waitForTimeout(50);
      await deck().locator('.reveal.ready').waitFor({ timeout: 60_000 });
    }
    await page.bringToFront();
    for (const [key, title] of [['PageDown', 'When?'], ['PageUp', 'Does it pay?']]) {
      await page.keyboard.press(key);
      await page.waitForFunction((title) => document.querySelector('.present iframe')?.title === title, title);
    }
    const audience = await frameOf(page, () => true, 'answer');
    await settled(audience);
    const current = await frameOf(speakers, isCurrent, 'answer');
    const upcoming = await frameOf(speakers, (deck) => !isCurrent(deck), 'time');
    for (const frame of [current, upcoming]) {
      await frame.locator('.slide .chart-svg').first().waitFor({ timeout: 60_000 });
      await frame.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.63, null, { timeout: 20_000 });
    }
    await speakers.locator('.speaker-controls-notes .value').getByText('wait for the answer').waitFor();
    // Moved by the presenter, it moves for the audience; and the other way round.
    await slider(current).focus();
    await slider(current).press('ArrowRight');
    for (const frame of [audience, upcoming]) {
      await frame.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.64, null, { timeout: 20_000 });
    }
    await slider(audience).focus();
    await slider(audience).press('ArrowLeft');
    await slider(audience).press('ArrowLeft');
    for (const frame of [current, upcoming]) {
      await frame.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.62, null, { timeout: 20_000 });
    }
    await page.waitForTimeout(500);
    assert.deepEqual([await scale(audience), await scale(current), await scale(upcoming)], [1.62, 1.62, 1.62], 'and it stays there');
    await settled(current);
    await settled(upcoming);
    if (PICTURES) await speakers.screenshot({ path: `${PICTURES}/speaker.png` });
    // A key in the presenter's frame leads the deck on; the slides come along, in both windows.
    await current.locator('.stage-foot').click();
    await speakers.bringToFront();
    await speakers.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('.present iframe')?.title === 'When?');
    const later = await frameOf(speakers, isCurrent, 'time');
    await later.locator('.slide .chart-svg').first().waitFor({ timeout: 60_000 });
    await later.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.62, null, { timeout: 20_000 });
    assert.deepEqual(watch.complaints([/404/, /ERR_ABORTED/]), []);
  }, { path: '/static/', expected: [/404/] }));
