// What axe says of a page: WCAG 2.2 AA, and its best practices.

import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';

/** A view by itself, or a part of one: its headings begin at their own level, not where a whole page's do. */
export const PART = ['page-has-heading-one', 'heading-order'];

/**
 * No violation of the rules that `choose` leaves, in the part of the page that it leaves.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} what the page's state, for the message
 * @param {(axe: AxeBuilder) => AxeBuilder} choose
 */
export async function accessible(page, what, choose = (axe) => axe) {
  // Text that fades in has too little contrast for a moment.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  // The other mode also looks into frames of other origins, in twice the time.
  if (page.frames().length === 1) axe.setLegacyMode();
  const { violations } = await choose(axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
  assert.deepEqual(found, [], what);
}
