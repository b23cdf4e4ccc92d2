// The company in docs/first-five-minutes.md, and the advice it gets.

import { settled } from './funnel.mjs';

/** The company of docs/first-five-minutes.md: field by field, as somebody says it. */
export const COMPANY = [
  ['own-channel-0-name', 'Google Ads $30k, LinkedIn $12k, Events $8k'],
  ['own-leads-all', '260'],
  ['own-step-3-amount', '22 % → 35 % → 24 %'],
  ['own-deal-size', '$18k'],
  ['own-margin', '65 %'],
  ['own-weeks-mean', '9 weeks'],
  ['own-renewal-rate', '88 %'],
  ['own-team-6-name', '2 SDRs at 80k, 4 AEs at 150k'],
];

/** The advice, once every study that it waits for has finished. */
export async function advice(page) {
  await settled(page);
  const told = await page.waitForFunction(() => {
    const box = document.querySelector('.in-short:not(.is-stale)');
    return box && !/Being|So far/.test(box.innerText) && box.querySelector('strong') && box.innerText;
  }, null, { timeout: 120_000 });
  return told.jsonValue();
}
