// What is written for Office, as Office reads it: any name leaves well-formed parts, slides take their looks from a
// template, formulas give the stored results, tables open with a double click. With LibreOffice where it is; pictures
// of every slide and sheet are then in target/pictures/.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cells, elements, saved, stored, unpacked, zipped } from './support/archive.mjs';
import { BLANK, CLIENT, QUICK, scenarioOf, settled, type } from './support/funnel.mjs';
import { converted, drawn, inTemplate, missing } from './support/office.mjs';
import { openSite } from './support/page.mjs';
import { button, openPanel } from './support/panel.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const skip = missing ? `${missing} is not here` : false;
const partsOf = (files, pattern) => [...files].filter(([name]) => pattern.test(name));

/** A file from a maker, given content that no page would hand over. */
const made = async (page, kind, content) => Buffer.from(await page.evaluate(async ([kind, content]) => {
  const bytes = new Uint8Array(await (await window.funnelMakers[kind](content)).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}, [kind, JSON.stringify(content)]), 'base64');

/** Reproducible numbers from 0 to 1. */
const randoms = (seed) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

test('whatever names are, no part of a file is ill-formed', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await openPanel(page);
    // The first of each loads its maker.
    for (const face of ['PowerPoint', 'Excel workbook']) await saved(page, button(page, face));
    const random = randoms(7);
    const odd = ['<', '>', '&', '"', "'", ']]>', '\u0001', '\u000b', '\ufffe', '\uffff', '\ud800', '\udfff', '😀', '\n', '\t', '=', '{{', '&#0;', 'ß', '‮', '<!--', '<?x'];
    const name = () => Array.from({ length: Math.floor(random() * 8) }, () => odd[Math.floor(random() * odd.length)]).join('') || 'a';
    for (let i = 0; i < 24; i += 1) {
      const series = { name: name(), values: [0, 1.5, null], colour: 'accent', pale: i % 2 === 0, drop: 0, reach: [1, 0, 2] };
      const mark = { name: name(), values: [null, 2, null], colour: 'muted', pale: false, drop: 2, reach: [] };
      const chart = { kind: ['lines', 'bars', 'columns', 'sides'][i % 4], labels: [name(), name(), name()], ticks: i % 2 === 0 ? [] : [1], series: [series, mark], format: `"${name().replace(/["\\]/g, '')}"0`, values: name(), places: name(), told: i % 2 === 1 };
      const slide = { title: name(), lead: name(), chart, facts: [{ value: name(), label: name() }], table: [], text: [], link: { text: name(), href: 'https://host.test/#v1=a&b' }, notes: name() };
      const table = { ...slide, chart: null, facts: [], link: null, table: [[name(), name(), name()], [name(), name(), name()]] };
      const words = { ...slide, chart: null, facts: [], link: null, text: [{ head: name(), text: name() }, { head: '', text: name() }] };
      const colours = { paper: 'FFFFFF', ink: '000000', muted: '555555', line: 'DDDDDD', accent: '0B6B72', loss: 'B8491B', today: '84868C', face: name() };
      const deck = { title: name(), footer: name(), logo: '', logo_name: name(), colours, slides: [slide, table, words], left_out: [] };
      const cell = () => ({ text: name(), wrap: true });
      const row = [cell(), { number: 0, format: 'money' }, { formula: 'B1+1', number: 1, format: 'money' }, { ...cell(), link: 'https://host.test/?a&b' }];
      const book = { title: name(), formats: { money: '"€"#,##0.00' }, sheets: [{ name: 'One', widths: [9, 9, 9, 9], sticky: 1, pages: { wide: 1, heads: 1 }, rows: [row, row] }] };
      for (const [kind, content] of [['pptx', deck], ['xlsx', book]]) {
        const files = unpacked(await made(page, kind, content));
        for (const [part, text] of files) if (/\.(xml|rels)$/.test(part)) assert.doesNotThrow(() => elements(text), `${kind} ${part} of ${JSON.stringify(content)}`);
      }
    }
  }, { kept: BLANK, context: { acceptDownloads: true } }));

