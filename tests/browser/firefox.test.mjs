// The page in Firefox: the numbers of the command line and of every other build, links, a view in a strict frame, no storage, no workers, one file.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { TABLE, drop } from './support/exports.mjs';
import { fileWith, withFolder } from './support/file.mjs';
import { FIREFOX, launchFirefox, settledReport, visit } from './support/firefox.mjs';
import { QUICK } from './support/funnel.mjs';
import { ASKED, DIGEST, WORKERS, digest, reports } from './support/golden.mjs';
import { startServer } from './support/server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const skip = !FIREFOX && 'there is no Firefox: FIREFOX names none';
const LINK = `#v1=${deflateRawSync(QUICK).toString('base64url')}`;

let server;
let browser;
let report; // the link's, by the page in Firefox
before(async () => {
  if (skip) return;
  server = await startServer();
  browser = await launchFirefox();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test('a link opens, and its numbers are the command line’s to the last bit', { skip }, () =>
  withFolder(async (folder) => {
    await visit(browser, `${server.origin}/${LINK}`, async ({ page, requests, errors }) => {
      report = await settledReport(page);
      assert.deepEqual(requests.filter((url) => !url.startsWith(`${server.origin}/`) && !/^(blob|data):/.test(url)), []);
      assert.deepEqual(errors, []);
    });
    const file = join(folder, 'scenario.json');
    await writeFile(file, QUICK);
    const command = ['run', '--quiet', '--release', '--package', 'funnel-cli', '--', 'simulate', file, '--format', 'json'];
    command.push('--replicates', String(report.replicates));
    const { stdout } = await promisify(execFile)('cargo', command, { cwd: root, maxBuffer: 1 << 26 });
    assert.deepEqual(JSON.parse(stdout), report);
  }));

test('one worker or many come to the golden report', { skip }, () =>
  visit(browser, `${server.origin}/${LINK}`, async ({ page }) => {
    await settledReport(page);
    const digests = (await page.evaluate(reports, ASKED)).map(digest);
    assert.deepEqual(digests, WORKERS.map(() => DIGEST));
  }));

test('a view in a sandboxed frame of another origin says the same', { skip }, async () => {
  const frame = `<iframe sandbox="allow-scripts" title="Funnel" src="${server.origin}/?view=answer${LINK}"></iframe>`;
  const script = `addEventListener('message', ({ data }) => {
    if (data.type === 'ready') frames[0].postMessage({ funnel: 1, id: 1, type: 'run' }, '*');
    if (data.id === 1) window.reply = JSON.stringify(data);
  });`;
  const host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Host</title><script>${script}</script>${frame}`);
  });
  await new Promise((done) => { host.listen(0, '127.0.0.1', done); });
  try {
    // Another name for this machine is another site.
    await visit(browser, `http://localhost:${host.address().port}/`, async ({ page }) => {
      const reply = await page.waitForFunction(() => window.reply, { timeout: 90_000, polling: 100 });
      // Written by `JSON.stringify`, which has no negative zero.
      assert.deepEqual(JSON.parse(await reply.jsonValue()).report, JSON.parse(JSON.stringify(report)));
    });
  } finally {
    host.close();
  }
});

test('with storage denied and without workers it answers alike', { skip }, () =>
  visit(browser, `${server.origin}/${LINK}`, async ({ page }) => {
    assert.deepEqual(await settledReport(page), report);
  }, () => {
    delete window.Worker;
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  }));

test('in one file it opens from a disk, answers alike and asks for nothing', { skip }, () =>
  withFolder(async (folder) => {
    const file = await fileWith(server.origin, join(folder, 'funnel.html'), QUICK);
    await visit(browser, pathToFileURL(file).href, async ({ page, requests, errors }) => {
      assert.deepEqual(await settledReport(page), report);
      assert.deepEqual(requests.filter((url) => !/^(blob|data):/.test(url) && url !== pathToFileURL(file).href), []);
      assert.deepEqual(errors, []);
      assert.ok(await page.evaluate(() => window.workers) > 1, 'it has workers');
      const starts = await page.evaluate(async (contents) => {
        await window.funnelOffice();
        return Promise.all(Object.entries(contents).map(async ([kind, content]) => {
          const made = await window.funnelMakers[kind](JSON.stringify(content));
          return (await made.text()).slice(0, 2);
        }));
      }, {
        pptx: { title: 'A', footer: 'B', logo: '', logo_name: '', colours: { face: 'Arial' }, slides: [{ title: 'C', lead: '', chart: null, facts: [], table: [['D']], text: [], link: null, notes: 'E' }] },
        xlsx: { title: 'A', formats: {}, sheets: [{ name: 'A', widths: [9], sticky: 1, rows: [[{ text: 'a' }]], pages: { wide: 1, heads: 0 } }] },
      });
      assert.deepEqual(starts, ['PK', 'PK'], 'both writers of office files are in it');
      await drop(page, [TABLE]);
      await page.waitForFunction(() => document.querySelector('.data-file')?.textContent.includes('2 rows'));
    }, () => {
      window.workers = 0;
      window.Worker = class extends Worker {
        constructor(...given) {
          super(...given);
          window.workers += 1;
        }
      };
    });
  }));
