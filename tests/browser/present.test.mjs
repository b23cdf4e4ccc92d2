// The views as slides: the panel, the stage with its keys, the presenter's window, print; and a reveal.js deck around us.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PART, accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, click, link, press, scaleOf, scenarioOf, settled, slider, studied, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { VIEWS as NAMED } from '../../static/embed/views.js';

const DECK = JSON.stringify({ ...JSON.parse(BLANK), deck: { slides: [{ view: 'answer', note: 'Ask who would bet.' }, { view: 'flow' }, { view: 'assumptions' }] } });

const VIEWS = Object.keys(NAMED);

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const place = async (page) => {
  await drawn(page);
  return page.locator('.stage-place').innerText();
};
const title = (page) => page.locator('main.slide .view-title').innerText();

/** Waits until the count of futures has stood still for a second in this frame; that many have been shown. */
async function still(frame) {
  await frame.waitForFunction(() => {
    const text = document.querySelector('.replay-count')?.textContent;
    if (window.__count !== text) [window.__count, window.__since] = [text, performance.now()];
    return text && performance.now() - window.__since > 1_000;
  });
  return Number((await frame.locator('.replay-count').innerText()).split(' of ')[1]);
}

async function accessibleIn(schemes, page, what, within) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `${what}, ${colorScheme}`, (axe) => (within ? axe.include(within) : axe).disableRules(PART));
  }
}

test('a deck is put together by keyboard, stays with the scenario, and can be undone', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await click(page.getByRole('button', { name: 'Present…' }));
    const rows = page.locator('.deck-name');
    assert.deepEqual(await rows.allInnerTexts(), ['What should we do?', 'Does it pay?', 'Where does the money go?', 'When?', 'What holds it back?', 'What would help most?', 'Says who?']);
    assert.equal((await scenarioOf(page)).deck, undefined);
    await accessibleIn(['light', 'dark'], page, 'panel', '.dialog[open]');
    await press(page.getByRole('button', { name: 'Move “Does it pay?” down, 2 of 7' }), 'Enter');
    await page.waitForFunction(() => document.activeElement.id === 'deck-down-answer');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.funnel.scenario().includes('"deck"') && JSON.parse(window.funnel.scenario()).deck.slides[3].view === 'answer');
    await click(page.getByRole('button', { name: 'Leave out “When?”' }));
    await click(page.getByRole('button', { name: 'Add the slide: How far should we go?' }));
    const note = page.getByRole('textbox', { name: 'Notes: Does it pay?' });
    await type(note, 'Two lines\nare one');
    const { slides } = (await scenarioOf(page)).deck;
    assert.deepEqual(slides.map(({ view }) => view), ['short', 'flow', 'answer', 'holds', 'ladder', 'assumptions', 'curve']);
    assert.match(slides[2].note, /^Two lines ?are one$/);
    await page.setViewportSize({ width: 320, height: 700 });
    await drawn(page);
    assert.equal(await page.locator('.dialog[open]').evaluate((e) => e.scrollWidth - e.clientWidth), 0);
    await press(page, 'Escape');
    for (let i = 0; i < 5; i += 1) await press(page, 'Control+z');
    assert.equal((await scenarioOf(page)).deck, undefined);
  }, { kept: QUICK, context: { viewport: { width: 1280, height: 800 } } }));

