// The release page starts: no error, no foreign request, no breach of its security policy, within its byte budget.

import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSite } from './support/page.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('the page starts and complains about nothing', () =>
  site.visit(async ({ page, watch }) => {
    // visit() fails on any complaint; this waits until the app has drawn something that could cause one.
    await page.waitForFunction(() => document.body.innerText.trim().length > 0);
    assert.ok(watch.requests.some((url) => url.endsWith('.wasm')), 'the module is a file of its own');
  }));

test('the harness sees what goes wrong', async () => {
  const mishaps = [
    [/^console: mishap/, () => console.error('mishap')],
    [/^exception: .*mishap/, () => setTimeout(() => { throw new Error('mishap'); })],
    [/^foreign request: /, () => { location.href = 'http://localhost:9/'; }],
    [/^status 404: .*mishap/, () => fetch('mishap.json')],
    [/^policy: script-src/, () => document.body.append(Object.assign(document.createElement('script'), { text: '1' }))],
    [/^policy: img-src/, () => { new Image().src = 'http://localhost:9/mishap.png'; }],
    [/^policy: connect-src/, () => fetch('http://localhost:9/').catch(() => {})],
  ];
  for (const [complaint, mishap] of mishaps) {
    const visited = site.visit(async ({ page, watch }) => {
      await page.evaluate(mishap);
      for (let tries = 0; tries < 1_000 && !watch.complaints().some((text) => complaint.test(text)); tries += 1) {
        await page.waitForTimeout(20);
      }
      assert.ok(watch.complaints().some((text) => complaint.test(text)), `${complaint}: ${watch.complaints()}`);
    });
    // There is a complaint, so visit() must have failed.
    await assert.rejects(visited, { code: 'ERR_ASSERTION', operator: 'deepStrictEqual' }, String(complaint));
  }
});

test('the policy comes with the page', async () => {
  const response = await fetch(`${site.origin}/`);
  const policy = response.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
});

// One number for the build's own check and for what the browser really transfers.
const source = await readFile(new URL('../../xtask/src/build/size.rs', import.meta.url), 'utf8');
const budget = Number(source.match(/PAGE_MOST: u64 = ([\d_]+);/)[1].replaceAll('_', ''));

test(`opening the page takes no more than ${budget} bytes`, () =>
  // Another address of the same origin first: the route must be set up before the page's first request.
  site.visit(async ({ page }) => {
    await page.goto(`${site.origin}/`);
    await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
    assert.match(await page.locator('#answer-title').textContent(), /futures/);
    const sent = await page.evaluate(() => {
      const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
      return entries.map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize }));
    });
    const total = sent.reduce((sum, { bytes }) => sum + bytes, 0);
    const kinds = [/\/$/, /\.css$/, /funnel-\w+\.js$/, /\.wasm$/];
    const missing = kinds.filter((kind) => !sent.some(({ name, bytes }) => kind.test(name) && bytes > 0));
    assert.deepEqual(missing, [], JSON.stringify(sent));
    assert.ok(total <= budget, `${total} bytes: ${JSON.stringify(sent)}`);
  }, { path: '/static/', expected: [/404/] }));
