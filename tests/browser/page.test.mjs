// The page's controls: all of them by keyboard alone, and patient with what is typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, active, click, field, inPage, press, ready, scaleOf, scenarioOf, settled, slider, type, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('the whole flow by keyboard', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const tabTo = async (name) => {
      for (let i = 0; i < 200; i += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const at = document.activeElement;
          const visible = at.matches(':focus-visible');
          return { name: at.ariaLabel || at.labels?.[0]?.innerText || at.innerText, visible };
        });
        assert.ok(focused.visible, `the focus shows on ${focused.name}`);
        if (name.test(focused.name ?? '')) return;
      }
      assert.fail(`no way to ${name}`);
    };
    await tabTo(/^Skip to the answer/);
    // The question, word by word.
    await tabTo(/^Change of the budget/);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('50 % more');
    await drawn(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === 1.5);
    await tabTo(/^Channels/);
    await page.keyboard.press('Enter');
    // Yew draws a little later while it is busy with much else.
    await page.locator('#ask-channels-panel input').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.waitForFunction(() => JSON.parse(window.funnel.scenario()).plans[0].spend[0].channels?.length > 0);
    await press(page, 'Escape');
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel), /^Channels/, 'Escape gives the focus back');
    // The slider.
    await tabTo(/^Budget/);
    const sliding = await page.evaluate(() => document.activeElement.type);
    if (sliding !== 'range') await tabTo(/^Budget/);
    const before = await scaleOf(page);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((scale) => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale > scale, before);
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForFunction((scale) => JSON.parse(window.funnel.scenario()).plans[0].spend[0].scale === scale, before);
    // A chart, place by place.
    await tabTo(/^Future, from worst to best/);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => /^Future 1 of 50/.test(document.querySelector('#answer .chart-reading').textContent));
    // An assumption, and the order of the channels.
    await tabTo(/^Cost of one inquiry/);
    await page.keyboard.type('about 100');
    await drawn(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => JSON.parse(window.funnel.scenario()).channels[0].cost_per_inquiry.value?.range?.p10 === 80);
    await tabTo(/^Move .* down/);
    const names = (await scenarioOf(page)).channels.map((channel) => channel.name);
    await page.keyboard.press('Enter');
    await page.waitForFunction((name) => JSON.parse(window.funnel.scenario()).channels[1].name === name, names[0]);
    await page.waitForFunction((name) => document.activeElement.ariaLabel?.startsWith(`Move ${name} down`), names[0]);
    await tabTo(/^Add a stage/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => JSON.parse(window.funnel.scenario()).stages.some((stage) => /^Stage \d/.test(stage.name)));
  }, { kept: QUICK }));

test('each kind of field takes what is meant and says what is wrong', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await unfold(page);
    const first = await inPage(page, 'stages[0].rate').inputValue();
    const kinds = [
      // field, good text, where it lands, bad text, the message
      ['ask-change', '10 % less', (s) => s.plans[0].spend[0].scale === 0.9, 'more or less', /20% more/],
      ['ask-week', '5', (s) => s.plans[0].spend[0].from_week === 5, '99', /1 to 8/],
      ['ask-weeks', '3 weeks', (s) => s.plans[0].spend[0].weeks === 3, 'soon', /write “/],
      ['ask-target', '9M', (s) => s.target.value === 9e6, '-5', /0 or more/],
      ['ask-confidence', '90', (s) => s.target.confidence === 0.9, '120 %', /./],
      ['budget', '1.2M', (s) => s.plans[0].spend[0].scale > 1, 'lots', /1.2M/],
      ['channels[0].spend_per_week', '12k', (s) => s.channels[0].spend_per_week === 12_000 * 12 / 52, '5 to 9', /one number/],
      ['channels[0].cost_per_inquiry', '90 to 210', (s) => s.channels[0].cost_per_inquiry.value.range.p90 === 210, '0', /above 0/],
      ['channels[0].elasticity', '0.3 to 0.6', (s) => s.channels[0].elasticity.value.range.p10 === 0.3, '2', /below 1/],
      ['stages[0].rate', '54 of 433', (s) => s.stages[0].rate.value.counts.trials === 433, '120 %', /between 0/],
      ['stages[0].delay-median', '2', (s) => s.stages[0].delay.lognormal.median_weeks === 2, 'ages', /cannot read “ages”/i],
      ['stages[0].delay-p90', '8', (s) => s.stages[0].delay.lognormal.p90_weeks === 8, '1', /above the first/],
      ['stages[0].open_at_start', '12', (s) => s.stages[0].open_at_start === 12, '1.5', /whole number/],
      ['segments[0].share', '3', (s) => s.segments[0].share === 3, '-1000', /0 or more/],
      ['market.season', '1; 1.1; 0.9', (s) => s.market.season.length === 3, 'winter', /1.2/],
      ['currency', 'EUR', (s) => s.currency === 'EUR', 'euros', /three capital letters/],
      ['scenario-name', 'Ours', (s) => s.name === 'Ours', 'x'.repeat(500), /120/],
      // Last, because each change takes longer to simulate from here on.
      ['frame.horizon_weeks', '9 months', (s) => s.frame.horizon_weeks === 39, '0', /1 to 260/],
    ];
    for (const [id, good, landed, bad, said] of kinds) {
      const control = inPage(page, id);
      const kept = await scenarioOf(page);
      await type(control, bad);
      assert.equal(await control.getAttribute('aria-invalid'), 'true', id);
      assert.equal(await control.inputValue(), bad, `${id} keeps what was typed`);
      const message = inPage(page, await control.getAttribute('aria-describedby'));
      assert.match(await message.innerText(), said, id);
      assert.deepEqual(await scenarioOf(page), kept, `${id}: nothing else is lost`);
      await press(control, 'Escape');
      assert.equal(await control.getAttribute('aria-invalid'), null, `${id} is put back`);
      await type(control, good);
      assert.equal(await control.getAttribute('aria-invalid'), null, `${id}: ${good}`);
      assert.ok(landed(await scenarioOf(page)), `${id}: ${good}`);
    }
    // Each was one step in the history; all of them are undone.
    const undo = page.getByRole('button', { name: 'Undo' });
    for (let i = 0; i < kinds.length; i += 1) await click(undo);
    assert.equal(await undo.getAttribute('aria-disabled'), 'true');
    assert.equal(await inPage(page, 'stages[0].rate').inputValue(), first);
  }, { kept: JSON.stringify({ ...JSON.parse(BLANK), segments: JSON.parse(QUICK).segments }) }));

