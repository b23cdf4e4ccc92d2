// What the suites do with the page again and again.

import { deflateRawSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';

const template = (id) => readFile(new URL(`../../../scenario/templates/${id}.json`, import.meta.url), 'utf8');

/** The template for one's own figures. */
export const BLANK = await template('blank');

const worked = JSON.parse(await template('sales-led-saas'));
const [plan] = worked.plans;

/**
 * All of the worked example, over half its weeks, a quarter of those after, and with a plan whose verdict is clear: it settles
 * on the fewest replicates there are (src/worker/goal.rs), in a tenth of the time. For what needs a settled answer, but not that one.
 */
export const QUICK = JSON.stringify({
  ...worked,
  name: 'Quick to settle',
  frame: { ...worked.frame, horizon_weeks: 26, run_off_weeks: 13 },
  plans: [{ ...plan, spend: [{ scale: 1.6 }] }],
});

/**
 * The worked example with a clear verdict: it settles sooner, but is still at work a second after its first report.
 */
export const CLEAR = JSON.stringify({ ...worked, name: 'Clear', plans: [{ ...plan, spend: [{ scale: 2 }] }], target: undefined });

/** The fragment of a link to a scenario, as scenario/src/link.rs reads it. */
export const link = (json) => `v1=${deflateRawSync(json).toString('base64url')}`;

/** Waits until all of the page is there, with a first answer; that may not have settled. */
export async function ready(page, timeout = 60_000) {
  // The signs are the last view to be drawn (src/views/page.rs).
  await page.waitForFunction(() => window.funnel && document.getElementById('signs-title'), null, { timeout });
}

/** Waits until the page has settled on an answer; its report. */
export async function settled(page, timeout = 60_000) {
  const report = await page.waitForFunction(() => window.funnel?.report(), null, { timeout });
  return JSON.parse(await report.jsonValue());
}

/** The scenario on the page. */
export async function scenarioOf(page) {
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

/** Reloads the page with `script` run before any of its own. */
export async function reloadWith(page, script) {
  await page.addInitScript(script);
  await page.reload({ waitUntil: 'load' });
}

/** A text field by its label. */
export const field = (page, name) => page.getByRole('textbox', { name });

/** The element with an id, whatever characters the id has. */
export const inPage = (page, id) => page.locator(`[id="${id}"]`);

/** Types into a field and commits it. */
export async function type(control, text) {
  await control.fill(text);
  await control.press('Enter');
}

/** Shows all that the page has folded away. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('.tool-more[aria-expanded="false"], .hint[aria-expanded="false"]')) button.click();
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}