test('on the stage keys lead, the budget moves, black is black, and Escape comes back with the work', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.getByRole('button', { name: 'Present…' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('.stage').waitFor();
    const spoken = page.locator('.stage > [role=status]');
    await page.waitForFunction(() => /^Slide 1 of 3\. Does it pay\? \S/.test(document.querySelector('.stage > [role=status]').textContent));
    // Everything that a clicker sends, and a keyboard.
    for (const [key, at] of [['PageDown', 2], ['ArrowRight', 3], [' ', 3], ['ArrowLeft', 2], ['PageUp', 1], ['End', 3], ['Home', 1]]) {
      await page.keyboard.press(key === ' ' ? 'Space' : key);
      assert.equal(await place(page), `${at} / 3`, key);
    }
    await press(page, '.');
    assert.equal(await page.locator('.stage-scale').first().isVisible(), false);
    await page.waitForFunction(() => document.querySelector('.stage > [role=status]').textContent === 'Black');
    await press(page, 'b');
    assert.ok(await page.locator('.stage-scale').isVisible());
    // The slider keeps its keys, a click on it does not mean the next slide, and moving it moves the answer.
    const before = await title(page);
    await slider(page).focus();
    for (let i = 0; i < 20; i += 1) await page.keyboard.press('ArrowRight');
    assert.equal(await place(page), '1 / 3');
    assert.equal(await scaleOf(page), 1.8);
    await page.waitForFunction((before) => document.querySelector('.slide .view-title').textContent !== before, before);
    const report = await settled(page);
    assert.match(await title(page), /^80% more budget/);
    await click(slider(page));
    assert.equal(await place(page), '1 / 3');
    assert.equal(await page.evaluate(() => document.activeElement.className.includes('stage')), true, 'a hand leaves the slider');
    await page.keyboard.press('Control+z');
    assert.equal(await scaleOf(page), 1.8);
    assert.equal(report.comparisons.length, 1);
    // A letter into the number goes into the number.
    await page.getByRole('textbox', { name: /^Budget/ }).click();
    await page.keyboard.type('pb.');
    await drawn(page);
    assert.ok(await page.locator('.stage-scale').isVisible());
    assert.equal(page.context().pages().length, 1);
    await press(page, 'Escape');
    assert.equal(await page.locator('.stage').count(), 1, 'Escape is the field’s');
    await page.locator('.slide .view-title').click();
    assert.equal(await place(page), '2 / 3', 'a click anywhere else leads on');
    assert.match(await spoken.innerText(), /\S/);
    await page.evaluate(() => document.exitFullscreen?.().catch(() => {}));
    await page.waitForFunction(() => !document.querySelector('.stage'));
    await page.getByRole('button', { name: 'Present…' }).waitFor();
    assert.equal(await scaleOf(page), 1.8);
    assert.equal(await page.locator('.dialog[open]').count(), 0);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await scaleOf(page), 1.6, 'presses of a key that follow each other are one step');
  }, { kept: DECK }));

test('the presenter’s window follows, leads and keeps time; each slide is a page on paper', () =>
  site.visit(async ({ page, watch }) => {
    await page.locator('.stage').waitFor({ timeout: 60_000 });
    await settled(page);
    const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('p')]);
    await notes.locator('.notes-note').waitFor({ timeout: 60_000 });
    await drawn(page);
    assert.equal(await notes.locator('.notes-note').innerText(), 'Ask who would bet.');
    assert.equal(await notes.locator('.notes-title').innerText(), await title(page));
    assert.equal(await notes.locator('.notes-question').innerText(), 'Where does the money go?');
    await notes.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('.stage-place').textContent === '2 / 3');
    await notes.getByText('2 of 3').waitFor();
    await drawn(page);
    assert.equal(await notes.locator('.notes-question').innerText(), 'Says who?');
    await notes.getByRole('button', { name: 'Black' }).click();
    await notes.getByText('The audience sees black.').waitFor();
    await drawn(page);
    assert.equal(await page.locator('.stage-scale').first().isVisible(), false);
    await notes.getByRole('button', { name: 'Show again' }).click();
    // Noted by the window itself: a test may come when seconds have gone by.
    await notes.waitForFunction(() => !/^0:0[01]$/.test(document.querySelector('.notes-timer').textContent));
    await notes.evaluate(() => {
      const look = () => {
        window.__reset ||= /^0:0[01]$/.test(document.querySelector('.notes-timer')?.textContent);
        requestAnimationFrame(look);
      };
      look();
    });
    assert.equal(await notes.evaluate(() => window.__reset), false);
    await notes.getByRole('button', { name: 'Reset' }).click();
    await notes.waitForFunction(() => window.__reset);
    await accessibleIn(['light', 'dark'], notes, 'notes');
    await page.keyboard.press('Home');
    await page.evaluate(() => { window.print = () => { window.printed = true; }; });
    await page.keyboard.press('Control+p');
    await page.waitForFunction(() => window.printed);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    assert.equal(sizes.length, 3);
    assert.ok(sizes.every(([, width, height]) => Number(width) > Number(height)), 'across');
    await page.locator('.stage-scale').first().waitFor();
    await page.keyboard.press('Escape');
    await notes.getByText('The presentation has ended.').waitFor();
    assert.deepEqual(watch.complaints(), []);
  }, { path: '/?present', kept: DECK, context: { viewport: { width: 1280, height: 720 } } }));

