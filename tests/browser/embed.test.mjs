// The page inside another one: each view alone, the messages between the two, and what hostile hosts get.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PART, accessible } from './support/accessible.mjs';
import { drawn, noteSlices } from './support/drawn.mjs';
import { BLANK, QUICK, WORKED, link, ready, settled } from './support/funnel.mjs';
import { openSite } from './support/page.mjs';
import { VIEWS as NAMED } from '../../static/embed/views.js';

const VIEWS = Object.keys(NAMED);
// Another origin: its pages are made here, and no server is asked for them.
const HOST = 'http://host.test';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A page of another origin that frames ours, and gives it the height that it asks for where it `follows`; with `ask(message)` for the reply, and `heard` for all that came. */
async function hosted(run, { query = '', sandbox = '', follows = false, context: options = {} } = {}) {
  const context = await site.browser.newContext(options);
  try {
    await noteSlices(context);
    const page = await context.newPage();
    const frame = `<iframe title="Funnel" src="${site.origin}/${query}" ${sandbox} width="900" height="700"></iframe>`;
    await page.route(`${HOST}/**`, (route) => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Host</title>${frame}<script>
        window.heard = [];
        addEventListener('message', (event) => {
          if (event.source !== frames[0]) return;
          heard.push({ ...event.data, origin: event.origin });
          if (${follows} && event.data.type === 'height') document.querySelector('iframe').style.height = event.data.height + 'px';
        });
        window.say = (message) => frames[0].postMessage(message, '*');
      </script></html>`,
    }));
    await page.goto(`${HOST}/`);
    await page.waitForFunction(() => window.heard.some((message) => message.type === 'ready'), null, { timeout: 60_000 });
    const ask = async (message) => {
      const id = Math.random().toString(36);
      await page.evaluate((all) => window.say(all), { funnel: 1, id, ...message });
      const reply = await page.waitForFunction((id) => window.heard.find((message) => message.id === id), id, { timeout: 60_000 });
      return reply.jsonValue();
    };
    await run({ page, ask, frame: page.frames()[1], heard: () => page.evaluate(() => window.heard) });
  } finally {
    await context.close();
  }
}

test('each view stands alone: nothing else, accessible, nothing cut off', () =>
  site.visit(async ({ page }) => {
    for (const view of VIEWS) {
      await page.goto(`${site.origin}/?view=${view}&theme=dark#${link(QUICK)}`);
      await page.locator(`#${view}-title`).waitFor({ timeout: 60_000 });
      await drawn(page);
      assert.deepEqual(await page.locator('section.view').evaluateAll((all) => all.map(({ id }) => id)), [view]);
      assert.equal(await page.locator('.is-leading:visible').count(), 0, `${view}: no way to a view that is not there`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(22, 24, 27)', view);
      const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.equal(scroll, inner, view);
      await accessible(page, view, (axe) => axe.disableRules(PART));
    }
  }, { context: { viewport: { width: 480, height: 700 } } }));

test('a frame that is put aside lets its study wait, and goes on with it', () =>
  hosted(async ({ page, ask, frame }) => {
    await ask({ type: 'run' });
    const say = (word) => page.evaluate((word) => window.say(word), word);
    await frame.getByRole('button', { name: 'Look for a better split' }).click();
    await frame.waitForFunction(() => document.querySelector('#mix progress')?.value > 0, null, { timeout: 60_000 });
    await say('slide:stop');
    // What is on its way still arrives; at work it gets further several times a second, until it is done.
    const stopped = await frame.waitForFunction(() => {
      const done = document.querySelector('#mix progress')?.value ?? 1;
      if (window.__done !== done) [window.__done, window.__since] = [done, performance.now()];
      return performance.now() - window.__since > 2_000 && [done];
    }, null, { timeout: 60_000 });
    assert.ok((await stopped.jsonValue())[0] < 1, 'it is not done');
    await say('slide:start');
    // Begun again it shows no progress for a moment; once it is finished, its title is the finding.
    const over = () => !document.querySelector('#mix :is(progress, .is-pending)') && !/^(Another|So far)/.test(document.querySelector('#mix-title').textContent);
    await frame.waitForFunction(over, null, { timeout: 120_000 });
  }, { query: `?view=mix#${link(WORKED)}` }));

