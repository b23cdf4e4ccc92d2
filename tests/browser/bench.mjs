// The page's engine on R1, or on another scenario's file: `node tests/browser/bench.mjs --workers W --replicates N --seed S
// [--scenario FILE]` prints one JSON line.
//
// Seconds are from asking to the report, with the workers' start: the time that someone at the page waits. W workers
// simulate; one more collects their parts, which takes it a few milliseconds in every hundred.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './support/chromium.mjs';
import { startServer } from './support/server.mjs';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1' },
    replicates: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    scenario: { type: 'string', default: fileURLToPath(new URL('../../examples/r1.json', import.meta.url)) },
  },
});
const [workers, replicates, seed] = [values.workers, values.replicates, values.seed].map(Number);

const scenario = JSON.stringify({ ...JSON.parse(await readFile(values.scenario, 'utf8')), seed });

const server = await startServer();
const browser = await launchChromium();
const page = await browser.newPage();
// The page's own answer must not share the cores, nor must studies, which a view alone does not ask for.
await page.goto(`${server.origin}/?view=answer`);
await page.waitForFunction(() => window.funnel?.report(), null, { timeout: 120_000 });
const simulate = (count) =>
  page.evaluate(([json, count, workers]) => window.funnel.simulate(json, count, workers), [scenario, count, workers]);
// V8 compiles the hot code better once it has run.
await simulate(2_000);
const { report, seconds } = await simulate(replicates);
await browser.close();
server.stop();

const { arms } = JSON.parse(report);
const revenue = (arm) => arms[arm].figures.revenue;
console.log(JSON.stringify({
  workers,
  replicates,
  seconds,
  mean_today: revenue(0).mean.value,
  mean_plan: revenue(1).mean.value,
  sd_today: revenue(0).sd.value,
  sd_plan: revenue(1).sd.value,
}));
