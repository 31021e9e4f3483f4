// Changes of the text: one question to the port at a time, and what was asked last wins.

import { ask, Refusal } from './port.js';
import { pause } from './dom.js';
import { announce, report } from './notice.js';
import { include, offer, wanted } from './results.js';
import { record, state, tell } from './state.js';
import { titleOf } from './variants.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Edit} Edit */

/** How long a change stands before it is asked what it did. */
const REST = 250;

/** Changes that still have to be made, by what they change. @type {Map<string, Edit>} */
const waiting = new Map();
let gesture = 0;
/** The text at the start of this gesture. @type {import('./port.js').Scenario | null} */
let before = null;
/** The variant that was changed then. */
let from = '';
/** @type {Promise<void> | null} */
let running = null;
/** What the scenario in view was last changed by: who lets go of a slider changes nothing more. */
let made = { scenario: state.scenario, values: /** @type {Map<string, string | undefined>} */ (new Map()) };

/**
 * Sets one field. Called again before `settle`, as a slider does, it stays one step of undo; while
 * the amounts of one value are on their way only the newest other value is kept.
 *
 * @param {string} path
 * @param {string} value
 */
export function set(path, value) {
  if (before === null) [before, from] = [state.scenario, state.variant];
  const key = `${state.variant} ${path}`;
  const isMade = !waiting.has(key) && made.scenario === state.scenario && made.values.get(key) === value;
  if (!isMade && waiting.get(key)?.value !== value) {
    waiting.set(key, { set: path, variant: state.variant, value });
  }
  return flush();
}

/**
 * The end of a gesture: says whether anything moved, and remembers the change.
 *
 * @param {string} path
 * @param {string} value
 * @param {string} label what changed, for people
 */
export async function settle(path, value, label) {
  await set(path, value);
  const [start, to] = [before, state.scenario];
  before = null;
  gesture += 1;
  if (!start || !to || start.text === to.text || waiting.size > 0) return;
  state.change = { label, variant: from, edits: [{ set: path, value }], before: start };
  await tell('choice');
  if (from !== state.variant) {
    announce(word('wentTo', label, titleOf(state.variant)), true);
    return;
  }
  tellEffect(start, to, label);
}

/**
 * Says whether anything moved.
 *
 * @param {import('./port.js').Scenario} start
 * @param {import('./port.js').Scenario} to
 * @param {string} label
 */
async function tellEffect(start, to, label) {
  // A key that is pressed again and again is still one question.
  await pause(REST);
  if (state.scenario !== to) return;
  try {
    const effect = await ask('effect', { before: start, after: to, variant: state.variant });
    if (state.scenario === to) announce(effect.notice ?? word('moved', label), effect.notice !== null);
  } catch (error) {
    report(error);
  }
}

/**
 * Changes that are a step of their own: a variant more, another name.
 *
 * @param {Edit[]} edits
 * @param {import('./port.js').Scenario} [other] the scenario to change, when it is not that in view
 * @returns {Promise<boolean>} whether it was done
 */
export async function apply(edits, other) {
  await flush();
  try {
    const { text } = await ask('edit', { scenario: other ?? state.scenario, edits });
    await record({ text }, '');
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** Whether somebody is in the middle of a change, with a slider or at a key. */
export function isChanging() {
  return before !== null || waiting.size > 0;
}

/** Makes the changes that wait; those that the port never heard of wait on. */
export function flush() {
  running ??= makeAll().finally(() => {
    running = null;
  });
  return running;
}

async function makeAll() {
  while (waiting.size > 0) {
    const scenario = state.scenario;
    const edits = new Map(waiting);
    try {
      const look = state.view === 'work' ? wanted() : undefined;
      const { text, variant, ...seen } = await ask('edit', { scenario, edits: [...edits.values()], look });
      forget(edits);
      if (variant !== undefined && variant !== state.variant) include(variant);
      else if (seen.look && look) offer(text, look, seen.look);
      if (state.scenario !== scenario) continue;
      const shown = record({ text }, `gesture ${gesture}`, variant);
      made = { scenario: state.scenario, values: valuesOf(edits) };
      await shown;
    } catch (error) {
      if (error instanceof Refusal) forget(edits);
      report(error, flush);
      return;
    }
  }
}

/** @param {Map<string, Edit>} edits */
function valuesOf(edits) {
  return new Map([...edits].map(([key, { value }]) => [key, value]));
}

/** @param {Map<string, Edit>} edits */
function forget(edits) {
  for (const [key, edit] of edits) {
    if (waiting.get(key) === edit) waiting.delete(key);
  }
}

/** Another scenario is open: what waits is not for that one. */
export function drop() {
  waiting.clear();
  before = null;
  gesture += 1;
}
