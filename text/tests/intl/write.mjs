// Writes locales.txt: what Intl.NumberFormat writes for every locale and currency it knows.
// Run it with Node (full ICU) when a newer one is to be tested against: node text/tests/intl/write.mjs
//
// The first line has the currencies. Locales that write alike share a block of four lines:
//   = tags, separated by spaces
//   number ⇥ per cent ⇥ twelve powers of ten, short ⇥ long ⇥ plural (separated by |)
//   an amount of euros with its groups
//   one of each currency by its narrow sign
import { writeFileSync } from 'node:fs';

const currencies = Intl.supportedValuesOf('currency');
const regions = 'AE AR AT AU BD BE BG BR CA CH CL CN CO CR CZ DE DK DO DZ EC EE EG ES FI FR GB GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JP KE KH KR KW KZ LB LI LK LT LU LV LY MA MM MO MT MX MY NG NI NL NO NP NZ OM PA PE PH PK PL PR PT PY QA RO RS RU SA SE SG SI SK SV SY TH TN TR TW UA US UY UZ VE VN YE ZA'.split(' ');
const languages = [];
for (const a of 'abcdefghijklmnopqrstuvwxyz') {
  for (const b of 'abcdefghijklmnopqrstuvwxyz') {
    languages.push(a + b);
    for (const c of 'abcdefghijklmnopqrstuvwxyz') languages.push(a + b + c);
  }
}
const known = (tags) => Intl.NumberFormat.supportedLocalesOf(tags);
const base = known(languages).filter((tag) => new Intl.NumberFormat(tag).resolvedOptions().locale.split('-')[0] === tag);
const scripts = base.flatMap((tag) => ['Latn', 'Cyrl', 'Arab', 'Deva', 'Hans', 'Hant'].map((s) => `${tag}-${s}`));
const regional = [...base, ...scripts].flatMap((tag) => regions.map((region) => `${tag}-${region}`));
const own = (tag) => new Intl.NumberFormat(tag).resolvedOptions().locale === tag;
const tags = [...base, ...[...scripts, ...regional].filter(own)].sort();

const powers = Array.from({ length: 12 }, (_, i) => 10 ** (i + 3));
const latin = { numberingSystem: 'latn' };
const blocks = new Map();
for (const tag of tags) {
  const write = (options, value) => new Intl.NumberFormat(tag, { ...latin, ...options }).format(value);
  const compact = (compactDisplay, times) => {
    const format = new Intl.NumberFormat(tag, { ...latin, notation: 'compact', compactDisplay });
    return powers.map((power) => format.format(times * power)).join('|');
  };
  const head = [write({}, 1234567.5), write({ style: 'percent' }, 0.01), compact('short', 1), compact('long', 1), compact('long', 2)];
  const money = currencies.map((currency) => {
    const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
    return write({ ...options, minimumFractionDigits: 0, maximumFractionDigits: 0 }, 1);
  });
  const exact = write({ style: 'currency', currency: 'EUR', minimumFractionDigits: 1 }, 1234567.5);
  const block = [head.join('\t'), exact, money.join('\t')].join('\n');
  blocks.set(block, [...(blocks.get(block) ?? []), tag]);
}
const out = [`${currencies.join(' ')}`];
for (const [block, tags] of blocks) out.push(`= ${tags.join(' ')}\n${block}`);
writeFileSync(new URL('locales.txt', import.meta.url), out.join('\n') + '\n');
console.log(`${tags.length} locales in ${blocks.size} ways, ${currencies.length} currencies`);
