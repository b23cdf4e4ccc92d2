// The reader's own exports: from files to a what-if on the reader's own numbers, with back-tests beside it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { saved } from './support/archive.mjs';
import { drawn } from './support/drawn.mjs';
import { commandLine, customers, deals, drop, practice, workbook } from './support/exports.mjs';
import { active, click, inPage, ready, scenarioOf, settled } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, choose, dropLarge, files, rested, table } from './support/tables.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const DESKTOP = { context: { viewport: { width: 1280, height: 900 } }, short: true };

/** Opens the view from the list of questions. */
async function openData(page) {
  await ready(page);
  await page.locator('.question-open', { hasText: 'What do our own numbers say?' }).click();
  await inPage(page, 'data-choose').waitFor();
}

test('files are chosen, dropped and pasted, and what is none is named without a loss', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    // The form for one's own numbers leads here, too.
    await page.getByRole('button', { name: 'Put in your numbers' }).click();
    await page.getByRole('button', { name: 'Have an export? Drop it here.' }).click();
    await page.waitForFunction(() => document.activeElement.id === 'data-title');
    const [one, other] = [deals(), deals({ seed: 11, name: 'more.csv' })];
    await choose(page, [one, other]);
    await files(page).filter({ hasText: '1,501 rows' }).nth(1).waitFor();
    assert.match(await files(page).first().innerText(), /UTF-8, by its mark.*separated by semicolon/);
    assert.match(await files(page).first().innerText(), /1 line above the header passed over|2 lines above the header passed over/);
    await drop(page, [
      { name: 'picture.csv', mimeType: 'text/csv', buffer: Buffer.from('\x89PNG\r\n\x1a\nnot a table') },
      { name: 'header.csv', mimeType: 'text/csv', buffer: Buffer.from('id,created,stage\n') },
    ]);
    await files(page).nth(3).locator('.field-error').waitFor();
    assert.match(await files(page).nth(2).innerText(), /Not used: this is a picture \(PNG\)|Not used: /);
    assert.match(await files(page).nth(3).innerText(), /Not used: there is a header in this file, and no row below it/);
    assert.equal(await files(page).filter({ hasText: '1,501 rows' }).count(), 2, 'what was there is there');
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'week\tcampaign\tcost\n2023-01-02\tSearch\t1000\n2023-01-09\tSearch\t1200\n');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await files(page).filter({ hasText: 'Pasted 1' }).filter({ hasText: '2 rows' }).waitFor();
    await click(files(page).nth(2).getByRole('button', { name: /^Remove/ }));
    assert.equal(await files(page).count(), 4);
    await accessible(page, 'files', (axe) => axe.include('.data'));
  }, DESKTOP));

/** All findings, as the page saves them, and their mapping. */
async function found(page) {
  const all = JSON.parse((await saved(page, button(page, 'Save all of it (JSON)'))).bytes.toString('utf8'));
  const map = (await saved(page, button(page, 'Save the columns (JSON)'))).bytes;
  return { all, map };
}

/** The page and the command line say the same of the same files, to the last bit of every number. */
async function agrees(page, files) {
  const { all, map } = await found(page);
  const days = all.backtest.map((trial) => trial.on);
  assert.ok(days.length > 0, 'there is a back-test');
  assert.deepEqual(all, await commandLine(files, { map, days }));
  return all;
}

test('from exports to a what-if: questions, evidence, a back-test, one button, and the command line says the same', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const made = [deals(), customers()];
    const before = await page.evaluate(() => window.funnel.scenario());
    await drop(page, made);
    // Files dropped anywhere open the question.
    await page.waitForFunction(() => document.activeElement.id === 'data-title');
    await rested(page);
    const questions = page.locator('.data-ask');
    assert.ok(await questions.count() >= 1 && await questions.count() <= 5, `${await questions.count()} questions`);
    assert.match(await questions.first().innerText(), /Are “basic” and “Basic” the same\?/);
    await accessible(page, 'questions, evidence and back-test', (axe) => axe.include('.data'));
    const asked = await questions.count();
    await questions.first().getByRole('button', { name: 'the same', exact: true }).press('Enter');
    await page.waitForFunction((asked) => document.querySelectorAll('.data-ask').length < asked, asked);
    assert.equal(await active(page), 'data-learned', 'the focus goes on');
    await rested(page);
    // One row ends before it begins: it is named, and no cell of the list can become a formula.
    assert.match(await page.locator('.data-problems').innerText(), /ends before it begins; the row is left out/);
    const list = (await saved(page, button(page, 'Save the list (CSV)'))).bytes.toString('utf8');
    assert.match(list, /"deals\.csv","1504"/);
    assert.ok(!/(^|,)"?[=+@]/m.test(list), list);
    // Each figure with its evidence; what no file says stays as it was.
    assert.match(await table(page).innerText(), /\d+(\.\d+)?% \([\d,.]+ of [\d,.]+\)/);
    assert.match(await page.locator('.data-noted').innerText(), /The margin: no table has what delivering costs/);
    assert.ok(await page.locator('.data-fits svg.chart-svg').count() >= 4, 'rates, times, sizes and stays are drawn');
    assert.match(await inPage(page, 'data-trials').innerText(), /^Of \d+ forecasts at 80 %, \d+ held\.$/);
    await page.locator('.data-trials .band-area').first().waitFor();
    const all = await agrees(page, made);
    await button(page, 'Use all of these figures').click();
    await page.waitForFunction((before) => window.funnel.scenario() !== before, before);
    const { mapping, ...scenario } = await scenarioOf(page);
    const { mapping: kept, ...told } = all.scenario;
    assert.deepEqual(scenario, told);
    assert.deepEqual(mapping, kept, 'the mapping is kept with it');
    assert.ok(mapping.merges.basic === 'Basic' && !JSON.stringify(mapping).includes('D-1'));
    for (const stage of scenario.stages) assert.ok(stage.rate.tag === 'mine' && / of /.test(stage.rate.source), stage.rate.source);
    await button(page, 'These are in use').waitFor();
    assert.match(await page.locator('#data-title').innerText(), /numbers come from your own records/);
    const report = await settled(page, 120_000);
    assert.ok(report.arms.length > 1, 'the what-if runs');
    // Next month's export is read with the decisions about this one.
    for (let i = 0; i < 2; i += 1) await click(files(page).first().getByRole('button', { name: /^Remove/ }));
    await drop(page, [deals({ seed: 23, weeks: 64, name: 'next.csv' })]);
    await rested(page);
    assert.equal(await questions.count(), 0);
    assert.match(await page.locator('.data-merged').innerText(), /“basic” counts as “Basic”/);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.waitForFunction((before) => window.funnel.scenario() === before, before);
  }, DESKTOP));

