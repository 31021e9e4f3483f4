// Named variants: which one is changed, a copy, another name, away with it.

import { apply } from './changes.js';
import { button, choice, el, field, fill } from './dom.js';
import { announce } from './notice.js';
import { include } from './results.js';
import { state, tell } from './state.js';
import { word } from './words.js';

const bar = el('div', { class: 'variants' });
const form = el('form', { class: 'naming', hidden: true });
let drawn = '';

/** The place of the choice of a variant. */
export const place = el('div', {}, bar, form);

/** Draws the choice, when there is something else to choose from. */
export function draw() {
  const variants = listed();
  const now = JSON.stringify([state.lang, variants, state.variant]);
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement?.id;
  const isBase = state.variant === 'base';
  fill(
    bar,
    choice(word('changing'), variants, state.variant, select, { id: 'variant' }),
    el(
      'div',
      { class: 'buttons' },
      button(word('copy'), () => name(word('copyName'), '', add), { id: 'variant-copy' }),
      button(word('rename'), () => name(word('newName'), titleOf(state.variant), rename), {
        id: 'variant-rename',
        disabled: isBase,
      }),
      button(word('remove'), remove, { id: 'variant-remove', disabled: isBase }),
    ),
  );
  if (focused && bar.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
}

/** @param {string} id */
export function titleOf(id) {
  return id === 'base' ? word('base') : (state.seen?.variants.find((one) => one.id === id)?.title ?? id);
}

/** The variants to choose from. */
export function listed() {
  return (state.seen?.variants ?? [{ id: state.variant }]).map((one) => ({ value: one.id, text: titleOf(one.id) }));
}

/**
 * Another variant is changed from now on.
 *
 * @param {string} id
 */
export function select(id) {
  state.variant = id;
  include(id);
  draw();
  tell('choice');
  return tell('scenario');
}

/**
 * Asks for a name.
 *
 * @param {string} label
 * @param {string} title
 * @param {(title: string) => Promise<unknown>} then
 */
function name(label, title, then) {
  const close = () => {
    form.hidden = true;
    document.getElementById('variant')?.focus();
  };
  fill(
    form,
    field(label, { name: 'title', value: title, required: true, id: 'variant-title', autocomplete: 'off' }),
    el('div', { class: 'buttons' }, el('button', { class: 'primary' }, word('fine')), button(word('cancel'), close)),
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    const typed = /** @type {HTMLInputElement} */ (form.elements.namedItem('title')).value.trim();
    if (typed === '') return;
    await then(typed);
    close();
  };
  form.hidden = false;
  document.getElementById('variant-title')?.focus();
}

/**
 * An id that no variant has.
 *
 * @param {string} start
 */
export function freeId(start) {
  const taken = new Set(state.seen?.variants.map((one) => one.id));
  let number = 1;
  while (taken.has(`${start}-${number}`)) number += 1;
  return `${start}-${number}`;
}

/** @param {string} title */
async function add(title) {
  const id = freeId('variant');
  if (!(await apply([{ add: id, title, like: state.variant }]))) return;
  await select(id);
  announce(word('added', title));
}

/** @param {string} title */
async function rename(title) {
  await apply([{ rename: state.variant, title }]);
}

/** Away with the variant; undo brings it back. */
async function remove() {
  const [id, title] = [state.variant, titleOf(state.variant)];
  state.variant = 'base';
  if (state.baseline === id) state.baseline = 'base';
  state.models = state.models?.filter((one) => one !== id) ?? null;
  state.against = '';
  if (await apply([{ remove: id }])) announce(word('removed', title));
  else state.variant = id;
  document.getElementById('variant')?.focus();
}
