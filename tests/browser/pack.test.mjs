// The page in one file: saved by the page itself, opened from a disk without a network, and saved again.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fetchFile, textOf, visitFile, withFolder } from './support/file.mjs';
import { BLANK, field, ready, scenarioOf, settled, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Presses the button that saves the page in one file; where it was saved. */
async function save(page, path) {
  await openPanel(page);
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await button(page, 'All in one file').click();
  await (await download).saveAs(path);
  await page.keyboard.press('Escape');
  return (await download).suggestedFilename();
}

// A file takes its time to unpack, so each is opened for all that there is to see in it.
test('what the page saves opens from a disk with the same numbers, with workers and without; it can reach nothing, and keeps its own work', () =>
  withFolder(async (folder) => {
    const [file, built] = ['saved.html', 'built.html'].map((name) => join(folder, name));
    const name = '</script><script>window.ran=1</script><!-- <script> ]]> \u2028 &lt; “';
    let report;
    await site.visit(async ({ page }) => {
      await ready(page);
      await type(field(page, 'Name of the scenario'), name);
      report = await settled(page);
      assert.doesNotMatch(await save(page, file), /[<>/]/);
    }, { kept: BLANK });
    // A name that would be tags stays a name.
    const text = textOf(await readFile(file));
    const held = text.match(/id="scenario">(.*?)<\/script>/s)[1];
    assert.doesNotMatch(held, /<|\u2028/);
    // A line's end in a name is a space.
    const shown = name.replace('\u2028', ' ');
    assert.equal(JSON.parse(held).name, shown);
    assert.equal(text.split('<script').length - 1, 4, 'scenario, unpacker, pack and start');
    await fetchFile(site.origin, built);
    await visitFile(site.browser, file, async ({ page }) => {
      assert.deepEqual(await settled(page), report);
      assert.ok(page.workers().length > 1, 'it has workers');
      assert.equal(await field(page, 'Name of the scenario').inputValue(), shown);
      assert.equal(await page.evaluate(() => window.ran), undefined);
      // Saved again unchanged, it is the same to the last byte.
      await save(page, join(folder, 'again.html'));
      assert.ok((await readFile(file)).equals(await readFile(join(folder, 'again.html'))));
      // A study needs all of the page in its worker.
      await page.locator('#learn').scrollIntoViewIfNeeded();
      await page.locator('#drivers svg').first().waitFor({ timeout: 60_000 });
      await slider(page).press('ArrowRight');
      const changed = await settled(page);
      assert.notDeepEqual(changed, report);

      // Another file, as it is built: it holds the worked example, and knows nothing of the first one's work.
      await page.goto(pathToFileURL(built).href);
      await ready(page);
      assert.match((await scenarioOf(page)).name, /sales/i);
      const breaches = await page.evaluate(async () => {
        const heard = [];
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => heard.push(effectiveDirective));
        await fetch('http://localhost:9/').catch(() => {});
        new Image().src = 'http://localhost:9/mishap.png';
        document.head.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }));
        await new Promise((done) => { setTimeout(done, 100); });
        return heard.concat(window.ran ?? []).sort();
      });
      assert.deepEqual(breaches, ['connect-src', 'img-src', 'script-src-elem']);

      // The first again, with the work that was left there, and without workers.
      await page.addInitScript(() => { delete window.Worker; });
      await page.goto(pathToFileURL(file).href);
      assert.deepEqual(await settled(page, 120_000), changed);
      assert.equal(page.workers().length, 0);
    }, { others: [built], expected: [/^policy: .* refused (http:\/\/localhost:9\/.*|inline)$/, /Content Security Policy/, /mishap/] });
  }));

test('a damaged file says so', () =>
  withFolder(async (folder) => {
    const file = await fetchFile(site.origin, join(folder, 'damaged.html'));
    const bytes = await readFile(file);
    bytes[200_001] ^= 1;
    await writeFile(file, bytes);
    await visitFile(site.browser, file, async ({ page }) => {
      await page.locator('#broken').waitFor({ state: 'visible', timeout: 60_000 });
    }, { expected: [/^console: /, /^policy: /, /^exception: /] });
  }));

test('a file whose scenario or link cannot be read shows that and nothing else', () =>
  withFolder(async (folder) => {
    const built = await fetchFile(site.origin, join(folder, 'built.html'));
    const cut = join(folder, 'cut.html');
    const text = textOf(await readFile(built)).replace(/(id="scenario">)[^<]*/, (_, start) => `${start}{"version":1,"name":"Cut sho`);
    await writeFile(cut, Buffer.from(`\uFEFF${text}`, 'utf16le'));
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
      await page.getByRole('button', { name: 'Your work…' }).click();
      assert.deepEqual(await page.getByRole('dialog', { name: 'Your work' }).getByRole('textbox', { name: /^Name of/ }).evaluateAll((all) => all.map(({ value }) => value)), ['On a stick']);
    }, { others: [built] });
  }));
