// A scenario that was handed over says above the amounts what was changed since, and what to do
// with that: hand it back, or go back.

import { differences, countOf, listOf } from './differences.js';
import { button, el, fill, pause } from './dom.js';
import { handBack } from './keep.js';
import { isWhole } from './carried.js';
import { announce } from './notice.js';
import { record, state, when } from './state.js';
import { word } from './words.js';

/** How long a text stands before it is asked what is different. */
const REST = 300;

/** The place of what was changed. */
export const place = el('section', { class: 'since', hidden: true });

let turn = 0;
/** What the differences in view are held against. @type {import('./port.js').Scenario | null} */
let drawn = null;

when('scenario', () => {
  refresh();
});

/** Tells what was changed, when that has come to rest. */
export async function refresh() {
  place.hidden = !state.isHandedOver;
  if (place.hidden || state.view !== 'work') return;
  // What was said of another file is not true of this one.
  if (drawn !== state.origin) fill(place);
  if (!place.hasChildNodes() && state.scenario?.text === state.origin?.text) draw([]);
  const own = (turn += 1);
  await pause(REST);
  if (own !== turn) return;
  try {
    const all = await differences();
    if (own === turn) draw(all);
  } catch {
    // That a text is not sound is told where the amounts are; what differed before stands here.
  }
}

/** @param {import('./port.js').Difference[]} all */
function draw(all) {
  drawn = state.origin;
  const isOpen = place.querySelector('details')?.open ?? false;
  const focused = document.activeElement?.id;
  const count = countOf(all);
  const told = word(count === 1 ? 'changedOnce' : 'changedOften', String(count));
  place.setAttribute('aria-label', word('since'));
  fill(
    place,
    count === 0
      ? el('p', {}, word('asHandedOver'))
      : el('details', { open: isOpen }, el('summary', { id: 'since-changes' }, told), listOf(all)),
    el(
      'div',
      { class: 'buttons' },
      isWhole && button(word('handBack'), handBack, { class: count > 0 ? 'primary' : '', id: 'hand-back' }),
      count > 0 && button(word('toOrigin'), toOrigin, { id: 'to-origin' }),
    ),
  );
  if (focused && place.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
}

/** Everything is again as it was handed over; undo brings it back. */
async function toOrigin() {
  if (!state.origin) return;
  const { text, files } = state.origin;
  Object.assign(state, { baseline: 'base', models: null, against: '', change: null });
  await record({ text, files }, '', 'base');
  announce(word('isOrigin'));
  document.querySelector('h1')?.focus();
}