test('the practice CRM set: closed deals are won 63.15 % of the time, and a back-test at 1 October 2017 is drawn', async (t) => {
  const all = await practice();
  if (!all) return t.skip('there is no folder shared/data beside the repository');
  return site.visit(async ({ page }) => {
    const start = Date.now();
    await openData(page);
    await choose(page, all);
    await rested(page);
    assert.ok(await page.locator('.data-ask').count() <= 5);
    while (await page.locator('.data-ask').count()) {
      const count = await page.locator('.data-ask').count();
      await page.locator('.data-ask').last().getByRole('button').last().click();
      await page.waitForFunction((count) => document.querySelectorAll('.data-ask').length < count, count);
    }
    await rested(page);
    assert.match(await table(page).innerText(), /63\.15% \(4,238 of 6,711\)/);
    assert.match(await page.locator('#data-trial-title').textContent(), /2017-10-01/);
    assert.ok(await page.locator('.data-trials .band-area').count() >= 1);
    await agrees(page, all);
    await button(page, 'Use all of these figures').click();
    await button(page, 'These are in use').waitFor();
    await settled(page, 120_000);
    assert.ok(Date.now() - start < 120_000, `${(Date.now() - start) / 1_000} s`);
  }, DESKTOP);
});

test('by the keyboard alone, on a phone’s width', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.innerText || '');
    const tabTo = async (what, most = 400) => {
      for (let i = 0; i < most && !what.test(await focused()); i += 1) await page.keyboard.press('Tab');
      assert.match(await focused(), what);
    };
    // The listener must be there before a key opens the dialog.
    page.on('filechooser', () => {});
    await tabTo(/^What do our own numbers say/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'data-title');
    await tabTo(/^data-choose$/);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles([deals()]);
    await rested(page);
    await tabTo(/^the same$|^data-ask-0-1$/);
    await page.keyboard.press('Enter');
    await rested(page);
    await tabTo(/^Use all of these figures/);
    await page.keyboard.press('Enter');
    await button(page, 'These are in use').waitFor();
    await drawn(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'nothing sticks out');
    await page.locator('.data details').evaluateAll((all) => all.forEach((fold) => { fold.open = true; }));
    await drawn(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await accessible(page, 'all of it on a phone', (axe) => axe.include('.data'));
  }, { context: { viewport: { width: 390, height: 844 } }, short: true }));

test('a workbook is read as it stands; one that unpacks to more than a page holds is not', () =>
  site.visit(async ({ page }) => {
    await openData(page);
    const rows = deals().buffer.toString('utf8').split('\r\n').slice(2, -2).map((line) => line.replace('\ufeff', '').split(';'));
    const bomb = { 'xl/sharedStrings.xml': new Uint8Array(300 << 20) };
    await choose(page, [workbook(rows), workbook(rows, { name: 'bomb.xlsx', more: bomb })]);
    await files(page).nth(1).locator('.field-error').waitFor({ timeout: 60_000 });
    assert.match(await files(page).nth(1).innerText(), /Not used: this workbook unpacks to more than 256 MB, and is not read/);
    assert.match(await files(page).first().innerText(), /1,501 rows; a workbook’s sheet/);
    await rested(page);
    assert.match(await table(page).innerText(), / of /);
  }, DESKTOP));

test('a large file is read in a worker: the page moves meanwhile, and who has seen enough stops it without a loss', () =>
  site.visit(async ({ page }) => {
    await openData(page);
    await choose(page, [deals()]);
    await rested(page);
    await dropLarge(page);
    const large = files(page).nth(1);
    await large.locator('progress').waitFor();
    await large.getByRole('button', { name: /^Do not read/ }).click();
    await large.locator('.field-error').waitFor();
    assert.match(await large.innerText(), /Not used: you cancelled its reading/);
    assert.match(await files(page).first().innerText(), /1,501 rows/);
    await rested(page);
    assert.match(await table(page).innerText(), / of /);
  }, DESKTOP));

test('where the part that reads files does not arrive the page says so, and reads them once it does', () =>
  site.visit(async ({ page }) => {
    await openData(page);
    await page.route(/tables_bg/, (route) => route.abort());
    await choose(page, [deals()]);
    await page.getByText('The part of the page that reads files did not arrive. Try again').waitFor();
    assert.match(await files(page).first().innerText(), /Not used: it was not read/);
    await page.unroute(/tables_bg/);
    await choose(page, [deals()]);
    await files(page).filter({ hasText: '1,501 rows' }).waitFor();
    await page.getByText('did not arrive').waitFor({ state: 'detached' });
  }, { ...DESKTOP, expected: [/ERR_FAILED/, /Failed to fetch/, /tables_bg/] }));
