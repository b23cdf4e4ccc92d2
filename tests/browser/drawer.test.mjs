// The assumptions in a drawer at the side: reachable from anywhere, by mouse and by keyboard alone, with a search, beside the verdict
// that they lead to.
//
// Long because each way to it, each kind of word and each shape of the page is gone through, by the same few helpers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { QUICK, active, click, inPage, lookAt, press, ready, scenarioOf, settled, slider, type, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const drawer = (page) => page.locator('#drawer');
const opener = (page) => page.locator('#assumptions-open');
const search = (page) => page.getByRole('textbox', { name: 'Search the assumptions' });
const verdict = (page) => page.locator('.drawer-verdict');
const gone = (page) => drawer(page).waitFor({ state: 'detached' });

/** Waits until the focus is on the element with this id. */
const focused = (page, id) => page.waitForFunction((id) => document.activeElement?.id === id, id);

/** Goes to the first match of Ctrl+K. */
const find = async (page, text) => {
  await page.keyboard.press('Control+k');
  await page.locator('#find-text:focus').waitFor();
  await page.keyboard.type(text);
  // Enter means what is shown.
  await drawn(page);
  await page.keyboard.press('Enter');
};

/** Waits until the fields are there, all of them or the matches: how many they are. */
const counted = async (page) => {
  await drawn(page);
  const count = page.locator('#drawer .drawer-head [role=status]');
  await page.waitForFunction(() => /\d|Nothing/.test(document.querySelector('#drawer .drawer-head [role=status]')?.innerText ?? ''));
  return count.innerText();
};

/** The ids that occur in the document more than once. */
const twice = (page) => page.evaluate(() => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
});

/** What each field shown in the drawer says: its label, the name of its entry, its note and its source. */
const shown = (page) => page.evaluate(() => [...document.querySelectorAll('#drawer .drawer-body :is(input, select)')]
  .filter((control) => !control.closest('.sources') && !control.closest('.item-row > .field:first-child'))
  .map((control) => {
    const entry = control.closest('.item')?.querySelector('.item-row > .field:first-child input')?.value
      ?? control.closest('.work')?.querySelector('.work-name, label').innerText ?? '';
    const field = control.closest('.field');
    const source = document.getElementById(`${control.id}-source`)?.value ?? '';
    const head = control.closest('.group').querySelector('.group-title').innerText;
    return { id: control.id, text: [field.querySelector('label').innerText, entry, field.querySelector('.tag')?.innerText ?? '', source, head].join(' ').toLowerCase() };
  }));

test('by mouse: it opens beside the page, a changed assumption moves the verdict, and Undo brings it back', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    assert.equal(await opener(page).getAttribute('aria-expanded'), 'false');
    assert.equal(await drawer(page).count(), 0, 'closed, nothing of it is drawn');
    await opener(page).click();
    await focused(page, 'drawer-search');
    assert.equal(await opener(page).getAttribute('aria-expanded'), 'true');
    assert.equal(await opener(page).getAttribute('aria-controls'), await drawer(page).getAttribute('id'));
    assert.match(await counted(page), /^\d\d+ assumptions$/);
    // The page stands beside it, not under it.
    const [side, title] = await Promise.all([drawer(page).boundingBox(), page.locator('#answer-title').boundingBox()]);
    assert.ok(title.x + title.width <= side.x && Math.abs(side.width - 480) < 2, JSON.stringify([title, side]));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    const before = await verdict(page).innerText();
    const whole = await page.locator('#answer-title').innerText();
    const margin = inPage(page, 'drawer-money.margin');
    const stood = await margin.inputValue();
    await type(margin, '2 %');
    await page.waitForFunction((text) => document.querySelector('.drawer-verdict').innerText !== text, before, { timeout: 60_000 });
    await settled(page);
    assert.notEqual(await page.locator('#answer-title').innerText(), whole);
    assert.equal(await drawer(page).count(), 1, 'it stays open');
    // The rest of the page can be used meanwhile.
    const budget = await slider(page).inputValue();
    await press(slider(page), 'ArrowRight');
    assert.notEqual(await slider(page).inputValue(), budget);
    for (let i = 0; i < 2; i += 1) await click(page.getByRole('button', { name: 'Undo' }));
    await page.waitForFunction((text) => document.querySelector('.drawer-verdict').innerText === text, before, { timeout: 60_000 });
    assert.equal(await margin.inputValue(), stood);
    // Closed from the page, the focus stays on the page.
    await opener(page).click();
    await gone(page);
    assert.equal(await active(page), 'assumptions-open');
    // Closed by its own button, it goes back.
    await opener(page).click();
    await focused(page, 'drawer-search');
    await page.getByRole('button', { name: 'Close the assumptions' }).click();
    await gone(page);
    assert.equal(await active(page), 'assumptions-open');
  }, { kept: QUICK, short: true, context: DESKTOP }));

