// Typing: messages below a field that fit their place and disappear with their cause, input methods, locales.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, active, click, field, inPage, link, lookAt, press, ready, scenarioOf, settled, studied, type, unfold } from './support/funnel.mjs';
import { accessible } from './support/accessible.mjs';
import { openSite } from './support/page.mjs';

const site = await openSite();
after(() => site.close());

const weeks = (page) => field(page, 'From when');
const word = (page, id) => inPage(page, `${id}-word`);

/** Nothing on the page is wider than the page. */
const fits = (page) => page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth);

test('within a composition Enter and Escape belong to the input method', async () => {
  await site.visit(async ({ page }) => {
    await ready(page);
    const control = weeks(page);
    const before = await control.inputValue();
    await control.click();
    const methods = await page.context().newCDPSession(page);
    await control.fill('');
    await methods.send('Input.imeSetComposition', { text: 'にじゅう', selectionStart: 4, selectionEnd: 4 });
    for (const key of ['Enter', 'Escape']) {
      await control.evaluate((input, key) => {
        for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
          input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how }));
        }
      }, key);
      assert.equal(await control.inputValue(), 'にじゅう', key);
      assert.equal(await word(page, 'ask-week').count(), 0, key);
    }
    await methods.send('Input.insertText', { text: 'にじゅう' });
    await control.press('Enter');
    await word(page, 'ask-week').waitFor();
    await press(control, 'Escape');
    assert.equal(await control.inputValue(), before);
    assert.equal(await word(page, 'ask-week').count(), 0);
  }, { path: `/#${link(QUICK)}` });
});

/** Types a text and presses Enter before the page can draw it, as happens where drawing is slow. */
const hastily = (control, text) => control.evaluate((input, text) => {
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const goesOn = input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  if (goesOn) input.form?.requestSubmit();
}, text);

test('Enter means what was typed, even where it is not drawn yet: in a field, in what is found, in a form', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const control = weeks(page);
    await control.fill('2');
    await drawn(page);
    await hastily(control, '3');
    await drawn(page);
    assert.equal((await scenarioOf(page)).plans[0].spend[0].from_week, 3);
    await page.keyboard.press('Control+k');
    const find = page.locator('#find-text:focus');
    await find.waitFor();
    await find.fill('gross margin');
    await drawn(page);
    await hastily(find, 'how far');
    await page.waitForFunction(() => document.activeElement.id === 'curve-title');
    await click(page.getByRole('button', { name: 'Your numbers…' }));
    const size = inPage(page, 'own-deal-size');
    await size.fill('$20k');
    await drawn(page);
    await hastily(size, '$30k');
    await page.waitForFunction(() => /"fixed":\s*30000\b/.test(window.funnel.scenario()));
  }, { kept: QUICK }));

test('no key and no click is lost where drawing is slow: in what is found, in a chart, in a list of channels', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    /** Presses a key so many times before the page can draw any of it. */
    const presses = (control, key, times) => control.evaluate((element, [key, times]) => {
      for (let i = 0; i < times; i += 1) element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, [key, times]);
    const chart = page.locator('#answer .chart-scrub');
    await presses(chart, 'ArrowRight', 4);
    await drawn(page);
    assert.equal(await chart.getAttribute('aria-valuenow'), '4');
    const channels = page.getByRole('button', { name: /^Channels/ });
    await click(channels);
    const all = (await scenarioOf(page)).channels.map(({ id }) => id);
    await page.locator('.choices-panel').evaluate((panel) => [...panel.querySelectorAll('input')].slice(0, 2).forEach((box) => box.click()));
    assert.deepEqual((await scenarioOf(page)).plans[0].spend[0].channels, all.slice(2));
    await press(page, 'Control+k');
    const find = page.locator('#find-text');
    await presses(find, 'ArrowDown', 3);
    await presses(find, 'ArrowUp', 1);
    await drawn(page);
    assert.equal(await find.getAttribute('aria-activedescendant'), 'find-2');
  }, { kept: QUICK }));

