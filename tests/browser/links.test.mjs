// In front of a client: a link's reader sees the sender's numbers or is told that there are none, changed words cost no
// run, and a page from a disk gives no address of that disk away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { saved, unpacked } from './support/archive.mjs';
import { drawn } from './support/drawn.mjs';
import { fileWith, visitFile, withFolder } from './support/file.mjs';
import { BLANK, QUICK, field, inPage, lookAt, press, ready, settled, slider, studied, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('of a link in any state nothing of the sample is seen, not even before the page is there', () =>
  site.visit(async ({ page }) => {
    await page.route(/_bg.*\.wasm/, () => {});
    for (const address of ['/#v1', '/#v1%3DAAAA', '/#V1=AAAA', '/#%76%31%3D', '/#utm_source=x&v1=AA', '/?s%3Dv1%3DAAAA', '/?present&s=', '/#v2=AAAA', '/?v1=AAAA']) {
      await page.goto('about:blank');
      await page.goto(site.origin + address, { waitUntil: 'domcontentloaded' });
      assert.equal(await page.locator('#first-screen').isVisible(), false, address);
    }
  }, { path: '/static/', settles: false, expected: [/404/] }));

test('words cost no run and no study: what was settled stays, and so does what can be saved', () =>
  site.visit(async ({ page }) => {
    const report = await settled(page);
    // Studies that begin without a click; the ladder is one.
    for (const view of await page.locator('section.view').all()) await lookAt(view);
    await studied(page);
    await page.locator('#ladder svg').first().waitFor();
    const ladder = await page.locator('#ladder-title').textContent();
    // From here on no worker may be asked anything.
    await page.evaluate(() => {
      window.asked = 0;
      const post = window.Worker.prototype.postMessage;
      window.Worker.prototype.postMessage = function count(...all) {
        window.asked += 1;
        return post.apply(this, all);
      };
      window.unsettled = 0;
      const look = () => {
        if (!window.funnel.report()) window.unsettled += 1;
        requestAnimationFrame(look);
      };
      look();
    });
    for (const [control, text] of [
      [field(page, 'Name of the scenario'), 'For Acme'],
      [inPage(page, 'channels[0].name'), 'Paid search'],
      [inPage(page, 'stages[0].name'), 'Asked for a call'],
    ]) {
      await type(control, text);
    }
    await page.waitForFunction(() => /Asked for a call/.test(JSON.stringify(window.funnel.report())));
    const renamed = JSON.parse(await page.evaluate(() => window.funnel.report()));
    assert.equal(renamed.scenario, 'For Acme');
    assert.equal(renamed.arms[0].stages[0].name, 'Asked for a call');
    assert.deepEqual(renamed.comparisons, report.comparisons);
    await studied(page, '#ladder');
    assert.match(await page.locator('#ladder-title').textContent(), new RegExp(`^${ladder.slice(0, 12)}`));
    assert.deepEqual(await page.evaluate(() => [window.asked, window.unsettled]), [0, 0]);
    await openPanel(page);
    assert.equal(await button(page, 'PowerPoint').getAttribute('aria-disabled'), null);
  }, { kept: QUICK }));

test('before the answer has settled nothing of it is copied or saved', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.evaluate(() => { window.Worker.prototype.postMessage = () => {}; });
    await press(slider(page), 'ArrowRight');
    const keep = page.locator('#answer .chart-save');
    await keep.locator('summary').click();
    await keep.getByText('These figures still move').waitFor();
    assert.equal(await keep.getByRole('button', { name: /^Save as SVG/ }).getAttribute('aria-disabled'), 'true');
    if (process.env.PICTURES) await keep.screenshot({ path: `${process.env.PICTURES}/keep-waits.png` });
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByText('What to say on the phone follows once the answer has settled.').waitFor();
    assert.equal(await page.locator('#share-said').count(), 0);
  }, { kept: BLANK }));

test('from a disk, the file is what is sent, and nothing tells of that disk', () =>
  withFolder(async (folder) => {
    const path = await fileWith(site.origin, join(folder, 'A client’s case.html'), BLANK);
    await visitFile(site.browser, path, async ({ page }) => {
      await ready(page);
      await settled(page);
      await page.getByRole('button', { name: 'Share…' }).click();
      const share = page.getByRole('dialog', { name: 'Share' });
      const texts = async () => `${await share.innerHTML()}${await share.locator('input, textarea').evaluateAll((all) => all.map((x) => x.value).join(' '))}`;
      await share.getByRole('button', { name: 'Save the page to send' }).waitFor();
      await share.getByText('Inside another page').click();
      await share.getByText('which no other page can frame').waitFor();
      assert.doesNotMatch(await texts(), /file:|funnel-\w+\/|client’s case\.html/i);
      assert.match(await share.locator('#share-said').inputValue(), /Open the file/);
      for (const [width, height] of [[1280, 900], [390, 844]]) {
        await page.setViewportSize({ width, height });
        await drawn(page);
        assert.equal(await share.evaluate((e) => e.scrollWidth - e.clientWidth), 0);
        if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/share-disk-${width}.png` });
      }
      const sent = await saved(page, share.getByRole('button', { name: 'Save the page to send' }));
      assert.match(sent.bytes.toString(), /id="scenario">\{/);
      assert.doesNotMatch(sent.bytes.toString().match(/id="scenario">(.*?)<\/script>/s)[1], /file:/);
      await share.getByRole('button', { name: 'Close' }).click();
      await openPanel(page);
      for (const face of ['PowerPoint', 'Excel workbook']) {
        const { bytes } = await saved(page, button(page, face));
        for (const [name, text] of unpacked(bytes)) assert.doesNotMatch(text, /file:\/\//, `${face}: ${name}`);
      }
    });
    assert.ok((await readFile(path)).length > 0);
  }));
