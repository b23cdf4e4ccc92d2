// Firefox, as the tests need it: driven by its own protocol, and as strict with files as it is for readers.

import { launch } from 'puppeteer-core';

/** The Firefox that `cargo xtask test` found or installed; none, and its tests are skipped. */
export const FIREFOX = process.env.FIREFOX;

/** Starts it. */
export function launchFirefox() {
  return launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: { 'security.fileuri.strict_origin_policy': true },
  });
}

/** Opens `address` in a page of its own, with `script` run before any of it, and hands it to `test` with its requests. */
export async function visit(browser, address, test, script) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const requests = [];
    const errors = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(String(error)));
    if (script) await page.evaluateOnNewDocument(script);
    await page.goto(address);
    await test({ page, requests, errors });
  } finally {
    await context.close();
  }
}

/** The page's report, once it has settled. */
export async function settledReport(page) {
  const report = await page.waitForFunction(() => window.funnel?.report(), { timeout: 90_000, polling: 100 });
  return JSON.parse(await report.jsonValue());
}
