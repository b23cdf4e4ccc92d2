// How long the page takes to open: `node tests/browser/opens.mjs [--rounds N]` prints a table of medians and, as its last
// line, the figures as JSON. `cargo xtask bench --page` builds the page, calls this and keeps the history.
//
// From a server on this machine, from one behind a line of 10 Mbit/s and 40 ms, and as one file from a disk; in
// Chromium and, where FIREFOX names one, in Firefox. A fresh profile each time. Times are milliseconds from the start
// of the navigation until the frame that shows the answer is on its way to the screen, and until the page has taken its
// place and can be used.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { launchChromium } from './support/chromium.mjs';
import { fetchFile, withFolder } from './support/file.mjs';
import { FIREFOX, launchFirefox } from './support/firefox.mjs';
import { startServer } from './support/server.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const PATIENCE = 60_000;
const LINE = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

/** Runs before the page's own scripts, and looks at each frame. */
const watch = () => {
  const opened = {};
  const look = () => {
    const shown = document.querySelector('#answer-title, #first-answer-title')?.textContent.trim();
    const usable = window.funnel && !document.getElementById('first-screen');
    setTimeout(() => {
      if (shown) opened.answer ??= performance.now();
      if (shown && usable) window.opened = { ...opened, usable: performance.now() };
      else requestAnimationFrame(look);
    });
  };
  requestAnimationFrame(look);
};

async function inChromium(browser, address, line) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  if (line) await (await context.newCDPSession(page)).send('Network.emulateNetworkConditions', line);
  await page.addInitScript(watch);
  await page.goto(address);
  const opened = await (await page.waitForFunction(() => window.opened, null, { timeout: PATIENCE })).jsonValue();
  await context.close();
  return opened;
}

async function inFirefox(browser, address) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(watch);
  await page.goto(address);
  const opened = await (await page.waitForFunction(() => window.opened, { timeout: PATIENCE, polling: 50 })).jsonValue();
  await context.close();
  return opened;
}

await withFolder(async (folder) => {
  const server = await startServer();
  const file = pathToFileURL(await fetchFile(server.origin, join(folder, 'funnel.html'))).href;
  const chromium = await launchChromium();
  const firefox = FIREFOX && (await launchFirefox());
  const ways = {
    chromium_host: () => inChromium(chromium, server.origin),
    chromium_line: () => inChromium(chromium, server.origin, LINE),
    chromium_file: () => inChromium(chromium, file),
    ...(firefox && { firefox_host: () => inFirefox(firefox, server.origin), firefox_file: () => inFirefox(firefox, file) }),
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, open] of Object.entries(ways)) {
      const opened = await open();
      // The first round warms up the machine's caches.
      if (round > 0) times[name].push(opened);
    }
  }
  await firefox?.close();
  await chromium.close();
  server.stop();

  const figures = {};
  for (const [name, all] of Object.entries(times)) {
    for (const what of ['answer', 'usable']) {
      const sorted = all.map((opened) => opened[what]).sort((a, b) => a - b);
      figures[`${name}_${what}_ms`] = Math.round(sorted[Math.floor(sorted.length / 2)]);
    }
  }
  const row = (name, answer, usable) => console.log(`${name.padEnd(24)}${String(answer).padStart(12)}${String(usable).padStart(12)}`);
  row('milliseconds until', 'answer seen', 'page usable');
  for (const name of Object.keys(times)) row(name.replace('_', ', '), figures[`${name}_answer_ms`], figures[`${name}_usable_ms`]);
  console.log(JSON.stringify(figures));
});
