// The text of the scenario, with its problems as the command line prints them.

import { button, el, fill, pause } from './dom.js';
import { announce, place as notice, sentence } from './notice.js';
import { ask, isAbort, Refusal } from './port.js';
import { record, state, when } from './state.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Problem} Problem */

/** How long somebody may pause between two keys. */
const PAUSE = 400;

const numbers = el('pre', { class: 'numbers', 'aria-hidden': 'true' });
const text = el('textarea', {
  id: 'text',
  spellcheck: 'false',
  autocomplete: 'off',
  autocapitalize: 'off',
  wrap: 'off',
  oninput: typed,
  onscroll: scrolled,
});
const found = el('section', { class: 'found', 'aria-labelledby': 'found-heading' });
/** The file that is shown: empty for the scenario itself. */
let file = '';
/** @type {AbortController | null} */
let asking = null;

when('scenario', () => {
  if (state.view !== 'text') return;
  if (text.value !== current()) fillText();
  return check();
});

/** @param {HTMLElement} main */
export function show(main) {
  document.title = `${word('view-text')} – Verdeel`;
  const files = ['', ...Object.keys(state.scenario?.files ?? {})];
  if (!files.includes(file)) file = '';
  text.setAttribute('aria-label', word('textLabel'));
  fill(
    main,
    el('div', { class: 'title' }, el('h1', { tabindex: '-1' }, word('textOf', state.scenario?.path ?? ''))),
    el('div', { class: 'said' }, notice),
    files.length > 1 && el('label', { class: 'choice' }, el('span', {}, word('whichFile')), fileChoice(files)),
    el('div', { class: 'editor' }, el('div', { class: 'typing' }, numbers, text), found),
  );
  announce(word('textHint'));
  fillText();
  return check();
}

/** @param {string[]} files */
function fileChoice(files) {
  const select = el(
    'select',
    {
      onchange: () => {
        file = select.value;
        fillText();
      },
    },
    files.map((name) => el('option', { value: name, selected: name === file }, name || state.scenario?.path || '')),
  );
  return select;
}

function current() {
  return file === '' ? (state.scenario?.text ?? '') : (state.scenario?.files[file] ?? '');
}

function fillText() {
  text.value = current();
  numberLines();
}

function numberLines() {
  const count = text.value.split('\n').length;
  if (numbers.childElementCount !== count)
    fill(
      numbers,
      Array.from({ length: count }, (_, at) => el('span', {}, `${at + 1}\n`)),
    );
  scrolled();
}

function scrolled() {
  numbers.scrollTop = text.scrollTop;
}

function typed() {
  numberLines();
  const part = file === '' ? { text: text.value } : { files: { ...state.scenario?.files, [file]: text.value } };
  state.change = null;
  record(part, `typing ${file}`);
}

async function check() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  await pause(PAUSE);
  if (signal.aborted) return;
  try {
    const look = await ask('look', { scenario: state.scenario, sections: [], draws: 0 }, signal);
    state.seen = state.seen && { ...state.seen, title: look.title };
    tellFound([], '');
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof Refusal) tellFound(error.problems, error.message);
    else tellFound([], sentence(error));
  }
}

/**
 * @param {Problem[]} problems
 * @param {string} message
 */
function tellFound(problems, message) {
  const lines = new Set(problems.filter(isHere).map((one) => one.line));
  [...numbers.children].forEach((one, at) => one.classList.toggle('wrong', lines.has(at + 1)));
  fill(
    found,
    el(
      'h2',
      { id: 'found-heading' },
      problems.length > 0 ? word('problems', String(problems.length)) : word(message ? 'problem' : 'sound'),
    ),
    problems.length > 0 &&
      el(
        'ul',
        {},
        problems.map((one) =>
          el(
            'li',
            {},
            isHere(one)
              ? button(word('atLine', String(one.line), one.text), () => jump(one), { class: 'link' })
              : [one.file, one.text].filter(Boolean).join(': '),
          ),
        ),
      ),
    message &&
      el(
        'div',
        { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': word('asPrinted') },
        el('pre', { class: 'printed-problem' }, message),
      ),
    !message && el('p', { class: 'muted' }, word('soundHint')),
  );
  found.setAttribute('role', 'status');
}

/**
 * Whether a problem is in the text that is shown.
 *
 * @param {Problem} problem
 */
function isHere(problem) {
  const shown = file || state.scenario?.path || '';
  return problem.line !== null && (!problem.file || nameOf(problem.file) === nameOf(shown));
}

/** @param {string} path */
function nameOf(path) {
  return path.split('/').pop() ?? path;
}

/**
 * Selects what the problem is about.
 *
 * @param {Problem} problem
 */
function jump(problem) {
  const [line, column] = [problem.line ?? 1, problem.column ?? 1];
  const from = offset(line, column);
  const to = Math.max(from, offset(problem.end_line ?? line, problem.end_column ?? column));
  text.focus();
  text.setSelectionRange(from, to);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 4) * height);
  text.scrollLeft = 0;
}

/**
 * Where a line and a column stand in the text; both count from one, columns in characters.
 *
 * @param {number} line
 * @param {number} column
 */
function offset(line, column) {
  const lines = text.value.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
}
