// Time and money as people think: months of the calendar, periods, and a plan in one breath.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { click, inPage, press, ready, scenarioOf, settled, type as typeInto } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Types into a field and leaves it with Enter. */
const type = (page, id, text) => typeInto(inPage(page, id), text);

/** Chooses an option of a list. */
async function choose(page, id, option) {
  await inPage(page, id).selectOption(option);
  await drawn(page);
}

test('a start, a fiscal year and a plan in one breath: axes, fields and sentences speak of months', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await type(page, 'ask-starts', 'March 2027');
    await type(page, 'ask-week', 'Q2');
    assert.equal(await inPage(page, 'ask-week').inputValue(), 'April 2027');
    await type(page, 'ask-change', 'double from June, $10k a month more on events from September until November');
    const { calendar, plans: [plan] } = await scenarioOf(page);
    assert.deepEqual(calendar, { starts: '2027-03', period: 'month' });
    assert.deepEqual(plan.spend.map((x) => [x.from_week, x.weeks, x.scale ?? 1]), [[14, undefined, 2], [27, 13, 1]]);
    assert.ok(Math.abs(plan.spend[1].add_per_week * 52 / 12 - 10_000) < 1e-9);
    assert.equal(await inPage(page, 'ask-week').inputValue(), 'June 2027');
    assert.match(await page.locator('.besides').innerText(), /\$10k a month more on Events.* from September 2027 for 3 months/s);
    await settled(page);
    assert.match(await page.locator('#time .ticks, #time svg').first().textContent(), /Mar 2027/);
    await page.locator('.in-short:not(.is-stale)', { hasText: /(January|February|March|April|May|June|July|August) 2027 \(week \d+\)/ }).waitFor({ timeout: 60_000 });
    assert.doesNotMatch(await page.locator('#time-title').innerText(), /week/);
    // Back to weeks of the run: nothing of the calendar is left.
    await choose(page, 'calendar.period', 'week');
    await type(page, 'ask-starts', '');
    assert.equal(await inPage(page, 'ask-week').inputValue(), 'week 14');
    assert.match(await page.locator('.besides').innerText(), /a week more .* from week 27 for 3 months/s);
    assert.equal((await scenarioOf(page)).calendar, undefined);
  }));

test('what changes only how time is told runs nothing anew', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const before = await page.evaluate(() => window.funnel.report());
    await type(page, 'ask-starts', 'March 2027');
    await choose(page, 'calendar.period', 'quarter');
    await choose(page, 'calendar.fiscal_year', { label: 'April' });
    assert.equal(await page.locator('.is-changing').count(), 0, 'the answer stands');
    const same = (text) => JSON.stringify(JSON.parse(text).arms);
    assert.equal(same(await page.evaluate(() => window.funnel.report())), same(before));
    await accessible(page, 'the page in months');
  }));

test('money and leads are typed and told by the period one likes', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const spend = inPage(page, 'channels[0].spend_per_week');
    const weekly = (await scenarioOf(page)).channels[0].spend_per_week;
    assert.match(await page.locator('label[for="channels\\[0\\]\\.spend_per_week"]').innerText(), /a month/);
    await typeInto(spend, '30,000');
    assert.equal((await scenarioOf(page)).channels[0].spend_per_week, 30_000 * 12 / 52);
    assert.equal(await spend.inputValue(), '30,000');
    await choose(page, 'calendar.period', 'year');
    assert.equal(await spend.inputValue(), '360,000');
    await typeInto(spend, '$52k a year');
    assert.equal((await scenarioOf(page)).channels[0].spend_per_week, 1_000);
    // A value that was never typed per month is shown to the cent, and stays the same to the bit when its field is only
    // visited.
    const undo = page.getByRole('button', { name: 'Undo' });
    for (let i = 0; i < 3; i += 1) await click(undo);
    assert.equal((await scenarioOf(page)).channels[0].spend_per_week, weekly);
    await spend.focus();
    await press(page, 'Enter');
    assert.equal((await scenarioOf(page)).channels[0].spend_per_week, weekly);
  }));

test('a month before anybody said when it starts is refused with what to do; a season names its months', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await type(page, 'ask-week', 'May');
    assert.match(await page.locator('.question .field-error').innerText(), /in which month the run starts/);
    assert.equal(await inPage(page, 'ask-week').inputValue(), 'May', 'nothing typed is lost');
    await press(page, 'Escape');
    await type(page, 'ask-starts', '2027-03');
    await click(page.locator('summary', { hasText: 'Market, season and seed' }));
    await type(page, 'market.season', 'Dec 1.5; Jan 0.8');
    let { market } = await scenarioOf(page);
    assert.deepEqual([market.season_unit, market.season[9], market.season[10]], ['months', 1.5, 0.8]);
    // December stays December.
    await type(page, 'ask-starts', 'December 2027');
    ({ market } = await scenarioOf(page));
    assert.deepEqual([market.season[0], market.season[1]], [1.5, 0.8]);
  }));
