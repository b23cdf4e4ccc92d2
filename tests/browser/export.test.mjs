// The answer as files: slides, the workbook, the printed page; each is opened again and its numbers are the report's. Charts
// by themselves are in picture.test.mjs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { cells, chartSeries, elements, saved, stored, unpacked } from './support/archive.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, link, press, scenarioOf, settled, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('slides: the verdict, native charts with the report’s numbers, sources in the notes, and a link', () =>
  site.visit(async ({ page, watch }) => {
    const report = await settled(page);
    assert.ok(!watch.requests.some((url) => url.includes('/lib/')), 'no library before it is asked for');
    await openPanel(page);
    const { name, bytes } = await saved(page, button(page, 'PowerPoint'));
    assert.match(name, /\.pptx$/);
    const files = unpacked(bytes);
    const texts = (file) => elements(files.get(file)).filter((x) => x.name === 't').map(({ text }) => text);
    // What to do in short, if its studies are done by then, and the verdict.
    const verdict = await page.locator('#answer-title').innerText();
    assert.ok([1, 2].some((n) => texts(`ppt/slides/slide${n}.xml`)[0] === verdict), 'the verdict is a slide');
    const charts = [...files.keys()].filter((file) => /^ppt\/charts\/chart\d+\.xml$/.test(file)).sort((a, b) => parseInt(a.match(/\d+/)) - parseInt(b.match(/\d+/)));
    // In the order of the stage: the answer, people, time. The last series of a chart over time marks the horizon's end.
    const [dots, people, profit, revenue] = charts.map((file) => chartSeries(files.get(file)));
    const [less, more] = dots;
    assert.deepEqual(less.values.map((x, i) => x + more.values[i]), report.comparisons[0].dots);
    const lines = (series) => series.slice(0, -1).map(({ values }) => values);
    assert.deepEqual(lines(profit), ['p10', 'p50', 'p90'].map((band) => report.comparisons[0].cumulative_profit[band]));
    assert.match(profit.at(-1).name, /^end of the /);
    const bands = (of) => report.arms.flatMap(({ weekly }) => [weekly[of].p10, weekly[of].p50, weekly[of].p90]);
    // Where half of all weeks have no revenue, the sum so far is drawn.
    const hasWeeks = report.arms.some(({ weekly }) => weekly.revenue.p50.some((x) => x !== 0));
    assert.deepEqual(lines(revenue), bands(hasWeeks ? 'revenue' : 'cumulative_revenue'));
    assert.deepEqual(people.map(({ values }) => values), report.arms.map(({ stages }) => [...stages.map(({ entered }) => entered), stages.at(-1).passed]));
    // Each chart carries the workbook that edits it.
    assert.ok([...files.keys()].filter((file) => /embeddings\/.*\.xlsx$/.test(file)).length >= charts.length);
    const scenario = await scenarioOf(page);
    const notes = [...files.keys()].filter((file) => /notesSlide\d+\.xml$/.test(file)).map((file) => texts(file).join('\n'));
    const link = elements(files.get('ppt/slides/_rels/slide1.xml.rels')).find((x) => x.attributes.TargetMode === 'External').attributes.Target;
    for (const { cost_per_inquiry: { source } } of scenario.channels) assert.ok(notes.some((text) => text.includes(source)), source);
    // The link opens the same question.
    const other = await page.context().newPage();
    await other.goto(link);
    assert.deepEqual(await settled(other), report);
    await other.close();
    assert.equal(await page.evaluate(() => location.hash), '', 'the address stays');
  }, { kept: BLANK, context: { acceptDownloads: true } }));