test('a word goes when its cause is gone, and what was typed stays until it is taken or put back', async () => {
  await site.visit(async ({ page }) => {
    await ready(page);
    const control = weeks(page);
    // There are eight weeks.
    await type(control, '11');
    assert.match(await word(page, 'ask-week').textContent(), /week from 1 to 8/);
    assert.equal(await control.getAttribute('aria-invalid'), 'true');
    await accessible(page, 'refused', (axe) => axe.include('.question'));
    // It goes when something else is typed.
    await control.pressSequentially('1');
    await drawn(page);
    assert.equal(await word(page, 'ask-week').count(), 0);
    await press(control, 'Enter');
    // After a change elsewhere that does not remove the cause it stays, and after one that does it goes.
    await type(inPage(page, 'ask-confidence'), '70%');
    assert.match(await word(page, 'ask-week').textContent(), /week from 1 to 8/);
    await unfold(page);
    await type(inPage(page, 'frame.horizon_weeks'), '120 weeks');
    await page.getByText('“111” would be taken now.').waitFor();
    assert.equal(await control.inputValue(), '111');
    assert.equal((await scenarioOf(page)).plans[0].spend[0].from_week ?? 1, 1, 'nothing is taken by itself');
    await accessible(page, 'would be taken', (axe) => axe.include('.question'));
    await click(page.locator('.question').getByRole('button', { name: 'Take it' }));
    assert.equal((await scenarioOf(page)).plans[0].spend[0].from_week, 111);
    assert.equal(await word(page, 'ask-week').count(), 0);
    assert.equal(await active(page), 'ask-week');
    // It goes with a step back.
    await type(control, 'soon');
    await word(page, 'ask-week').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await word(page, 'ask-week').waitFor({ state: 'detached' });
    await drawn(page);
    assert.equal(await control.inputValue(), 'month 1');
  }, { path: `/#${link(QUICK)}` });
});

test('what is refused goes with the scenario, the channel, the view it stood in', async () => {
  await site.visit(async ({ page }) => {
    await ready(page);
    await unfold(page);
    const spend = inPage(page, 'channels[0].spend_per_week');
    await type(spend, 'plenty');
    await word(page, 'channels[0].spend_per_week').waitFor();
    await page.getByRole('button', { name: /^Remove Paid search/ }).click();
    await word(page, 'channels[0].spend_per_week').waitFor({ state: 'detached' });
    await type(weeks(page), 'soon');
    await word(page, 'ask-week').waitFor();
    await page.evaluate((fragment) => { location.hash = fragment; }, link(BLANK));
    await word(page, 'ask-week').waitFor({ state: 'detached' });
    await drawn(page);
    assert.equal(await weeks(page).inputValue(), 'month 1');
  }, { path: `/#${link(QUICK)}` });
});

test('a word fits its place: in the sentence, in a row, on a small phone', async () => {
  for (const width of [320, 390, 1280]) {
    await site.visit(async ({ page }) => {
      await ready(page);
      await unfold(page);
      for (const id of ['ask-change', 'ask-week', 'ask-target', 'channels[0].spend_per_week', 'stages[0].rate', 'outcome-target', 'mix-least-0']) {
        const control = inPage(page, id);
        await type(control, 'unreadable, as nobody could ever have meant it');
        const box = await word(page, id).boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width, `${id}: ${JSON.stringify(box)} at ${width}`);
        assert.ok(box.width >= 120, `${id}: ${box.width} wide at ${width}`);
        assert.ok(await fits(page), `${id} at ${width}`);
        await press(control, 'Escape');
      }
    }, { path: `/#${link(QUICK)}`, context: { viewport: { width, height: 800 } } });
  }
});

test('a target may be to break even, or a loss that can be borne', async () => {
  await site.visit(async ({ page }) => {
    await ready(page);
    const target = inPage(page, 'ask-target');
    const odds = (text) => page.locator('#answer .stats').getByText(text).waitFor();
    // As many less than now would be a loss, too.
    await type(target, '-9M');
    assert.match(await word(page, 'ask-target').textContent(), /0 or more/);
    await inPage(page, 'ask-metric').selectOption('profit');
    await click(page.locator('.question').getByRole('button', { name: 'Take it' }));
    assert.equal((await scenarioOf(page)).target.value, -9e6);
    await odds(/loses at most \$9/);
    await type(target, '0');
    assert.equal((await scenarioOf(page)).target.value, 0);
    await odds('makes no loss');
    await type(target, '');
    assert.equal((await scenarioOf(page)).target.value ?? null, null);
  }, { path: `/#${link(QUICK)}` });
});

