// The page's look: accessible in every state, and complete on any screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUARTER, QUICK, active, click, field, lookAt, press, settled, slider, studied, type, unfold } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

// The rules that look at colours, which is all that depends on the scheme.
const COLOURS = ['color-contrast', 'link-in-text-block'];

test('every view is accessible', (t) =>
  site.visit(async ({ page }) => {
    await settled(page);
    // If a state differs from the previous one only in a part, its other colours have been checked already.
    const check = async (state, part, schemes = ['light', 'dark']) => {
      for (const colorScheme of schemes) {
        await t.test(`${state}, ${colorScheme}`, async () => {
          await page.emulateMedia({ colorScheme });
          // The whole page in the light scheme is checked by all rules in one run.
          const isFirst = colorScheme === 'light';
          if (isFirst) await accessible(page, state, (axe) => (part ? axe.disableRules(COLOURS) : axe));
          if (part || !isFirst) await accessible(page, state, (axe) => (part ? axe.include(part) : axe).withRules(COLOURS));
        });
      }
    };
    // Unfolded it has all of these colours, and more.
    await check('at first', null, ['light']);
    await unfold(page);
    await drawn(page);
    await check('unfolded');
    await click(page.getByRole('button', { name: /^Channels/ }));
    await check('with the list of channels', '.rail');
    await press(page, 'Escape');
    await type(field(page, /^Budget/), 'a lot');
    await check('with an error', '.rail');
    await click(page.getByRole('button', { name: 'Templates…' }));
    await check('with the templates', 'dialog[open]');
  }, { kept: QUICK, context: { colorScheme: 'dark' } }));

const WIDTHS = [320, 360, 768];

