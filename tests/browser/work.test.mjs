// What a link opens, and what is kept: never another scenario than the link's, and nobody's work over another's.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PART, accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, active, click, field, link, press, ready, scenarioOf, slider, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const unread = (page) => page.getByRole('heading', { name: 'This link cannot be read' });
const nameField = (page) => field(page, 'Name of the scenario');
const nameOf = async (page) => (await scenarioOf(page)).name;
const work = (page) => page.getByRole('dialog', { name: 'Your work' });

/** The entries of the list of kept work, one per line. */
async function list(page) {
  await page.getByRole('button', { name: 'Your work…' }).click();
  await work(page).waitFor();
  await drawn(page);
  return work(page).locator('.work-list li').evaluateAll((all) => all.map((line) => [line.querySelector('input').value, line.querySelector('.small').textContent.replace(/^Changed .*?, .*?(AM|PM)/, '')]));
}

/** A new link to a scenario with this name, as the page makes it. */
async function shared(page) {
  await click(page.getByRole('button', { name: 'Share…' }));
  const value = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await click(page.getByRole('dialog', { name: 'Share' }).getByRole('button', { name: 'Close' }));
  return value.split('#')[1];
}

/** Waits until what is on the page is kept. */
const kept = (page, name) => page.waitForFunction((name) => Object.keys(localStorage).some((key) => key.startsWith('funnel.work.') && JSON.parse(localStorage[key].split('\n')[1]).name === name), name);

test('a link that cannot be read shows that and nothing else, through every door; mended, it opens', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const whole = await shared(page);
    const cut = whole.slice(0, -6);
    for (const [address, alone] of [
      [`/#${cut}`], [`/?present#${cut}`], [`/?view=answer#${cut}`, true], [`/?view=time&compact=1&lock=1#${cut}`, true],
      [`/?s=${encodeURIComponent(cut)}`], [`/?s=${cut}#section`], [`/?present&s=${cut}`], ['/#v1='], ['/#v1'], [`/#${link(QUICK).replace('=', '')}`],
    ]) {
      await page.goto('about:blank');
      await page.goto(site.origin + address);
      await unread(page).waitFor({ timeout: 60_000 });
      await page.waitForFunction(() => window.funnel);
      assert.equal(await active(page), 'unopened-title', address);
      assert.deepEqual(await page.evaluate(() => [window.funnel.scenario(), window.funnel.report()]), [null, null], address);
      assert.equal(await page.locator('section.view, .stage, input[type=range], .top, svg.chart').count(), 0, address);
      assert.doesNotMatch(await page.locator('body').innerText(), /Your funnel|Sales-led|\$|€/, address);
      assert.ok(page.url().endsWith(address), page.url());
      if (address.includes(cut) && !address.includes('s=')) {
        await page.evaluate((hash) => { location.hash = hash; }, whole);
        await page.waitForFunction(() => window.funnel.scenario());
        await drawn(page);
        assert.equal(await unread(page).count(), 0);
        assert.equal(await nameOf(page), 'Your funnel', address);
        if (alone) assert.equal(await page.locator('section.view').count(), 1);
        await page.evaluate((hash) => { location.hash = hash; }, cut);
        await unread(page).waitFor();
      }
      await accessible(page, address, (axe) => axe.disableRules(PART));
    }
  }, { kept: BLANK }));

test('from there: a link pasted as it came, a file, or the reader’s own work', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const whole = await shared(page);
    const bad = () => page.goto('about:blank').then(() => page.goto(`${site.origin}/#v1=broken`));
    await bad();
    await unread(page).waitFor({ timeout: 60_000 });
    const paste = field(page, 'Paste the whole link here');
    await type(paste, `<${site.origin}/#${whole.slice(0, 40)}>`);
    await page.getByRole('alert').getByText('This link is damaged').waitFor();
    await type(paste, `See ${site.origin}/?utm_source=x#${whole.replace('=', '%3D').replace(/(.{60})/g, '$1 ')}&fbclid=1).`);
    await ready(page);
    assert.equal(await nameOf(page), 'Your funnel');
    await page.waitForFunction((whole) => location.href.endsWith(`#${whole}`), whole);
    await bad();
    await unread(page).waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open a file…' }).click()]);
    const text = JSON.stringify({ ...JSON.parse(BLANK), name: 'Größe & Co' }, null, 2).replaceAll('\n', '\r\n');
    await chooser.setFiles({ name: 'windows.json', mimeType: 'application/json', buffer: Buffer.from(`\uFEFF${text}`, 'utf16le') });
    await page.waitForFunction(() => window.funnel.scenario());
    assert.equal(await nameOf(page), 'Größe & Co');
    await page.waitForFunction(() => location.hash === '');
    await kept(page, 'Größe & Co');
    await bad();
    await unread(page).waitFor();
    await page.getByRole('button', { name: 'Open your own work' }).click();
    await ready(page);
    assert.equal(await nameOf(page), 'Größe & Co', 'the latest of the reader’s own');
    // A file that is not a scenario is named for what it is.
    for (const [name, bytes, said] of [
      ['logo.png', Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), 'This is a picture (PNG)'],
      ['book.xlsx', Buffer.from('PK\x03\x04 xl/workbook.xml', 'latin1'), 'This is an Excel workbook'],
    ]) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open…' }).click()]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
      await page.getByRole('alert').filter({ hasText: `“${name}” could not be opened` }).getByText(said).waitFor();
    }
  }, { kept: BLANK }));

