// One recipient in depth: why this amount, why more than another, what changed.

import { button, choice, el, fill, showFragment } from './dom.js';
import { report, sentence } from './notice.js';
import { ask, isAbort, Refusal } from './port.js';
import { state, tell } from './state.js';
import { keep } from './taking.js';
import { listed, select } from './variants.js';
import { word } from './words.js';

const controls = el('div', { class: 'comparing' });
const heading = el('h2', { id: 'een-heading' });
const text = el('div', { class: 'fragment explanation' });

/** The place of the explanation. */
export const place = el('section', { id: 'een', 'aria-labelledby': 'een-heading' }, heading, controls, text);

let drawn = '';
/** @type {AbortController | null} */
let asking = null;

/** Draws the choices of whom and against what. */
export function draw() {
  const look = state.seen;
  if (!look || look.recipients.length === 0) return;
  if (!look.recipients.some((one) => one.id === state.recipient)) state.recipient = look.recipients[0].id;
  if (state.against === state.variant) state.against = '';
  const now = JSON.stringify([
    state.lang,
    look.recipients,
    look.variants,
    state.recipient,
    state.variant,
    state.against,
    state.versus,
  ]);
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement?.id;
  const models = listed();
  const recipients = look.recipients.map((one) => ({ value: one.id, text: one.name }));
  const none = { value: '', text: word('none') };
  fill(
    controls,
    choice(word('whom'), recipients, state.recipient, (id) => choose('recipient', id), { id: 'whom' }),
    choice(word('inModel'), models, state.variant, (id) => choose('variant', id), { id: 'in-model' }),
    choice(
      word('against'),
      [none, ...models.filter((one) => one.value !== state.variant)],
      state.against,
      (id) => choose('against', id),
      { id: 'against' },
    ),
    choice(
      word('versus'),
      [none, ...recipients.filter((one) => one.value !== state.recipient)],
      state.versus,
      (id) => choose('versus', id),
      { id: 'versus' },
    ),
    look.recipients.some((one) => one.id === state.recipient && one.kind === 'partnership') &&
      button(word('letter'), () => keep('letter', { recipient: state.recipient }), { id: 'letter' }),
  );
  if (focused && controls.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
}

/**
 * @param {'recipient' | 'variant' | 'against' | 'versus'} what
 * @param {string} id
 */
function choose(what, id) {
  if (what === 'variant') return select(id);
  state[what] = id;
  if (state.versus === state.recipient) state.versus = '';
  draw();
  tell('choice');
  return refresh();
}

/** Asks for the explanation; what was asked last wins. */
export async function refresh() {
  draw();
  if (!state.recipient) return;
  asking?.abort();
  asking = new AbortController();
  const { scenario, recipient, variant, against, versus } = state;
  try {
    const answer = await ask(
      'explain',
      { scenario, recipient, variant, against: against || null, versus: versus || null },
      asking.signal,
    );
    heading.textContent = answer.name;
    showFragment(text, answer.html);
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof Refusal) fill(text, el('p', {}, sentence(error)));
    else report(error, refresh);
  }
}