test('the workbook: inputs, results, weeks, and formulas that come to what the scenario says', () =>
  site.visit(async ({ page }) => {
    const report = await settled(page);
    const scenario = await scenarioOf(page);
    await openPanel(page);
    const files = unpacked((await saved(page, button(page, 'Excel workbook'))).bytes);
    const names = elements(files.get('xl/workbook.xml')).filter((x) => x.name === 'sheet').map((x) => x.attributes.name);
    assert.deepEqual(names, ['Inputs', 'Results', 'Weekly', 'Check']);
    const [inputs, results, weekly, check] = [1, 2, 3, 4].map((sheet) => cells(files, sheet));
    const rowOf = (sheet, text, column = 'A') => Number([...sheet].find(([at, value]) => at.startsWith(column) && value === text)?.[0].slice(1));
    const revenue = [...results].filter(([at, text]) => at.startsWith('B') && text === 'revenue').map(([at]) => results.get(`I${at.slice(1)}`));
    assert.deepEqual(revenue, [...report.arms.map((arm) => arm.figures.revenue.p50.value), report.comparisons[0].difference.revenue.p50.value]);
    assert.deepEqual(report.arms[0].weekly.revenue.mean.map((_, i) => weekly.get(`H${i + 2}`)), report.arms[0].weekly.revenue.mean);
    assert.equal(inputs.get(`J${rowOf(inputs, 'Gross margin', 'B')}`), scenario.money.margin.source);

    // Formulas are worked out by JavaScript: cells by their values, powers and functions by its own.
    const value = (at, sheet = check) => {
      const cell = sheet.get(at);
      if (typeof cell !== 'string' || !cell.startsWith('=')) return cell ?? 0;
      const code = cell.slice(1)
        .replace(/Inputs!\$([A-Z]+)\$(\d+)|\b([A-Z])(\d+)\b/g, (_, c, r, d, q) => (c ? `v('${c}${r}', inputs)` : `v('${d}${q}')`))
        .replaceAll('^', '**').replaceAll(/\bEXP\(/g, 'Math.exp(').replaceAll(/\bROUND\(/g, 'round(');
      const round = (x, digits) => Math.round(x * 10 ** digits) / 10 ** digits;
      return new Function('v', 'inputs', 'round', `return ${code}`)(value, inputs, round);
    };
    // The same from the model's equations, the scenario and the means of its inputs.
    const mean = (label) => inputs.get(`E${rowOf(inputs, label, 'B')}`);
    const rates = [...inputs].filter(([at, text]) => at.startsWith('B') && text === 'Chance to pass').map(([at]) => inputs.get(`E${at.slice(1)}`));
    const [cost, elasticity] = [mean('Cost of one inquiry at today’s spend'), mean('More inquiries for 1 % more spend')];
    const [channel] = scenario.channels;
    const weeks = scenario.frame.horizon_weeks;
    const sigma = scenario.money.deal.lognormal.sigma;
    const expected = (scale) => {
      const half = 1 / (1 - elasticity) - 1;
      const hill = (x) => x / (x + half);
      const inquiries = weeks * (channel.spend_per_week / cost) * (hill(scale) / hill(1));
      const customers = rates.reduce((people, rate) => people * rate, inquiries);
      const sold = customers * mean('Deal size') * Math.exp(sigma ** 2 / 2);
      return { Inquiries: inquiries, 'Customers won': customers, Revenue: sold, 'Profit after spend': sold * mean('Gross margin') - weeks * channel.spend_per_week * scale };
    };
    for (const [column, agrees, scale] of [['B', 'E', 1], ['F', 'I', scenario.plans[0].spend[0].scale]]) {
      for (const [head, right] of Object.entries(expected(scale))) {
        const row = rowOf(check, head);
        const found = value(`${column}${row}`);
        assert.ok(Math.abs(found / right - 1) < 1e-9, `${head}: ${found}, not ${right}`);
        // The same process simulated agrees within its error, and what is stored says so.
        assert.match(check.get(`${agrees}${row}`), /^=IF\(ABS/);
        assert.equal(stored(files, 4).get(`${agrees}${row}`), 'yes', head);
      }
    }
    // The contributions of all reasons add up to the answer.
    const together = rowOf(check, 'Together: the answer, as in the sheet Results');
    const means = report.arms.flatMap(({ figures }) => [figures.customers, figures.revenue, figures.profit].map(({ mean }) => mean.value));
    ['B', 'C', 'D', 'E', 'F', 'G'].forEach((column, i) => {
      const found = value(`${column}${together}`);
      assert.ok(Math.abs(found - means[i]) <= 1e-9 * (1 + Math.abs(means[i])), `${column}: ${found}, not ${means[i]}`);
    });
  }, { kept: BLANK, context: { acceptDownloads: true } }));

test('what cannot be had yet says so, what failed is told and can be tried again, and names do nothing', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const name = '=<b>&"1"</b>';
    await type(page.locator('[id="channels[0].name"]'), name);
    await settled(page);
    await openPanel(page);
    // As with a lost connection.
    await page.route('**/lib/**', (route) => route.abort());
    await button(page, 'PowerPoint').click();
    await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
    await page.unroute('**/lib/**');
    const slides = unpacked((await saved(page, button(page, 'PowerPoint'))).bytes);
    await page.locator('dialog .is-failed').waitFor({ state: 'detached' });
    assert.ok([...slides].some(([file, text]) => /slides\/slide\d+\.xml$/.test(file) && elements(text).some((x) => x.text.startsWith(`${name}: `))));
    const book = unpacked((await saved(page, button(page, 'Excel workbook'))).bytes);
    assert.ok([...cells(book, 1).values()].includes(name));
    for (const text of book.values()) if (text.startsWith('<?xml')) elements(text);
    // A picture's texts too.
    await button(page, 'Close').click();
    const flow = page.locator('#flow');
    await flow.locator('.chart-save summary').click();
    const csv = (await saved(page, flow.getByRole('button', { name: /figures as CSV:/ }))).bytes.toString();
    assert.ok(csv.includes(`"'=<b>&""1""</b> spend",`), csv);
    elements((await saved(page, flow.getByRole('button', { name: /SVG:/ }))).bytes.toString());
    // While another answer is on its way.
    await page.evaluate(() => { window.Worker.prototype.postMessage = () => {}; });
    await page.getByRole('slider', { name: /^Budget/ }).press('ArrowLeft');
    await openPanel(page);
    await page.getByText('The answer has not settled yet').waitFor();
    for (const face of ['PowerPoint', 'Printed page', 'Excel workbook', 'Results as CSV', 'Results as JSON']) {
      assert.equal(await button(page, face).getAttribute('aria-disabled'), 'true', face);
    }
    assert.match((await saved(page, button(page, 'Scenario as JSON'))).bytes.toString(), /"version": 2/);
  }, { kept: BLANK, context: { acceptDownloads: true }, expected: [/lib\/pptx/, /ERR_FAILED/] }));

test('the printed page: one sheet of A4 or Letter for a small scenario, with every assumption', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const verdict = await page.locator('#answer-title').innerText();
    const scenario = await scenarioOf(page);
    await openPanel(page);
    await page.evaluate(() => { window.print = () => { window.printed = true; }; });
    for (const format of ['A4', 'Letter']) {
      await page.evaluate(() => { window.printed = false; });
      await button(page, 'Printed page').click();
      // Once the studies are over that its first lines rest on.
      await page.waitForFunction(() => window.printed, null, { timeout: 120_000 });
      const report = page.locator('.report');
      assert.equal(await report.isVisible(), false, 'nothing on the screen');
      assert.equal(await report.locator('h1').textContent(), verdict);
      const text = await report.textContent();
      assert.doesNotMatch(text, /So far|Being looked into/, 'nothing is left open');
      for (const part of [`seed ${scenario.seed}`, 'engine ', scenario.money.margin.source, scenario.stages[2].rate.source]) {
        assert.ok(text.includes(part), part);
      }
      assert.match(await report.locator('a').getAttribute('href'), /#v1=/);
      const pdf = (await page.pdf({ format })).toString('latin1');
      const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
      assert.equal(pages, 1, format);
      // Printed, the page is as it was.
      await report.waitFor({ state: 'detached' });
      await drawn(page);
      assert.doesNotMatch(await page.locator('html').getAttribute('class'), /is-report/);
    }
  }, { kept: BLANK }));

