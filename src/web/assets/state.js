// What the page keeps: the scenario as text, the texts before and after it, and what is in view.
// Nothing that an amount depends on is kept anywhere else.

/** @typedef {import('./port.js').Scenario} Scenario */
/** @typedef {import('./port.js').Look} Look */
/** @typedef {import('./port.js').Lang} Lang */
/** @typedef {import('./port.js').Edit} Edit */
/** @typedef {'start' | 'work' | 'negotiate' | 'text'} View */
/** @typedef {{label: string, variant: string, edits: Edit[], before: Scenario}} Change */

export const state = {
  /** @type {Scenario | null} */
  scenario: null,
  /** The scenario as its path gives it, or null when only this page has it. @type {Scenario | null} */
  opened: null,
  /** The scenario as it was when it was opened or handed over. @type {Scenario | null} */
  origin: null,
  /** Whether somebody handed it over, in a file that carries it. */
  isHandedOver: false,
  /** @type {View} */
  view: 'start',
  /** @type {Lang} */
  lang: document.documentElement.lang === 'en' ? 'en' : 'nl',
  /** The variant that is changed. */
  variant: 'base',
  baseline: 'base',
  /** The models beside the baseline; null for those that the port chooses. @type {string[] | null} */
  models: null,
  panel: 'partnerschappen',
  recipient: '',
  against: '',
  versus: '',
  uncertainty: false,
  /** The last answer, which stays in view until the next one. @type {Look | null} */
  seen: null,
  /** The last change, until another text comes. @type {Change | null} */
  change: null,
};

/** @typedef {'scenario' | 'seen' | 'view' | 'choice'} Happening */

/** @type {Map<Happening, Set<() => unknown>>} */
const listeners = new Map();

/**
 * Calls `action` when something happens, until the returned function is called.
 *
 * @param {Happening} happening
 * @param {() => unknown} action
 */
export function when(happening, action) {
  const all = listeners.get(happening) ?? new Set();
  listeners.set(happening, all.add(action));
  return () => all.delete(action);
}

/**
 * Tells those who listen, and waits for them.
 *
 * @param {Happening} happening
 */
export async function tell(happening) {
  await Promise.all([...(listeners.get(happening) ?? [])].map((action) => action()));
}

/** @typedef {Pick<typeof state, 'scenario' | 'variant' | 'baseline' | 'models'>} Step */

/** @type {Step[]} */
let past = [];
/** @type {Step[]} */
let future = [];
/** What the last text came from: steps of one gesture are undone at once. */
let gesture = '';

/** @returns {Step} */
function now() {
  const { scenario, variant, baseline, models } = state;
  return { scenario, variant, baseline, models };
}

/**
 * Begins with another scenario.
 *
 * @param {Scenario} scenario
 * @param {boolean} readable whether its path gives the same text again
 */
export function begin(scenario, readable) {
  past = [];
  future = [];
  gesture = '';
  Object.assign(state, {
    scenario,
    opened: readable ? scenario : null,
    origin: scenario,
    isHandedOver: false,
    variant: 'base',
    baseline: 'base',
    models: null,
    recipient: '',
    against: '',
    versus: '',
    seen: null,
    change: null,
  });
}

/**
 * Another text of the same scenario. Texts of one gesture, such as a slider that moves, are one step.
 *
 * @param {Partial<Scenario>} part
 * @param {string} by the gesture; empty for a step of its own
 * @param {string} [variant] the variant that the change went to
 */
export function record(part, by, variant = state.variant) {
  if (!state.scenario) return tell('scenario');
  const next = { ...state.scenario, ...part };
  if (JSON.stringify(next) === JSON.stringify(state.scenario)) return tell('scenario');
  if (by === '' || by !== gesture) past.push(now());
  gesture = by;
  future = [];
  state.scenario = next;
  state.variant = variant;
  return tell('scenario');
}

export function canUndo() {
  return past.length > 0;
}

export function canRedo() {
  return future.length > 0;
}

export function undo() {
  return step(past, future);
}

export function redo() {
  return step(future, past);
}

/**
 * @param {Step[]} from
 * @param {Step[]} to
 */
async function step(from, to) {
  const one = from.pop();
  if (!one) return;
  to.push(now());
  gesture = '';
  Object.assign(state, one, { change: null });
  await tell('scenario');
}

/** Whether the path alone gives this scenario. */
export function isUntouched() {
  return (
    state.opened !== null &&
    state.scenario?.text === state.opened.text &&
    JSON.stringify(state.scenario?.files) === JSON.stringify(state.opened.files)
  );
}
