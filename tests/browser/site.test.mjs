// The site as a host serves it: under a path of its own, with the headers from its own file, without a network after a
// visit, told about a new version, and refusing files that were changed on the way.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { launchChromium } from './support/chromium.mjs';
import { saved } from './support/archive.mjs';
import { noteSlices } from './support/drawn.mjs';
import { TABLE, drop } from './support/exports.mjs';
import { BLANK, click, link, ready, scenarioOf, settled, slider } from './support/funnel.mjs';
import { keep, watchPage } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATH = '/some/deep/path/';

let folder;
let browser;
before(async () => {
  folder = process.env.SITE ?? join(root, 'target/xtask/site');
  if (!process.env.SITE) await promisify(execFile)('cargo', ['xtask', 'site', '--out', folder], { cwd: root, maxBuffer: 1 << 26 });
  browser = await launchChromium();
});
after(() => browser.close());

/** The rules of `_headers`, applied as the hosts that read it do: all that match, each header once. */
async function rules() {
  const lines = (await readFile(join(folder, '_headers'), 'utf8')).split('\n');
  const rules = [];
  for (const line of lines.filter((line) => line)) {
    if (line.startsWith('/')) rules.push({ path: line, headers: [] });
    else rules.at(-1).headers.push(line.trim().split(/: (.*)/s).slice(0, 2));
  }
  return (name) => rules.filter(({ path }) => path === '/*' || path === `/${name}`).flatMap(({ headers }) => headers);
}

/** Serves the site, runs `test` in a profile of its own, and checks that the page reported no error. `change` may give
 * other bytes for a file. */
async function hosted(run, { change = () => {}, expected = [], storage, plain = false } = {}) {
  const headersOf = plain ? () => [] : await rules();
  const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm' };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const name = pathname.startsWith(PATH) ? pathname.slice(PATH.length) : '../';
    try {
      const bytes = await readFile(join(folder, name.replace('..', '') || 'index.html'));
      response.setHeader('Content-Type', types[name.split('.').pop()] ?? 'text/html; charset=utf-8');
      const seen = new Set();
      for (const [header, value] of headersOf(name)) {
        assert.ok(!seen.has(header), `${header} comes twice for ${name}`);
        seen.add(header);
        response.setHeader(header, value);
      }
      response.end(change(name, bytes) ?? bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const context = await browser.newContext();
  try {
    await noteSlices(context);
    const page = await context.newPage();
    if (storage) await keep(page, origin + PATH, storage);
    const watch = await watchPage(page, origin);
    await page.goto(origin + PATH);
    await run({ page, context, origin, watch });
    assert.deepEqual(watch.complaints(expected), []);
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

const controlled = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active.state));

test('after one visit it opens without a network, with all its views', () =>
  hosted(async ({ page, context, origin, watch }) => {
    const report = await settled(page);
    await controlled(page);
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated'));
    await context.setOffline(true);
    // What loads on a click is there as well, before the page has ever been loaded again.
    const exported = async () => {
      await openPanel(page);
      for (const [face, end] of [['PowerPoint', '.pptx'], ['Excel workbook', '.xlsx'], ['All in one file', '.html']]) {
        const { name, bytes } = await saved(page, button(page, face));
        assert.ok(name.endsWith(end) && bytes.length > 5_000, `${face}: ${name}, ${bytes.length} bytes`);
      }
      await button(page, 'Close').click();
    };
    await exported();
    await page.reload();
    assert.deepEqual(await settled(page), report);
    await exported();
    // So does reading a file.
    await drop(page, [TABLE]);
    await page.locator('.data-file', { hasText: '2 rows' }).waitFor({ timeout: 60_000 });
    await page.goto(`${origin}${PATH}?view=drivers&theme=dark`);
    await page.locator('#drivers-title').waitFor();
    assert.ok(watch.requests.every((url) => url.startsWith(origin + PATH) || url.startsWith('blob:') || url.startsWith('data:')), `${watch.requests}`);
  }, { storage: BLANK }));

test('a new version is told of, waits to be asked, and loses nothing', () => {
  let version = '';
  const change = (name, bytes) => (name === 'sw.js' && version ? bytes.toString().replace(/funnel-\w{12}/, version) : undefined);
  return hosted(async ({ page }) => {
    await ready(page);
    await controlled(page);
    await page.reload();
    await ready(page);
    await slider(page).press('ArrowRight');
    const work = await scenarioOf(page);
    version = 'funnel-other0000000';
    await page.evaluate(async () => { window.here = 1; await (await navigator.serviceWorker.ready).update(); });
    const notice = page.getByRole('status').filter({ hasText: 'A new version is here' });
    await notice.waitFor();
    assert.deepEqual(await scenarioOf(page), work);
    await click(notice.getByRole('button', { name: 'Later' }));
    assert.equal(await notice.count(), 0);
    assert.equal(await page.evaluate(() => window.here), 1, 'nothing reloads by itself');
    // It asks again at the next visit.
    await page.reload();
    await ready(page);
    await notice.waitFor();
    const loaded = page.waitForEvent('load');
    await notice.getByRole('button', { name: 'Reload' }).click();
    await loaded;
    await ready(page);
    assert.equal(await notice.count(), 0);
    assert.deepEqual(await scenarioOf(page), work);
  }, { change, storage: BLANK });
});

test('in a frame it works, its hashes checked, and keeps nothing', () =>
  hosted(async ({ page, origin }) => {
    await ready(page);
    for (const sandbox of ['', 'sandbox="allow-scripts"']) {
      // A profile in which it was only ever framed.
      const context = await browser.newContext();
      const host = await context.newPage();
      await host.route('https://host.test/', (route) => route.fulfill({
        contentType: 'text/html', body: `<!doctype html><iframe ${sandbox} src="${origin}${PATH}?view=answer"></iframe>`,
      }));
      await host.goto('https://host.test/');
      await host.frameLocator('iframe').locator('#answer-title').getByText(/futures/).waitFor({ timeout: 60_000 });
      if (!sandbox) {
        const kept = await host.frames()[1].evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]);
        assert.deepEqual(kept, [0, 0]);
      }
      await context.close();
    }
  }, { storage: BLANK }));