test('each view is a slide that fills the stage, asks what it is about by itself, and is accessible', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    for (const [at, view] of VIEWS.entries()) {
      await page.waitForFunction((at) => document.querySelector('.stage-place').textContent.startsWith(`${at} /`), at + 1);
      // A long study starts by itself: the title is then its finding.
      await page.waitForFunction(() => !/^(Another split of|What reaches the target)/.test(document.querySelector('.slide .view-title').textContent), null, { timeout: 120_000 });
      await studied(page, '.slide');
      assert.ok((await title(page)).length > 10, view);
      assert.equal(await page.locator('.slide').evaluate((slide) => slide.scrollWidth - slide.clientWidth), 0, view);
      // The dark scheme is checked in a frame, where each view is looked at (embed.test.mjs).
      await accessibleIn(['light'], page, view, '.stage');
      if (view === 'mix') assert.equal(await page.locator('.slide tbody tr:visible').count(), 3, 'each channel’s money is the slide');
      await press(page, 'PageDown');
    }
  }, { path: '/?present', kept: JSON.stringify({ ...JSON.parse(QUICK), deck: { slides: VIEWS.map((view) => ({ view })) } }), context: { viewport: { width: 1280, height: 720 } } }));

test('futures come one at a time: by themselves, or by hand where motion is not wanted', async () => {
  await site.visit(async ({ page }) => {
    const report = await settled(page);
    await page.getByRole('button', { name: 'One future at a time' }).click();
    await page.waitForFunction(() => Number(document.querySelector('.replay-count').textContent.split(' of ')[1]) >= 4);
    await click(page.getByRole('button', { name: 'Pause' }));
    await still(page);
    const said = await page.locator('.replay-said').innerText();
    const chance = Math.round(report.comparisons[0].pays_back.value * 100);
    assert.ok(said.includes(`over all ${report.replicates.toLocaleString('en-US')} in ${chance}%`), said);
    await click(page.getByRole('button', { name: 'All at once' }));
    assert.equal(await page.locator('.replay-count').count(), 0);
  }, { path: '/?present', kept: DECK });
  await site.visit(async ({ page }) => {
    await settled(page);
    await click(page.getByRole('button', { name: 'One future at a time' }));
    assert.equal(await page.getByRole('button', { name: /Pause|Go on/ }).count(), 0);
    await page.waitForTimeout(700);
    assert.match(await page.locator('.replay-count').innerText(), /^[01] of 1$/);
    for (let i = 0; i < 3; i += 1) await click(page.getByRole('button', { name: 'Next one' }));
    assert.match(await page.locator('.replay-count').innerText(), /^[0-4] of 4$/);
  }, { path: '/?present', kept: DECK, context: { reducedMotion: 'reduce' } });
});

