// Readers can change what their columns are taken to be; stopping a read, or a failure in it, loses nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { saved } from './support/archive.mjs';
import { customers, deals, drop, workbook } from './support/exports.mjs';
import { ready, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, choose, dropLarge, files, rested, table } from './support/tables.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const DESKTOP = { context: { viewport: { width: 1280, height: 900 } }, short: true };

/** All findings, as the page saves them, except the forecasts. */
async function found(page) {
  await rested(page);
  const file = await saved(page, button(page, 'Save all of it (JSON)'));
  const { backtest, ...all } = JSON.parse(file.bytes.toString('utf8'));
  return all;
}

test('what an export and its columns are can be changed, and what is learned follows; changed back, it is as it was', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await drop(page, [deals(), customers()]);
    const before = await found(page);
    // The files are in euros, the page is in dollars.
    const said = (await page.locator('.data-learned td:nth-child(2), .data-trials, .data-fits').allInnerTexts()).join('\n');
    assert.ok(said.includes('€') && !said.includes('$'), said);
    await unfold(page);
    const pick = async (name, option) => {
      const list = page.getByLabel(name, { exact: true });
      const was = await list.evaluate((select) => select.selectedOptions[0].label);
      await list.selectOption({ label: option });
      const after = await found(page);
      return { after, back: async () => {
        await page.getByLabel(name, { exact: true }).selectOption({ label: was });
        assert.deepEqual(await found(page), before, `${name}: ${was}`);
      } };
    };
    // A part: the owner of a deal becomes its channel.
    const owner = await pick('What “Owner” is', 'the channel');
    assert.equal(before.evidence.channels.length, 1);
    assert.deepEqual(owner.after.evidence.channels.map(({ name }) => name).sort(), [0, 1, 2, 3, 4, 5, 6].map((i) => `Owner ${i}`));
    await owner.back();
    // A format: with months before days most dates are impossible, and these are counted.
    const order = await page.getByLabel('How “Created” is read', { exact: true }).evaluate((select) => [...select.options].map(({ label }) => label));
    const months = order.find((label) => /month/i.test(label) && label !== order[0]) ?? order[1];
    const date = await pick('How “Created” is read', months);
    assert.ok(date.after.evidence.deals < before.evidence.deals, `${date.after.evidence.deals} of ${before.evidence.deals}, ${months}`);
    assert.ok(Object.values(date.after.evidence.ledger.counts).reduce((a, b) => a + b) > 500);
    await date.back();
    // What a label means: proposals that were lost are decided, on days that nobody knows.
    const label = await pick('What “Proposal” means', 'lost');
    assert.ok(label.after.evidence.ledger.counts['outcome-without-date'] > 100);
    assert.ok(label.after.evidence.channels[0].closes.counts.trials > before.evidence.channels[0].closes.counts.trials);
    await label.back();
    // A shape: a table taken for nothing tells nothing about customers.
    const shapes = page.locator('[id^="data-shape-"]');
    const at = (await shapes.evaluateAll((all) => all.map((select) => select.selectedOptions[0].label))).indexOf('customers with start and end');
    await shapes.nth(at).selectOption({ label: 'nothing that is used' });
    const less = await found(page);
    assert.ok(before.evidence.retention && !less.evidence.retention);
    assert.deepEqual(less.evidence.process, before.evidence.process);
  }, DESKTOP));

test('the reading of a workbook is stopped, and what was read before is there', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await drop(page, [deals()]);
    await rested(page);
    const rows = [['id', 'created', 'close date', 'stage', 'amount', 'source', 'note']];
    for (let i = 0; i < 120_000; i += 1) rows.push([`${i}`, '2023-01-02', '2023-02-03', i % 3 ? 'Lost' : 'Won', '100', 'Search', `a note on deal ${i}`]);
    await choose(page, [workbook(rows)]);
    const book = files(page).nth(1);
    await book.locator('progress').waitFor();
    await book.getByRole('button', { name: /^Do not read/ }).click();
    await book.locator('.field-error').waitFor();
    assert.match(await book.innerText(), /Not used: you cancelled its reading/);
    await rested(page);
    assert.match(await files(page).first().innerText(), /1,501 rows/);
  }, DESKTOP));

test('a worker that breaks is replaced: what it held is read again, but for the file that was too much', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await drop(page, [deals()]);
    await rested(page);
    /** The worker that holds the tables, among those that simulate. */
    const holder = async () => {
      // One that simulates may end before it answers.
      for (const worker of page.workers().reverse()) if (await worker.evaluate(() => self.name).catch(() => '') === 'tables') return worker;
      throw new Error('no worker holds the tables');
    };
    /** Makes it end like one that ran out of memory. */
    const breaks = (worker) => worker.evaluate(() => { setTimeout(() => { throw new RangeError('out of memory'); }); });
    const text = await table(page).innerText();
    await breaks(await holder());
    await page.getByText('The worker that holds your files stopped by itself, and they were read again.').waitFor();
    await rested(page);
    assert.equal(await table(page).innerText(), text);
    const worker = await holder();
    await dropLarge(page);
    await files(page).nth(1).locator('progress').waitFor();
    await breaks(worker);
    await files(page).nth(1).locator('.field-error').waitFor();
    assert.match(await files(page).nth(1).innerText(), /more than this browser’s memory holds/);
    await rested(page);
    assert.match(await files(page).first().innerText(), /1,501 rows/);
    assert.equal(await table(page).innerText(), text);
  }, { ...DESKTOP, expected: [/out of memory/] }));