test('on any screen', (t) =>
  site.visit(async ({ page }) => {
    await settled(page);
    await unfold(page);
    const resize = async (width, height) => {
      await page.setViewportSize({ width, height });
      await drawn(page);
    };
    // Opened at the first one.
    for (const width of WIDTHS) {
      await t.test(`${width} px wide, nothing is cut off`, async () => {
        await resize(width, 740);
        const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.equal(inner, width);
        assert.equal(scroll, inner);
        const wide = await page.locator('main *, aside *, header *').evaluateAll((all) =>
          all
            .filter((element) => !element.closest('.unseen, .field-inline .field-head, .as-table-scroll, svg, dialog') && element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .filter((element) => getComputedStyle(element).clipPath === 'none')
            .map((element) => `${element.tagName}.${element.className} ${element.outerHTML.slice(0, 120)}`));
        assert.deepEqual(wide, []);
      });
    }
    await t.test('headings are in order and every control has a name', async () => {
      await resize(1280, 720);
      const levels = await page.getByRole('heading').evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
      assert.equal(levels[0], 1);
      levels.reduce((before, level) => {
        assert.ok(level <= before + 1, `${levels}`);
        return level;
      });
      const unnamed = await page.locator('main :is(input, select), aside :is(input, select)').evaluateAll((all) =>
        all.filter((control) => !control.labels?.[0]?.innerText.trim() && !control.ariaLabel).map((control) => control.id));
      assert.deepEqual(unnamed, []);
    });
    await t.test('targets are at least 24 px', async () => {
      const small = await page.locator('button, select, input, summary').evaluateAll((all) =>
        all
          .filter((control) => control.checkVisibility() && !control.closest('.pick, .choice'))
          // A label around a box is as much of a target as the box.
          .map((control) => ({ name: control.id || control.innerText, box: (control.closest('label') ?? control).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 20))
          .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`));
      assert.deepEqual(small, []);
    });
    await t.test('on a phone, verdict and budget stay in reach', async () => {
      await resize(360, 740);
      for (const at of ['answer', 'flow', 'assumptions']) {
        await page.evaluate((id) => document.getElementById(id).scrollIntoView(), at);
        const box = await slider(page).boundingBox();
        assert.ok(box.y > 500 && box.y + box.height <= 740, `${at}: ${JSON.stringify(box)}`);
        assert.match(await page.locator('.budget-verdict').innerText(), /of 50/);
      }
    });
  }, { kept: QUICK, context: { viewport: { width: WIDTHS[0], height: 740 } } }));

test('with text of twice the size all is in the page’s width', (t) =>
  site.visit(async ({ page }) => {
    await settled(page);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await unfold(page);
    for (const [width, height] of [[1280, 800], [390, 844], [320, 740]]) {
      await t.test(`${width} px wide`, async () => {
        await page.setViewportSize({ width, height });
        await drawn(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        for (const name of ['Your numbers…', 'Export…', 'Present…', 'Share…']) {
          await press(page.getByRole('button', { name, exact: true }), 'Enter');
          const over = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
          assert.equal(over, 0, name);
          await press(page, 'Escape');
        }
      });
    }
  }, { kept: QUICK }));

test('on a screen of little height the page has most of it', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const covered = (selector) => page.locator(selector).evaluate((element) =>
      (getComputedStyle(element).position === 'fixed' ? element.offsetHeight / innerHeight : 0));
    for (const [width, height] of [[320, 256], [667, 375], [844, 390]]) {
      await page.setViewportSize({ width, height });
      await drawn(page);
      assert.ok(await covered('.rail .budget') < 0.15, `${width} × ${height}`);
      await press(page.getByRole('button', { name: 'Your numbers…' }), 'Enter');
      assert.equal(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth), 0, `${width} × ${height}`);
      await press(page, 'Escape');
    }
    const lines = await page.locator('.budget-verdict .link').evaluate((link) => link.getClientRects().length);
    assert.equal(lines, 1, 'a word is in one piece');
  }, { kept: QUICK, short: true }));

test('what a chart measures is written out on the narrowest phone', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await lookAt(page.locator('#ladder'));
    await studied(page, '#ladder');
    const out = await page.locator('.chart-svg').evaluateAll((all) => all.flatMap((svg) => {
      const { left, right } = svg.getBoundingClientRect();
      const sticksOut = (text) => {
        const box = text.getBoundingClientRect();
        // With its halo.
        return box.left < left - 2 || box.right > right + 2;
      };
      return [...svg.querySelectorAll('text')].filter(sticksOut).map((text) => text.textContent);
    }));
    assert.deepEqual(out, []);
    const said = await page.locator('#ladder .chart-svg text').allTextContents();
    assert.match(said.join(' '), /change of profit a year, .* where it has a price/);
  }, { path: '/?open=ladder', kept: QUARTER, short: true, context: { viewport: { width: 320, height: 740 } } }));

test('where a reader has few colours, what is open, chosen or done is told by shape', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    // As drawn: of two that differ in nothing else, one is open, or chosen.
    const drawn = (selector) => page.locator(selector).first().evaluate((element) => {
      const { outlineStyle, backgroundColor } = getComputedStyle(element);
      return `${outlineStyle} ${backgroundColor}`;
    });
    assert.notEqual(await drawn('.question-item.is-open'), await drawn('.question-item:not(.is-open)'));
    assert.notEqual(await drawn('#time .pick input:checked + span'), await drawn('#time .pick input:not(:checked) + span'));
    const progress = await page.locator('.progress progress').evaluate((element) => parseFloat(getComputedStyle(element).borderTopWidth));
    assert.ok(progress >= 1, 'its end is in sight');
  }, { path: '/?open=time', kept: QUICK, short: true, context: { forcedColors: 'active' } }));

test('a notice has the focus, and is put away', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open…' }).click()]);
    await chooser.setFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('no scenario') });
    const notice = page.getByRole('alert').filter({ hasText: '“note.txt” could not be opened' });
    await notice.waitFor();
    await drawn(page);
    assert.ok(await notice.evaluate((element) => element === document.activeElement), 'it has the focus');
    await accessible(page, 'with a notice');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await notice.waitFor({ state: 'detached' });
    assert.equal(await active(page), 'answer-title');
  }, { kept: BLANK }));
