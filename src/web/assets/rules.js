// The rule's own sentences as a form: every bracket can be filled in.

import { isChanging, set, settle } from './changes.js';
import { amountBracket } from './amount.js';
import { about, choiceBracket, nameOf } from './option.js';
import { el, fill, fold, pause } from './dom.js';
import { report } from './notice.js';
import { withUnit } from './numbers.js';
import { ask, isAbort } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Rules} Rules */
/** @typedef {import('./port.js').Group} Group */
/** @typedef {import('./port.js').Field} Field */

const place = el('div', { class: 'rules' });
/** @type {Rules | null} */
let rules = null;
/** What is on the page besides values: while it is the same, only values change. */
let shape = '';
/** Tells the control of a field its value. @type {Map<string, (field: Field) => void>} */
let controls = new Map();
/** @type {AbortController | null} */
let asking = null;
/** How long a text stands before its sentences are asked for. */
const REST = 250;
let turn = 0;

/** The form, empty until the port answered. */
export function form() {
  shape = '';
  return place;
}

/** Asks for the sentences of the variant in view. */
export async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const { scenario, variant } = state;
  try {
    const now = await ask('rules', { scenario, variant }, asking.signal);
    // Not under the hands of who is changing them: the end of that asks again.
    if (isChanging() || state.scenario !== scenario) return;
    rules = now;
    draw(now);
  } catch (error) {
    if (isAbort(error)) return;
    if (!rules) report(error, refresh);
  }
}

/** Asks for them when nothing has changed for a while. */
export async function refreshAtRest() {
  turn += 1;
  const own = turn;
  await pause(REST);
  if (own === turn && !isChanging()) await refresh();
}

/** @param {Rules} now */
function draw(now) {
  const shapeNow = shapeOf(now);
  if (shapeNow !== shape) {
    const focused = document.activeElement?.id ?? '';
    const open = [...place.querySelectorAll('details[open]')].map((one) => one.id);
    controls = new Map();
    fill(place, ...groups(now));
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
    shape = shapeNow;
  }
  for (const [path, show] of controls) {
    const field = now.fields[path];
    if (field) show(field);
  }
}

/** @param {Rules} all */
function shapeOf(all) {
  const fields = Object.entries(all.fields).map(([path, { value, shown: _shown, ...rest }]) => [
    path,
    rest,
    rest.kind === 'choice' && value === '',
  ]);
  return JSON.stringify([state.lang, all.variant, all.groups, fields]);
}

/** @param {Rules} all */
function groups(all) {
  const own = all.groups.filter((group) => !group.id.includes('@') && group.id !== 'counts');
  const regional = all.groups.filter((group) => group.id.includes('@'));
  const counts = all.groups.find((group) => group.id === 'counts');
  const more = all.groups.filter((group) => group.id !== 'counts' && group.more?.length);
  return [
    ...own.filter((group) => group.sentences.length).map((group) => rule(all, group, 'h3')),
    regional.length > 0 &&
      el(
        'section',
        { class: 'regions', 'aria-labelledby': 'regions-heading' },
        el('h3', { id: 'regions-heading' }, word('perRegion')),
        el(
          'div',
          { class: 'beside' },
          regional.map((group) => rule(all, group, 'h4')),
        ),
      ),
    counts &&
      fold(
        word('students'),
        { id: 'counts-fold', class: 'students' },
        source(counts),
        el(
          'ul',
          {},
          counts.sentences.concat(counts.more ?? []).map((one) => el('li', {}, sentence(all, one))),
        ),
      ),
    more.length > 0 &&
      fold(
        word('allRules'),
        { id: 'more-fold', class: 'more' },
        more.map((group) =>
          el('section', { class: 'rule' }, el('h4', {}, group.title), sentences(all, group.more ?? [])),
        ),
      ),
  ];
}

/**
 * @param {Rules} all
 * @param {Group} group
 * @param {'h3' | 'h4'} heading
 */
function rule(all, group, heading) {
  return el(
    'section',
    { class: 'rule' },
    el(heading, {}, group.title, group.assumed && el('span', { class: 'badge' }, word('assumption'))),
    sentences(all, group.sentences),
    source(group),
  );
}

/** @param {Group} group */
function source(group) {
  return group.source ? fold(word('source'), { class: 'source' }, el('p', {}, group.source)) : null;
}

/**
 * @param {Rules} all
 * @param {import('./port.js').Sentence[]} list
 */
function sentences(all, list) {
  return list.map((one) => {
    const choices = one
      .flatMap((part) => (typeof part === 'string' ? [] : [part.field]))
      .filter((path) => all.fields[path]?.kind === 'choice');
    return el(
      'div',
      {},
      el('p', { class: 'sentence' }, sentence(all, one)),
      choices.map((path) => about(path, all.fields[path], (value) => finish(path, value, all.fields[path]))),
    );
  });
}

/**
 * @param {Rules} all
 * @param {import('./port.js').Sentence} parts
 */
function sentence(all, parts) {
  return parts.map((part, at) => {
    if (typeof part !== 'string')
      return el('span', { class: 'kept' }, control(all, part.field), closing(parts[at + 1]));
    return at > 0 ? part.slice(closing(part).length) : part;
  });
}

/**
 * The sign that may not be parted from the bracket before it.
 *
 * @param {import('./port.js').Sentence[number]} [part]
 */
function closing(part) {
  return typeof part === 'string' ? (part.match(/^[.,;:)]/)?.[0] ?? '') : '';
}

/**
 * @param {Rules} all
 * @param {string} path
 */
function control(all, path) {
  const one = all.fields[path];
  if (!one) return null;
  /** @param {string} value */
  const done = (value) => finish(path, value, one);
  const { element, show } =
    one.kind === 'choice'
      ? choiceBracket(path, one, done)
      : amountBracket(path, one, (value) => set(path, value), done);
  controls.set(path, show);
  return element;
}

/**
 * @param {string} path
 * @param {string} value
 * @param {Field} one
 */
async function finish(path, value, one) {
  const name = one.kind === 'choice' ? nameOf(one, value) : withUnit(one.kind, value);
  await settle(path, value, `${one.label}: ${name}`);
  await refreshAtRest();
}