test('host and page talk: state, another scenario, the report, files', () =>
  hosted(async ({ page, ask, frame, heard }) => {
    const { scenario, origin } = await ask({ type: 'getState' });
    assert.equal(origin, site.origin);
    assert.equal(scenario.version, 2);
    const first = await ask({ type: 'run' });
    assert.equal(first.report.scenario, scenario.name);
    scenario.plans[0].spend[0].scale = 1.5;
    scenario.name = 'From the host';
    assert.equal((await ask({ type: 'setState', scenario })).type, 'done');
    const { report } = await ask({ type: 'run' });
    assert.equal(report.scenario, 'From the host');
    assert.notDeepEqual(report.arms[1], first.report.arms[1]);
    assert.deepEqual(JSON.parse((await ask({ type: 'export', format: 'report.json' })).text), report);
    assert.match((await ask({ type: 'export', format: 'report.csv' })).text, /^[a-z_]+,/);
    await frame.locator('.byline').getByText('From the host').waitFor();
    // Its height is reported when it has changed: on a busy machine a moment later.
    const tall = async () => (await heard()).filter(({ type }) => type === 'height').map(({ height }) => height).at(-1);
    const own = () => frame.evaluate(() => document.body.getBoundingClientRect().height);
    const end = Date.now() + 10_000;
    while (!(Math.abs(await tall() - await own()) < 2) && Date.now() < end) await page.waitForTimeout(100);
    assert.ok(await tall() > 300 && Math.abs(await tall() - await own()) < 2, `${await tall()}, ${await own()}`);
    // Changes made here are reported; what the host has put into the address is no news to it.
    const told = async () => (await heard()).filter(({ type }) => type === 'link').length;
    await page.waitForFunction(() => window.heard.some((message) => message.type === 'link'));
    const before = await told();
    await page.evaluate((hash) => { document.querySelector('iframe').src = `${document.querySelector('iframe').src.split('#')[0]}#${hash}`; }, link(QUICK));
    await frame.locator('.byline').getByText('Quick to settle').waitFor();
    await page.waitForTimeout(500);
    assert.equal(await told(), before);
    // Nor is it when the next one arrives before the page has got round to reporting it.
    await frame.evaluate(([first, next]) => {
      addEventListener('hashchange', () => history.replaceState(null, '', `#${next}`), { once: true });
      location.hash = first;
    }, [link(BLANK), link(QUICK)]);
    await frame.locator('.byline').getByText('Your funnel').waitFor();
    await page.waitForTimeout(500);
    assert.equal(await told(), before);
    // A deck's keys come back if nothing here uses them.
    await frame.locator('.byline').click();
    await frame.locator('body').press('ArrowRight');
    await page.waitForFunction(() => window.heard.some(({ key }) => key === 'ArrowRight'));
  // For a host that did not follow, the view would be fitted into its frame.
  }, { query: `?view=answer#${link(BLANK)}`, follows: true }));

