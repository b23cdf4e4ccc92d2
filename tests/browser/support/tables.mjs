// What the suites about the reader's own exports do with their view.

import { drawn } from './drawn.mjs';
import { millionDeals } from './exports.mjs';
import { inPage } from './funnel.mjs';

/** Chooses files in the dialog. */
export async function choose(page, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), inPage(page, 'data-choose').click()]);
  await chooser.setFiles(files);
}

export const files = (page) => page.locator('.data-file');

export const table = (page) => page.locator('.data-learned .data-table');
export const button = (page, name) => page.locator('.data').getByRole('button', { name, exact: true });

/** Waits until nothing is being read, learned or forecast. */
export async function rested(page) {
  // What was asked a moment ago shows, and what is learned leads to forecasts, only once it has been drawn.
  await drawn(page);
  await table(page).waitFor({ timeout: 60_000 });
  const isAtRest = () => !document.querySelector('.data .is-pending, .data [aria-busy=true]');
  do {
    await page.waitForFunction(isAtRest, null, { timeout: 120_000 });
    await drawn(page);
  } while (!(await page.evaluate(isAtRest)));
}

/** Drops a file on the page that takes a while to read; it is made there, because it is too large to be sent. */
export const dropLarge = (page) => page.evaluate((made) => {
  const big = new File((0, eval)(`(${made})`)(400_000), 'large.csv', { type: 'text/csv' });
  const data = new DataTransfer();
  data.items.add(big);
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, millionDeals.toString());