test('who overtypes a figure stands behind it', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const title = page.locator('#assumptions-title');
    assert.match(await title.innerText(), /^None of/);
    await type(inPage(page, 'stages[0].rate'), '54 of 433');
    await page.waitForFunction(() => document.getElementById('assumptions-title').innerText.startsWith('1 of'));
    const { rate } = (await scenarioOf(page)).stages[0];
    assert.equal(rate.tag, 'mine');
    assert.equal(rate.source, undefined);
  }, { kept: BLANK }));

test('lists grow, shrink and keep the focus', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const count = async (list) => ((await scenarioOf(page))[list] ?? []).length;
    for (const [list, name] of [['channels', 'Add a channel'], ['segments', 'Add a segment'], ['stages', 'Add a stage']]) {
      const before = await count(list);
      await page.getByRole('button', { name }).click();
      assert.equal(await count(list), before + 1, list);
      await page.getByRole('button', { name: /^Remove (Channel|Segment|Stage) \d/ }).click();
      assert.equal(await count(list), before, list);
      assert.equal(await page.evaluate(() => document.activeElement.innerText), name, 'the focus is not lost');
    }
    for (let i = 0; i < 2; i += 1) await click(page.getByRole('button', { name: 'Add a channel' }));
    const channels = await count('channels');
    assert.equal(channels, 3);
    const remove = page.locator('.channels').getByRole('button', { name: /^Remove/ }).first();
    for (let i = 1; i < channels; i += 1) await click(remove);
    await click(remove);
    assert.equal(await count('channels'), 1);
    assert.match(await page.locator('.channels .field-error').innerText(), /at least one channel/);
  }, { kept: BLANK }));

test('a template opens, and undo brings the work back', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const before = await scenarioOf(page);
    const button = page.getByRole('button', { name: 'Templates…' });
    await button.click();
    await page.getByRole('button', { name: 'Open Blank' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.innerText), 'Templates…');
    assert.notDeepEqual(await scenarioOf(page), before);
    await settled(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(await scenarioOf(page), before);
    await button.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }, { kept: BLANK }));

test('the slider catches at today, and the title says so', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const before = await scaleOf(page);
    const track = await slider(page).boundingBox();
    const thumb = 24;
    const at = (share) => track.x + thumb / 2 + share * (track.width - thumb);
    await page.mouse.move(at(0.6), track.y + track.height / 2);
    await page.mouse.down();
    for (let share = 0.6; share > 0.505; share -= 0.01) await page.mouse.move(at(share), track.y + track.height / 2);
    await page.mouse.up();
    // The format leaves a scale of 1 out.
    assert.equal(await scaleOf(page), undefined);
    // A key right after the drag is a step of its own.
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await scaleOf(page), undefined);
    await press(page, 'Control+z');
    assert.equal(await scaleOf(page), undefined);
    await settled(page);
    await page.waitForFunction(() => document.getElementById('answer-title').innerText.startsWith('The plan is today’s plan'));
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await scaleOf(page), before);
  }, { kept: BLANK }));

test('the reader’s own marks are read and written', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    assert.match(await inPage(page, 'ask-change').inputValue(), /60\s%/);
    await type(inPage(page, 'channels[0].spend_per_week'), '1.234,5');
    assert.equal((await scenarioOf(page)).channels[0].spend_per_week, 1234.5 * 12 / 52);
    assert.equal(await inPage(page, 'channels[0].spend_per_week').inputValue(), '1.234,5');
  }, { kept: BLANK, path: '/?locale=de' }));

test('once a text is entered Ctrl+Z is a step back, with the focus still in its field', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const change = inPage(page, 'ask-change');
    const before = await change.inputValue();
    for (const text of ['50% more', '60% more']) await type(change, text);
    assert.equal(await active(page), 'ask-change');
    for (const text of ['50% more', before]) {
      await press(page, 'Control+z');
      assert.equal(await change.inputValue(), text);
    }
    assert.equal((await scenarioOf(page)).plans[0].spend[0].scale, 1.2);
    // What is being typed is the field's own.
    await change.pressSequentially('9');
    await page.keyboard.press('Control+z');
    await drawn(page);
    assert.equal((await scenarioOf(page)).plans[0].spend[0].scale, 1.2);
  }));
