// The charts as files: each as a picture that needs nothing else, and as figures to the last digit.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { elements, saved } from './support/archive.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, click, lookAt, ready, settled, studied } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const lines = (bytes) => bytes.toString().replace('\ufeff', '').trimEnd().split('\r\n').map((line) => line.split(','));

for (const colorScheme of ['light', 'dark']) {
  test(`every chart is a picture by itself (${colorScheme})`, () =>
    site.visit(async ({ page }) => {
      await settled(page);
      await ready(page);
      // Those that rest on studies, once they have been looked at: bars, and the curve.
      for (const id of colorScheme === 'light' ? ['ladder', 'curve'] : []) {
        await lookAt(page.locator(`#${id}`));
        await studied(page, `#${id}`);
        await page.locator(`#${id} .chart-svg`).waitFor();
      }
      await openPanel(page);
      const rows = page.locator('.export-chart');
      const count = await rows.count();
      assert.ok(count >= (colorScheme === 'light' ? 5 : 3), `${count} charts`);
      for (let i = 0; i < count; i += 1) {
        const { name, bytes } = await saved(page, rows.nth(i).getByRole('button', { name: /^SVG/ }));
        const text = bytes.toString();
        const all = elements(text);
        const [svg] = all;
        const { width, height, viewBox } = svg.attributes;
        assert.equal(viewBox, `0 0 ${width} ${height}`, name);
        assert.deepEqual(all.filter(({ parent }) => parent === svg).slice(0, 2).map((x) => x.name), ['title', 'desc'], name);
        assert.ok(all[1].text.length > 10 && all[2].text.length > 10, name);
        // Nothing that only the page's stylesheet, or another file, could resolve.
        assert.doesNotMatch(text, /var\(|light-dark|class=|href|url\(|<style|<script/, name);
        const shapes = all.filter((x) => ['path', 'rect', 'circle', 'line', 'text'].includes(x.name));
        assert.ok(shapes.some((x) => /^rgb/.test(x.attributes.fill) || /^rgb/.test(x.attributes.stroke)), name);
        assert.equal(shapes[0].attributes.fill, colorScheme === 'dark' ? 'rgb(22, 24, 27)' : 'rgb(251, 250, 247)', name);
        // Alone in a browser it looks the same, and requests nothing.
        const alone = await page.context().newPage();
        const asked = [];
        alone.on('request', (request) => asked.push(request.url()));
        await alone.route('**/alone.svg', (route) => route.fulfill({ contentType: 'image/svg+xml', body: text }));
        await alone.goto(`${site.origin}/alone.svg`);
        const drawn = await alone.evaluate(() => document.querySelectorAll('path, circle, rect').length);
        // The background is the first.
        assert.ok(drawn > 1 && asked.length === 1, `${name}: ${asked}`);
        await alone.close();
      }
      // Under the chart: pixels of the screen times the factor, in the PNG's own header.
      await click(button(page, 'Close'));
      const answer = page.locator('#answer');
      await click(answer.locator('.chart-save summary'));
      const size = await answer.locator('.chart-svg').evaluate((svg) => [svg.getAttribute('width'), svg.getAttribute('height')].map(Number));
      const png = (name) => saved(page, answer.getByRole('button', { name }));
      const corner = (bytes) => page.evaluate(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
        brush.drawImage(image, 0, 0);
        return [...brush.getImageData(0, 0, 1, 1).data];
      }, bytes.toString('base64'));
      for (const [name, factor] of [[/^Save as PNG:/, 1], [/twice/, 2], [/four times/, 4]]) {
        const { bytes } = await png(name);
        assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], size.map((side) => side * factor), String(name));
        assert.deepEqual(await corner(bytes), colorScheme === 'dark' ? [22, 24, 27, 255] : [251, 250, 247, 255]);
      }
      // Transparent, in the colours that suit what it is put on, whatever the page's own are.
      const svg = async () => (await saved(page, answer.getByRole('button', { name: /Save as SVG/ }))).bytes.toString();
      const texts = (xml) => elements(xml).filter((x) => x.name === 'text').map((x) => x.attributes.fill).map((fill) => fill.match(/\d+/g).map(Number));
      const light = ([red, green, blue]) => (red + green + blue) / 3;
      for (const [ground, isRead] of [['transparent, for dark slides', (x) => light(x) > 128], ['transparent, for light slides', (x) => light(x) < 128]]) {
        await answer.getByRole('combobox').selectOption({ label: ground });
        await drawn(page);
        assert.equal((await corner((await png(/twice/)).bytes))[3], 0, ground);
        assert.ok(texts(await svg()).every(isRead), ground);
      }
      // With its title, its source, and a margin.
      await answer.getByRole('combobox').selectOption({ label: 'the page’s colour' });
      await answer.getByRole('checkbox', { name: 'with title and source' }).check();
      await drawn(page);
      const framed = elements(await svg());
      const said = framed.filter((x) => x.name === 'text' && x.parent === framed[0]).map((x) => x.text).join(' ');
      assert.ok(said.startsWith((await answer.locator('.chart-svg title').textContent()).trim()), said);
      assert.match(said, /simulated with the funnel simulator, seed \d+$/);
      assert.ok(Number(framed[0].attributes.width) > size[0] && Number(framed[0].attributes.height) > size[1]);
      const { bytes: around } = await png(/twice/);
      assert.deepEqual([around.readUInt32BE(16), around.readUInt32BE(20)], ['width', 'height'].map((side) => Math.ceil(Number(framed[0].attributes[side]) * 2)));
      // The figures are the report's, to the last digit.
      const report = JSON.parse(await page.evaluate(() => window.funnel.report()));
      const figures = lines((await saved(page, answer.getByRole('button', { name: /figures as CSV:/ }))).bytes);
      assert.deepEqual(figures.slice(1).map(([, change]) => Number(change)), report.comparisons[0].dots);
      const time = page.locator('#time');
      await time.locator('.chart-save summary').click();
      const weeks = lines((await saved(page, time.getByRole('button', { name: /figures as CSV:/ }))).bytes);
      assert.deepEqual(weeks[0], ['Week', 'mean', 'P10', 'P50', 'P90']);
      const { mean, p10, p50, p90 } = report.comparisons[0].cumulative_profit;
      assert.deepEqual(weeks.slice(1).map((row) => row.map(Number)), mean.map((x, i) => [i + 1, x, p10[i], p50[i], p90[i]]));
      if (colorScheme === 'light') {
        // All digits of what the charts show: a bar with its error, and the curve.
        const figuresOf = async (id) => {
          const view = page.locator(`#${id}`);
          await view.locator('.chart-save summary').click();
          const [, ...rows] = lines((await saved(page, view.getByRole('button', { name: /figures as CSV:/ }))).bytes);
          // A name may hold a comma: the figures are the last three.
          return rows.map((row) => row.slice(-3).map(Number));
        };
        const bars = await figuresOf('ladder');
        assert.ok(bars.length >= 3 && bars.every(([value, from, to]) => from < value && value < to), `${bars}`);
        const curve = await figuresOf('curve');
        assert.deepEqual(curve[0], [0, 0, 0], 'no budget, no profit');
        assert.ok(curve.length >= 12 && curve.slice(1).every(([, from, to]) => from < to), `${curve}`);
        // With so little money that hardly anybody buys, the mean may lie beyond nine futures in ten.
        assert.ok(curve.slice(4).every(([mean, from, to]) => from < mean && mean < to), `${curve}`);
      }
      await openPanel(page);
      await accessible(page, 'the panel', (axe) => axe.include('dialog[open]').include('.chart-save'));
    }, { kept: BLANK, context: { colorScheme, acceptDownloads: true } }));
}
