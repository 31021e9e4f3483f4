// A new scenario in a short form, or out of a table of students.

import { button, choice, el, field, fill } from './dom.js';
import { report } from './notice.js';
import { understood } from './numbers.js';
import { openMade } from './opening.js';
import { ask } from './port.js';
import { show as showView } from './views.js';
import { word } from './words.js';

/** @typedef {{name: string, students: Record<number, string>}} Row */

/** What was typed. Students stand by the number of their region. */
const typed = {
  title: '',
  year: '2025',
  scheme: '',
  regions: [''],
  /** @type {Row[]} */ partnerships: [{ name: '', students: {} }],
};
/** @type {import('./port.js').Scheme[]} */
let schemes = [];
const parts = el('div', {});

/** @param {import('./port.js').Scheme[]} all */
export function know(all) {
  schemes = all;
  if (!all.some((one) => one.id === typed.scheme)) {
    typed.scheme = (all.find((one) => one.id === 'regional-2025') ?? all[0])?.id ?? '';
  }
}

/** @param {string} scheme */
export function choose(scheme) {
  typed.scheme = scheme;
  const select = document.getElementById('new-scheme');
  if (select instanceof HTMLSelectElement) select.value = scheme;
}

/**
 * A text that stays when the form is drawn again.
 *
 * @param {string} label
 * @param {string} id
 * @param {string} value
 * @param {(value: string) => void} keep
 * @param {Record<string, unknown>} [attributes]
 */
function entry(label, id, value, keep, attributes = {}) {
  return field(label, {
    type: 'text',
    autocomplete: 'off',
    id,
    value,
    ...attributes,
    oninput: (/** @type {Event} */ event) => keep(/** @type {HTMLInputElement} */ (event.target).value),
  });
}

/** @param {string} id */
function schemeChoice(id) {
  return choice(
    word('scheme'),
    schemes.map((one) => ({ value: one.id, text: `${one.title} (${one.valid})` })),
    typed.scheme,
    (value) => {
      typed.scheme = value;
    },
    { id },
  );
}

/** The guided form. */
export function form() {
  drawParts();
  return el(
    'form',
    {
      class: 'making',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        make();
      },
    },
    el(
      'fieldset',
      {},
      el('legend', {}, word('stepWhat')),
      entry(
        word('title'),
        'new-title',
        typed.title,
        (value) => {
          typed.title = value;
        },
        { required: true },
      ),
      entry(
        word('year'),
        'new-year',
        typed.year,
        (value) => {
          typed.year = value;
        },
        { required: true, size: '9' },
      ),
      schemeChoice('new-scheme'),
    ),
    parts,
    el('p', {}, el('button', { class: 'primary' }, word('make'))),
  );
}

function drawParts() {
  fill(
    parts,
    el(
      'fieldset',
      {},
      el('legend', {}, word('stepRegions')),
      typed.regions.map((name, at) =>
        el(
          'div',
          { class: 'row' },
          entry(
            word('regionNumber', String(at + 1)),
            `new-region-${at}`,
            name,
            (value) => {
              typed.regions[at] = value;
            },
            { required: true },
          ),
          typed.regions.length > 1 &&
            button(word('away'), () => removeRegion(at), {
              'aria-label': `${word('remove')}: ${word('regionNumber', String(at + 1))}`,
            }),
        ),
      ),
      button(
        word('addRegion'),
        () => {
          typed.regions.push('');
          drawParts();
          focus(`new-region-${typed.regions.length - 1}`);
        },
        { class: 'add' },
      ),
    ),
    el(
      'fieldset',
      {},
      el('legend', {}, word('stepPartnerships')),
      typed.partnerships.map(partnership),
      button(
        word('addPartnership'),
        () => {
          typed.partnerships.push({ name: '', students: {} });
          drawParts();
          focus(`new-partnership-${typed.partnerships.length - 1}`);
        },
        { class: 'add' },
      ),
    ),
  );
}

/**
 * @param {Row} row
 * @param {number} at
 */
function partnership(row, at) {
  return el(
    'fieldset',
    { class: 'row' },
    el('legend', {}, word('partnershipNumber', String(at + 1))),
    entry(
      word('name'),
      `new-partnership-${at}`,
      row.name,
      (value) => {
        row.name = value;
      },
      { required: true },
    ),
    typed.regions.map((name, region) =>
      entry(
        word('studentsIn', name || word('regionNumber', String(region + 1))),
        `new-students-${at}-${region}`,
        row.students[region] ?? '',
        (value) => {
          row.students[region] = value;
        },
        { inputmode: 'numeric', size: '6', pattern: '[0-9.,\\s]*' },
      ),
    ),
    typed.partnerships.length > 1 &&
      button(
        word('away'),
        () => {
          typed.partnerships.splice(at, 1);
          drawParts();
        },
        { 'aria-label': `${word('remove')}: ${word('partnershipNumber', String(at + 1))}` },
      ),
  );
}

/** @param {number} at */
function removeRegion(at) {
  typed.regions.splice(at, 1);
  for (const row of typed.partnerships) {
    const kept = Object.entries(row.students).filter(([region]) => Number(region) !== at);
    row.students = Object.fromEntries(
      kept.map(([region, students]) => [Number(region) > at ? Number(region) - 1 : Number(region), students]),
    );
  }
  drawParts();
}

/** @param {string} id */
function focus(id) {
  document.getElementById(id)?.focus();
}

async function make() {
  const partnerships = typed.partnerships.map((row) => {
    const counted = typed.regions.map((name, region) => [name.trim(), understood(row.students[region] ?? '')]);
    return {
      name: row.name.trim(),
      students: Object.fromEntries(
        counted.filter(([, heads]) => heads !== null).map(([name, heads]) => [name, Number(heads)]),
      ),
    };
  });
  const { title, year, scheme } = typed;
  await open({
    form: {
      title: title.trim(),
      year: year.trim(),
      scheme,
      regions: typed.regions.map((name) => name.trim()),
      partnerships,
    },
  });
}

/**
 * What a table of students still needs.
 *
 * @param {import('./opening.js').Sheet} sheet
 */
export function tableForm(sheet) {
  return el(
    'form',
    {
      class: 'making',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        open({ table: { name: sheet.name, text: sheet.text, year: typed.year.trim(), scheme: typed.scheme } });
      },
    },
    el('p', {}, word('tableLead', sheet.name)),
    entry(
      word('year'),
      'table-year',
      typed.year,
      (value) => {
        typed.year = value;
      },
      { required: true, size: '9' },
    ),
    schemeChoice('table-scheme'),
    el('p', {}, el('button', { class: 'primary' }, word('make'))),
  );
}

/** @param {Record<string, unknown>} request */
async function open(request) {
  try {
    openMade(await ask('new', request));
    await showView('work');
  } catch (error) {
    report(error, () => open(request));
  }
}