test('a locale means what it says in any spelling, and an unknown one is said', async () => {
  const shown = async (locale) => {
    let text;
    await site.visit(async ({ page }) => {
      await ready(page);
      const notice = page.locator('.notice');
      text = [await inPage(page, 'ask-target').inputValue(), await notice.count() ? await notice.textContent() : ''];
    }, { path: `/?locale=${encodeURIComponent(locale)}#${link(QUICK)}` });
    return text;
  };
  const german = await shown('de-DE');
  assert.match(german[0], /^5\sMio\.\s\$$/u);
  for (const locale of ['de_DE', 'de_DE.UTF-8', 'de_DE@euro', 'DE-de']) assert.deepEqual(await shown(locale), german, locale);
  assert.match((await shown('pt_BR'))[0], /5\smi/u);
  for (const locale of ['qq_QQ', 'german', '12']) {
    const [value, notice] = await shown(locale);
    assert.equal(value, '$5M');
    assert.match(notice, new RegExp(`“${locale}”, which is not a locale that this browser knows`));
    assert.match(notice, /as in en-US/);
  }
});

test('what stands in a field is read back to what it is, in any locale and currency', async () => {
  for (const [locale, currency] of [
    ['tr-TR', 'TRY'], ['pt-BR', 'BRL'], ['ar-EG', 'EGP'], ['bn-BD', 'BDT'], ['hi-IN', 'INR'], ['fa-IR', 'IRR'],
    ['de-CH', 'CHF'], ['ja-JP', 'JPY'], ['es-ES', 'EUR'], ['vi-VN', 'VND'],
  ]) {
    await site.visit(async ({ page }) => {
      await ready(page);
      await unfold(page);
      const before = await page.evaluate(() => window.funnel.scenario());
      const seen = await page.evaluate(() => {
        const fields = [...document.querySelectorAll('input.input[type="text"]')].filter((input) => input.value);
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
        for (const input of fields) {
          // With a space after it, because the page takes no notice of a text that did not change.
          set.call(input, `${input.value} `);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          input.dispatchEvent(new Event('change', { bubbles: true }));
        }
        return fields.length;
      });
      await drawn(page);
      assert.ok(seen > 60, `${seen} fields`);
      assert.deepEqual(await page.locator('.field-error, .field-ask').allTextContents(), [], locale);
      const after = await page.evaluate(() => window.funnel.scenario());
      assert.equal(after, before, locale);
    }, { path: `/?locale=${locale}#${link(JSON.stringify({ ...JSON.parse(QUICK), currency }))}` });
  }
});

test('an amount ten times what stood there is asked back once, and the answer is a button', async () => {
  await site.visit(async ({ page }) => {
    await ready(page);
    const target = inPage(page, 'ask-target');
    const before = (await scenarioOf(page)).target.value;
    const ask = page.locator('.field-ask');
    await type(target, String(before * 10));
    await ask.waitFor();
    assert.equal((await scenarioOf(page)).target.value, before, 'nothing is taken before it is answered');
    await accessible(page, 'asked', (axe) => axe.include('.question'));
    await press(page, 'Escape');
    assert.equal(await ask.count(), 0);
    await type(target, String(before * 10));
    await press(ask.getByRole('button').first(), 'Enter');
    assert.equal(await ask.count(), 0);
    const [first] = [(await scenarioOf(page)).target.value];
    assert.ok([before, before * 10].includes(first), `${first}`);
    // Typed once more it is meant.
    await type(target, String(before / 10));
    await ask.waitFor();
    await press(target, 'Enter');
    assert.equal((await scenarioOf(page)).target.value, before / 10);
  }, { path: `/#${link(QUICK)}` });
});

test('in a euro case nothing on the page is in dollars', async () => {
  await site.visit(async ({ page }) => {
    await settled(page);
    await unfold(page);
    for (const view of await page.locator('section.view').all()) await lookAt(view);
    for (const id of ['ladder', 'curve', 'drivers', 'learn']) await studied(page, `#${id}`);
    await unfold(page);
    await drawn(page);
    const seen = await page.evaluate(() => {
      const texts = [document.body.innerText];
      for (const e of document.querySelectorAll('[title], [aria-label], [placeholder], [aria-valuetext]')) {
        texts.push(e.title, e.getAttribute('aria-label'), e.placeholder, e.getAttribute('aria-valuetext'));
      }
      for (const e of document.querySelectorAll('input')) texts.push(e.value);
      for (const e of document.querySelectorAll('svg text, svg title, svg desc')) texts.push(e.textContent);
      return texts.filter(Boolean).join('\n').split('\n').filter((line) => /\$|dollar/i.test(line));
    });
    // A choice of currencies names them all.
    assert.deepEqual(seen.filter((line) => !/^(US|.*\bUS) dollar|^[A-Z]{3} /.test(line)), []);
    // Its sources name dollars where they found dollars: they are quoted as they are.
  }, { path: `/#${link(JSON.stringify({ ...JSON.parse(QUICK.replaceAll('$', '')), currency: 'EUR' }))}` });
});
