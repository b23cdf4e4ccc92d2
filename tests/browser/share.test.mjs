// The Share panel: link, QR code, sentence, embeds; and the brand on the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import jsQR from 'jsqr';
import { PART, accessible } from './support/accessible.mjs';
import { drawn } from './support/drawn.mjs';
import { BLANK, QUICK, click, field, ready, scenarioOf, settled, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const SVG = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 8">${inside}</svg>`;
const data = (svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

/** Where a brand shows most. */
const PAGE = ['.top', '.rail', '#answer', '.foot'];

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const share = (page) => page.getByRole('dialog', { name: 'Share' });

async function open(page) {
  await page.getByRole('button', { name: 'Share…' }).click();
  await share(page).getByRole('button', { name: 'Copy link' }).waitFor();
  await drawn(page);
}

/** What a QR code on the page says, read from its pixels. */
async function scanned(page) {
  const { pixels, side } = await share(page).getByRole('img', { name: 'QR code of the link' }).evaluate(async (svg) => {
    const side = 4 * svg.viewBox.baseVal.width;
    const copy = svg.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    for (const name of ['width', 'height']) copy.setAttribute(name, side);
    const image = new Image();
    image.src = `data:image/svg+xml;base64,${btoa(copy.outerHTML)}`;
    await image.decode();
    const context = Object.assign(document.createElement('canvas'), { width: side, height: side }).getContext('2d');
    context.drawImage(image, 0, 0);
    const rgba = context.getImageData(0, 0, side, side).data;
    return { side, pixels: Array.from({ length: side * side }, (_, i) => (rgba[4 * i] > 127 ? '1' : '0')).join('') };
  });
  const rgba = Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => (i % 4 === 3 || pixels[i >> 2] === '1' ? 255 : 0));
  return jsQR(rgba, side, side)?.data;
}

/** A colour as it is drawn, by its custom property. */
const colour = (page, name) => page.evaluate((name) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}, name);

async function accessibleParts(page, name, parts = ['dialog[open]']) {
  await accessible(page, name, (axe) => parts.reduce((axe, part) => axe.include(part), axe.exclude('iframe').disableRules([...PART, 'region'])));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing cut off`);
}

test('link, QR code and sentence: copied, scanned, opened to the same scenario', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await open(page);
    const link = await field(share(page), 'Link').inputValue();
    assert.ok(link.startsWith(`${site.origin}/#v1=`), link);
    await share(page).getByRole('button', { name: 'Copy link' }).click();
    await share(page).getByText('It is in the clipboard.').waitFor({ state: 'attached' });
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    assert.equal(await page.evaluate(() => location.href), link);
    assert.equal(await scanned(page), link, 'a short one is in the code as it is');
    assert.match(
      await field(share(page), 'To say on the phone').inputValue(),
      /^Your funnel: .+ Open the link at 127\.0\.0\.1:\d+ to see what it rests on/,
    );
    await accessibleParts(page, 'panel');
    await page.emulateMedia({ colorScheme: 'dark' });
    await accessibleParts(page, 'panel in dark');
    assert.equal(await scanned(page), link, 'dark on white in dark mode too');
    const other = await page.context().newPage();
    await other.goto(link);
    await ready(other);
    assert.deepEqual(await scenarioOf(other), await scenarioOf(page));
    await other.close();
  }, { kept: BLANK, short: true, context: { permissions: ['clipboard-read', 'clipboard-write'] } }));

/** The same figures with sources that cannot be compressed. */
function sourced(json) {
  let seed = 1;
  const word = () => { seed = (seed * 16807) % 2147483647; return seed.toString(36); };
  return JSON.stringify(JSON.parse(json), (key, value) => (key === 'source' ? Array.from({ length: 12 }, word).join(' ') : value));
}

test('without a clipboard the link is marked; a long one leaves its sources out of the code; one too long says so', () =>
  site.visit(async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.reload();
    await ready(page);
    await open(page);
    await share(page).getByRole('button', { name: 'Copy link' }).click();
    await share(page).getByText('copy it by hand').waitFor();
    await drawn(page);
    const marked = await page.evaluate(() => {
      const field = document.activeElement;
      return [field.id, field.value.slice(field.selectionStart, field.selectionEnd) === field.value];
    });
    assert.deepEqual(marked, ['share-url', true]);
    await share(page).getByText('without their sources').waitFor();
    const code = await scanned(page);
    const full = await scenarioOf(page);
    const other = await page.context().newPage();
    await other.goto(code);
    await ready(other);
    const bare = await scenarioOf(other);
    assert.deepEqual(bare.plans, full.plans);
    assert.equal(JSON.stringify(bare).includes('"source"'), false);
    await other.close();
    // Figures that cannot be compressed.
    let seed = 1;
    const random = () => { seed = (seed * 16807) % 2147483647; return 1_000 + seed / 1e5; };
    full.money.deal = { empirical: { values: Array.from({ length: 6_000 }, random) } };
    // The page saves what it has when it is left.
    await page.route('**/other', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Other</title>' }));
    await page.goto(`${site.origin}/other`);
    await page.evaluate((json) => localStorage.setItem('funnel.scenario', json), JSON.stringify(full));
    await page.goto(site.origin);
    await ready(page);
    await page.getByRole('button', { name: 'Share…' }).click();
    await share(page).getByText(/needs a link of \d+ characters, and 32000 is the most/).waitFor();
  }, { kept: sourced(QUICK) }));