test('by mouse from far down the page: the tab at the edge opens it, and nothing jumps', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await lookAt(page.locator('#time-title'));
    await page.mouse.wheel(0, 400);
    const tab = page.locator('.drawer-tab');
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('.drawer-tab').getBoundingClientRect();
      return top > 0 && bottom < innerHeight && scrollY > 800;
    });
    // The wheel scrolls smoothly: what is where counts once the page has come to rest.
    await page.waitForFunction(() => new Promise((done) => {
      const from = scrollY;
      setTimeout(() => done(scrollY === from), 150);
    }));
    // What the reader is looking at: the first part of a view below the window's top.
    const seen = await page.evaluateHandle(() => [...document.querySelectorAll('.view > *')].find((part) => part.getBoundingClientRect().bottom > 130));
    const top = () => seen.evaluate((part) => part.getBoundingClientRect().top);
    const before = await top();
    await tab.click();
    await focused(page, 'drawer-search');
    await counted(page);
    assert.ok(Math.abs(await top() - before) < 60, `it was at ${before} and is at ${await top()}`);
    await page.getByRole('button', { name: 'Close the assumptions' }).click();
    await gone(page);
    await page.waitForFunction(() => document.activeElement.className.includes('drawer-tab'));
    assert.ok(Math.abs(await top() - before) < 60, `it was at ${before} and is at ${await top()} again`);
  }, { kept: QUICK, short: true, context: DESKTOP }));

test('by keyboard alone: Ctrl+K leads there, Escape takes back what was typed before it closes, and the focus goes back', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const from = page.locator('#time .chart-scrub, #time [role=slider]').first();
    await from.focus();
    const before = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    await find(page, 'assumptions');
    await focused(page, 'drawer-search');
    await page.keyboard.type('margin');
    await page.waitForFunction(() => /^\d+ of \d+$/.test(document.querySelector('#drawer [role=status]').innerText));
    await page.keyboard.press('ArrowDown');
    await focused(page, 'drawer-money.margin');
    const field = inPage(page, 'drawer-money.margin');
    const stood = await field.inputValue();
    await press(page, 'Control+a');
    await page.keyboard.type('12 %');
    await drawn(page);
    await press(page, 'Escape');
    assert.equal(await field.inputValue(), stood, 'the field first');
    assert.equal(await active(page), 'drawer-money.margin');
    // An unfolded hint takes the next Escape.
    await press(page, 'Shift+Tab');
    await press(page, 'Enter');
    const hint = inPage(page, 'drawer-money.margin-hint');
    await hint.waitFor();
    await page.keyboard.press('Escape');
    await hint.waitFor({ state: 'hidden' });
    assert.equal(await drawer(page).count(), 1);
    // In the search, Escape clears what was typed there.
    await search(page).focus();
    await press(page, 'Escape');
    assert.equal(await search(page).inputValue(), '');
    assert.match(await counted(page), /assumptions$/);
    await page.keyboard.press('Escape');
    await gone(page);
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)), before, 'the focus is where it was');
    // A field by its name; a field that was folded away is unfolded.
    await find(page, 'carried over');
    await page.waitForFunction(() => /^drawer-channels\[\d\]\.carry_over$/.test(document.activeElement.id));
    // Another one, while the drawer is open, during a search.
    await search(page).fill('margin');
    await drawn(page);
    await find(page, 'seed');
    await focused(page, 'drawer-seed');
    await drawn(page);
    assert.equal(await search(page).inputValue(), '');
    await page.keyboard.press('Escape');
    await gone(page);
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)), before);
  }, { kept: QUICK, short: true, context: DESKTOP }));

