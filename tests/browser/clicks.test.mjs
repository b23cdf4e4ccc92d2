// Clicks as slow as a hand's: what is drawn between press and release may move what is clicked.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { QUICK, click, field, inPage, press, ready, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const site = await openSite();
after(() => site.close());

const word = (page, id) => inPage(page, `${id}-word`);

/** Presses, and lets go a while later. */
const slowly = async (button) => {
  await button.click({ delay: 120 });
  await drawn(button.page());
};

test('a click that leaves a field is not lost to the message about what was typed there', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const change = inPage(page, 'ask-change');
    for (const [text, asked] of [['20', /^What holds it back/], ['lots', /^What would help most/]]) {
      const question = page.getByRole('button', { name: asked });
      assert.equal(await question.getAttribute('aria-expanded'), 'false');
      await change.fill(text);
      await drawn(page);
      await slowly(question);
      assert.equal(await question.getAttribute('aria-expanded'), 'true', text);
      await word(page, 'ask-change').waitFor();
      await press(change, 'Escape');
    }
    // In the form, too, where a text that is spread makes rows.
    await click(page.getByRole('button', { name: 'Put in your numbers' }));
    const steps = page.locator('[id^="own-step-"][id$="-name"]');
    const before = await steps.count();
    await page.locator('[id^="own-channel-"][id$="-name"]').first().fill('Search 10k, Social 8k, Events 5k, Print 2k, Mail 1k');
    await drawn(page);
    await slowly(page.getByRole('button', { name: 'Add a step' }));
    assert.equal(await steps.count(), before + 1);
    assert.equal(await page.locator('[id^="own-channel-"][id$="-name"]').count() >= 5, true);
  }, { short: true }));

test('of a double click the second neither undoes the first nor presses what moved there', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const files = [];
    page.on('download', (download) => files.push(download.suggestedFilename()));
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await save.dblclick();
    // What has another name comes after all that the two clicks have saved.
    await type(field(page, 'Name of the scenario'), 'Another');
    const last = page.waitForEvent('download', (download) => download.suggestedFilename() === 'Another.json');
    await save.click();
    await last;
    assert.equal(files.length, 2, `${files}`);
    // As slow as a hand: the drawer is there before the second click.
    const { x, y, width, height } = await page.locator('#assumptions-open').boundingBox();
    const at = [x + width / 2, y + height / 2];
    await page.mouse.click(...at);
    await page.locator('#drawer-search:focus').waitFor();
    await page.mouse.move(...at);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'drawer-search');
    assert.equal(await page.getByRole('dialog').count(), 1, 'nothing else has opened');
    // A click beside everything takes the focus away; Escape is heard all the same.
    await page.evaluate(() => document.activeElement.blur());
    await press(page, 'Escape');
    await page.locator('#drawer').waitFor({ state: 'detached' });
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'assumptions-open');
  }, { kept: QUICK, short: true }));