test('what is wrong is refused at its place, and changes nothing', () =>
  hosted(async ({ page, ask, frame }) => {
    const { scenario } = await ask({ type: 'getState' });
    const bad = structuredClone(scenario);
    bad.channels[0].spend_per_week = -5;
    bad.name = '<img src=x onerror=alert(1)>';
    const { type, problems } = await ask({ type: 'setState', scenario: bad });
    assert.deepEqual([type, problems[0].path], ['refused', 'channels[0].spend_per_week']);
    assert.equal((await ask({ type: 'eval', code: 'alert(1)' })).type, 'refused');
    // Messages of others, crafted ones and far too many: ignored.
    let alerts = 0;
    page.on('dialog', (dialog) => { alerts += 1; return dialog.dismiss(); });
    await page.evaluate(() => {
      for (const message of [null, 7, 'slide:start', [], { funnel: 1 }, { funnel: { valueOf: 1 } }, { __proto__: { funnel: 1, type: 'getState' } },
        { funnel: 1, type: 'setState', scenario: 'x'.repeat(6_000_000) }, new Map([['funnel', 1]]), new ArrayBuffer(9)]) window.say(message);
      for (let i = 0; i < 20_000; i += 1) window.say({ funnel: 1, type: 'setState', scenario: { version: 1, name: `${i}` } });
    });
    // During the flood no message is accepted, and those with an id are told so; once it has drained, all is as before.
    const still = await page.waitForFunction(() => {
      const reply = window.heard.find(({ id, type }) => id === 'still' && type === 'state');
      if (!reply) window.say({ funnel: 1, id: 'still', type: 'getState' });
      return reply;
    }, null, { polling: 300, timeout: 60_000 });
    assert.deepEqual((await still.jsonValue()).scenario, scenario);
    // What was heard a second ago no longer counts, the questions above among it.
    await page.waitForTimeout(1_100);
    // A name is plain text, whatever it says.
    assert.equal((await ask({ type: 'setState', scenario: { ...scenario, name: bad.name } })).type, 'done');
    await frame.getByText(bad.name).waitFor();
    assert.equal(await frame.locator('img').count(), 0);
    assert.equal(alerts, 0);
  }, { query: `?view=answer#${link(BLANK)}` }));

test('only the window around it is heard, from the origin that the address names', async () => {
  await hosted(async ({ page }) => {
    const before = (await page.evaluate(() => window.heard.length));
    await page.evaluate(() => {
      // Another frame of the same host tries to reach ours.
      const other = document.body.appendChild(document.createElement('iframe'));
      other.contentWindow.eval('parent.frames[0].postMessage({ funnel: 1, id: 1, type: "getState" }, "*")');
    });
    await page.waitForTimeout(500);
    const after = await page.evaluate((before) => window.heard.slice(before).filter(({ type }) => type === 'state'), before);
    assert.deepEqual(after, []);
  }, { query: `?view=answer#${link(BLANK)}` });
  await hosted(async ({ page }) => {
    await page.evaluate(() => window.say({ funnel: 1, id: 1, type: 'getState' }));
    await page.waitForTimeout(500);
    assert.deepEqual(await page.evaluate(() => window.heard.filter(({ id }) => id === 1)), []);
  }, { query: `?view=answer&origin=https%3A%2F%2Felsewhere.test#${link(BLANK)}` });
});

test('a sandbox without an origin, and without storage, shows the same numbers', async () => {
  let own;
  await site.visit(async ({ page }) => { own = await settled(page); }, { kept: BLANK });
  await hosted(async ({ ask }) => {
    const { report } = await ask({ type: 'run' });
    assert.deepEqual(report, own);
  }, { query: `?view=answer#${link(BLANK)}`, sandbox: 'sandbox="allow-scripts"' });
});

test('nothing that the reader keeps is in a frame', () =>
  hosted(async ({ page, ask }) => {
    const { scenario } = await ask({ type: 'getState' });
    const own = await page.context().newPage();
    await own.goto(site.origin);
    await ready(own);
    await own.getByRole('textbox', { name: 'Name of the scenario' }).fill('Private');
    await own.keyboard.press('Enter');
    await own.close({ runBeforeUnload: true });
    await page.reload();
    await page.waitForFunction(() => window.heard.some((message) => message.type === 'ready'));
    assert.deepEqual((await ask({ type: 'getState' })).scenario, scenario);
  }, { query: '?view=answer' }));

test('locked, nothing can be changed; compact and a locale are obeyed', () =>
  site.visit(async ({ page }) => {
    await page.locator('#assumptions-title').waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole('textbox').and(page.locator(':enabled')).count(), 0);
    assert.equal(await page.getByRole('slider', { name: /^Budget/ }).count(), 0);
    assert.match(await page.locator('html').getAttribute('class'), /is-compact/);
    assert.equal(await page.locator('[id="channels[0].spend_per_week"]').inputValue(), '43.333,33');
  }, { path: '/?view=assumptions&lock=1&compact&locale=de' }));

