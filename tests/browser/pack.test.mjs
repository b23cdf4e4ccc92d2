// The page in one file: saved by the page itself, opened from a disk without a network, and saved again.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cells, elements, saved, unpacked } from './support/archive.mjs';
import { TABLE, drop } from './support/exports.mjs';
import { fetchFile, fileWith, visitFile, withFolder } from './support/file.mjs';
import { BLANK, QUICK, click, field, press, ready, reported, scenarioOf, settled, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Presses the button that saves the page in one file; returns where it was saved. */
async function save(page, path) {
  await openPanel(page);
  const download = page.waitForEvent('download', { timeout: 120_000 });
  await button(page, 'All in one file').click();
  await (await download).saveAs(path);
  await press(page, 'Escape');
  return (await download).suggestedFilename();
}

/** All scripts, styles and data of a file. */
const parts = (text) => text.match(/<(script|style)\b[^>]*>.*?<\/\1>/gs);

test('what the page saves opens from a disk with the same numbers, with workers and without; it can reach nothing, and keeps its own work', () =>
  withFolder(async (folder) => {
    const [file, built, again, third] = ['saved.html', 'built.html', 'again.html', 'third.html'].map((name) => join(folder, name));
    const name = '</script><script>window.ran=1</script><!-- <script> ]]> \u2028 &lt; “';
    let report;
    await site.visit(async ({ page }) => {
      await ready(page);
      await type(field(page, 'Name of the scenario'), name);
      report = await settled(page);
      assert.doesNotMatch(await save(page, file), /[<>/]/);
    }, { kept: BLANK });
    // A name that looks like tags stays a name.
    await fetchFile(site.origin, built);
    const text = await readFile(file, 'utf8');
    const held = text.match(/id="scenario">(.*?)<\/script>/s)[1];
    assert.doesNotMatch(held, /<|\u2028/);
    // A line break in a name becomes a space.
    const shown = name.replace('\u2028', ' ');
    assert.equal(JSON.parse(held).name, shown);
    assert.equal(parts(text).length, parts(await readFile(built, 'utf8')).length);
    await visitFile(site.browser, file, async ({ page }) => {
      assert.deepEqual(await settled(page), report);
      assert.ok(page.workers().length > 1, 'it has workers');
      assert.equal(await field(page, 'Name of the scenario').inputValue(), shown);
      assert.equal(await page.evaluate(() => window.ran), undefined);
      // Saved again unchanged, all parts are the same; only the markup may be in this browser's spelling.
      await save(page, again);
      assert.deepEqual(parts(await readFile(again, 'utf8')), parts(text));
      // A study needs all of the page in its worker.
      await page.getByRole('button', { name: /^What decides it/ }).click();
      await page.locator('#drivers svg').first().waitFor({ timeout: 60_000 });
      await press(slider(page), 'ArrowRight');
      const changed = await settled(page);
      assert.notDeepEqual(changed, report);
      // Kept in a moment: on leaving, a browser gives a page little time.
      await page.waitForFunction(() => localStorage.length > 0, null, { timeout: 5_000 });

      // And the next file is the same to the last byte.
      await page.goto(pathToFileURL(again).href);
      assert.deepEqual(await settled(page), report);
      await save(page, third);
      assert.ok((await readFile(again)).equals(await readFile(third)));

      // Another file, as built: it contains the worked example, and knows nothing about the first one's work.
      await page.goto(pathToFileURL(built).href);
      await ready(page);
      assert.match((await scenarioOf(page)).name, /sales/i);
      const breaches = await page.evaluate(async () => {
        const heard = [];
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => heard.push(effectiveDirective));
        await fetch('http://localhost:9/').catch(() => {});
        new Image().src = 'http://localhost:9/mishap.png';
        document.head.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }));
        // Each is told in a task of its own, a moment later.
        for (const end = performance.now() + 10_000; heard.length < 3 && performance.now() < end;) await new Promise((done) => { setTimeout(done, 100); });
        return heard.concat(window.ran ?? []).sort();
      });
      assert.deepEqual(breaches, ['connect-src', 'img-src', 'script-src-elem']);

      // The first file again, with the work that was left there, and without workers.
      await page.addInitScript(() => { delete window.Worker; });
      await page.goto(pathToFileURL(file).href);
      assert.deepEqual(await reported(page, 120_000), changed);
      assert.equal(page.workers().length, 0);
    }, { others: [built, again], expected: [/^policy: .* refused (http:\/\/localhost:9\/.*|inline)$/, /Content Security Policy/, /mishap/] });
  }));

