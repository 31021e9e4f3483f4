// One line that tells what happened: a place that is always there, so that nothing jumps.

import { button, el, fill } from './dom.js';
import { isAbort, isOwnEngine, Refusal, Silence } from './port.js';
import { word } from './words.js';

const line = el('p', { class: 'notice', role: 'status', 'aria-live': 'polite', id: 'notice' });
const actions = el('span', { class: 'notice-actions' });

/** The place of the line, to be put into the page once. */
export const place = el('div', { class: 'notices' }, line, actions);

/**
 * @param {string} text
 * @param {boolean} [isStriking] whether it should catch the eye
 */
export function announce(text, isStriking = false) {
  show(text, isStriking ? 'striking' : '');
}

/**
 * Tells what went wrong in one sentence; the page keeps everything.
 *
 * @param {unknown} error
 * @param {() => unknown} [again] what to try once more
 */
export function report(error, again) {
  if (isAbort(error)) return;
  show(sentence(error), 'wrong');
  if (error instanceof Silence && again) {
    actions.append(
      button(word('again'), () => {
        show(word('trying'), '');
        again();
      }),
    );
  }
}

/**
 * @param {string} text
 * @param {string} kind
 */
function show(text, kind) {
  place.className = `notices ${kind}`;
  fill(line, text);
  fill(actions);
}

/** @param {unknown} error */
export function sentence(error) {
  if (error instanceof Silence && isOwnEngine) return word('stumbled', error.message);
  if (error instanceof Silence) return error.message ? word('refused', error.message) : word('silent');
  if (error instanceof Refusal) return error.problems[0]?.text ?? error.message;
  console.error(error);
  return word('fault', String(error));
}
