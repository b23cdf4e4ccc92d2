// What the suites about the reader's own exports do with their view.

import { drawn } from './drawn.mjs';
import { millionDeals } from './exports.mjs';
import { inPage, without } from './funnel.mjs';

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
  await drawn(page);
  await table(page).waitFor({ timeout: 60_000 });
  await without(page, '.data .is-pending, .data [aria-busy=true]');
}

/** Drops a file on the page that takes a while to read; it is made there, because it is too large to be sent. */
export const dropLarge = (page) => page.evaluate((made) => {
  const big = new File((0, eval)(`(${made})`)(400_000), 'large.csv', { type: 'text/csv' });
  const data = new DataTransfer();
  data.items.add(big);
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, millionDeals.toString());
