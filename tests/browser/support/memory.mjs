// Memory that a page holds over many steps of the slider, its own and its workers': what JavaScript and modules still
// hold after a garbage collection.

import { readFileSync } from 'node:fs';
import { reported as settled, scrollTo as lookAt, slider } from './funnel.mjs';

const PATIENCE = 120_000;
const MEGABYTE = 1 << 20;

/**
 * What a page and its workers hold, in megabytes, after a garbage collection: JavaScript's heaps, and the whole process
 * that they share, including modules' memories (on Linux only).
 */
async function measurer(page) {
  const devtools = await page.context().newCDPSession(page);
  const workers = new Set();
  const asked = new Map();
  let last = 0;
  devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  devtools.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    asked.get(id)?.(result);
    asked.delete(id);
  });
  // Workers answer through the page's own connection.
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const worker = (sessionId) => (method, params = {}) => new Promise((resolve, reject) => {
    const id = ++last;
    asked.set(id, resolve);
    devtools.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject);
  });
  const browser = await page.context().browser().newBrowserCDPSession();
  const resident = async () => {
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    // Pages of a browser that nobody else uses: the largest is ours.
    const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
      try {
        return Number(readFileSync(`/proc/${id}/status`, 'utf8').match(/RssAnon:\s+(\d+) kB/)[1]) / 1024;
      } catch {
        return null;
      }
    });
    return Math.max(...sizes) || null;
  };
  return async () => {
    const all = [(method, params) => devtools.send(method, params), ...[...workers].map(worker)];
    let heap = 0;
    for (const ask of all) {
      await ask('HeapProfiler.collectGarbage');
      heap += (await ask('Runtime.getHeapUsage')).usedSize;
    }
    return { heap: heap / MEGABYTE, whole: await resident(), workers: all.length - 1, ...(await devtools.send('Memory.getDOMCounters')) };
  };
}

/** Steps up and down, waiting for each answer, after all views have been looked at; what is held after some and after all. */
export async function memory(page, views, steps, warm) {
  const measure = await measurer(page);
  // Each view's study runs once, so that everything held only once is held already.
  for (const id of views) await lookAt(page.locator(`#${id}`));
  const rest = async () => {
    await settled(page, PATIENCE);
    await page.waitForFunction(() => !document.querySelector('.is-pending progress'), null, { timeout: PATIENCE });
    return measure();
  };
  const all = [await rest()];
  for (const until of [warm, steps]) {
    for (let step = all.length > 1 ? warm : 0; step < until; step++) {
      const key = Math.floor(step / 8) % 2 ? 'ArrowLeft' : 'ArrowRight';
      await page.evaluate(() => { window.__marks.length = 0; window.__long.length = 0; });
      await slider(page).press(key);
      // An answer that has settled before is there at once.
      await page.waitForFunction(() => window.__marks.some(([name]) => name === 'answer-first') || window.funnel.report(), null, { timeout: PATIENCE });
    }
    all.push(await rest());
  }
  return all;
}
