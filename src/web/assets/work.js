// The view in which amounts move: the rules on the left, what they give on the right.

import { apply, drop, isChanging } from './changes.js';
import { button, el, fill, write } from './dom.js';
import { announce, place as notice } from './notice.js';
import * as results from './results.js';
import * as rules from './rules.js';
import * as since from './since.js';
import { state, tell, when } from './state.js';
import * as variants from './variants.js';
import { word } from './words.js';

const title = el('h1', { tabindex: '-1' });
const question = el('p', { class: 'question' });
const pin = button('', pinChange, { class: 'pin', hidden: true });

when('seen', () => {
  if (state.view !== 'work') return;
  heading();
  variants.draw();
});
when('choice', drawPin);
when('scenario', () => {
  drawPin();
  if (state.view !== 'work') return null;
  // The sentences follow, but not under the hands of who is changing them.
  if (!isChanging()) rules.refreshAtRest();
  return results.refresh();
});

/** @param {HTMLElement} main */
export function show(main) {
  heading();
  fill(
    main,
    el('div', { class: 'title' }, title, question),
    since.place,
    el('div', { class: 'said' }, notice, pin),
    el(
      'div',
      { class: 'work' },
      el(
        'section',
        { class: 'side', 'aria-labelledby': 'rules-heading' },
        el('h2', { id: 'rules-heading' }, word('theRules')),
        el('p', { class: 'to-results' }, el('a', { href: '#results' }, word('toResults'))),
        variants.place,
        rules.form(),
      ),
      el('div', { class: 'seen-side' }, results.all()),
    ),
  );
  if (!state.change) announce(word('hint'));
  drawPin();
  variants.draw();
  since.refresh();
  rules.refresh();
  return results.refresh();
}

function heading() {
  const named = state.seen?.title || state.scenario?.path || '';
  write(title, named);
  write(question, state.seen?.question ?? '');
  document.title = `${named} – Verdeel`;
}

function drawPin() {
  write(pin, word('pin'));
  pin.hidden = state.change === null || state.scenario === state.change.before;
}

/**
 * The last change goes to a variant of its own, and the model is again as it was before: the two are
 * compared, so that what the change does is seen.
 */
async function pinChange() {
  const { change } = state;
  if (!change) return;
  const id = variants.freeId('amendement');
  const title = `${word('amendment')}: ${change.label}`;
  drop();
  const like = change.variant;
  state.variant = like;
  const done = await apply(
    [{ add: id, title, like }, ...change.edits.map((one) => ({ ...one, variant: id }))],
    change.before,
  );
  if (!done) return;
  state.change = null;
  results.compare(id, like);
  await tell('choice');
  await Promise.all([results.refresh(), rules.refresh()]);
  announce(word('pinned', title), true);
}
