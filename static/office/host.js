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

/** The document's settings, or a store that forgets where there is no document. */
async function settings() {
  const memory = { get: () => undefined, set: async () => { throw new Error('there is no document to keep it in'); } };
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
      kept.saveAsync(({ status, error }) => (status === 'failed' ? reject(error) : resolve()));
    }),
  };
}

/** The part of an address that holds a scenario; nothing if there is none. */
function linkIn(text) {
  return text.match(/v\d+=[\w-]+/)?.[0] ?? '';
}

const store = await settings();
const element = document.createElement('funnel-simulator');
element.setAttribute('src', '../../');
let shown = { view: 'answer', link: linkIn(location.hash), scenario: undefined };

async function show() {
  element.setAttribute('view', shown.view);
  if (shown.link) element.setAttribute('link', shown.link);
  else element.removeAttribute('link');
  if (!element.isConnected) document.getElementById('place').append(element);
  // The scenario kept after changes to the link's own.
  if (shown.scenario) await element.setState(shown.scenario);
}

async function tell(what, done) {
  try {
    await what();
    said.textContent = done;
  } catch (error) {
    said.textContent = `That did not work: ${error?.message ?? error}`;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.link.value.trim();
  const link = linkIn(text);
  if (text && !link) {
    said.textContent = 'That is no link to a scenario: it has no part that begins with v1=.';
    return;
  }
  const view = form.elements.view.value;
  shown = link ? { view, link, scenario: undefined } : { ...shown, view };
  tell(async () => {
    await show();
    await store.set(shown);
  }, 'Shown, and kept in the document.');
});

document.getElementById('keep').addEventListener('click', () => tell(async () => {
  shown = { ...shown, scenario: await element.getState() };
  await store.set(shown);
}, 'Kept in the document.'));

const kept = store.get();
const view = named(kept?.view);
if (view) {
  shown = { view, link: linkIn(String(kept.link ?? '')), scenario: kept.scenario };
}
form.elements.view.value = shown.view;
tell(show, '');
