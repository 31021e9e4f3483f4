// Where one begins: a first answer from three entries, or something to open.

import * as estimate from './estimate.js';
import { button, el, field, fill, fold } from './dom.js';
import * as making from './making.js';
import { announce, place as notice, report } from './notice.js';
import { openFiles, openPath } from './opening.js';
import { ask } from './port.js';
import { state } from './state.js';
import { show as showView } from './views.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Library} Library */

/** So many files are shown at once. */
const FEW_FILES = 12;

/** The library, per language. @type {Map<string, Library>} */
const libraries = new Map();
const shelf = el('div', { class: 'shelf' });
const table = el('div', {});

/** The library, asked once per language. */
export async function library() {
  const known = libraries.get(state.lang);
  if (known) return known;
  const asked = await ask('library', {});
  libraries.set(state.lang, asked);
  return asked;
}

/** @param {HTMLElement} main */
export async function show(main) {
  document.title = 'Verdeel';
  fill(
    main,
    el(
      'div',
      { class: 'title' },
      el('h1', { tabindex: '-1' }, word('startTitle')),
      el('p', { class: 'question' }, word('startLead')),
    ),
    el('div', { class: 'said' }, notice),
    state.scenario &&
      el(
        'p',
        { class: 'resume' },
        button(word('resume', state.seen?.title ?? state.scenario.path), () => showView('work'), { class: 'primary' }),
      ),
    el('div', { class: 'start' }, estimate.part(), shelf),
  );
  announce('');
  await draw();
}

async function draw() {
  try {
    const all = await library();
    making.know(all.schemes);
    fill(
      shelf,
      el('h2', {}, word('orOpen')),
      all.files.length > 0 &&
        fold(word('folder', String(all.files.length)), { open: all.files.length <= FEW_FILES }, files(all)),
      fold(word('questions', String(all.questions.length)), { open: true }, questions(all)),
      fold(word('examples', String(all.examples.length)), {}, entries(all.examples)),
      fold(word('schemes', String(all.schemes.length)), {}, schemes(all)),
      fold(word('ownFile'), {}, own()),
      fold(word('newScenario'), { id: 'new-scenario' }, making.form()),
    );
  } catch (error) {
    report(error, draw);
  }
}

/** @param {import('./port.js').Entry[]} list */
function entries(list) {
  return el(
    'ul',
    { class: 'entries' },
    list.map((one) =>
      el(
        'li',
        {},
        button(one.title, () => openPath(one.path), { class: 'entry', 'data-path': one.path }),
      ),
    ),
  );
}

/** @param {Library} all */
function questions(all) {
  const list = el('ul', { class: 'entries' });
  const search = el('input', { type: 'search', id: 'search', autocomplete: 'off', oninput: () => draw() });
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fit = all.questions.filter((one) =>
      words.every((part) => `${one.id} ${one.title} ${one.text}`.toLowerCase().includes(part)),
    );
    fill(
      list,
      fit.map((one) =>
        el(
          'li',
          {},
          button('', () => openPath(one.path), { class: 'entry', 'data-path': one.path }),
        ),
      ),
    );
    [...list.querySelectorAll('button')].forEach((one, at) =>
      one.append(el('b', {}, fit[at].id ?? ''), el('span', {}, fit[at].text || fit[at].title)),
    );
    if (fit.length === 0) fill(list, el('li', { class: 'muted' }, word('noneFits')));
  };
  draw();
  return el('div', {}, el('label', { class: 'field' }, el('span', {}, word('search')), search), list);
}

/** @param {Library} all */
function schemes(all) {
  return el(
    'ul',
    { class: 'entries' },
    all.schemes.map((one) =>
      el(
        'li',
        {},
        button(
          `${one.title} (${one.valid})`,
          () => {
            making.choose(one.id);
            const fold = document.getElementById('new-scenario');
            fold?.setAttribute('open', '');
            fold?.querySelector('input')?.focus();
          },
          { class: 'entry', 'data-scheme': one.id },
        ),
      ),
    ),
  );
}

/** @param {Library} all */
function files(all) {
  return el(
    'ul',
    { class: 'entries' },
    all.files.map((one) =>
      el(
        'li',
        {},
        button(one.path, () => openPath(one.path), { class: 'entry', 'data-path': one.path }),
      ),
    ),
  );
}

function own() {
  const input = el('input', {
    type: 'file',
    id: 'own-file',
    multiple: true,
    accept: '.toml,.json,.csv,.html',
    onchange: () => {
      if (input.files?.length) took(input.files);
    },
  });
  const zone = el('div', { class: 'drop' }, field(word('ownFileLabel'), { hidden: true }).firstChild, input);
  input.setAttribute('aria-label', word('ownFileLabel'));
  return el('div', {}, zone, table);
}

/** @param {FileList} list */
export async function took(list) {
  const sheet = await openFiles(list);
  if (!sheet) return;
  if (state.view !== 'start') await showView('start');
  fill(table, making.tableForm(sheet));
  table.closest('details')?.setAttribute('open', '');
  table.querySelector('input')?.focus();
}
