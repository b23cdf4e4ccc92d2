// What the suites do with the page again and again.

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
