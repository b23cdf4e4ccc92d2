// Exports of fictitious companies: what a CRM, an ads platform and a billing system would write, the same each time.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';

/** Pseudo-random numbers, the same each time (Park & Miller 1988). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const day = (n) => new Date(Date.UTC(2022, 0, 3) + n * 86_400_000).toISOString().slice(0, 10);
const german = (n) => day(n).split('-').reverse().join('.');

/**
 * A CRM's deals over sixty weeks, as a German office exports them: a title above, semicolons, decimal commas, totals
 * below; labels spelled twice, a deal that ends before it begins, one in a stage that is neither won nor lost. The
 * later deals began, the more of them are open.
 */
export function deals({ count = 1_500, weeks = 60, seed = 7, name = 'deals.csv' } = {}) {
  const random = numbers(seed);
  const end = weeks * 7;
  const lines = ['Deals, exported', '', 'Deal ID;Created;Close date;Stage;Amount;Product;Owner'];
  for (let i = 0; i < count; i += 1) {
    const begins = Math.floor((i / count) * end);
    const took = 7 + Math.floor(-40 * Math.log(1 - random()));
    const [luck, size, label] = [random(), random(), random()];
    const closed = begins + took < end && luck < 0.9;
    const won = closed && luck < 0.54;
    const product = label < 0.5 ? 'Basic' : label < 0.55 ? 'basic' : 'Plus';
    const amount = (500 + Math.round(4_000 * size * size)).toString();
    const cells = [
      `D-${i}`, german(begins), closed ? german(begins + took) : '', closed ? (won ? 'Closed Won' : 'Closed Lost') : 'Proposal',
      won ? `${amount.length > 3 ? `${amount.slice(0, -3)}.${amount.slice(-3)}` : amount},00 €` : '', product, `Owner ${i % 7}`,
    ];
    lines.push(cells.join(';'));
  }
  lines.push(`D-x;${german(50)};${german(20)};Closed Lost;;Plus;=HYPERLINK("x")`, 'Total;;;;1,00 €;;');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) };
}

/** Customers with start and end, as a billing system lists them. */
export function customers({ count = 600, seed = 3 } = {}) {
  const random = numbers(seed);
  const lines = ['customer id,start date,churn date,mrr'];
  for (let i = 0; i < count; i += 1) {
    const begins = Math.floor(random() * 700);
    const stay = 30 * Math.ceil(-9 * Math.log(1 - random()));
    lines.push(`c${i},${day(begins)},${begins + stay < 760 ? day(begins + stay) : ''},${50 + Math.floor(random() * 200)}`);
  }
  return { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

/** Lines of a file of many deals, a million of which take some 110 MB. It needs nothing around it, because pages run it, too. */
export const millionDeals = (rows) => {
  const lines = ['opportunity_id,created,close date,stage,amount,source,note\n'];
  const pad = (n) => String(n).padStart(2, '0');
  for (let i = 0; i < rows; i += 1) {
    const date = `20${18 + (i % 5)}-${pad(1 + (i % 12))}-${pad(1 + (i % 28))}`;
    const close = i % 9 ? `2023-${pad(1 + (i % 6))}-${pad(1 + (i % 27))}` : '';
    const stage = close ? (i % 3 ? 'Lost' : 'Won') : 'Open';
    const id = `OPP-${i}-${(i * 7919) % 1_000_003}`;
    lines.push(`${id},${date},${close},${stage},${1000 + (i % 9000)}.50,Source ${i % 12},a note about deal ${i} that nobody reads again\n`);
  }
  return lines;
};

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A workbook of one sheet, its cells texts. */
export function workbook(rows, { name = 'book.xlsx', more = {} } = {}) {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const packed = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const column = (at) => String.fromCharCode(65 + at);
  const cell = (text, row, at) => `<c r="${column(at)}${row}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  const sheet = rows.map((cells, i) => `<row r="${i + 1}">${cells.map((text, at) => cell(text, i + 1, at)).join('')}</row>`).join('');
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packed}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Deals" sheetId="1" r:id="s"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packed}">${relation('s', 'worksheet', 'worksheets/s.xml')}</Relationships>`,
    'xl/worksheets/s.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  const files = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, typeof text === 'string' ? strToU8(text) : text]));
  return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(zipSync(files)) };
}

/** The folder beside the repository with the practice data, if there is one. */
function shared() {
  const places = [process.env.SHARED_DATA];
  for (let folder = fileURLToPath(new URL('../../..', import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    places.push(join(folder, 'shared'), join(dirname(folder), 'shared'));
  }
  return places.find((place) => place && existsSync(join(place, 'data')));
}

/** The practice CRM's export, as files to choose; nothing if it is missing. */
export async function practice() {
  const folder = shared();
  if (!folder) return undefined;
  const names = ['accounts', 'products', 'sales_pipeline', 'sales_teams'].map((name) => `${name}.csv`);
  const read = (name) => readFile(join(folder, 'data/crm_sales_opportunities', name));
  return Promise.all(names.map(async (name) => ({ name, mimeType: 'text/csv', buffer: await read(name) })));
}

/** What the command line makes of the same files, with the same mapping and days. */
export async function commandLine(files, { map, days = [] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'funnel-data-'));
  try {
    const put = async (name, bytes) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    };
    const paths = [];
    for (const { name, buffer } of files) paths.push(await put(name, buffer));
    const args = ['calibrate', ...paths, '--json', '--out', join(folder, 'found.json')];
    if (map) args.push('--map', await put('map.json', map));
    if (days.length) args.push('--backtest', ...days);
    await promisify(execFile)('cargo', ['run', '--quiet', '--release', '--package', 'funnel-cli', '--', ...args], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)), timeout: 900_000,
    });
    return JSON.parse(await readFile(join(folder, 'found.json'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The smallest of tables. */
export const TABLE = { name: 'spend.csv', mimeType: 'text/csv', buffer: Buffer.from('week,campaign,cost\n2023-01-02,Search,1000\n2023-01-09,Search,1200\n') };

/** Drops files on the page, as a hand would. */
export async function drop(page, all) {
  const list = all.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, text: buffer.toString('utf8') }));
  await page.evaluate((list) => {
    const data = new DataTransfer();
    for (const { name, type, text } of list) data.items.add(new File([text], name, { type }));
    for (const kind of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, list);
}
