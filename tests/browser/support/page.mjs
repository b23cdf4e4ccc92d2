// Opens the page for a test, and fails the test on anything the page reports as an error or warning.
//
//   const site = await openSite();             // once a suite
//   after(() => site.close());
//
//   await site.visit(async ({ page }) => {     // a fresh profile each time
//     await page.getByRole('button', { name: 'Run' }).click();
//   });

import assert from 'node:assert/strict';
import { launchChromium } from './chromium.mjs';
import { noteSlices } from './drawn.mjs';
import { startServer } from './server.mjs';

/** A Chromium and a server for one suite. */
export async function openSite() {
  const server = await startServer();
  const browser = await launchChromium();
  return {
    origin: server.origin,
    browser,

    /**
     * Opens the page in a context of its own, hands it to `test`, and then checks that nothing went wrong on it.
     *
     * @param {(visit: { page: import('playwright-core').Page, watch: Watch }) => Promise<void>} test
     * @param {{ path?: string, kept?: string, script?: () => void, context?: import('playwright-core').BrowserContextOptions,
     *   expected?: RegExp[] }} options `path` below the page's folder (default '/'); `kept`, the scenario that the last
     *   visit left, as JSON; `script` runs before any of the page's own; `context` for viewport, locale, colour scheme and
     *   the like; `expected` complaints; `short`, whether the page is as a first visit finds it, in place of one with every
     *   question open; `settles`, whether to wait until the page has taken the first screen's place
     */
    async visit(test, { path = '/', kept, script, context: options = {}, expected = [], settles = true, short = false } = {}) {
      const context = await browser.newContext(options);
      try {
        await noteSlices(context);
        const page = await context.newPage();
        if (kept) await keep(page, `${server.origin}/`, kept);
        const watch = await watchPage(page, server.origin);
        if (script) await page.addInitScript(script);
        await page.goto(server.origin + (short ? path : withAllOpen(path)), { waitUntil: 'load' });
        // What the test reads and does concerns the page, not the first screen that came with the document.
        if (settles) await page.waitForFunction(() => !document.getElementById('first-screen'), null, { timeout: 60_000 });
        try {
          await test({ page, watch });
        } catch (error) {
          // A failure may have been caused by them.
          for (const complaint of watch.complaints(expected)) console.log(`# ${complaint}`);
          throw error;
        }
        assert.deepEqual(watch.complaints(expected), []);
      } finally {
        await context.close();
      }
    },

    async close() {
      await browser.close();
      server.stop();
    },
  };
}

/** An address that opens every question of the whole page. */
export function withAllOpen(path) {
  const [before, ...after] = path.split('#');
  if (/[?&](view|present|open)\b/.test(before)) return path;
  const asked = `${before}${before.includes('?') ? '&' : '?'}open=all`;
  return [asked, ...after].join('#');
}

/**
 * Leaves a scenario on a page as an earlier visit did, from a file beside the page. (`storageState` opens a page of its
 * own for that, which takes as long as a small visit.)
 *
 * @param {import('playwright-core').Page} page
 * @param {string} folder where the page is served, with a slash at its end
 * @param {string} kept the scenario, as JSON
 */
export async function keep(page, folder, kept) {
  const address = `${folder}before.html`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' }));
  await page.goto(address);
  await page.evaluate((kept) => localStorage.setItem('funnel.scenario', kept), kept);
  await page.unroute(address);
}

/**
 * What a page asked for and complained about.
 *
 * @typedef {object} Watch
 * @property {string[]} requests every URL it asked for, its workers' included
 * @property {(expected?: RegExp[]) => string[]} complaints errors, warnings, failed or foreign requests and breaches
 *   of the security policy, without those that match `expected`
 */

/** The frame of a request; a service worker has none, nor has a window that is just being opened. */
function frameOf(request) {
  try {
    return request.serviceWorker() ? undefined : request.frame();
  } catch {
    return undefined;
  }
}

/** @returns {Promise<Watch>} */
export async function watchPage(page, origin) {
  const requests = [];
  const complaints = [];
  // A sandboxed frame's Blobs have no origin to name; like all Blobs they are made in the page.
  const own = (url) => url.startsWith('blob:null/') || url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith(`blob:${origin}/`);

  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error}`));
  page.on('crash', () => complaints.push('the page crashed'));
  // A request abandoned because its document was left is not a complaint: a reload does not wait for the rest. A
  // document goes on requesting until the next one has replaced it, so the next one decides this, and it is decided at
  // the end.
  const arrivals = new WeakMap();
  const arrivedIn = (frame) => arrivals.get(frame) ?? 0;
  const arrived = (frame) => arrivals.set(frame, arrivedIn(frame) + 1);
  page.on('framenavigated', arrived);
  page.context().on('page', (other) => other.on('framenavigated', arrived));
  const askedBy = new WeakMap();
  const givenUp = [];
  page.context().on('request', (request) => {
    const frame = frameOf(request) ?? page.mainFrame();
    askedBy.set(request, { frame, at: arrivedIn(frame) });
    requests.push(request.url());
    if (!own(request.url())) complaints.push(`foreign request: ${request.url()}`);
  });
  page.context().on('requestfailed', (request) => {
    const text = `failed: ${request.url()}: ${request.failure()?.errorText}`;
    if (request.failure()?.errorText === 'net::ERR_ABORTED') givenUp.push({ text, ...askedBy.get(request) });
    else complaints.push(text);
  });
  page.context().on('response', (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });

  // The console reports a breach of the policy only as text, and not always: the event is reliable.
  await page.exposeFunction('__policyBreach', (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.__policyBreach(`${event.effectiveDirective} refused ${event.blockedURI || event.sample}`);
    });
  });

  return {
    requests,
    complaints: (expected = []) => {
      const isThere = ({ frame, at }) => !frame.isDetached() && arrivedIn(frame) === at;
      const toTheLast = givenUp.filter(isThere).map(({ text }) => text);
      return [...complaints, ...toTheLast].filter((text) => !expected.some((pattern) => pattern.test(text)));
    },
  };
}
