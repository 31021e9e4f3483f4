// The rule's own sentences as a form: every bracket can be filled in.

import { set, settle } from './changes.js';
import { button, el, fill, fold } from './dom.js';
import { report } from './notice.js';
import { spelled, understood, withUnit } from './numbers.js';
import { ask, isAbort } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Rules} Rules */
/** @typedef {import('./port.js').Group} Group */
/** @typedef {import('./port.js').Field} Field */

/** How long somebody may pause between two keys. */
const PAUSE = 250;

const place = el('div', { class: 'rules' });
/** @type {Rules | null} */
let rules = null;
/** What is on the page besides values: while it is the same, only values change. */
let shape = '';
/** Tells the control of a field its value. @type {Map<string, (field: Field) => void>} */
let controls = new Map();
/** @type {AbortController | null} */
let asking = null;

/** The form, empty until the port answered. */
export function form() {
  shape = '';
  return place;
}

/** Asks for the sentences of the variant in view. */
export async function refresh() {
  asking?.abort();
  asking = new AbortController();
  try {
    rules = await ask('rules', { scenario: state.scenario, variant: state.variant }, asking.signal);
    draw(rules);
  } catch (error) {
    if (isAbort(error)) return;
    if (!rules) report(error, refresh);
  }
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
  const fields = Object.entries(all.fields).map(([path, { value, shown: _shown, ...rest }]) => [path, rest, rest.kind === 'choice' && value === '']);
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
    regional.length > 0 && el('section', { class: 'regions', 'aria-labelledby': 'regions-heading' },
      el('h3', { id: 'regions-heading' }, word('perRegion')),
      el('div', { class: 'beside' }, regional.map((group) => rule(all, group, 'h4')))),
    counts && fold(word('students'), { id: 'counts-fold', class: 'students' },
      source(counts), el('ul', {}, counts.sentences.concat(counts.more ?? []).map((one) => el('li', {}, sentence(all, one))))),
    more.length > 0 && fold(word('allRules'), { id: 'more-fold', class: 'more' },
      more.map((group) => el('section', { class: 'rule' }, el('h4', {}, group.title), sentences(all, group.more ?? [])))),
  ];
}

/**
 * @param {Rules} all
 * @param {Group} group
 * @param {'h3' | 'h4'} heading
 */
function rule(all, group, heading) {
  return el('section', { class: 'rule' },
    el(heading, {}, group.title, group.assumed && el('span', { class: 'badge' }, word('assumption'))),
    sentences(all, group.sentences), source(group));
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
    const choices = one.flatMap((part) => (typeof part === 'string' ? [] : [part.field])).filter((path) => all.fields[path]?.kind === 'choice');
    return el('div', {}, el('p', { class: 'sentence' }, sentence(all, one)), choices.map((path) => about(all, path)));
  });
}

/**
 * @param {Rules} all
 * @param {import('./port.js').Sentence} parts
 */
function sentence(all, parts) {
  return parts.map((part, at) => {
    if (typeof part !== 'string') return el('span', { class: 'kept' }, control(all, part.field), closing(parts[at + 1]));
    return at > 0 ? part.slice(closing(part).length) : part;
  });
}

/**
 * The sign that may not be parted from the bracket before it.
 *
 * @param {import('./port.js').Sentence[number]} [part]
 */
function closing(part) {
  return typeof part === 'string' ? part.match(/^[.,;:)]/)?.[0] ?? '' : '';
}

/**
 * @param {Rules} all
 * @param {string} path
 */
function control(all, path) {
  const one = all.fields[path];
  if (!one) return null;
  return one.kind === 'choice' ? select(path, one) : amount(path, one);
}

/**
 * A number to type, with a slider below it where the port says between which values.
 *
 * @param {string} path
 * @param {Field} one
 */