test('on a plain host, which sets no header: the frame that the page gives works, and one that cannot says why', () =>
  hosted(async ({ page, context, origin }) => {
    await settled(page);
    await page.getByRole('button', { name: 'Share…' }).click();
    await page.getByText('Inside another page').click();
    const markup = await page.getByRole('textbox', { name: 'As a frame, for any page, wiki or deck' }).inputValue();
    const around = async (frame) => {
      const other = await context.newPage();
      await other.route('http://host.test/', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Host</title>${frame}` }));
      await other.goto('http://host.test/');
      return other;
    };
    const works = await around(markup.replace('loading="lazy"', ''));
    await works.frameLocator('iframe').locator('#answer-title').waitFor({ timeout: 60_000 });
    assert.equal(await works.frameLocator('iframe').locator('.unstyled').isVisible(), false);
    await works.close();
    const refused = await around(`<iframe sandbox="allow-scripts" src="${origin}${PATH}?view=answer#${link(BLANK)}" width="600" height="300"></iframe>`);
    await refused.frameLocator('iframe').getByText('The files of this page did not load').waitFor();
    assert.equal(await refused.frameLocator('iframe').locator('#first-screen').isVisible(), false, 'not the sample');
    if (process.env.PICTURES) await refused.screenshot({ path: `${process.env.PICTURES}/frame-refused.png` });
    await refused.close();
  }, { plain: true, storage: BLANK, expected: [/host\.test/, /ERR_FAILED/, /CORS/] }));

for (const [what, file, seen] of [
  ['module', /^funnel_bg-.*\.wasm$/, (page) => page.locator('#broken').waitFor({ state: 'visible' })],
  ['script', /^funnel-.*\.js$/, (page) => page.locator('#broken').waitFor({ state: 'visible' })],
  ...[['reader of tables', /^tables_bg-.*\.wasm$/], ['script of that reader', /^tables-.*\.js$/]].map(([what, file]) => [what, file, async (page) => {
    await ready(page);
    await drop(page, [TABLE]);
    await page.getByText('The part of the page that reads files did not arrive').waitFor();
  }]),
]) {
  test(`a ${what} that was changed on its way is refused, and the page says so`, () => {
    const change = (name, bytes) => (file.test(name) ? Buffer.concat([bytes, Buffer.from(name.endsWith('.js') ? '\n' : '')]).map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)) : undefined);
    return hosted(({ page }) => seen(page), { change, expected: [/integrity/, /Failed to fetch/, /ERR_/, /wasm_bindgen/, /kept for times/] });
  });
}

test('twins hold the same bytes, and every file has its rule', async () => {
  const headersOf = await rules();
  const names = (await readFile(join(folder, '_headers'), 'utf8')).match(/^\/.+$/gm).map((path) => path.slice(1)).filter((name) => name !== '*');
  let twins = 0;
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const [, value] = headersOf(name).find(([header]) => header === 'Cache-Control');
    assert.equal(value.includes('immutable'), /-[0-9a-f]{12}\.\w+$/.test(name), name);
    for (const [ending, unpack] of [['br', brotliDecompressSync], ['gz', gunzipSync]]) {
      const twin = await readFile(join(folder, `${name}.${ending}`)).catch(() => null);
      if (twin) assert.ok(unpack(twin).equals(bytes), `${name}.${ending}`);
      twins += twin ? 1 : 0;
    }
  }
  assert.ok(twins >= 12, `${twins} twins`);
});
