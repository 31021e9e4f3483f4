// The fragment of the address carries everything that restores this view, and no server keeps it.

import { isUntouched, state } from './state.js';

/** Longer addresses are cut by mail programs and browsers. */
const LONGEST = 60_000;

/** The settings that an address carries, with what they are when it does not say. */
const SETTINGS = /** @type {const} */ ({
  view: 'start',
  variant: 'base',
  baseline: 'base',
  panel: 'partnerschappen',
  recipient: '',
  against: '',
  versus: '',
});

/**
 * @typedef {{
 *   settings: Record<string, string>, path: string | null, lang: string | null,
 *   scenario: {path: string, text: string, files?: Record<string, string>} | null, models: string[] | null, uncertainty: boolean, tooLong: boolean,
 * }} Address
 */

/** The fragment of what is in view, and whether all of it fits. */
export async function written() {
  const parts = new URLSearchParams();
  let fits = true;
  if (state.scenario) parts.set('path', state.scenario.path);
  for (const [name, usual] of Object.entries(SETTINGS)) {
    const value = state[/** @type {keyof typeof SETTINGS} */ (name)];
    if (value !== usual) parts.set(name, value);
  }
  if (state.models) parts.set('models', state.models.join(','));
  if (state.uncertainty) parts.set('uncertainty', '1');
  if (state.lang !== 'nl') parts.set('lang', state.lang);
  if (state.scenario && !isUntouched()) {
    const { text, files } = state.scenario;
    const isOwn = JSON.stringify(files) !== JSON.stringify(state.opened?.files);
    const data = await pack(JSON.stringify(isOwn ? { text, files } : { text }));
    fits = data.length <= LONGEST;
    parts.set(fits ? 'data' : 'tooLong', fits ? data : '1');
  }
  return { fragment: `#${parts}`, fits };
}

/**
 * What a fragment says.
 *
 * @param {string} fragment
 * @returns {Promise<Address>}
 * @throws when its data are damaged
 */
export async function read(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const path = parts.get('path');
  const data = parts.get('data');
  const settings = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, usual]) => [name, parts.get(name) ?? usual]),
  );
  return {
    settings,
    path,
    lang: parts.get('lang'),
    scenario: data && path ? { path, ...kept(JSON.parse(await unpack(data))) } : null,
    models: parts.get('models')?.split(',').filter(Boolean) ?? null,
    uncertainty: parts.has('uncertainty'),
    tooLong: parts.has('tooLong'),
  };
}

/**
 * The text, and the files beside it where they are others than the path gives.
 *
 * @param {any} data
 * @returns {{text: string, files?: Record<string, string>}}
 */
function kept(data) {
  const text = String(data?.text ?? '');
  if (!data?.files) return { text };
  return { text, files: Object.fromEntries(Object.entries(data.files).map(([name, one]) => [name, String(one)])) };
}

/** @param {string} text */
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} data */
async function unpack(data) {
  const letters = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