test('somebody’s link, changed, leaves the reader’s own work alone; both are in the list', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await type(nameField(page), 'My own');
    await kept(page, 'My own');
    const own = await scenarioOf(page);
    // A new visit, in a tab of its own.
    const other = await page.context().newPage();
    await other.goto(`${site.origin}/#${link(QUICK)}`);
    await ready(other);
    await slider(other).press('ArrowRight');
    const changed = await scenarioOf(other);
    await kept(other, changed.name);
    await other.reload();
    await ready(other);
    assert.deepEqual(await scenarioOf(other), changed, 'a reload brings back what was changed there');
    // The same address, entered again; to the browser its place in the tab's history is the same.
    await other.goto(`${site.origin}/`);
    await ready(other);
    assert.deepEqual(await scenarioOf(other), own, 'the plain page opens the reader’s own');
    assert.deepEqual(await list(other), [['My own', ', on the page now'], ['Quick to settle', ', from a link']]);
    await accessible(other, 'the list', (axe) => axe.include('dialog[open]').disableRules([...PART, 'region']));
    // By keyboard: another name, deleted, brought back, opened.
    const name = work(other).getByRole('textbox', { name: 'Name of “Quick to settle”' });
    await name.fill('Nope');
    await press(name, 'Escape');
    assert.equal(await name.inputValue(), 'Quick to settle');
    await type(name, 'From Anna');
    await work(other).getByRole('button', { name: 'Delete “From Anna”' }).press('Enter');
    await work(other).getByText('“From Anna” is deleted.').waitFor();
    await work(other).getByRole('button', { name: 'Undo' }).press('Enter');
    await work(other).getByRole('button', { name: 'Open “From Anna”' }).press('Enter');
    await other.waitForFunction(() => JSON.parse(window.funnel.scenario()).name === 'From Anna');
    assert.deepEqual(await scenarioOf(other), { ...changed, name: 'From Anna' });
    await other.close();
  }, { kept: BLANK }));

test('what was deleted comes back beside what was written in its place; Ctrl+Z takes a deletion back, and nothing behind it', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await type(nameField(page), 'First');
    await kept(page, 'First');
    const other = await page.context().newPage();
    await other.goto(`${site.origin}/#${link(QUICK)}`);
    await ready(other);
    await slider(other).press('ArrowRight');
    const behind = await scenarioOf(other);
    await kept(other, 'Quick to settle');
    await list(other);
    const away = () => press(work(other).getByRole('button', { name: 'Delete “First”' }), 'Enter');
    await away();
    assert.equal(await active(other), 'work-undo');
    await press(other, 'Control+z');
    await work(other).getByRole('button', { name: 'Delete “First”' }).waitFor();
    assert.deepEqual(await scenarioOf(other), behind);
    await away();
    await type(nameField(page), 'First again');
    await kept(page, 'First again');
    await click(work(other).getByRole('button', { name: 'Undo' }));
    const names = await work(other).locator('.work-list input').evaluateAll((all) => all.map((input) => input.value));
    assert.deepEqual(names.sort(), ['First', 'First again', 'Quick to settle']);
    await other.close();
  }, { kept: BLANK }));

test('two tabs on the same work: each keeps its own version, and both say so', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const other = await page.context().newPage();
    await other.goto(`${site.origin}/`);
    await ready(other);
    await type(nameField(page), 'First');
    await kept(page, 'First');
    await other.getByRole('alert').filter({ hasText: 'changed in another tab' }).waitFor();
    await type(nameField(other), 'Second');
    await kept(other, 'Second');
    await type(nameField(page), 'First again');
    await kept(page, 'First again');
    assert.deepEqual((await list(page)).map(([name]) => name).sort(), ['First again', 'Second']);
    await other.reload();
    await ready(other);
    assert.equal(await nameOf(other), 'Second');
    await other.close();
  }, { kept: BLANK }));

test('where there is no room, that is said, and everything else works', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    await page.evaluate(() => {
      for (let size = 1 << 22; size > 0; size >>= 1) {
        try {
          for (let i = 0; i < 8; i += 1) localStorage.setItem(`filler-${size}-${i}`, 'x'.repeat(size));
        } catch {
          // full at this size
        }
      }
    });
    await type(nameField(page), 'A name that is a good deal longer than the one before');
    await page.getByRole('alert').filter({ hasText: 'could not be kept' }).waitFor();
    assert.equal(await nameOf(page), 'A name that is a good deal longer than the one before');
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('filler')).forEach((key) => localStorage.removeItem(key)));
    await type(nameField(page), 'There is room again');
    await kept(page, 'There is room again');
  }, { kept: BLANK }));
