// What a file carries that was handed over: the scenario as it was, as it is now, and what was in
// view. A page from elsewhere carries nothing.

/** @typedef {import('./port.js').Scenario} Scenario */
/** @typedef {{baseline?: string, models?: string[] | null, variant?: string}} Opening */
/** @typedef {{origin: Scenario, current: Scenario, opening: Opening}} Carried */

/** What this page carries. */
export const carried = read(document);

/** Whether this file can be written anew, around another scenario. */
export const isWhole = document.getElementById('shell') !== null;

/** Whether the address of this page leads others to it: a file on a disk is there for its owner. */
export const isReachable = location.protocol.startsWith('http');

/**
 * What a file carries that somebody opens in this page; nothing of it runs.
 *
 * @param {string} html
 */
export function carriedIn(html) {
  return read(new DOMParser().parseFromString(html, 'text/html'));
}

/**
 * @param {Document} page
 * @returns {Carried | null}
 */
function read(page) {
  const scenarios = parsed(page, 'scenario');
  return (
    scenarios && {
      origin: scenario(scenarios.origin),
      // Only what differs is told again.
      current: scenario({ ...scenarios.origin, ...scenarios.current }),
      opening: parsed(page, 'opening') ?? {},
    }
  );
}

/** @param {Scenario} bundle */
function scenario({ path, text, files }) {
  return { path, text, files };
}

/**
 * @param {Document} page
 * @param {string} id
 */
export function parsed(page, id) {
  const text = page.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : null;
}
