// Scenarios side by side, plans under everybody's assumptions, and questions to studies beyond their defaults.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, active, click, inPage, lookAt, pick, press, ready, scaleOf, scenarioOf, settled, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const STUDIED = { timeout: 120_000 };
const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));
const view = (page, id) => page.locator(`#${id}`);
const names = (page) => view(page, 'compare').getByRole('textbox', { name: /^Name of a kept scenario/ });
const kept = async (page) => {
  await drawn(page);
  return names(page).evaluateAll((all) => all.map((input) => input.value));
};

async function keep(page) {
  const button = view(page, 'compare').getByRole('button', { name: 'Keep what is on the page' });
  await lookAt(button);
  await click(button);
}

test('a scenario is kept, changed, compared, renamed, opened and let go, and survives a reload', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const before = await scaleOf(page);
    await keep(page);
    // A draft stays when findings arrive around it.
    await names(page).fill('Half a na');
    await page.locator('#compare-title', { hasText: 'come to the same profit in every one of 2,048 futures' }).waitFor(STUDIED);
    await view(page, 'compare').locator('.duels').waitFor(STUDIED);
    assert.deepEqual(await kept(page), ['Half a na']);
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.labels[0].innerText), /^Name of a kept scenario/);
    await press(names(page), 'Escape');
    assert.deepEqual(await kept(page), ['60% more everywhere']);
    const again = view(page, 'compare').getByRole('button', { name: 'Keep what is on the page' });
    assert.equal(await again.getAttribute('aria-disabled'), 'true', 'it is kept as it is');
    await press(slider(page), 'PageUp');
    await page.locator('#compare-title', { hasText: /more profit than|We cannot tell which/ }).waitFor(STUDIED);
    await view(page, 'compare').locator('.is-pending').waitFor({ state: 'detached', ...STUDIED });
    // The two cells of a pair add up to one.
    const cells = await view(page, 'compare').locator('.duels td').evaluateAll((all) => all.map((cell) => Number.parseInt(cell.innerText, 10)));
    assert.ok(Number.isNaN(cells[0]) && Math.abs(cells[1] + cells[2] - 100) <= 1, `${cells}`);
    await view(page, 'compare').getByRole('heading', { name: 'From A to B, one thing differs' }).waitFor();
    // Another figure takes another run.
    await pick(view(page, 'compare').getByRole('radio', { name: 'Revenue' }));
    await page.locator('#compare-title', { hasText: 'revenue' }).waitFor(STUDIED);

    await type(names(page), 'Careful');
    await view(page, 'compare').getByRole('button', { name: /^Open Careful/ }).click();
    await page.waitForFunction((scale) => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === scale, before);
    assert.equal((await scenarioOf(page)).name, 'Careful');
    assert.equal((await kept(page)).length, 1, 'what was on the page is kept in its place');
    await page.reload({ waitUntil: 'load' });
    await ready(page);
    assert.equal((await scenarioOf(page)).name, 'Careful');
    assert.equal((await kept(page)).length, 1);
    await click(view(page, 'compare').getByRole('button', { name: /^Remove/ }));
    assert.deepEqual(await kept(page), []);
    assert.equal(await active(page), 'compare-title', 'the focus is not lost');
    await page.keyboard.press('ControlOrMeta+z');
    await names(page).waitFor();
  }, { kept: BLANK }));

test('without a scenario kept there is a way to begin, and what cannot be compared says why', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const compare = view(page, 'compare');
    await lookAt(compare);
    await compare.getByText('Begin by keeping what is on the page').waitFor();
    await view(page, 'regret').getByText('Plans are chosen by people who believe different things').waitFor();
    assert.equal(await page.locator('#compare .is-pending, #regret .is-pending').count(), 0, 'nothing runs');
    await compare.getByRole('button', { name: 'Add a template…' }).click();
    await page.getByRole('button', { name: 'Add Blank' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.deepEqual((await kept(page)).length, 1);
    await unfold(page);
    await type(inPage(page, 'currency'), 'EUR');
    await compare.getByText('Not compared: it counts in USD, and the one on the page in EUR; convert one.').waitFor(STUDIED);
    // A scenario's file, and one that is not a scenario.
    const choose = async (text) => {
      const chooser = page.waitForEvent('filechooser');
      await compare.getByRole('button', { name: 'Add from a file…' }).click();
      await (await chooser).setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    };
    await choose(JSON.stringify({ ...(await scenarioOf(page)), name: 'From a file', seed: 7 }));
    await page.waitForFunction(() => document.querySelectorAll('#compare .kept input').length === 2);
    assert.equal((await kept(page))[1], 'From a file');
    await choose('{ "version": 1, "channels": 7 }');
    await page.getByRole('alert').filter({ hasText: '“x.json” could not be opened' }).waitFor();
    assert.equal((await kept(page)).length, 2);
    await keep(page);
    await compare.getByText('Three are kept, which is all that fit').waitFor();
    for (const button of await compare.getByRole('button', { name: /^Add/ }).all()) assert.equal(await button.getAttribute('aria-disabled'), 'true');
  }, { kept: BLANK }));