test('a file carries its answer, marked as sent until it is confirmed; a wrong one is replaced, and that is said', () =>
  withFolder(async (folder) => {
    const [file, wrong] = ['sent.html', 'wrong.html'].map((name) => join(folder, name));
    let [title, chance] = [];
    await site.visit(async ({ page }) => {
      chance = (await settled(page)).comparisons[0].pays_back.value;
      title = await page.locator('#answer-title').innerText();
      await save(page, file);
    }, { kept: QUICK });
    const state = (page) => page.locator('.progress span').nth(1);
    // Workers that never say anything, so that everything on the screen came with the file.
    const script = () => {
      window.Worker = class { postMessage() {} terminate() {} };
    };
    await visitFile(site.browser, file, async ({ page }) => {
      await page.locator('#app:not(.is-coming) #answer-title').getByText(title).waitFor();
      assert.match(await state(page).innerText(), /as sent/);
    }, { script });
    await visitFile(site.browser, file, async ({ page }) => {
      await settled(page);
      assert.equal(await page.locator('#answer-title').innerText(), title);
      assert.equal(await state(page).innerText(), 'settled');
      assert.equal(await page.getByText('were replaced').count(), 0);
    });
    const text = await readFile(file, 'utf8');
    // The chance that the plan pays back is changed in the figures.
    const double = (x) => Buffer.from(new Float64Array([x]).buffer);
    await writeFile(wrong, text.replace(/(?<=id="precomputed">)[^<]*/, (figures) => {
      const bytes = Buffer.from(figures, 'base64');
      const at = bytes.indexOf(double(chance));
      assert.ok(at > 0);
      double(0.97).copy(bytes, at);
      return bytes.toString('base64');
    }));
    await visitFile(site.browser, wrong, async ({ page }) => {
      await page.getByText('The figures sent with this scenario were replaced').waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('#answer-title').innerText(), title);
    });
  }));

test('slides and a workbook are written from a file, without a network', () =>
  withFolder(async (folder) => {
    const file = await fileWith(site.origin, join(folder, 'office.html'), BLANK);
    await visitFile(site.browser, file, async ({ page }) => {
      const report = await settled(page);
      await openPanel(page);
      const slides = unpacked((await saved(page, button(page, 'PowerPoint'))).bytes);
      const titles = [1, 2].map((n) => elements(slides.get(`ppt/slides/slide${n}.xml`)).find((x) => x.name === 't').text);
      assert.ok(titles.includes(await page.locator('#answer-title').innerText()), titles.join('; '));
      const book = unpacked((await saved(page, button(page, 'Excel workbook'))).bytes);
      const weekly = report.arms[0].weekly.revenue.mean;
      assert.deepEqual(weekly.map((_, i) => cells(book, 3).get(`H${i + 2}`)), weekly);
    });
  }));

test('tables are read from a file, without a network', () =>
  withFolder(async (folder) => {
    const file = await fileWith(site.origin, join(folder, 'tables.html'), BLANK);
    await visitFile(site.browser, file, async ({ page }) => {
      await ready(page);
      await drop(page, [TABLE]);
      await page.locator('.data-file', { hasText: '2 rows' }).waitFor({ timeout: 60_000 });
    });
  }));

test('where something is missing that it needs, a file says what', () =>
  withFolder(async (folder) => {
    const file = await fetchFile(site.origin, join(folder, 'built.html'));
    for (const script of [() => { delete window.WebAssembly; }, () => { delete window.DecompressionStream; }]) {
      await visitFile(site.browser, file, ({ page }) => page.getByText('a browser of 2024 or later').waitFor(), { script });
    }
    // A test's script cannot see what a browser shows without scripts; it can only see that it is there.
    assert.match(await readFile(file, 'utf8'), /<noscript><p[^>]*>[^<]* needs JavaScript/);
  }));

test('a damaged file says so', () =>
  withFolder(async (folder) => {
    const file = await fetchFile(site.origin, join(folder, 'damaged.html'));
    const bytes = await readFile(file);
    // A letter in the middle of the module is changed.
    const at = bytes.indexOf('id="module">') + 200_000;
    bytes[at] = bytes[at] === 65 ? 66 : 65;
    await writeFile(file, bytes);
    await visitFile(site.browser, file, async ({ page }) => {
      await page.locator('#broken').waitFor({ state: 'visible', timeout: 60_000 });
    }, { expected: [/^console: /, /^policy: /, /^exception: /] });
  }));

test('a file whose scenario or link cannot be read shows that and nothing else', () =>
  withFolder(async (folder) => {
    const built = await fetchFile(site.origin, join(folder, 'built.html'));
    const cut = join(folder, 'cut.html');
    await fileWith(site.origin, cut, '{"version":1,"name":"Cut sho');
    const nothing = async (page) => assert.deepEqual(await page.evaluate(() => [window.funnel.scenario(), document.querySelectorAll('section.view').length]), [null, 0]);
    await visitFile(site.browser, cut, async ({ page }) => {
      await page.getByRole('heading', { name: 'The scenario in this file cannot be read' }).waitFor({ timeout: 60_000 });
      await nothing(page);
      await page.goto(`${pathToFileURL(built).href}#v1=broken`);
      await page.getByRole('heading', { name: 'This link cannot be read' }).waitFor({ timeout: 60_000 });
      await nothing(page);
      await page.getByRole('button', { name: 'Open the worked example' }).click();
      await ready(page);
      await type(field(page, 'Name of the scenario'), 'On a stick');
      await page.waitForFunction(() => history.state?.funnelWork);
      await click(page.getByRole('button', { name: 'Your work…' }));
      assert.deepEqual(await page.getByRole('dialog', { name: 'Your work' }).getByRole('textbox', { name: /^Name of/ }).evaluateAll((all) => all.map(({ value }) => value)), ['On a stick']);
    }, { others: [built] });
  }));
