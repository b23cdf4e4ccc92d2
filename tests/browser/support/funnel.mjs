// What the suites keep doing with the page.

import { deflateRawSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { drawn, takenIn, whenDrawn } from './drawn.mjs';

const template = (id) => readFile(new URL(`../../../scenario/templates/${id}.json`, import.meta.url), 'utf8');

const [blank, worked] = (await Promise.all(['blank', 'sales-led-saas'].map(template))).map((text) => JSON.parse(text));

/** The worked example. */
export const WORKED = JSON.stringify(worked);

/** `scenario` over some weeks and half as many after, with a plan whose verdict is clear. */
const shortened = (scenario, scale, weeks = 8) => JSON.stringify({
  ...scenario,
  frame: { ...scenario.frame, horizon_weeks: weeks, run_off_weeks: weeks / 2 },
  plans: [{ ...scenario.plans[0], spend: [{ scale }] }],
});

/** The template for one's own figures, the smallest of all, as quick to settle as `QUICK`. */
export const BLANK = shortened(blank, 1.6);

/**
 * All of the worked example, over a few of its weeks and with a plan whose verdict is clear: it settles in a tenth of the time.
 * For all that does not ask for the worked example itself: a test that computes what nobody looks at takes the machine from the
 * one beside it.
 */
export const QUICK = shortened({ ...worked, name: 'Quick to settle' }, 1.6);

/** `QUICK` over a quarter of a year: for effects that take weeks to show, and for studies that must be caught while they run. */
export const QUARTER = shortened({ ...worked, name: 'A quarter' }, 1.6, 12);

/** `QUICK` over half a year: still running when its first report is on the screen. */
export const CLEAR = shortened({ ...worked, name: 'Clear' }, 1.9, 26);

/** A client's case: all of the worked example over half a year, in euros, with a brand whose colour is near that of losses. */
export const CLIENT = shortened({
  ...worked,
  name: 'North & South',
  currency: 'EUR',
  brand: {
    accent: '#c84b14',
    footer: 'Nordlicht GmbH, confidential',
    logo: `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" fill="#c84b14"/></svg>').toString('base64')}`,
    logo_name: 'Nordlicht',
  },
}, 1.9, 26);

/** The fragment of a link to a scenario, as scenario/src/link/ reads it. */
export const link = (json) => `v1=${deflateRawSync(json).toString('base64url')}`;

/** Waits until the whole page is there, with a first answer, which may not have settled. */
export async function ready(page, timeout = 60_000) {
  // The signs are the last view to be drawn (src/views/below.rs); on the short page their finding is in the list.
  await page.waitForFunction(
    () => {
      const short = document.querySelector('.question-open[aria-expanded="false"]');
      const drawn = short ? document.querySelectorAll('.question-said').length > 4 : document.getElementById('signs-title');
      return Boolean(window.funnel && drawn);
    },
    null,
    { timeout },
  );
  await drawn(page);
}

/** The report of the answer that the page settles on, which may not be drawn yet. */
export async function reported(page, timeout = 60_000) {
  const report = await page.waitForFunction(() => window.funnel?.report(), null, { timeout });
  return JSON.parse(await report.jsonValue());
}

/** Waits until the page has settled on an answer, and shows it; its report. */
export async function settled(page, timeout = 60_000) {
  // An answer is no longer settled once what was changed a moment ago has been taken in.
  await takenIn(page);
  const report = await reported(page, timeout);
  await drawn(page);
  return report;
}

/** Waits until nothing matches a selector any more, and nothing does once all is drawn: what ends may lead to more. */
export async function without(page, selector, timeout = 120_000) {
  const isOver = (selector) => !document.querySelector(selector);
  do {
    await drawn(page);
    await page.waitForFunction(isOver, selector, { timeout });
    await drawn(page);
  } while (!(await page.evaluate(isOver, selector)));
}

/** Waits until no study is at work or waits for its turn, in a view or in all of them. */
export const studied = (page, within = 'main', timeout = 120_000) => without(page, `${within} :is(.is-pending, progress)`, timeout);

/** All that the first screen says of the answer, by selector. */
export const firstScreen = (page) => page.evaluate(() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => [element.textContent, element.title]);
  return [
    '#answer-title', '#answer .chart text', '#answer .reading', '#answer .stats :is(dt, dd)', '#answer .figures :is(th, td)',
    '.plans li > *', '.progress span:first-child', '.budget-verdict',
  ].map((selector) => [selector, texts(selector)]);
});

/** The scenario on the page, once the page has gone through all that was done to it. */
export async function scenarioOf(page) {
  await takenIn(page);
  return JSON.parse(await page.evaluate(() => window.funnel.scenario()));
}

/** How the first plan changes the spend. */
export async function scaleOf(page) {
  return (await scenarioOf(page)).plans[0].spend[0].scale;
}

/** The budget's slider. */
export function slider(page) {
  return page.getByRole('slider', { name: /^Budget/ });
}

/** A text field by its label. */
export const field = (page, name) => page.getByRole('textbox', { name });

/**
 * Scrolls to an element as a reader's wheel does. Playwright's own `scrollIntoViewIfNeeded` waits until it stops moving,
 * and fails if a view takes its place meanwhile: views are drawn when they come near.
 */
export const scrollTo = (locator) => locator.evaluate((element) => element.scrollIntoView({ block: 'nearest', behavior: 'instant' }));

/**
 * Brings an element into sight and stays there until the page has taken notice, which it does in frames: what is passed
 * within one frame was never near.
 */
export async function lookAt(locator) {
  await scrollTo(locator);
  await locator.evaluate(whenDrawn);
}

/** The element with an id, whatever characters the id has. */
export const inPage = (page, id) => page.locator(`[id="${id}"]`);

/** Chooses one of several by key: content that arrives around it may move it away from under a pointer. */
export const pick = (radio) => press(radio, 'Space');

/** The page or frame that an element is in. */
const around = async (locator) => (await locator.elementHandle()).ownerFrame();

/** Types into a field and commits it, which nobody does before the page shows what was typed. */
export async function type(control, text) {
  const page = await around(control);
  await control.fill(text);
  await takenIn(page);
  await control.press('Enter');
  await drawn(page);
}

/** Presses a key, on the page or on an element, and waits until all that it does is drawn. */
export async function press(target, key) {
  const page = target.keyboard ? target : await around(target);
  await (target.keyboard ?? target).press(key);
  await drawn(page);
}

/** Presses a button with the pointer, and waits until all that it does is drawn. */
export async function click(button) {
  const page = await around(button);
  await button.click();
  await drawn(page);
}

/** The id of the element that has the focus, once the page has gone through all that was done to it. */
export async function active(page) {
  await drawn(page);
  return page.evaluate(() => document.activeElement?.id);
}

/** Unfolds everything on the page. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('.tool-more[aria-expanded="false"], .hint[aria-expanded="false"]')) button.click();
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}