test('searched by name, channel, stage, team, source and grade; each field that is left holds every word', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await opener(page).click();
    const all = Number((await counted(page)).split(' ')[0]);
    const s = await scenarioOf(page);
    const say = async (text) => {
      await search(page).fill(text);
      return counted(page);
    };
    const channel = s.channels[0].name.toLowerCase();
    const stage = s.stages[1].name.toLowerCase();
    const team = s.teams[0].name.toLowerCase();
    for (const text of ['gross margin', channel, `COST ${channel}`, stage, `${stage} within`, team, 'benchmark', 'grade b', 'guess inquiries']) {
      const count = await say(text);
      const [left, of] = count.split(' of ').map(Number);
      assert.ok(left > 0 && left < all && of === all, `${text}: ${count}`);
      // The matches are there, unfolded if they were folded away.
      const fields = await shown(page);
      assert.equal(fields.length, left, text);
      // Teams' work and the grade's letter are found by words other than the label's.
      if (text === team || text.startsWith('grade')) continue;
      for (const { id, text: said } of fields) {
        for (const word of text.toLowerCase().split(' ')) assert.ok(said.includes(word), `${text}: ${id}: ${said}`);
      }
      assert.equal(await page.locator('#drawer .group').evaluateAll((all) => all.filter((group) => !group.querySelector('.drawer-body input, input, select')).length), 0);
    }
    // A source is shown if it is the match.
    const source = s.channels[0].elasticity.source ?? s.stages[0].rate.source;
    const words = source.split(/[\s,.:;()]+/).filter((word) => word.length > 5).slice(0, 3).join(' ');
    assert.match(await say(words), / of /);
    assert.ok((await page.locator('#drawer .source input.input').evaluateAll((all) => all.filter((x) => x.checkVisibility()).map((x) => x.value))).includes(source), words);
    // A name that nothing has.
    assert.equal(await say('margin of the moon'), 'Nothing is called that.');
    assert.equal(await page.locator('#drawer .group').count(), 0);
    await page.getByRole('button', { name: 'Show all of them' }).click();
    await focused(page, 'drawer-search');
    assert.equal(await counted(page), `${all} assumptions`);
    // Guesses only, at one press; with a word, the matches among them.
    const guesses = page.getByRole('button', { name: 'Guesses only' });
    await click(guesses);
    assert.equal(await guesses.getAttribute('aria-pressed'), 'true');
    const only = await shown(page);
    assert.ok(only.length > 3 && only.every(({ text }) => text.includes('guess')), JSON.stringify(only));
    await say('spend');
    assert.ok((await shown(page)).length < only.length);
    await click(guesses);
    await say('');
    assert.equal(await counted(page), `${all} assumptions`);
    // Enter leads to the first match.
    await say('sales cost won deal');
    await search(page).press('Enter');
    await focused(page, 'drawer-money.cost_per_deal');
  }, { kept: QUICK, short: true, context: DESKTOP }));

test('every field is found by its own label, and no id is there twice, with every question open', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await opener(page).click();
    await counted(page);
    await unfold(page);
    await page.waitForFunction(() => document.querySelectorAll('#drawer .tool-more[aria-expanded=false]').length === 0);
    await drawn(page);
    assert.deepEqual(await twice(page), []);
    const fields = await page.evaluate(() => [...document.querySelectorAll('#drawer .drawer-body label[for]')]
      .map((label) => [label.htmlFor, label.firstChild.textContent])
      .filter(([id]) => !/-(source|tag|grade)$|\.name$/.test(id)));
    assert.equal(`${fields.length} assumptions`, await counted(page));
    const labels = [...new Set(fields.map(([, label]) => label))];
    assert.ok(labels.length > 40, labels.join('; '));
    for (const label of labels) {
      await search(page).fill(label);
      await drawn(page);
      const missing = await page.evaluate((ids) => ids.filter((id) => !document.getElementById(id)), fields.filter(([, x]) => x === label).map(([id]) => id));
      assert.deepEqual(missing, [], label);
    }
    await search(page).fill('');
    // A value entered there is in the column, too.
    await type(inPage(page, 'drawer-stages[0].rate'), '54 of 433');
    await page.waitForFunction(() => document.getElementById('assumptions-title').innerText.startsWith('1 of'));
    assert.equal(await inPage(page, 'stages[0].rate').inputValue(), '54 of 433');
    assert.equal(await page.locator('#drawer [aria-live], #drawer .drawer-verdict[role]').count(), 0, 'the verdict is spoken by one line alone');
  }, { kept: QUICK, context: DESKTOP }));

test('a sentence that asks for a price leads to its field', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    // A step lacks its price. A view's study begins when the view is near.
    await lookAt(page.locator('#ladder'));
    const link = page.locator('#ladder .unpriced .link').first();
    await link.waitFor({ timeout: 120_000 });
    await lookAt(link);
    await link.focus();
    const face = await link.innerText();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /^drawer-(levers|teams|stages)/.test(document.activeElement.id));
    assert.equal(await page.locator('#assumptions, #process').count(), 0, 'no question opens for it');
    await page.keyboard.press('Escape');
    await gone(page);
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.innerText), face);
  }, { path: '/?open=ladder', kept: QUICK, short: true, context: DESKTOP }));

test('on a tablet and on a phone held sideways each entry is headed by its name, in full', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await opener(page).click();
    await counted(page);
    for (const [width, height] of [[700, 900], [844, 390], [860, 900], [900, 900]]) {
      await page.setViewportSize({ width, height });
      await drawn(page);
      const names = await page.locator('#drawer .item-row > .field:first-child input').evaluateAll((all) =>
        all.map((input) => [input.value, input.clientWidth - input.scrollWidth, input.clientWidth]));
      assert.ok(names.length > 8);
      assert.deepEqual(names.filter(([, spare, wide]) => spare < 0 || wide < 200), [], `${width} px wide`);
    }
  }, { kept: QUICK, short: true, context: PHONE }));

