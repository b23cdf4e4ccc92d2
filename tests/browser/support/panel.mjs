// The panel from which files are saved.

import { drawn } from './drawn.mjs';

/** Opens it. */
export async function openPanel(page) {
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('dialog', { name: 'Export' }).waitFor();
  await drawn(page);
}

/** A button of the panel that is open. */
export const button = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true });
