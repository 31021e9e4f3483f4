// The first minute: three entries, and a first answer that says what it rests on.

import { button, el, field, fill, fold, showFragment } from './dom.js';
import { announce, report } from './notice.js';
import { understood } from './numbers.js';
import { openMade } from './opening.js';
import { ask, isAbort } from './port.js';
import { state } from './state.js';
import { show as showView } from './views.js';
import { word } from './words.js';

/** What was typed, so that another language or view does not lose it. */
const typed = { regions: [{ name: '', students: '', slice: '' }], lastYear: '' };

const rows = el('div', { class: 'entry-rows' });
const answer = el('div', { class: 'estimate-answer' });
/** @type {import('./port.js').Made | null} */
let made = null;

/** The form and its answer. */
export function part() {
  drawRows();
  const last = field(
    word('lastYear'),
    { type: 'text', inputmode: 'decimal', id: 'last-year', autocomplete: 'off', value: typed.lastYear },
    word('euro'),
  );
  last.addEventListener('input', (event) => {
    typed.lastYear = /** @type {HTMLInputElement} */ (event.target).value;
  });
  if (made) reckon();
  return el(
    'section',
    { class: 'estimate', 'aria-labelledby': 'estimate-heading' },
    el('h2', { id: 'estimate-heading' }, word('firstMinute')),
    el('p', {}, word('firstMinuteLead')),
    el(
      'form',
      {
        novalidate: true,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          submit();
        },
      },
      rows,
      button(word('addRegion'), addRegion, { class: 'add' }),
      last,
      el('p', {}, el('button', { class: 'primary', id: 'estimate' }, word('reckon'))),
    ),
    answer,
  );
}

function drawRows() {
  fill(
    rows,
    typed.regions.map((region, at) => {
      const number = String(at + 1);
      /** @param {'name' | 'students' | 'slice'} what @param {Record<string, unknown>} attributes @param {string} [unit] */
      const entry = (what, attributes, unit) =>
        field(
          word(`entry-${what}`),
          {
            type: 'text',
            autocomplete: 'off',
            id: `${what}-${number}`,
            value: region[what],
            oninput: (/** @type {Event} */ event) => {
              region[what] = /** @type {HTMLInputElement} */ (event.target).value;
            },
            ...attributes,
          },
          unit,
        );
      return el(
        'fieldset',
        { class: 'row' },
        el('legend', {}, word('regionNumber', number)),
        entry('name', { placeholder: word('regionNumber', number) }),
        entry('students', { inputmode: 'numeric', required: true }),
        entry('slice', { inputmode: 'decimal' }, '%'),
        typed.regions.length > 1 &&
          button(
            word('away'),
            () => {
              typed.regions.splice(at, 1);
              drawRows();
            },
            { 'aria-label': `${word('remove')}: ${word('regionNumber', number)}` },
          ),
      );
    }),
  );
}

function addRegion() {
  typed.regions.push({ name: '', students: '', slice: '' });
  drawRows();
  document.getElementById(`name-${typed.regions.length}`)?.focus();
}

/** What was typed as the port wants it, or null with the first entry that is no number in focus. */
function request() {
  const regions = [];
  for (const [at, region] of typed.regions.entries()) {
    const students = understood(region.students);
    const slice = region.slice.trim() === '' ? '0' : understood(region.slice);
    if (students === null || !/^\d+$/.test(students)) return wrong(`students-${at + 1}`);
    if (slice === null) return wrong(`slice-${at + 1}`);
    regions.push({
      name: region.name.trim() || word('regionNumber', String(at + 1)),
      students: Number(students),
      slice,
    });
  }
  const lastYear = typed.lastYear.trim() === '' ? null : understood(typed.lastYear);
  if (typed.lastYear.trim() !== '' && lastYear === null) return wrong('last-year');
  return { regions, ...(lastYear === null ? {} : { last_year: lastYear }) };
}

/** @param {string} id */
function wrong(id) {
  const input = document.getElementById(id);
  input?.setAttribute('aria-invalid', 'true');
  input?.addEventListener('input', () => input.removeAttribute('aria-invalid'), { once: true });
  input?.focus();
  fill(answer, el('p', { class: 'wrong', role: 'alert' }, word('needsNumber')));
  return null;
}

async function submit() {
  const estimate = request();
  if (!estimate) return;
  try {
    made = await ask('new', { estimate });
    await reckon();
  } catch (error) {
    if (isAbort(error)) return;
    report(error, submit);
  }
}

/** Asks for the first answer, and for what changed since last year. */
async function reckon() {
  if (!made) return;
  const { path, text, files, recipient } = made;
  const scenario = { path, text, files: files ?? {} };
  try {
    const { variants } = await ask('look', { scenario, sections: [] });
    const earlier = variants.find((one) => one.id !== 'base')?.id;
    const question = { scenario, recipient, variant: 'base', against: earlier ?? null, versus: null };
    const [look, why] = await Promise.all([
      ask('look', { scenario, baseline: earlier ?? 'base', sections: ['cijfers', 'aannames'] }),
      recipient ? ask('explain', question) : null,
    ]);
    drawAnswer(look, why, earlier ?? 'base');
  } catch (error) {
    report(error, reckon);
  }
}

/**
 * Shows the first answer, marked as an estimate, with what it rests on.
 *
 * @param {import('./port.js').Look} look
 * @param {{name: string, html: string} | null} why
 * @param {string} baseline
 */
function drawAnswer(look, why, baseline) {
  const name = why?.name ?? look.title;
  const explanation = el('div', { class: 'fragment explanation' });
  if (why) showFragment(explanation, why.html);
  const notices = look.notices.map((one) => el('li', {}, one));
  fill(
    answer,
    el('p', {}, el('span', { class: 'badge' }, word('estimate')), ' ', word('estimateNote')),
    el('h3', {}, name),
    explanation,
    notices.length > 0 && el('ul', { class: 'assumed' }, notices),
    look.sections.filter((one) => one.html !== '').map(sectionFold),
    el(
      'p',
      {},
      button(word('goOn'), () => goOn(baseline), { class: 'primary', id: 'go-on' }),
    ),
  );
  const first = explanation.querySelector('h3')?.textContent;
  announce([word('estimate'), name, first].filter(Boolean).join(', '));
}

/** @param {import('./port.js').Section} section */
function sectionFold(section) {
  const fragment = el('div', { class: 'fragment' });
  showFragment(fragment, section.html);
  const isBasis = section.id === 'aannames';
  return fold(isBasis ? word('restsOn') : section.title, { open: isBasis }, fragment);
}

/** @param {string} baseline */
function goOn(baseline) {
  if (!made) return;
  openMade(made);
  Object.assign(state, { recipient: made.recipient ?? '', baseline });
  showView('work');
}
