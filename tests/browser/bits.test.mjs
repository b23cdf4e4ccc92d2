// The golden report, whose digest engine/tests/golden.rs knows, by the page in Chromium, with one worker and with many.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BLANK, ready } from './support/funnel.mjs';
import { ASKED, DIGEST, WORKERS, digest, reports } from './support/golden.mjs';
import { openSite } from './support/page.mjs';

let site;
before(async () => { site = await openSite(); });
after(() => site.close());

test('one worker or many come to the golden report', () =>
  site.visit(async ({ page }) => {
    await ready(page);
    const digests = (await page.evaluate(reports, ASKED)).map(digest);
    assert.deepEqual(digests, WORKERS.map(() => DIGEST));
  }, { kept: BLANK }));

test('a report with another last digit has another digest', () => {
  const report = '{\n  "mean": 1.25,\n  "says": "a \\" b"\n}';
  assert.equal(digest(report), digest('{"mean":1.25,"says":"a \\" b"}'));
  assert.notEqual(digest(report), digest(report.replace('1.25', '1.26')));
  assert.notEqual(digest(report), digest(report.replace('a ', 'a')), 'spaces within a text count');
  // Fowler, Noll & Vo's own test vector.
  assert.equal(digest('foobar'), 0x85944171f73967e8n);
});
