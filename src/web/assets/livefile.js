// A file like this one around the scenario in view: its parts are here, in the page. It is written
// as `src/web/live.rs` writes it; a test holds that they are the same bytes.

import { parsed } from './carried.js';
import { ask } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Scenario} Scenario */

/** What there is to read before the engine is there, and without it. */
const SECTIONS = ['antwoord', 'cijfers', 'modellen', 'partnerschappen'];

/**
 * The file, what it is called, and what of the scenario is not in it.
 *
 * @returns {Promise<{name: string, text: string, leftOut: string}>}
 */
export async function liveFile() {
  const { scenario, origin, baseline, models, variant, lang } = state;
  if (!scenario || !origin) throw new Error('nothing is open');
  const beside = models ? { models: models.filter((id) => id !== baseline) } : {};
  const look = await ask('look', { scenario, baseline, ...beside, sections: SECTIONS, draws: 0 });
  const [from, to] = [await bundled(origin), await bundled(scenario)];
  const isChanged = from.text !== to.text;
  const slots = {
    lang,
    title: escaped(look.title),
    style: own('style'),
    skip: word('skip'),
    main: firstSections(look),
    scenario: inert(both(JSON.parse(from.text), JSON.parse(to.text))),
    opening: inert({ baseline, models: beside.models ?? null, variant }),
    shell: own('shell'),
    worker: own('worker'),
    modules: own('modules'),
    engine: own('engine'),
    unpack: own('unpack'),
  };
  const nonce = await numbered(Object.values(slots).join('\0'));
  return {
    name: nameOf(scenario.path, isChanged),
    text: slotted(parsed(document, 'shell'), { ...slots, nonce }),
    leftOut: to.leftOut,
  };
}

/**
 * What was sent, and what of it differs now.
 *
 * @param {Record<string, unknown>} origin
 * @param {Record<string, unknown>} current
 */
function both(origin, current) {
  /** @param {[string, unknown]} entry */
  const differs = ([key, value]) => JSON.stringify(value) !== JSON.stringify(origin[key]);
  return { current: Object.fromEntries(Object.entries(current).filter(differs)), origin };
}

/** @param {Scenario} scenario */
async function bundled(scenario) {
  const { text = '', left_out: leftOut } = await ask('keep', { scenario, as: 'live' });
  return { text, leftOut: leftOut ?? '' };
}

/** @param {string} id */
function own(id) {
  return document.getElementById(id)?.textContent ?? '';
}

/** @param {import('./port.js').Look} look */
function firstSections({ title, question, sections }) {
  const head = `<div class="title"><h1>${escaped(title)}</h1><p class="question">${escaped(question ?? '')}</p></div>\n`;
  const told = sections.map(
    ({ id, title: heading, html }) =>
      `<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escaped(heading)}</h2><div class="fragment">${html}</div></section>\n`,
  );
  return head + told.join('');
}

/**
 * Puts texts into the slots, none of which is read again.
 *
 * @param {string} shell
 * @param {Record<string, string>} slots
 */
function slotted(shell, slots) {
  return shell.replace(/\[\[(\w+)\]\]/g, (_, name) => slots[name] ?? '');
}

/**
 * JSON in which nothing can end or begin an element.
 *
 * @param {unknown} value
 */
function inert(value) {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/**
 * The number that what may run bears: it depends on all that is here.
 *
 * @param {string} text
 */
async function numbered(text) {
  // Where a browser has no hashes, any number that nobody knows is as good.
  const bytes = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
    : crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What the file is called: as this one, and that it was changed.
 *
 * @param {string} path
 * @param {boolean} isChanged
 */
function nameOf(path, isChanged) {
  const here = decodeURIComponent(location.pathname.split('/').pop() ?? '');
  const stem = here.replace(/\.html?$/i, '') || (path.split('/').pop() ?? '').replace(/\.toml$/, '');
  const suffix = word('changedSuffix');
  return `${isChanged && !stem.includes(suffix) ? stem + suffix : stem}.html`;
}
