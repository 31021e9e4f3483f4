// A number in a sentence: typed, or moved with a slider below it.

import { el } from './dom.js';
import { spelled, understood, withUnit } from './numbers.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Field} Field */

/**
 * The bracket of a number, and how it is told another value.
 *
 * @param {string} path
 * @param {Field} field
 * @param {(value: string) => unknown} moved while somebody types or slides
 * @param {(value: string) => unknown} done when that is over
 */
export function amountBracket(path, field, moved, done) {
  const input = el('input', {
    id: `field-${path}`,
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': field.label,
    readonly: field.fixed,
  });
  const slider = sliderOf(path, field);
  /** The last number of this gesture, until it is over; undefined between gestures. @type {string | null | undefined} */
  let last;

  /** @param {string} value */
  const slide = (value) => {
    if (!slider) return;
    slider.value = value || (field.from ?? '0');
    slider.setAttribute('aria-valuetext', value ? withUnit(field.kind, value) : word('notStated'));
  };
  /** @param {string} value */
  const spell = (value) => {
    input.value = spelled(value);
    input.size = Math.max(3, input.value.length);
    input.removeAttribute('aria-invalid');
    slide(value);
  };
  const end = () => {
    const value = last;
    last = undefined;
    if (value) done(value);
  };

  input.addEventListener('input', () => {
    const value = understood(input.value);
    input.setAttribute('aria-invalid', String(value === null));
    last = value ?? last ?? null;
    if (value === null) return;
    slide(value);
    moved(value);
  });
  slider?.addEventListener('input', () => {
    last = slider.value;
    spell(last);
    moved(last);
  });
  for (const over of ['change', 'blur']) input.addEventListener(over, end);
  // Back where it was, a slider tells no change.
  for (const over of ['change', 'blur', 'pointerup']) slider?.addEventListener(over, end);

  const unit = { money: '€', share: '%', heads: '', choice: '' }[field.kind];
  const element = el(
    'span',
    { class: `bracket ${field.kind}` },
    el('span', { class: 'typed' }, unit && el('span', { class: 'unit', 'aria-hidden': 'true' }, unit), input),
    slider,
  );
  /** @param {Field} now */
  const show = (now) => {
    if (last === undefined) spell(now.value ?? '');
  };
  return { element, show };
}

/**
 * The slider, where the port says between which values.
 *
 * @param {string} path
 * @param {Field} field
 */
function sliderOf(path, { from, to, step, fixed, label }) {
  if (fixed || (from ?? '') === '' || (to ?? '') === '') return null;
  return el('input', {
    id: `slider-${path}`,
    type: 'range',
    min: from,
    max: to,
    step: step ?? 'any',
    'aria-label': word('slider', label),
  });
}
