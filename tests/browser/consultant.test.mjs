// As a consultant works: a template with the client's figures and brand, passed on in every way there is. All of them
// say the same.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { elements, saved, unpacked } from './support/archive.mjs';
import { visitFile, withFolder } from './support/file.mjs';
import { BLANK, field, settled, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

// A logo as the client's file: wide, in two colours.
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><rect width="40" height="40" fill="#7a1f5c"/><circle cx="100" cy="20" r="16" fill="#123456"/></svg>';
const LOGO = `data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`;

// Another origin: the client's own site.
const CLIENT = 'http://client.test';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** What a page says, and shows its brand by. */
async function said(page) {
  const report = await settled(page);
  const title = await page.locator('#answer-title').innerText();
  const accent = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand-accent-light').trim());
  return { report, title, accent };
}

test('link, frame, slides, file and paper say what the page says, in its brand', () =>
  withFolder((folder) => site.visit(async ({ page }) => {
    await settled(page);
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByText('Brand: colours, logo, letters').click();
    await type(page.getByRole('textbox', { name: 'The plan, on light', exact: true }), '#7a1f5c');
    await type(page.getByRole('textbox', { name: 'Line at the foot', exact: true }), 'North & South');
    await page.getByText('Inside another page').click();
    const share = page.getByRole('dialog', { name: 'Share' });
    const [address, markup] = [await page.locator('#share-url').inputValue(), await field(share, /^As a frame/).inputValue()];
    await button(page, 'Close').click();
    const own = await said(page);
    assert.equal(own.accent, '#7a1f5c');

    // A link in a mail.
    const mailed = await page.context().newPage();
    await mailed.goto(address);
    assert.deepEqual(await said(mailed), own);
    assert.ok(await mailed.getByText('North & South').first().isVisible());
    await mailed.close();

    // A live view on the client's page.
    const client = await page.context().newPage();
    await client.route(`${CLIENT}/`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Client</title>${markup}` }));
    await client.goto(`${CLIENT}/`);
    const frame = client.frames()[1];
    assert.deepEqual(await said(frame), own);
    await client.close();

    // Slides, paper and a file.
    await openPanel(page);
    const slides = unpacked((await saved(page, button(page, 'PowerPoint'))).bytes);
    const texts = (name) => elements(slides.get(name)).filter((x) => x.name === 't').map(({ text }) => text);
    // The verdict is the first slide, or the second if the slide with what to do in short is ready.
    const first = [1, 2].map((n) => texts(`ppt/slides/slide${n}.xml`)).find(([title]) => title === own.title);
    assert.ok(first, 'the verdict is a slide');
    assert.ok(first.some((text) => text.startsWith('North & South · ')));
    // The logo once, in the master; the brand's colour once, as the theme's first accent.
    const logos = [...slides].filter(([name, text]) => /^ppt\/slide.*\.xml$/.test(name) && text.includes('descr="Nordlicht"')).map(([name]) => name);
    assert.deepEqual(logos, ['ppt/slideMasters/slideMaster1.xml']);
    assert.equal([...slides.keys()].filter((name) => /media\/.*\.png$/.test(name)).length, 1);
    const theme = elements(slides.get('ppt/theme/theme1.xml'));
    assert.match(theme.find((x) => x.parent?.name === 'accent1').attributes.val, /^7A1F5C$/i);
    const charts = [...slides].filter(([name]) => /charts\/chart\d+\.xml$/.test(name));
    assert.ok(charts.every(([, text]) => elements(text).some((x) => x.name === 'schemeClr' && x.attributes.val === 'accent1')), 'charts in the brand');
    await page.evaluate(() => { window.print = () => { window.printed = true; }; });
    await button(page, 'Printed page').click();
    await page.waitForFunction(() => window.printed, null, { timeout: 120_000 });
    assert.equal(await page.locator('.report h1').textContent(), own.title);
    assert.ok((await page.locator('.report').textContent()).includes('North & South'));
    assert.equal(await page.locator('.report .logo').getAttribute('alt'), 'Nordlicht');
    const file = join(folder, 'client.html');
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), button(page, 'All in one file').click()]);
    assert.equal(download.suggestedFilename(), 'Your funnel.html');
    await download.saveAs(file);
    await visitFile(site.browser, file, async ({ page: offline }) => assert.deepEqual(await said(offline), own));
  }, {
    kept: JSON.stringify({ ...JSON.parse(BLANK), brand: { logo: LOGO, logo_name: 'Nordlicht' } }),
    context: { acceptDownloads: true },
    expected: [/^foreign request: http:\/\/client\.test\/$/],
  })));
