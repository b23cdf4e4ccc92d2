// What a million rows take on the page: time, the longest pause of the page's thread, and memory.
//
//   cargo xtask build && node tests/browser/million.mjs

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { millionDeals } from './support/exports.mjs';
import { inPage, ready } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);

/** The largest of a browser's processes that draw pages, in megabytes (Linux says). */
async function resident(browser) {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    try {
      return Number(readFileSync(`/proc/${id}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/)[1]) / 1024;
    } catch {
      return 0;
    }
  });
  return Math.max(...sizes);
}

const folder = mkdtempSync(join(tmpdir(), 'funnel-million-'));
const file = join(folder, 'million.csv');
writeFileSync(file, millionDeals(ROWS).join(''));
const site = await openSite();
try {
  await site.visit(async ({ page }) => {
    await ready(page);
    await page.waitForFunction(() => window.funnel.report(), null, { timeout: 120_000 });
    const browser = await site.browser.newBrowserCDPSession();
    const before = await resident(browser);
    await page.evaluate(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
      }).observe({ type: 'longtask' });
    });
    await page.locator('.question-open', { hasText: 'What do our own numbers say?' }).click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), inPage(page, 'data-choose').click()]);
    await chooser.setFiles(file);
    const start = Date.now();
    let most = 0;
    const watch = setInterval(async () => {
      most = Math.max(most, await resident(browser).catch(() => 0));
    }, 500);
    await page.locator('.data-file', { hasText: ' rows; ' }).or(page.locator('.data-file .field-error')).first().waitFor({ timeout: 600_000 });
    const read = (Date.now() - start) / 1_000;
    const said = await page.locator('.data-file').first().innerText();
    const learned = await page.locator("#data-learned").waitFor({ timeout: 600_000 }).then(() => (Date.now() - start) / 1_000, () => null);
    clearInterval(watch);
    const longest = await page.evaluate(() => window.longest);
    const after = await resident(browser);
    console.log(JSON.stringify({ rows: ROWS, megabytes: statSync(file).size / 1e6, read, learned, longest, before, most, after, said: said.slice(0, 200) }, null, 2));
  }, { short: true });
} finally {
  await site.close();
  rmSync(folder, { recursive: true });
}