test('an embed is seen before it is copied', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await open(page);
    await share(page).getByText('Inside another page').click();
    await share(page).getByRole('combobox', { name: 'View' }).selectOption('time');
    await share(page).getByRole('combobox', { name: 'Colours' }).selectOption('dark');
    await share(page).getByRole('checkbox', { name: /^Budget slider/ }).uncheck();
    await drawn(page);
    const frame = await field(share(page), /^As a frame/).inputValue();
    assert.match(frame, /^<iframe title="When\? Your funnel" .*src="http[^"]+\/\?view=time&amp;controls=0&amp;theme=dark#v1=[\w-]+"><\/iframe>$/s);
    assert.match(await field(share(page), /^As an element/).inputValue(), /<funnel-simulator src="http[^"]+\/" view="time" controls="0" theme="dark"\s+link="v1=/);
    // It is loaded anew with each choice; the last one's is what counts.
    const preview = await (await page.locator('iframe.embed-preview').elementHandle()).contentFrame();
    await preview.waitForFunction(() => document.getElementById('time-title') && getComputedStyle(document.documentElement).colorScheme === 'dark', null, { timeout: 60_000 });
    assert.equal(await preview.locator('section.view').count(), 1);
    assert.match(await preview.locator('.byline').innerText(), /Your funnel/);
    await page.setViewportSize({ width: 320, height: 700 });
    await drawn(page);
    await accessibleParts(page, 'embed');
  }, { kept: BLANK }));

test('a brand follows its edits, in light, dark and print, and is undone', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const before = await scenarioOf(page);
    await open(page);
    await share(page).getByText('Brand: colours').click();
    const brand = (name) => share(page).getByRole('textbox', { name, exact: true });
    await type(brand('The plan, on light'), 'purple');
    await share(page).getByText('six hexadecimal digits').waitFor();
    await type(brand('The plan, on light'), '#ffd400');
    await share(page).getByText(/^Shown darker, as #\w{6}: as written it has a contrast of 1\.\d, and 4\.5 is the least/).waitFor();
    await type(brand('Line at the foot'), '<img src=x onerror=alert(1)>');
    await share(page).getByRole('combobox', { name: 'Letters' }).selectOption('serif');
    const hostile = SVG('<script>alert(1)</script><rect width="40" height="8" fill="#7a1fa2" onclick="alert(1)"/>');
    await share(page).locator('input[type=file]').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(hostile) });
    await share(page).getByText('needs none of it: <script>, onclick.').waitFor();
    await type(brand('What the logo says'), 'Nordlicht');
    await accessibleParts(page, 'brand');
    await page.emulateMedia({ colorScheme: 'dark' });
    await accessibleParts(page, 'brand in dark');
    await click(share(page).getByRole('button', { name: 'Close' }));
    const logo = page.locator('header').getByRole('img', { name: 'Nordlicht' });
    await logo.evaluate((image) => image.decode());
    assert.ok((await logo.boundingBox()).width > 20 && await logo.evaluate((image) => image.naturalWidth > 0));
    await page.locator('.foot').getByText('<img src=x onerror=alert(1)>').waitFor();
    const look = () => page.evaluate(() => {
      const button = getComputedStyle(document.querySelector('.button-main'));
      return [button.backgroundColor, button.color, getComputedStyle(document.body).fontFamily.endsWith('serif')];
    });
    assert.deepEqual(await look(), ['rgb(255, 212, 0)', 'rgb(0, 0, 0)', true]);
    await accessibleParts(page, 'branded, dark', PAGE);
    await page.emulateMedia({ colorScheme: 'light' });
    const [light, ink] = await look();
    assert.notEqual(light, 'rgb(255, 212, 0)');
    assert.equal(ink, 'rgb(255, 255, 255)');
    await accessibleParts(page, 'branded, light', PAGE);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await colour(page, '--accent'), light, 'on paper as on light');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    // Five edits, five steps back.
    await page.locator('#answer-title').click();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('Control+z');
    assert.deepEqual(await scenarioOf(page), before);
    assert.equal(await page.locator('header img').count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.style.length), 0);
  }, { kept: BLANK }));

test('a lone view has the brand; what is hostile in one is refused where it stands, and runs nothing', async () => {
  const link = (scenario) => `v1=${deflateRawSync(JSON.stringify(scenario)).toString('base64url')}`;
  const brand = { accent: '#7a1fa2', logo: data(SVG('<rect width="40" height="8"/>')), logo_name: 'Nordlicht', footer: 'Nordlicht GmbH' };
  await site.visit(async ({ page }) => {
    await page.locator('#answer-title').waitFor({ timeout: 60_000 });
    await page.locator('.byline').getByText('Nordlicht GmbH').waitFor();
    await page.locator('.byline').getByRole('img', { name: 'Nordlicht' }).waitFor();
    assert.equal(await colour(page, '--accent'), 'rgb(122, 31, 162)');
    // Made with another engine, and the page says so.
    await page.getByText('This link was made with engine 0.0.9').waitFor();
    let alerts = 0;
    page.on('dialog', (dialog) => { alerts += 1; return dialog.dismiss(); });
    for (const [bad, path] of [
      [{ ...brand, logo: data(SVG('<script>alert(1)</script>')) }, 'brand.logo'],
      [{ ...brand, logo: 'javascript:alert(1)' }, 'brand.logo'],
      [{ ...brand, accent: 'red;background:url(https://example.org)' }, 'brand.accent'],
      [{ ...brand, footer: 'a'.repeat(5_000) }, 'brand.footer'],
    ]) {
      await page.evaluate((hash) => { location.hash = hash; }, link({ ...JSON.parse(BLANK), brand: bad }));
      await page.getByRole('main').getByText(path, { exact: true }).waitFor();
      await click(page.getByRole('button', { name: 'Back to your work' }));
    }
    assert.equal((await scenarioOf(page)).brand.accent, '#7a1fa2');
    assert.equal(alerts, 0);
  }, { path: `/?view=answer#${link({ ...JSON.parse(BLANK), brand, engine: '0.0.9' })}` });
});