test('what is asked before the page is there is answered when it is', async () => {
  // Another address of the same origin first: the route must be set up before the page's first request.
  await site.visit(async ({ page }) => {
    let release;
    const gate = new Promise((resolve) => { release = resolve; });
    await page.route(/funnel_bg/, async (route) => {
      await gate;
      await route.continue();
    });
    await page.goto(`${site.origin}/static/embed/playground.html`);
    await page.evaluate(() => {
      window.__state = document.querySelector('funnel-simulator').getState();
    });
    release();
    const state = await page.evaluate(() => window.__state);
    assert.equal(state.plans[0].spend[0].scale, 1.2);
  }, { path: '/static/', expected: [/404/] });
});

test('the element grows with its page, takes promises, and hands keys back; the playground shows it', () =>
  site.visit(async ({ page }) => {
    const element = page.locator('funnel-simulator');
    const log = page.locator('#log');
    await log.getByText('ready:').first().waitFor({ timeout: 60_000 });
    await page.locator('#scenario').fill(BLANK);
    await page.getByRole('button', { name: /^setState/ }).evaluate((button) => button.click());
    await log.getByText('setState(): done').waitFor();
    // By script: the element is still growing, and what is below it moves away from a pointer.
    await page.getByRole('button', { name: 'run()' }).evaluate((button) => button.click());
    await log.getByText('run():').waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector('funnel-simulator').shadowRoot.querySelector('iframe').getBoundingClientRect().height > 600);
    await page.getByRole('button', { name: 'getState()' }).evaluate((button) => button.click());
    await page.waitForFunction(() => document.getElementById('scenario').value.includes('"version": 2'));
    await page.locator('#scenario').fill('{"version": 1, "channels": [{"id": "a", "spend_per_week": -1}]}');
    await page.getByRole('button', { name: /^setState/ }).evaluate((button) => button.click());
    await log.getByText('channels[0].spend_per_week').waitFor();
    // Another view by its attribute.
    await page.getByRole('combobox', { name: 'View' }).selectOption('time');
    await element.evaluate((e) => e.run());
    assert.match(await page.locator('#snippet').innerText(), /<funnel-simulator src="http[^"]+" view="time"><\/funnel-simulator>/);
    await accessible(page, 'the playground', (axe) => axe.exclude('funnel-simulator'));
    // Removed while it is asked: nobody waits for ever.
    const lost = await element.evaluate((e) => {
      const asked = e.run().then(() => 'answered', ({ message }) => message);
      e.remove();
      return asked;
    });
    assert.match(lost, /removed/);
  }, { path: '/static/embed/playground.html' }));

test('a frame whose link cannot be read gives no scenario, and takes another', () =>
  hosted(async ({ page, ask, frame }) => {
    await frame.getByRole('heading', { name: 'This link cannot be read' }).waitFor({ timeout: 60_000 });
    for (const request of [{ type: 'getState' }, { type: 'run' }, { type: 'export', format: 'scenario.json' }]) {
      const { type, message } = await ask(request);
      assert.equal(type, 'failed');
      assert.match(message, /cannot be read/);
    }
    assert.equal(await frame.getByRole('button', { name: /own work|example/ }).count(), 0, 'a frame has no work of the reader\'s');
    const small = async () => {
      await page.evaluate(() => Object.assign(document.querySelector('iframe'), { width: 320, height: 240 }));
      await frame.waitForFunction(() => innerWidth === 320);
      await drawn(frame);
      return frame.evaluate(() => [document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight <= innerHeight]);
    };
    assert.deepEqual(await small(), [true, true], 'all of it is in sight in a small frame');
    assert.equal((await ask({ type: 'setState', scenario: JSON.parse(BLANK) })).type, 'done');
    await frame.locator('#answer-title').waitFor();
    assert.equal((await ask({ type: 'getState' })).scenario.name, 'Your funnel');
  }, { query: '?view=answer#v1=broken', sandbox: 'sandbox="allow-scripts"' }));
