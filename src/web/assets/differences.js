// What differs between the scenario in view and the one that was handed over.

import { el } from './dom.js';
import { ask } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Difference} Difference */

/** The last answer, and what it is about. @type {{text: string, origin: string, lang: string, all: Difference[]} | null} */
let known = null;

/** What differs from what was handed over. */
export async function differences() {
  const { scenario, origin, lang } = state;
  if (!scenario || !origin || scenario.text === origin.text) return [];
  const isKnown = known?.text === scenario.text && known.origin === origin.text && known.lang === lang;
  if (!known || !isKnown) {
    const { changes } = await ask('diff', { before: origin, after: scenario });
    known = { text: scenario.text, origin: origin.text, lang, all: changes };
  }
  return known.all;
}

/**
 * How many things that are.
 *
 * @param {Difference[]} all
 */
export function countOf(all) {
  return all.reduce((sum, one) => sum + Math.max(1, one.lines.length), 0);
}

/**
 * The differences as a list: those of the scenario itself, and of each other model under its name.
 *
 * @param {Difference[]} all
 */
export function listOf(all) {
  return el('ul', {}, all.flatMap((one) => (one.variant === 'base' ? one.lines.map(item) : [model(one)])));
}

/** @param {Difference} difference */
function model({ title, became, lines }) {
  return el('li', {}, word(`became-${became}`, title), lines.length > 0 && el('ul', {}, lines.map(item)));
}

/** @param {string} line */
function item(line) {
  return el('li', {}, line);
}