test('in a reveal.js deck arrow keys lead on from inside, and what was changed survives that a frame is unloaded', () =>
  site.visit(async ({ page }) => {
    // The examples' deck, its frames with a scenario that settles quickly.
    await page.route('**/examples/reveal/', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('theme=light"', `theme=light#${link(BLANK)}"`) });
    });
    await page.goto(`${site.origin}/examples/reveal/`);
    const at = () => page.evaluate(() => document.querySelector('.reveal .present h1, .reveal .present h2, .reveal .present iframe, .reveal .present funnel-simulator').title || 'text');
    await page.locator('.reveal.ready').waitFor();
    await page.keyboard.press('ArrowRight');
    assert.equal(await at(), 'Does it pay?');
    const answer = () => page.frames().find((frame) => /view=answer/.test(frame.url()));
    const scale = () => answer().evaluate(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale);
    while (!answer()) await page.waitForTimeout(50);
    await answer().waitForFunction(() => window.funnel, null, { timeout: 60_000 });
    const budget = answer().getByRole('slider', { name: /^Budget/ });
    await budget.focus();
    for (let i = 0; i < 5; i += 1) await budget.press('ArrowRight');
    // The slider’s keys belong to the slider.
    for (const end = Date.now() + 10_000; await scale() !== 1.65 && Date.now() < end;) await page.waitForTimeout(50);
    assert.equal(await scale(), 1.65);
    await page.waitForFunction((begun) => !document.querySelector('[data-src*="view=time"]').dataset.src.endsWith(begun), link(BLANK));
    // Every step is reported to the deck; the last one has been when nothing new arrives for half a second.
    await page.waitForFunction(() => {
      const { src } = document.querySelector('[data-src*="view=time"]').dataset;
      if (window.__src !== src) [window.__src, window.__since] = [src, performance.now()];
      return performance.now() - window.__since > 500;
    });
    await answer().locator('.stage-foot').click();
    await answer().locator('body').press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.present iframe')?.title === 'When?');
    // reveal.js unloads the frame.
    while (answer()) await page.waitForTimeout(50);
    const later = () => page.frames().find((frame) => /view=time/.test(frame.url()));
    while (!later()) await page.waitForTimeout(50);
    const time = later();
    await time.waitForFunction(() => window.funnel, null, { timeout: 60_000 });
    assert.equal(await time.evaluate(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale), 1.65, 'the next slide follows');
    await time.locator('.stage-foot').click();
    await time.locator('body').press('ArrowLeft');
    await page.waitForFunction(() => document.querySelector('.present iframe')?.title === 'Does it pay?');
    while (!answer()) await page.waitForTimeout(50);
    await answer().waitForFunction(() => window.funnel, null, { timeout: 60_000 });
    assert.equal(await scale(), 1.65, 'as it was left');
    // A simulator that is set aside pauses, and goes on later: reveal.js says so to a frame that it keeps.
    await answer().waitForFunction(() => window.funnel.report(), null, { timeout: 60_000 });
    await answer().getByRole('button', { name: 'One future at a time' }).click();
    const say = (word) => page.evaluate((word) => document.querySelector('.present iframe').contentWindow.postMessage(word, '*'), word);
    await say('slide:stop');
    const stopped = await still(answer());
    await say('slide:start');
    await answer().waitForFunction((stopped) => Number(document.querySelector('.replay-count').textContent.split(' of ')[1]) > stopped, stopped);
  }, { path: '/static/', expected: [/404/] }));

test('the deck of the examples prints: a sheet across for each slide, its frames with their charts', () =>
  site.visit(async ({ page }) => {
    await page.route('**/examples/reveal/**', async (route) => {
      if (!/reveal\/(\?|$)/.test(route.request().url())) return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replaceAll('theme=light"', `theme=light#${link(BLANK)}"`) });
    });
    await page.goto(`${site.origin}/examples/reveal/?print-pdf`);
    await page.waitForFunction(() => document.querySelectorAll('.pdf-page').length === 5);
    for (const view of ['answer', 'time']) {
      const frame = () => page.frames().find((frame) => frame.url().includes(`view=${view}`));
      while (!frame()) await page.waitForTimeout(50);
      await frame().locator('.slide .chart-svg').first().waitFor({ timeout: 60_000 });
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
    assert.ok(boxes.length >= 5, `${boxes.length} pages`);
    for (const [width, height] of boxes) assert.ok(width > 1.7 * height, `${width} × ${height}`);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/print-pdf.png`, fullPage: true });
  }, { path: '/static/', expected: [/404/, /style-src/, /Content Security Policy/] }));