function amount(path, one) {
  const input = el('input', {
    id: `field-${path}`, type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', 'aria-label': one.label,
    readonly: one.fixed,
  });
  const hasSlider = !one.fixed && one.from !== undefined && one.to !== undefined && one.from !== null && one.to !== null;
  const slider = hasSlider && el('input', {
    id: `slider-${path}`, type: 'range', min: one.from, max: one.to, step: one.step ?? 'any', 'aria-label': word('slider', one.label),
  });
  let isTyping = false;
  let timer = 0;
  /** @param {string} value @param {boolean} withInput */
  const show = (value, withInput) => {
    if (withInput) {
      input.value = spelled(value);
      input.size = Math.max(3, input.value.length);
      input.removeAttribute('aria-invalid');
    }
    if (slider) {
      slider.value = value || (one.from ?? '0');
      slider.setAttribute('aria-valuetext', value ? withUnit(one.kind, value) : word('notStated'));
    }
  };
  const typed = () => {
    const value = understood(input.value);
    input.setAttribute('aria-invalid', String(value === null));
    if (value !== null) show(value, false);
    return value;
  };
  input.addEventListener('input', () => {
    isTyping = true;
    clearTimeout(timer);
    const value = typed();
    if (value !== null) timer = setTimeout(() => set(path, value), PAUSE);
  });
  input.addEventListener('change', () => {
    isTyping = false;
    clearTimeout(timer);
    const value = typed();
    if (value !== null) finish(path, value, one);
  });
  if (slider) {
    slider.addEventListener('input', () => { show(slider.value, true); set(path, slider.value); });
    slider.addEventListener('change', () => finish(path, slider.value, one));
  }
  controls.set(path, (field) => { if (!isTyping) show(field.value ?? '', true); });
  const unit = { money: '€', share: '%', heads: '', choice: '' }[one.kind];
  return el('span', { class: `bracket ${one.kind}` },
    el('span', { class: 'typed' }, unit && el('span', { class: 'unit', 'aria-hidden': 'true' }, unit), input), slider);
}

/**
 * @param {string} path
 * @param {string} value
 * @param {Field} one
 */
async function finish(path, value, one) {
  const name = one.kind === 'choice' ? options(one).find((option) => option.value === value)?.name ?? value : withUnit(one.kind, value);
  await settle(path, value, `${one.label}: ${name}`);
  await refresh();
}

/** @param {Field} one */
function options(one) {
  return [...(one.options ?? []), ...(one.rest ?? [])];
}

/**
 * @param {string} path
 * @param {Field} one
 */
function select(path, one) {
  /** @param {import('./port.js').Option} option */
  const option = (option) => el('option', { value: option.value }, option.name);
  const isOther = !options(one).some((known) => known.value === one.value);
  const control = el('select', { id: `field-${path}`, 'aria-label': one.label, 'aria-describedby': `about-${path}`, disabled: one.fixed },
    isOther && el('option', { value: '' }, word('inText')), (one.options ?? []).map(option), one.rest?.length ? el('optgroup', { label: word('allRules') }, one.rest.map(option)) : null);
  control.addEventListener('change', () => {
    describe(path, one, control.value);
    finish(path, control.value, one);
  });
  controls.set(path, (field) => {
    control.value = field.value ?? '';
    describe(path, one, field.value ?? '');
  });
  return el('span', { class: 'bracket choice' }, control);
}

/**
 * What the chosen option does, and on request what the others do.
 *
 * @param {Rules} all
 * @param {string} path
 */
function about(all, path) {
  const one = all.fields[path];
  return el('div', { class: 'about' }, el('p', { id: `about-${path}` }),
    options(one).length > 1 && fold(word('otherChoices'), { id: `choices-${path}` },
      el('ul', {}, options(one).map((option) => el('li', {},
        button(option.name, () => {
          const control = document.getElementById(`field-${path}`);
          if (control instanceof HTMLSelectElement) control.value = option.value;
          describe(path, one, option.value);
          finish(path, option.value, one);
        }, { class: 'link' }), `: ${option.about}`)))));
}

/**
 * @param {string} path
 * @param {Field} one
 * @param {string} value
 */
function describe(path, one, value) {
  const place = document.getElementById(`about-${path}`);
  if (place) place.textContent = options(one).find((option) => option.value === value)?.about ?? '';
}