test('on a phone it has the whole screen and keeps the focus, and a question gone to takes its place', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    // From the verdict at the foot, wherever the reader is.
    await lookAt(page.locator('#time-title'));
    const way = page.locator('.budget-verdict .link');
    await way.tap();
    await focused(page, 'drawer-search');
    await counted(page);
    const box = await drawer(page).boundingBox();
    assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 390, 844]);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    const wide = await page.locator('#drawer :is(input, select, button)').evaluateAll((all) =>
      all.filter((x) => x.checkVisibility() && x.getBoundingClientRect().right > 390).map((x) => x.id || x.innerText));
    assert.deepEqual(wide, [], 'nothing is cut');
    assert.match(await verdict(page).innerText(), /of 50/);
    // Nothing behind it takes the focus.
    await press(page, 'Shift+Tab');
    await press(page, 'Shift+Tab');
    assert.ok(await page.evaluate(() => !document.activeElement || document.activeElement === document.body || Boolean(document.activeElement.closest('#drawer'))));
    const before = await verdict(page).innerText();
    await type(inPage(page, 'drawer-money.margin'), '2 %');
    await page.waitForFunction((text) => document.querySelector('.drawer-verdict').innerText !== text, before, { timeout: 60_000 });
    // The header's buttons are behind it: it has its own.
    await drawer(page).getByRole('button', { name: 'Undo', exact: true }).tap();
    await page.waitForFunction((text) => document.querySelector('.drawer-verdict').innerText === text, before, { timeout: 60_000 });
    await page.getByRole('button', { name: 'Close the assumptions' }).tap();
    await gone(page);
    await drawn(page);
    assert.ok(await way.evaluate((element) => element === document.activeElement));
    // A question opened from Ctrl+K is visible, not behind the drawer.
    await way.tap();
    await focused(page, 'drawer-search');
    await find(page, 'what would help most');
    await gone(page);
    await focused(page, 'ladder-title');
  }, { kept: QUICK, short: true, context: PHONE }));

for (const [name, context] of [
  ['desktop', DESKTOP], ['phone', PHONE], ['dark', { ...DESKTOP, colorScheme: 'dark' }], ['phone, dark', { ...PHONE, colorScheme: 'dark' }],
]) {
  test(`accessible: ${name}`, () =>
    site.visit(async ({ page }) => {
      await settled(page);
      await opener(page).click();
      await counted(page);
      await accessible(page, name);
      await unfold(page);
      await drawn(page);
      await accessible(page, `${name}, unfolded`, (axe) => axe.include('#drawer'));
      await search(page).fill('guess');
      await counted(page);
      await accessible(page, `${name}, searched`, (axe) => axe.include('#drawer'));
      await search(page).fill('no such name');
      await page.getByText('Nothing is called that.').waitFor();
      await accessible(page, `${name}, nothing found`, (axe) => axe.include('#drawer'));
    }, { kept: QUICK, short: true, context }));
}

test('locked, it shows what cannot be changed; on paper, on the stage and in a frame there is none', async () => {
  await site.visit(async ({ page }) => {
    await settled(page);
    await opener(page).click();
    await counted(page);
    assert.equal(await inPage(page, 'drawer-money.margin').isDisabled(), true);
    await search(page).fill('margin');
    assert.match(await counted(page), /^\d+ of/);
    await find(page, 'seed');
    await focused(page, 'drawer-search');
    await page.waitForFunction(() => {
      const { top, bottom } = document.getElementById('drawer-seed')?.getBoundingClientRect() ?? {};
      return top >= 0 && bottom <= innerHeight;
    });
    await page.emulateMedia({ media: 'print' });
    await drawn(page);
    assert.equal(await drawer(page).isVisible(), false);
    assert.equal(await page.locator('.beside').evaluate((element) => getComputedStyle(element).paddingRight), '0px');
  }, { path: '/?lock=1', kept: QUICK, short: true, context: DESKTOP });
  await site.visit(async ({ page }) => {
    await settled(page);
    await opener(page).click();
    await counted(page);
    await page.getByRole('button', { name: 'Present…' }).click();
    await page.getByRole('dialog', { name: 'Present' }).getByRole('button', { name: 'Start' }).click();
    await page.locator('.stage').waitFor();
    await gone(page);
  }, { kept: QUICK, short: true, context: DESKTOP });
  for (const path of ['/?view=assumptions', '/?view=ladder']) {
    await site.visit(async ({ page }) => {
      await page.locator('section.view').waitFor();
      assert.equal(await page.locator('#drawer, #assumptions-open, .drawer-tab').count(), 0, path);
    }, { path, kept: QUICK, context: DESKTOP });
  }
});
