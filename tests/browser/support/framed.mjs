// The page in a frame of another origin's page, as in a deck.

import { noteSlices } from './drawn.mjs';

const HOST = 'http://host.test';

/** A page of another origin with our page in a frame of a size, and `heard` for all that came. */
export async function framed(site, query, run, { width = 960, height = 540, context: options = {}, sandbox = '', script } = {}) {
  const context = await site.browser.newContext(options);
  try {
    await noteSlices(context);
    const page = await context.newPage();
    if (script) await page.addInitScript(script);
    await page.route(`${HOST}/**`, (route) => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title><body>
        <iframe title="Funnel" src="${site.origin}/${query}" ${sandbox} width="${width}" height="${height}"></iframe><script>
        window.heard = [];
        addEventListener('message', (event) => { if (event.source === frames[0]) heard.push(event.data); });
        window.say = (message) => frames[0].postMessage(message, '*');
      </script></html>`,
    }));
    await page.goto(`${HOST}/`);
    await page.waitForFunction(() => window.heard.some(({ type }) => type === 'ready'), null, { timeout: 60_000 });
    const frame = page.frames()[1];
    const ask = async (message) => {
      const id = Math.random().toString(36);
      await page.evaluate((all) => window.say(all), { funnel: 1, id, ...message });
      return (await page.waitForFunction((id) => window.heard.find((x) => x.id === id), id, { timeout: 60_000 })).jsonValue();
    };
    /** The keys handed back so far, which are forgotten. Messages keep their order: what came before an answer is there with it. */
    const keys = async () => {
      await ask({ type: 'getState' });
      return page.evaluate(() => window.heard.splice(0).filter(({ type }) => type === 'key').map(({ key }) => key));
    };
    await run({ page, frame, ask, keys });
  } finally {
    await context.close();
  }
}