test('plans under everybody\'s assumptions, accessible, wide and narrow, light and dark', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await keep(page);
    await type(inPage(page, 'stages[0].rate'), '30 to 40 %');
    await press(slider(page), 'PageUp');
    for (const id of ['compare', 'regret']) {
      await lookAt(view(page, id));
      await view(page, id).locator('table tbody tr').nth(1).waitFor(STUDIED);
      await view(page, id).locator('.is-pending').waitFor({ state: 'detached', ...STUDIED });
    }
    await page.locator('#regret-title', { hasText: /regretted least|nothing to regret|on the same assumptions/ }).waitFor(STUDIED);
    await view(page, 'regret').getByText(/worst tenth of futures/).first().waitFor();
    assert.equal(await view(page, 'regret').locator('tbody tr').count(), 3, 'no change, and two plans');
    await unfold(page);
    for (const id of ['compare', 'regret']) await accessible(page, id, (axe) => axe.include(`#${id}`));
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const id of ['compare', 'regret']) await accessible(page, `${id}, narrow and dark`, (axe) => axe.include(`#${id}`));
    await drawn(page);
    const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.equal(scroll, inner, 'nothing is cut off');
  }, { kept: QUICK }));

test('where the extra money goes and what a cut loses: in the list, in place, as a table, and by the plan as it is asked', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const told = async (id) => {
      await page.locator(`#${id}-title`, { hasText: /^(?!So far)(?!The additional money, on)(?!What a cut would lose)/ }).waitFor(STUDIED);
      return page.locator(`#${id}-title`).innerText();
    };
    const channels = (await scenarioOf(page)).channels.filter((c) => (c.reference_spend_per_week ?? c.spend_per_week) > 0).length;
    for (const [id, question] of Object.entries({ extra: 'Where should the additional money go?', cut: 'What happens if we cut?' })) {
      await lookAt(view(page, id));
      const title = await told(id);
      // The list uses the same words.
      const line = page.locator('.question-item', { hasText: question }).locator('.question-said');
      await page.waitForFunction(([id]) => [...document.querySelectorAll('.question-said')].some((x) => x.innerText === document.getElementById(`${id}-title`).innerText), [id], STUDIED);
      assert.equal(await line.innerText(), title);
      await click(view(page, id).locator('summary', { hasText: 'as a table' }));
      // Each channel by itself, and the money as planned.
      const rows = await view(page, id).locator('tbody tr').count();
      assert.ok(rows >= channels + 1 && rows <= channels + 2, `${rows} rows for ${channels} channels`);
      await accessible(page, `${id}: ${title}`);
    }
    // The plan adds money: that money is placed, and a cut is a share of today's.
    assert.match(await told('extra'), /the extra \$/i);
    assert.match(await told('cut'), /20% of today’s budget/);
    // A plan that cuts: its own money is cut.
    await slider(page).press('Home');
    await page.locator('#cut-title', { hasText: /^(?!.*20% of today’s budget)(?!So far)(?!What a cut would lose).*less/ }).waitFor(STUDIED);
    await page.locator('#extra-title', { hasText: /another \$.*20% of today’s budget/i }).waitFor(STUDIED);
  }, { kept: QUICK }));

