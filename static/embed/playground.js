// The playground of docs/embed.md: attributes from the form, messages from the buttons, and a log of what arrived.

import './funnel-simulator.js';
import { VIEWS } from './views.js';

/** Longest line of the log. */
const SHOWN = 400;

const form = document.getElementById('choices');
const scenario = document.getElementById('scenario');
const log = document.getElementById('log');
form.elements.view.append(...Object.keys(VIEWS).map((view) => new Option(view, view)));
form.elements.view.value = 'answer';

const element = document.createElement('funnel-simulator');
// This page is two folders below the simulator.
element.setAttribute('src', '../../');

function apply() {
  for (const name of ['view', 'theme', 'locale', 'controls', 'lock', 'compact']) {
    const control = form.elements[name];
    const value = control.type === 'checkbox' ? control.checked && control.value : control.value.trim();
    if (value) element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
  const shown = element.cloneNode();
  shown.setAttribute('src', new URL('../../', document.baseURI).href);
  document.getElementById('snippet').textContent =
    `<script type="module" src="${new URL('funnel-simulator.js', document.baseURI).href}"></script>\n${shown.outerHTML}`;
}

function note(what, value) {
  const line = document.createElement('li');
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'done';
  const code = document.createElement('code');
  code.textContent = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  line.append(`${what}: `, code);
  log.prepend(line);
}

async function call(name, argument) {
  try {
    const given = name === 'setState' ? JSON.parse(scenario.value) : argument;
    const value = await element[name](given);
    if (name === 'getState') scenario.value = JSON.stringify(value, null, 2);
    note(`${name}()`, value);
  } catch (error) {
    note(`${name}() refused`, error.message);
  }
}

form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', () => call(button.dataset.call, button.dataset.with));
}
for (const kind of ['ready', 'height', 'key']) {
  element.addEventListener(`funnel-${kind}`, ({ detail }) => note(kind, detail));
}
apply();
document.getElementById('place').append(element);
