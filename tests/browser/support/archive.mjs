// Files of the page as other programs read them: archives unpacked, XML read by a parser other than a browser's.

import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** What a click on `button` saves: the file's name and bytes. */
export async function saved(page, button, timeout = 120_000) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout }), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The parts of an archive as bytes, by their names. */
export const zipped = (bytes) => unzipSync(bytes);

/** The texts in an archive, by their names. */
export function unpacked(bytes) {
  const files = zipped(bytes);
  return new Map(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
}

/** The elements of a well-formed XML text in their order, each with its attributes and own text; throws on any other. */
export function elements(text) {
  const all = [];
  const open = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ local, attributes }) => {
    const own = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    const element = { name: local, parent: open.at(-1), attributes: own, text: '' };
    all.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (more) => { if (open.length > 0) open.at(-1).text += more; });
  parser.write(text).close();
  return all;
}

/** The values of a native chart: each series' name and numbers. */
export function chartSeries(xml) {
  const inside = (element, name) => {
    for (let at = element; at; at = at.parent) if (at.name === name) return at;
    return undefined;
  };
  const series = new Map();
  for (const element of elements(xml)) {
    const ser = inside(element, 'ser');
    if (!ser || element.name !== 'v') continue;
    if (!series.has(ser)) series.set(ser, { name: '', values: [] });
    if (inside(element, 'tx')) series.get(ser).name = element.text;
    if (inside(element, 'val')) series.get(ser).values.push(Number(element.text));
  }
  return [...series.values()];
}

/** A sheet's cells by their addresses: number, text, or formula with its sign. */
export function cells(files, sheet) {
  const shared = elements(files.get('xl/sharedStrings.xml') ?? '<sst/>');
  const strings = shared.filter(({ name }) => name === 'si').map((si) => shared.filter((t) => t.name === 't' && t.parent === si).map(({ text }) => text).join(''));
  const found = new Map();
  for (const { name, parent, text } of elements(files.get(`xl/worksheets/sheet${sheet}.xml`))) {
    if (name === 'f') found.set(parent.attributes.r, `=${text.replace(/^=/, '')}`);
    if (name === 'v' && !found.has(parent.attributes.r)) {
      found.set(parent.attributes.r, parent.attributes.t === 's' ? strings[Number(text)] : Number(text));
    }
    if (name === 't' && parent.name === 'is') found.set(parent.parent.attributes.r, text);
  }
  return found;
}

/** The stored results of a sheet's formulas, by their addresses. */
export function stored(files, sheet) {
  const all = elements(files.get(`xl/worksheets/sheet${sheet}.xml`));
  const found = new Map();
  for (const { parent: cell } of all.filter(({ name }) => name === 'f')) {
    const value = all.find(({ name, parent }) => name === 'v' && parent === cell);
    if (value) found.set(cell.attributes.r, cell.attributes.t === 'str' ? value.text : Number(value.text));
  }
  return found;
}