test('studies are asked for more: another figure, limits, another target', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const drivers = view(page, 'drivers');
    await lookAt(drivers);
    await pick(drivers.getByRole('radio', { name: 'Revenue' }));
    await page.locator('#drivers-title', { hasText: 'revenue changes' }).waitFor(STUDIED);
    await drivers.getByText('What inputs do together').click();
    await drivers.getByRole('button', { name: 'Find total effects' }).click();
    await drivers.getByRole('button', { name: 'Stop' }).click();
    await drivers.getByRole('button', { name: 'Find total effects' }).waitFor();

    const learn = view(page, 'learn');
    await lookAt(learn);
    await pick(learn.getByRole('radio', { name: 'Net present value' }));
    await learn.getByText('the net present value of the choice').waitFor(STUDIED);

    const mix = view(page, 'mix');
    await mix.getByText('Limits on single channels', { exact: false }).click();
    const channel = mix.getByRole('group', { name: 'Paid search' });
    await type(channel.getByRole('textbox', { name: /^At least/ }), 'lots');
    await channel.getByText(/cannot/i).waitFor();
    // More than there is: no split can do that, which is known before any run.
    await type(channel.getByRole('textbox', { name: /^At least/ }), '900k');
    await mix.getByRole('button', { name: 'Look for a better split' }).click();
    await page.locator('#mix-title', { hasText: 'No split holds the total within the limits' }).waitFor(STUDIED);
    await channel.getByRole('checkbox', { name: 'Keep as it is' }).check();
    await mix.getByRole('button', { name: 'Look for a better split' }).waitFor();

    const takes = view(page, 'outcome');
    await takes.getByText('Another target').click();
    await pick(takes.getByRole('radio', { name: 'Customers' }));
    await type(takes.getByRole('textbox', { name: /^At least/ }), '1');
    await takes.getByRole('button', { name: 'Find what it takes' }).click();
    await page.locator('#outcome-title', { hasText: /1 customers? with 80/ }).waitFor(STUDIED);
  }, { kept: QUICK }));

test('the view that one looks at is computed before what was asked earlier', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    // In short asks for the budget curve as soon as the answer has settled; it takes longer than these two together. What
    // is looked at right then, and what ends before what, is noted by the page itself: a test comes too late for that.
    await page.evaluate(() => {
      const pending = new Set();
      window.__ended = [];
      const look = () => {
        if (window.funnel.report() && !window.__looks) {
          window.__looks = true;
          document.getElementById('learn').scrollIntoView({ block: 'nearest', behavior: 'instant' });
        }
        for (const id of ['curve', 'drivers', 'learn']) {
          const isPending = document.querySelector(`#${id} .is-pending`) !== null;
          if (isPending) pending.add(id);
          else if (window.__looks && pending.delete(id)) window.__ended.push(id);
        }
        requestAnimationFrame(look);
      };
      look();
    });
    const ended = await page.waitForFunction(() => window.__ended.length > 1 && window.__ended, null, STUDIED);
    assert.deepEqual((await ended.jsonValue()).slice(0, 2).sort(), ['drivers', 'learn']);
  }));

test('studies give their cores to the answer while the budget is dragged, begin anew, and leave no workers behind', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const pool = 1 + await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency));
    // Two studies at a time, each led by a worker of its own; the pool simulates. A browser takes up to two seconds to
    // end a worker in the middle of its work, and studies that need no run of their own take one for a moment.
    const check = async () => {
      const end = Date.now() + 30_000;
      while (page.workers().length > pool + 2 && Date.now() < end) await page.waitForTimeout(100);
      assert.ok(page.workers().length <= pool + 2, `${page.workers().length} workers, ${pool} of the pool`);
    };
    const far = view(page, 'curve');
    const waits = far.getByText('once the answer has settled');
    for (const share of [0.7, 0.4, 0.6]) {
      await lookAt(far);
      await far.locator('.is-pending').first().waitFor();
      await waits.waitFor({ ...STUDIED, state: 'detached' });
      await lookAt(slider(page));
      const box = await slider(page).boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      await page.evaluate(() => { delete window.__held; });
      // Messages already on their way may still arrive; a study at work finds something several times a second.
      await page.waitForFunction(() => {
        const text = document.getElementById('curve').innerText;
        if (window.__held?.text !== text) window.__held = { text, since: performance.now() };
        return performance.now() - window.__held.since > 2_000;
      }, null, { timeout: 30_000 });
      await page.mouse.up();
      // It waits for the answer, or is at work already.
      await far.locator('.is-pending').first().waitFor();
      await check();
    }
    await far.locator('.is-pending').first().waitFor({ ...STUDIED, state: 'detached' });
    await check();
  }));

test('a run that a script asked for leaves studies their workers', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    // It has workers of its own, which are gone when it is over; before the view is looked at, and while its study is at work.
    const simulate = () => page.evaluate(async () => { await window.funnel.simulate(window.funnel.scenario(), 2_048, 1); });
    await simulate();
    for (const id of ['ladder', 'curve']) {
      await lookAt(view(page, id));
      await simulate();
    }
    for (const id of ['ladder', 'curve']) {
      await view(page, id).locator('.is-pending').first().waitFor({ ...STUDIED, state: 'detached' });
    }
    await page.locator('#curve-title', { hasText: /^(?!So far)/ }).waitFor(STUDIED);
  }, { kept: QUICK }));
