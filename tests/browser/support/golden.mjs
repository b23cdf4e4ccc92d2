// The golden report, as engine/tests/golden.rs knows it: this reads its constants, so that there is one digest for all.

import { readFile } from 'node:fs/promises';

const folder = new URL('../../../engine/tests/', import.meta.url);
const source = await readFile(new URL('golden.rs', folder), 'utf8');
const constant = (pattern) => source.match(pattern)[1].replaceAll('_', '');

/** The scenario that is simulated. */
export const SCENARIO = await readFile(new URL(source.match(/SCENARIO: &str = include_str!\("(.*?)"\)/)[1], folder), 'utf8');
export const REPLICATES = Number(constant(/REPLICATES: u32 = (\d[\d_]*);/));
export const DIGEST = BigInt(constant(/DIGEST: u64 = (0x[\da-f_]+);/));

/** The numbers of workers that are tried, one after another. */
export const WORKERS = [1, 2, 3, 5, 8];

/**
 * FNV-1a of a report's JSON. The page indents it for people; without the white space between its tokens it is, number
 * for number, the text that the engine's own test digests.
 */
export function digest(report) {
  const text = report.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/** Runs in the page: the golden scenario's reports by each of these numbers of workers. It must need nothing around it. */
export async function reports({ scenario, replicates, workers }) {
  const all = [];
  for (const some of workers) all.push((await window.funnel.simulate(scenario, replicates, some)).report);
  return all;
}

/** What `reports` asks for. */
export const ASKED = { scenario: SCENARIO, replicates: REPLICATES, workers: WORKERS };
