// The page in one file, opened from a disk: no server, and no network.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { noteSlices } from './drawn.mjs';
import { watchPage } from './page.mjs';

/** A folder for files, gone after `test`. */
export async function withFolder(test) {
  const folder = await mkdtemp(join(tmpdir(), 'funnel-'));
  try {
    return await test(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The single file beside the page of `origin`, written to `path`. */
export async function fetchFile(origin, path) {
  const page = await (await fetch(`${origin}/`)).text();
  const name = page.match(/data-file="([^"]+)"/)[1];
  await writeFile(path, new Uint8Array(await (await fetch(`${origin}/${name}`)).arrayBuffer()));
  return path;
}

/** Writes the file of `origin` to `path` with a text in the place of its scenario. */
export async function fileWith(origin, path, json) {
  const text = await readFile(await fetchFile(origin, path), 'utf8');
  await writeFile(path, text.replace(/(?<=id="scenario">)(?=<)/, () => json.replaceAll('<', '\\u003c')));
  return path;
}

/**
 * Opens a file with the network denied, hands it to `test`, and checks that it requested nothing and reported no error.
 * `script` runs before its own; `others` are files that the test itself opens.
 */
export async function visitFile(browser, path, test, { script, others = [], expected = [] } = {}) {
  const context = await browser.newContext({ offline: true, acceptDownloads: true });
  try {
    await noteSlices(context);
    const page = await context.newPage();
    const watch = await watchPage(page, 'file://');
    if (script) await page.addInitScript(script);
    await page.goto(pathToFileURL(path).href);
    await test({ page, watch });
    // Blobs are made in the page: its workers, and what it saves.
    const files = [path, ...others].map((file) => pathToFileURL(file).href);
    const asked = watch.requests.filter((url) => !/^(blob|data):/.test(url) && !expected.some((pattern) => pattern.test(url)) && !files.includes(url.split(/[?#]/)[0]));
    assert.deepEqual(asked, []);
    assert.deepEqual(watch.complaints(expected), []);
  } finally {
    await context.close();
  }
}
