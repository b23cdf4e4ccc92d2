// The page of the Office add-in: one view of the simulator, and the scenario kept in the document (docs/office.md).
//
// Opened by the add-in's manifest (`?office=1`) it loads Microsoft's Office.js from Microsoft's host, as every add-in
// must: the only page here that requests anything from elsewhere. Opened otherwise it does not, and keeps nothing.

import '../embed/funnel-simulator.js';
import { VIEWS, named } from '../embed/views.js';

const OFFICE = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const KEY = 'funnel';

const form = document.getElementById('choice');
const said = document.getElementById('said');
form.elements.view.append(...Object.entries(VIEWS).map(([view, question]) => new Option(question, view)));

/** The document's settings; where there is no document, a store that keeps nothing and says so. */
async function settings() {
  const memory = { get: () => undefined, set: async () => false };
  if (!new URLSearchParams(location.search).has('office')) return memory;
  try {
    await new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement('script'), { src: OFFICE, onload: resolve, onerror: reject }));
    });
    await window.Office.onReady();
  } catch {
    return memory;
  }
  const kept = window.Office.context?.document?.settings;
  if (!kept) return memory;
  return {
    get: () => kept.get(KEY),
    set: (value) => new Promise((resolve, reject) => {
      kept.set(KEY, value);
      kept.saveAsync(({ status, error }) => (status === 'failed' ? reject(error) : resolve(true)));
    }),
  };
}

/** A link and nothing else, which is what a document keeps of an address. */
const PLAIN = /^(?:\S*#)?(v\d+=[\w-]+)$/;
/** What any text with a link in it has, encoded or broken into lines as it may be: the page knows how to read it. */
const HOLDS_LINK = /v\s*\d+[\s\p{Cf}]*[=%&-]/iu;

/** What to hand to the page of a text with a link in it; nothing if there is none. */
function linkIn(text) {
  return text.match(PLAIN)?.[1] ?? (HOLDS_LINK.test(text) ? text : '');
}

const store = await settings();
const element = document.createElement('funnel-simulator');
element.setAttribute('src', '../../');
let shown = { view: 'answer', link: linkIn(location.hash.slice(1)), scenario: undefined };

async function show() {
  const { view, link, scenario } = shown;
  element.setAttribute('view', view);
  // A link that is set again shows its own scenario; with one that was changed since, it is there already.
  if (!scenario || link !== (element.getAttribute('link') ?? '')) {
    if (link) element.setAttribute('link', link);
    else element.removeAttribute('link');
  }
  if (!element.isConnected) document.getElementById('place').append(element);
  // The scenario kept after changes to the link's own.
  if (scenario) await element.setState(scenario);
}

/** Keeps what is shown; returns whether there is a document to keep it in. */
async function keep() {
  // Of a text around a link the document gets the scenario alone: the rest is perhaps a mail.
  if (shown.link && !PLAIN.test(shown.link)) shown = { ...shown, link: '', scenario: await element.getState() };
  return store.set(shown);
}

async function tell(what) {
  try {
    said.textContent = await what();
  } catch (error) {
    said.textContent = `That did not work: ${error?.message ?? error}`;
  }
}

const NOWHERE = 'There is no document here to keep it in.';

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.link.value.trim();
  const link = linkIn(text);
  if (text && !link) {
    said.textContent = 'That is no link to a scenario: it has no part that begins with v1=.';
    return;
  }
  const view = form.elements.view.value;
  tell(async () => {
    // Another view of the same scenario, with what was changed on the slide; a link that cannot be read has none.
    shown = link
      ? { view, link, scenario: undefined }
      : { ...shown, view, scenario: await element.getState().catch(() => shown.scenario) };
    await show();
    return (await keep()) ? 'Shown, and kept in the document.' : `Shown. ${NOWHERE}`;
  });
});

document.getElementById('keep').addEventListener('click', () => tell(async () => {
  shown = { ...shown, scenario: await element.getState() };
  return (await keep()) ? 'Kept in the document.' : NOWHERE;
}));

const kept = store.get();
const view = named(kept?.view);
if (view) {
  shown = { view, link: linkIn(String(kept.link ?? '')), scenario: kept.scenario };
}
form.elements.view.value = shown.view;
tell(async () => {
  await show();
  return '';
});
