// A choice in a sentence: a few named options, with what each of them does.

import { button, el, fold } from './dom.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Field} Field */
/** @typedef {import('./port.js').Option} Option */

/**
 * The bracket of a choice, and how it is told another value.
 *
 * @param {string} path
 * @param {Field} field
 * @param {(value: string) => unknown} done
 */
export function choiceBracket(path, field, done) {
  /** @param {Option} one */
  const option = (one) => el('option', { value: one.value }, one.name);
  const isOther = !options(field).some((one) => one.value === field.value);
  const select = el(
    'select',
    { id: `field-${path}`, 'aria-label': field.label, 'aria-describedby': `about-${path}`, disabled: field.fixed },
    isOther && el('option', { value: '' }, word('inText')),
    (field.options ?? []).map(option),
    field.rest?.length ? el('optgroup', { label: word('allRules') }, field.rest.map(option)) : null,
  );
  select.addEventListener('change', () => {
    describe(path, field, select.value);
    done(select.value);
  });
  /** @param {Field} now */
  const show = (now) => {
    select.value = now.value ?? '';
    describe(path, field, select.value);
  };
  return { element: el('span', { class: 'bracket choice' }, select), show };
}

/**
 * What the chosen option does, and on request what the others do.
 *
 * @param {string} path
 * @param {Field} field
 * @param {(value: string) => unknown} done
 */
export function about(path, field, done) {
  /** @param {string} value */
  const choose = (value) => {
    const select = document.getElementById(`field-${path}`);
    if (select instanceof HTMLSelectElement) select.value = value;
    describe(path, field, value);
    done(value);
  };
  const list = options(field).map((one) =>
    el(
      'li',
      {},
      button(one.name, () => choose(one.value), { class: 'link' }),
      `: ${one.about}`,
    ),
  );
  return el(
    'div',
    { class: 'about' },
    el('p', { id: `about-${path}` }),
    list.length > 1 && !field.fixed && fold(word('otherChoices'), { id: `choices-${path}` }, el('ul', {}, list)),
  );
}

/**
 * The name of an option.
 *
 * @param {Field} field
 * @param {string} value
 */
export function nameOf(field, value) {
  return options(field).find((one) => one.value === value)?.name ?? value;
}

/** @param {Field} field */
function options(field) {
  return [...(field.options ?? []), ...(field.rest ?? [])];
}

/**
 * @param {string} path
 * @param {Field} field
 * @param {string} value
 */
function describe(path, field, value) {
  const place = document.getElementById(`about-${path}`);
  if (place) place.textContent = options(field).find((one) => one.value === value)?.about ?? '';
}