test('on a small screen nothing of the panel is cut off', () =>
  site.visit(async ({ page }) => {
    await page.waitForFunction(() => window.funnel);
    await openPanel(page);
    const [wide, room] = await page.locator('dialog[open]').evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
    assert.ok(wide <= room, `${wide} in ${room}`);
    const small = await page.locator('dialog[open]').evaluate((dialog) => [...dialog.querySelectorAll('button, select, label')]
      .map((control) => [control.innerText, control.getBoundingClientRect()]).filter(([, box]) => box.height < 24 || box.width < 24).map(([text]) => text));
    assert.deepEqual(small, []);
  }, { kept: QUICK, context: { viewport: { width: 320, height: 640 } } }));

test('the Office add-in: a manifest in order, a host page that keeps its view in the document and asks nobody unasked', async () => {
  const manifest = elements(await (await fetch(`${site.origin}/static/office/manifest.xml`)).text());
  const [root] = manifest;
  // The order that Microsoft documents for content add-ins.
  const order = ['Id', 'AlternateId', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl', 'HighResolutionIconUrl',
    'SupportUrl', 'AppDomains', 'Hosts', 'Requirements', 'DefaultSettings', 'Permissions', 'AllowSnapshot', 'VersionOverrides'];
  const places = manifest.filter(({ parent }) => parent === root).map(({ name }) => order.indexOf(name));
  assert.deepEqual(places, [...places].filter((place) => place >= 0).sort((a, b) => a - b));
  assert.equal(root.attributes['xsi:type'], 'ContentApp');
  assert.deepEqual(manifest.filter(({ name }) => name === 'Host').map((x) => x.attributes.Name), ['Presentation', 'Workbook']);
  assert.match(manifest.find(({ name }) => name === 'SourceLocation').attributes.DefaultValue, /^https:.*\/host\.html\?office=1$/);
  assert.deepEqual(['RequestedWidth', 'RequestedHeight'].map((side) => Number(manifest.find(({ name }) => name === side).text)), [800, 560]);

  await site.visit(async ({ page }) => {
    await page.frameLocator('iframe').locator('#answer-title').waitFor({ timeout: 60_000 });
    await page.getByRole('textbox', { name: 'Link' }).fill('nonsense');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('That is no link to a scenario').waitFor();
    // Without a document a view is shown all the same, and nothing is said to have failed.
    await page.getByRole('textbox', { name: 'Link' }).fill(`${site.origin}/#${link(QUICK).replace('=', '%3D')}`);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Shown. There is no document').waitFor({ timeout: 60_000 });
    await accessible(page, 'the add-in', (axe) => axe.exclude('funnel-simulator'));
  }, { path: '/static/office/host.html' });

  // In a document: a stand-in for Microsoft's script, which the page's own policy would refuse.
  const stub = `window.Office = { onReady: async () => {}, context: { document: { settings: {
    get: (key) => JSON.parse(localStorage.getItem(key) ?? 'null'),
    set: (key, value) => { localStorage.setItem(key, JSON.stringify(value)); },
    saveAsync: (then) => then({ status: 'succeeded' }) } } } };`;
  await site.visit(async ({ page }) => {
    await page.context().route('https://appsforoffice.microsoft.com/**', (route) => route.fulfill({ contentType: 'text/javascript', body: stub }));
    await page.goto(`${site.origin}/static/office/host.html?office=1`);
    const frame = page.frameLocator('iframe');
    await frame.locator('#answer-title').waitFor({ timeout: 60_000 });
    const slider = frame.getByRole('slider', { name: /^Budget/ });
    await press(slider, 'Home');
    const moved = await slider.getAttribute('aria-valuetext');
    await page.getByRole('combobox', { name: 'View' }).selectOption('time');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Shown, and kept').waitFor({ timeout: 60_000 });
    // The frame is loaded anew, with the other view and what was changed.
    await frame.locator('#time-title').waitFor({ timeout: 60_000 });
    await frame.locator(`[role=slider][aria-valuetext="${moved}"], input[aria-valuetext="${moved}"]`).waitFor({ timeout: 20_000 });
    await press(slider, 'End');
    const changed = await slider.getAttribute('aria-valuetext');
    // By key: on a page that has just been scrolled, the pointer may still hit the frame where the button is now.
    await page.getByRole('button', { name: 'Keep what is shown' }).press('Enter');
    await page.getByText('Kept in the document.', { exact: true }).waitFor();
    await page.reload();
    await frame.locator('#time-title').waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.getElementById('said').textContent === '');
    await frame.locator(`[role=slider][aria-valuetext="${changed}"], input[aria-valuetext="${changed}"]`).waitFor({ timeout: 20_000 });
  }, { context: { bypassCSP: true }, expected: [/foreign request: https:\/\/appsforoffice/] });
});
