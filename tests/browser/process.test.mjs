// The process beside the budget: levers added and set, teams, and what holds revenue back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUARTER, QUICK, click, inPage, lookAt, pick, press, ready, scenarioOf, settled, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** What the plan sets a setting to, by the setting's label. */
const planned = (page, label) => page.getByRole('group', { name: label, exact: true }).getByRole('textbox', { name: 'Plan' });

/** Notes in the page what its title says when something is first seen, which may be over before a test looks. */
const noteFirst = (page, seen, title = 'body') => page.evaluate(([seen, title]) => {
  window.__first = undefined;
  const look = () => {
    if (document.querySelector(seen)) window.__first = document.querySelector(title).textContent;
    else requestAnimationFrame(look);
  };
  look();
}, [seen, title]);

test('a setting of the plan moves the answer, and goes with undo', () =>
  site.visit(async ({ page }) => {
    const before = await settled(page);
    await type(planned(page, 'Attempts before giving up'), '8');
    assert.deepEqual((await scenarioOf(page)).plans[0].settings, [{ setting: 'attempts/attempts', value: 8 }]);
    await page.locator('#process-title', { hasText: 'attempts before giving up 8 instead of 3' }).waitFor();
    const after = await settled(page);
    // Each run settles after its own number of replicates: today's means agree within their errors, the uplifts do not.
    const apart = (of) => Math.abs(of(after).value - of(before).value) / (of(after).se + of(before).se);
    assert.ok(apart((report) => report.arms[0].figures.revenue.mean) < 4.5);
    assert.ok(apart((report) => report.comparisons[0].mean_uplift) > 4.5, 'eight attempts make a difference');
    await click(page.getByRole('button', { name: /^Undo/ }));
    await page.waitForFunction(() => !JSON.parse(window.funnel.scenario()).plans[0].settings);
    assert.equal(await planned(page, 'Attempts before giving up').inputValue(), '');
  }, { kept: QUARTER }));

test('a value out of range is refused at its field, and nothing is lost', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const field = planned(page, 'Leads let through, against today’s');
    await type(field, '5000 %');
    await page.locator('.field-error', { hasText: /must be from 5\s?% to 1,000\s?%/ }).waitFor();
    assert.equal(await field.inputValue(), '5000 %');
    assert.equal((await scenarioOf(page)).plans[0].settings, undefined);
    await type(field, '70 %');
    assert.deepEqual((await scenarioOf(page)).plans[0].settings, [{ setting: 'definition/lets_through', value: 0.7 }]);
  }, { kept: QUICK }));

test('a lever not used is one line; asked, it is there with its assumptions; left out, it is gone', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'How are leads captured?' }) });
    assert.equal(await row.getByRole('textbox').count(), 0);
    await click(row.getByRole('button', { name: 'Ask this' }));
    await type(row.getByRole('group', { name: 'Fields in the form' }).getByRole('textbox', { name: 'Today' }), '4');
    await click(row.getByText('What this rests on'));
    assert.equal(await inPage(page, 'levers.capture.lost_per_field').inputValue(), '0.03 to 0.18, likely 0.08');
    assert.equal((await scenarioOf(page)).levers.capture.fields, 4);
    await row.getByRole('button', { name: 'Leave out' }).click();
    await page.waitForFunction(() => !JSON.parse(window.funnel.scenario()).levers.capture);
  }, { kept: QUICK }));

test('what holds it back is told: full teams, the budget at which revenue falls, people against media', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.locator('#holds-title', { hasText: /“.*” is fully booked half the time in/ }).waitFor();
    await settled(page);
    // Nothing is run before the reader comes near.
    assert.equal(await page.locator('#holds .is-finding').count(), 0);
    await noteFirst(page, '#holds progress');
    await lookAt(page.locator('#holds'));
    await page.locator('#holds .is-finding', { hasText: /begins to lower revenue|no fall of revenue/ }).waitFor({ timeout: 120_000 });
    await page.locator('#holds .is-finding', { hasText: 'One more person in Sales development' }).waitFor({ timeout: 120_000 });
    assert.ok(await page.evaluate(() => window.__first !== undefined), 'how far it had got was shown');
    const shows = {
      'Waiting: Sales development': 'people waiting at the end of the week',
      'Time to an answer': 'hours to the first answer',
      'Share reached': 'reached of those answered',
    };
    for (const [name, caption] of Object.entries(shows)) {
      await pick(page.locator('#holds').getByRole('radio', { name }));
      await page.locator('#holds .chart-box', { hasText: caption }).waitFor();
    }
  }, { kept: QUICK }));

