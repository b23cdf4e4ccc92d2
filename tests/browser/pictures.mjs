// Writes docs/process.md, every question of the process asked on the page, with a picture and the answer given; and the
// pictures of docs/first-five-minutes.md and, if the practice data are beside the repository, of docs/data.md. `--only
// five` or `--only data` makes these alone.
//
//   cargo xtask build && node tests/browser/pictures.mjs

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { COMPANY, advice } from './support/company.mjs';
import { practice } from './support/exports.mjs';
import { inPage, lookAt, ready, settled, type } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { button, choose, rested } from './support/tables.mjs';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));

const row = (page, id) => page.getByRole('listitem').filter({ has: page.locator(`#question-${id}`) });
const planned = (page, id, setting) =>
  row(page, id).getByRole('group', { name: setting }).getByRole('textbox', { name: 'Plan' });

/** Adds a lever if it is not used yet. */
async function ask(page, id) {
  const button = row(page, id).getByRole('button', { name: 'Ask this' });
  if (await button.count()) await button.click();
}

const set = (id, setting, value) => async (page) => {
  await ask(page, id);
  await type(planned(page, id, setting).first(), value);
};

// Question, what is done on the page, how it is done, and what the picture shows if it is not the question's own row.
const WALK = [
  ['segments', 'Twice the weight on enterprise, the same money', set('segments', /Enterprise/, '200 %')],
  ['approach', 'A channel nobody has tried, with a tenth of the budget',
    (page) => row(page, 'approach').getByRole('button').click(), '#answer'],
  ['content', 'Content for $1,000 a week', set('content', /Spent on content/, '1000')],
  ['capture', 'Eight fields in the form instead of five', set('capture', /Fields/, '8')],
  ['definition', 'A stricter bar: seven in ten of today’s leads', set('definition', /let through/, '70 %')],
  ['below', 'Three in ten of those below the bar into nurture instead of none', set('below', /taken into nurture/, '30 %')],
  ['nurture', 'Three in ten of those below the bar into a better programme', async (page) => {
    await set('below', /taken into nurture/, '30 %')(page);
    await set('nurture', /Quality/, '80 %')(page);
  }],
  ['handoff', 'Leads handed over earlier', set('handoff', /earlier/, '10')],
  ['information', 'Sales knows twice as much', set('information', /Quality/, '80 %')],
  ['response', 'An answer within ten minutes', set('response', /first answer/, '10')],
  ['contact', 'Six attempts instead of three', set('contact', /Attempts/, '6')],
  ['work', 'One more person answers leads', set('work', /People/, '4')],
  ['schedule', 'Four weeks on, four weeks off, the same money', set('schedule', /without/, '4')],
  ['wordofmouth', 'What people say', (page) => ask(page, 'wordofmouth')],
  ['delivery', 'A fifth more is promised than delivered', set('delivery', /Promised/, '120 %')],
  ['experience', 'Customers renew after a year, buy more, and send one inquiry in a hundred a quarter', async (page) => {
    await ask(page, 'experience');
    await row(page, 'experience').getByText('What this rests on').click();
    await type(inPage(page, 'levers.customers.renewal_weeks'), '52');
    await type(inPage(page, 'levers.customers.referrals_per_quarter'), '0.01');
  }],
  ['signs', 'What to watch, and from which value on', async () => {}, '#signs'],
];

const { values: { only } } = parseArgs({ options: { only: { type: 'string' } } });
const site = await openSite();
await mkdir(`${docs}/pictures`, { recursive: true });
const file = (name) => `${docs}/pictures/${name}.png`;
const size = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 };

// A company in five minutes: the first screen, the form filled in, what to do, and one more question.
if (!only || only === 'five') await site.visit(async ({ page }) => {
  await advice(page);
  await page.screenshot({ path: file('five-first'), animations: 'disabled' });
  await page.getByRole('button', { name: 'Put in your numbers' }).click();
  for (const [id, text] of COMPANY) await inPage(page, id).fill(text);
  await page.locator('.own-end').waitFor();
  await page.locator('dialog[open]').screenshot({ path: file('five-form'), animations: 'disabled' });
  await page.getByRole('button', { name: 'Show my answer' }).click();
  console.log(`five: ${(await advice(page)).split('\n').slice(0, 3).join(' ')}`);
  await page.locator('.in-short').screenshot({ path: file('five-short'), animations: 'disabled' });
  await page.locator('.question-open', { hasText: 'Where should the additional money go?' }).click();
  await page.locator('#extra-title', { hasText: /^(?!So far)(?!The additional money, on)/ }).waitFor({ timeout: 60_000 });
  await page.locator('#extra').screenshot({ path: file('five-extra'), animations: 'disabled' });
}, { context: size, short: true });

// A CRM's export: what only the reader can say, what the export tells, and what would have been forecast before.
const files = only === 'five' ? undefined : await practice();
if (files) await site.visit(async ({ page }) => {
  await ready(page);
  await page.locator('.question-open', { hasText: 'What do our own numbers say?' }).click();
  await inPage(page, 'data-choose').waitFor();
  await choose(page, files);
  await rested(page);
  await page.setViewportSize({ width: 1280, height: 2_000 });
  const part = async (name, first, height) => {
    const { x, y, width } = await page.locator(first).first().boundingBox();
    const top = await page.evaluate(() => window.scrollY);
    await page.screenshot({ path: file(name), animations: 'disabled', fullPage: true, clip: { x: x - 12, y: y + top - 12, width: width + 24, height } });
  };
  await part('data-learned', '.data-asks', 780);
  await button(page, 'the same').click();
  await rested(page);
  await page.locator('.data-trials').screenshot({ path: file('data-backtest'), animations: 'disabled' });
  console.log(`data: ${await inPage(page, 'data-trials').innerText()}`);
}, { context: size, short: true });

const parts = [];
for (const [id, done, act, shows] of only ? [] : WALK) {
  await site.visit(async ({ page }) => {
    await settled(page);
    await page.locator('#process-title').waitFor();
    await act(page);
    await page.waitForTimeout(300);
    await settled(page);
    const question = shows === '#signs' ? 'See around corners: how would you know early?' : await page.locator(`#question-${id}`).innerText();
    const verdict = await page.locator('#answer-title').innerText();
    const picture = shows ? page.locator(shows) : row(page, id);
    await lookAt(picture);
    await picture.screenshot({ path: file(id), animations: 'disabled' });
    parts.push(`## ${question}\n\n${done}. The page answers: **${verdict}**\n\n![${question}](pictures/${id}.png)\n`);
    console.log(`${id}: ${verdict}`);
  }, { context: size });
}
await site.close();
if (!only) await writeFile(`${docs}/process.md`, `# The process, question by question

Each question can be asked on the page under “What else could you do?”: what is so today stands beside what the plan would
do, and the answer above moves with it. Here each is asked once of the worked example (20 % more budget and the change
named), with the answer the page gave. What each lever computes is in [model.md](model.md), where it lives in
[levers.md](levers.md). Made by \`node tests/browser/pictures.mjs\`.

${parts.join('\n')}`);