test('slides: real placeholders, the theme’s colours alone, titles in the outline, the case’s name and one link', () =>
  site.visit(async ({ page }) => {
    const report = await settled(page);
    await openPanel(page);
    const bytes = (await saved(page, button(page, 'PowerPoint'))).bytes;
    const files = unpacked(bytes);
    const slides = partsOf(files, /^ppt\/slides\/slide\d+\.xml$/);
    const titles = slides.map(([name, text]) => {
      const all = elements(text);
      const inside = (element, of) => { for (let at = element; at; at = at.parent) if (at === of) return true; return false; };
      const title = all.find((x) => x.name === 'ph' && x.attributes.type === 'title')?.parent.parent.parent;
      assert.ok(title, `${name} has a title`);
      assert.ok(all.filter((x) => x.name === 'graphicFrame').every((frame) => all.some((x) => x.name === 'ph' && inside(x, frame))), name);
      assert.ok(!all.some((x) => x.name === 'srgbClr' || x.name === 'latin'), `${name} says no colour or face of its own`);
      const ids = all.filter((x) => x.name === 'cNvPr').map((x) => x.attributes.id);
      assert.equal(new Set(ids).size, ids.length, name);
      return all.filter((x) => x.name === 't' && inside(x, title)).map((x) => x.text).join('');
    });
    // What to do in short first, where its studies are done.
    assert.ok(titles.slice(0, 2).includes(await page.locator('#answer-title').innerText()), titles.join('; '));
    const outline = elements(files.get('docProps/app.xml')).filter((x) => x.name === 'lpstr').map((x) => x.text);
    for (const title of titles) assert.ok(outline.includes(title), title);
    const core = elements(files.get('docProps/core.xml'));
    assert.equal(core.find((x) => x.name === 'title').text, (await scenarioOf(page)).name);
    assert.ok(![...files.values()].some((text) => /pptxgen/i.test(text)));
    // Everything that is named is there, and everything of a kind that needs naming is named.
    const types = elements(files.get('[Content_Types].xml')).filter((x) => x.name === 'Override').map((x) => x.attributes.PartName.slice(1));
    assert.ok(types.every((part) => files.has(part)), types.filter((part) => !files.has(part)).join());
    for (const [name, text] of partsOf(files, /\.rels$/)) {
      const folder = name.replace('_rels/', '').replace(/[^/]*$/, '');
      for (const { attributes } of elements(text).filter((x) => x.name === 'Relationship' && x.attributes.TargetMode !== 'External')) {
        const target = new URL(attributes.Target, `http://x/${folder}`).pathname.slice(1);
        assert.ok(files.has(target), `${name}: ${target}`);
      }
    }
    const links = partsOf(files, /\.rels$/).flatMap(([, text]) => elements(text)).filter((x) => x.attributes.TargetMode === 'External');
    assert.equal(links.length, 1);
    assert.match(links[0].attributes.Target, /#v1=/);
    // Charts: colours by the theme, zeros in the workbook behind, the end of the horizon marked.
    const charts = partsOf(files, /^ppt\/charts\/chart\d+\.xml$/);
    for (const [name, text] of charts) assert.ok(!elements(text).some((x) => x.name === 'srgbClr'), name);
    // Bars begin at zero, and none goes beyond its axis.
    const bars = charts.map(([name, text]) => [name, elements(text)]).filter(([, all]) => all.some((x) => x.name === 'barChart'));
    assert.ok(bars.length >= 2, `${bars.length} charts of bars`);
    for (const [name, all] of bars) {
      const [min, max] = ['min', 'max'].map((end) => Number(all.find((x) => x.name === end && x.parent.name === 'scaling')?.attributes.val));
      const values = all.filter((x) => x.name === 'v' && x.parent.parent.parent.parent.name === 'val').map((x) => Number(x.text));
      assert.ok(values.length > 0 && min <= Math.min(0, ...values) && max >= Math.max(0, ...values), `${name}: ${min} to ${max}`);
    }
    const marked = charts.filter(([, text]) => elements(text).some((x) => x.name === 'errBars'));
    assert.ok(report.weeks <= report.horizon_weeks || marked.length >= 2, `${marked.length} marks`);
    const first = unpacked(Buffer.from(zipped(bytes)[`ppt/embeddings/${Object.keys(zipped(bytes)).find((x) => /embeddings/.test(x)).split('/').pop()}`]));
    const behind = cells(first, 1);
    for (let i = 0; i < report.comparisons[0].dots.length; i += 1) {
      assert.equal(behind.get(`B${i + 2}`) + behind.get(`C${i + 2}`), report.comparisons[0].dots[i], `row ${i + 2}`);
    }
  }, { kept: BLANK, context: { acceptDownloads: true } }));

test('every slide and sheet is drawn, ours and in a client’s template', { skip }, () =>
  site.visit(async ({ page }) => {
    await settled(page);
    await openPanel(page);
    // It waits for the ladder, and has all of the stage's slides: two for time, two of assumptions.
    const deck = (await saved(page, button(page, 'PowerPoint'), 150_000)).bytes;
    await page.getByText('Saved.', { exact: true }).waitFor();
    const slides = partsOf(unpacked(deck), /^ppt\/slides\/slide\d+\.xml$/).length;
    assert.equal(slides, 7 + 2);
    assert.equal(drawn('slides.pptx', deck), slides);
    assert.equal(drawn('template.pptx', inTemplate(deck)), slides);
    // The brand is the theme; losses have given way to it.
    const theme = elements(unpacked(deck).get('ppt/theme/theme1.xml'));
    const accent = (i) => theme.find((x) => x.parent?.name === `accent${i}`).attributes.val;
    assert.equal(accent(2), '8E2A8E');
    const book = (await saved(page, button(page, 'Excel workbook'))).bytes;
    const pages = drawn('workbook.xlsx', book);
    assert.ok(pages <= 10, `${pages} pages`);
    // Calculated by another program, formulas give the stored results.
    const kept = stored(unpacked(book), 4);
    const computed = stored(unpacked(converted('workbook.xlsx', book, 'xlsx')), 4);
    assert.ok(kept.size > 40, `${kept.size} formulas`);
    for (const [at, value] of kept) {
      const other = computed.get(at);
      const same = typeof value === 'number' ? Math.abs(value - other) <= 1e-9 * Math.abs(value) : value === other;
      assert.ok(same, `${at}: ${value} stored, ${other} computed`);
    }
  }, { kept: CLIENT, context: { acceptDownloads: true } }));

test('studies that nobody has opened are slides, too, in the order of the deck: charts, or tables', { skip }, () => {
  const views = ['mix', 'curve', 'outcome', 'drivers', 'learn', 'ladder', 'answer'];
  const scenario = JSON.parse(QUICK);
  const asked = { ...scenario, target: { ...scenario.target, value: 400_000 }, deck: { slides: views.map((view) => ({ view, note: `On ${view}.` })) } };
  return site.visit(async ({ page }) => {
    await settled(page);
    await openPanel(page);
    const deck = (await saved(page, button(page, 'PowerPoint'), 200_000)).bytes;
    await page.getByText('Saved.', { exact: true }).waitFor();
    const files = unpacked(deck);
    const slides = partsOf(files, /^ppt\/slides\/slide\d+\.xml$/).sort(([a], [b]) => Number(a.match(/\d+/)) - Number(b.match(/\d+/)));
    assert.equal(slides.length, views.length);
    slides.forEach(([name, text], i) => {
      const all = elements(text);
      const isDrawn = all.some((x) => x.name === 'graphicFrame');
      // If no number is worth knowing, a table of zeros would say no more than the title.
      assert.ok(isDrawn || (views[i] === 'learn' && /worth nothing/.test(text)), `${views[i]} has a chart or a table`);
      if (['mix', 'outcome'].includes(views[i])) assert.ok(all.filter((x) => x.name === 'tr').length > 2, `${views[i]}: rows`);
      if (['curve', 'ladder', 'answer'].includes(views[i])) assert.ok(all.some((x) => x.name === 'chart'), `${views[i]}: a chart`);
      const notes = files.get(`ppt/notesSlides/notesSlide${i + 1}.xml`);
      assert.ok(notes.includes(`On ${views[i]}.`), `${name} is ${views[i]}`);
    });
    // Bars of changes have the range that contains the true one, as on the page.
    const ranged = partsOf(files, /^ppt\/charts\/chart\d+\.xml$/).filter(([, text]) => elements(text).some((x) => x.name === 'errValType' && x.attributes.val === 'cust'));
    assert.ok(ranged.length >= 1, 'ranges');
    assert.equal(drawn('studies.pptx', deck), views.length);
  }, { short: true, kept: JSON.stringify(asked), context: { acceptDownloads: true } });
});

test('tables open by a double click in an American and in a German spreadsheet', { skip }, () =>
  site.visit(async ({ page }) => {
    const report = await settled(page);
    await openPanel(page);
    await page.getByRole('combobox', { name: 'CSV for' }).selectOption({ label: 'Excel with 0,5 and semicolons' });
    const german = (await saved(page, button(page, 'Results as CSV'))).bytes;
    await page.getByRole('combobox', { name: 'CSV for' }).selectOption({ label: 'Excel with 0.5 and commas' });
    const american = (await saved(page, button(page, 'Results as CSV'))).bytes;
    await page.getByRole('combobox', { name: 'CSV for' }).selectOption({ label: 'programs' });
    const plain = (await saved(page, button(page, 'Results as CSV'))).bytes;
    assert.deepEqual([german, american].map((x) => [...x.subarray(0, 3)]), [[239, 187, 191], [239, 187, 191]]);
    assert.equal(plain[0], 'o'.charCodeAt(0));
    // Separator, quotes, UTF-8, first line, nothing special, language.
    for (const [bytes, filter] of [[german, 'CSV:59,34,76,1,,1031,false,true'], [american, 'CSV:44,34,76,1,,1033,false,true']]) {
      const sheet = cells(unpacked(converted('report.csv', bytes, 'xlsx', filter)), 1);
      const row = [...sheet].find(([at, text]) => at.startsWith('B') && text === 'revenue')[0].slice(1);
      assert.equal(sheet.get(`C${row}`), 'mean');
      // A spreadsheet keeps 15 digits of a number that it reads.
      const revenue = report.arms[0].figures.revenue.mean.value;
      assert.equal(sheet.get(`D${row}`), Number(revenue.toPrecision(15)));
    }
  }, { kept: BLANK, context: { acceptDownloads: true } }));

test('a name that begins a formula is a text in every file', () =>
  site.visit(async ({ page }) => {
    await settled(page);
    const name = '=1+1';
    await type(page.locator('[id="channels[0].name"]'), name);
    await settled(page);
    await openPanel(page);
    const book = unpacked((await saved(page, button(page, 'Excel workbook'))).bytes);
    assert.ok([...cells(book, 1).values()].includes(name));
    for (const [part, text] of partsOf(book, /worksheets\/sheet\d+\.xml$/)) {
      for (const f of elements(text).filter((x) => x.name === 'f')) assert.ok(!f.text.startsWith('='), part);
    }
  }, { kept: BLANK, context: { acceptDownloads: true } }));