test('without teams it says so, a team can be added there, and is asked which stage it works', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await page.getByRole('button', { name: 'Templates…' }).click();
    await page.getByRole('button', { name: /Blank/ }).click();
    await page.locator('#holds-title', { hasText: 'Nothing holds it back here' }).waitFor({ timeout: 60_000 });
    await page.locator('#holds').getByRole('button', { name: 'Add a team' }).click();
    // Today stays as it is until somebody says what the team does.
    assert.equal((await scenarioOf(page)).stages.filter((stage) => stage.work).length, 0);
    await page.getByText('“Team 1” works no stage yet').waitFor();
    await inPage(page, 'stages[0].work.team').selectOption({ label: 'Team 1' });
    await page.locator('#holds-title', { hasText: /“Team 1” is (fully booked|not short of hours)/ }).waitFor({ timeout: 60_000 });
    assert.equal((await scenarioOf(page)).stages.filter((stage) => stage.work).length, 1);
  }, { kept: BLANK }));

test('early signs and the reality check are there', () =>
  site.visit(async ({ page }) => {
    const report = await settled(page);
    const signs = report.arms[1].signs;
    assert.ok(signs.signs.length > 4 && signs.missed > 0.05 && signs.missed < 0.95, JSON.stringify(signs.signs[0]));
    await page.locator('#signs-title', { hasText: /week \d+/ }).waitFor();
    await page.locator('#flow .check', { hasText: 'published averages are 0.12% within months' }).waitFor();
    // From the assumptions to the ones that decide.
    await page.getByRole('button', { name: 'What would change my mind?' }).click();
    await page.waitForFunction(() => document.activeElement.id === 'drivers-title');
  }, { kept: QUICK }));

test('what to do is told by studies: what helps, how far, what decides, what to find out', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const says = {
      ladder: /helps most|would help most|lowers profit|cannot tell/,
      curve: /earns the most|cannot tell (a better|which) budget|still rises|is the best of those/,
      drivers: /decides most|No single assumption|No assumption stands out/,
      learn: /Find out first|[Nn]o single number/,
    };
    // From the verdict to what to do about it.
    await page.locator('#answer').getByRole('button', { name: 'What helps most?' }).click();
    await page.waitForFunction(() => document.activeElement.id === 'ladder-title');
    for (const [id, sentence] of Object.entries(says)) {
      await lookAt(page.locator(`#${id}`));
      await page.locator(`#${id}-title`, { hasText: sentence }).waitFor({ timeout: 120_000 });
      // If nothing is worth finding out there is no picture of it.
      if (id === 'learn') continue;
      // Read with the keyboard, and as a table.
      const reader = page.locator(`#${id}`).getByRole('slider');
      await reader.focus();
      await press(page, 'ArrowRight');
      assert.doesNotMatch(await page.locator(`#${id} .chart-reading`).innerText(), /^Point at/);
      await page.locator(`#${id} summary`, { hasText: 'as a table' }).click();
      await page.locator(`#${id} table tbody tr`).first().waitFor();
    }
    await pick(page.locator('#drivers').getByRole('radio', { name: 'In money' }));
    await page.locator('#drivers', { hasText: 'from a low value of the input' }).waitFor();
    // A new question marks the old one's findings as outdated until its own are there.
    await page.locator('#curve-title', { hasText: /^(?!So far)/ }).waitFor({ timeout: 120_000 });
    // Out of sight it may not be painted, but its text is there all the same.
    const before = await page.locator('#curve-title').textContent();
    await noteFirst(page, '#curve.is-stale', '#curve-title');
    await slider(page).press('PageUp');
    const stale = await page.waitForFunction(() => window.__first, null, { timeout: 60_000 });
    assert.equal(await stale.jsonValue(), before);
  }, { kept: QUICK }));

test('what is heavy begins when asked, and can be stopped', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    for (const [id, begin] of Object.entries({ mix: 'Look for a better split', outcome: 'Find what it takes' })) {
      const view = page.locator(`#${id}`);
      await lookAt(view);
      assert.equal(await view.locator('.is-pending').count(), 0);
      await press(view.getByRole('button', { name: begin }), 'Enter');
      await view.locator('.is-pending').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.innerText), 'Stop', 'the focus is not lost');
      await page.keyboard.press('Enter');
      await view.getByRole('button', { name: begin }).waitFor();
      await drawn(page);
      assert.equal(await page.evaluate(() => document.activeElement.innerText), begin);
      assert.equal(await view.locator('.is-pending').count(), 0);
    }
  }, { kept: QUICK }));
