// Files to take along, as the port makes them.

import { save } from './dom.js';
import { announce, report } from './notice.js';
import { ask } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/**
 * Saves what the port makes of what is in view.
 *
 * @param {string} as
 * @param {Record<string, unknown>} [more] what else the port must know
 */
export async function keep(as, more = {}) {
  announce(word('making'));
  const { scenario, baseline, models } = state;
  try {
    const kept = await ask('keep', { scenario, baseline, ...(models ? { models } : {}), as, ...more });
    const parts =
      kept.base64 === undefined ? [kept.text ?? ''] : [Uint8Array.from(atob(kept.base64), (one) => one.charCodeAt(0))];
    save(kept.name, new Blob(parts, { type: kept.type }));
    announce(word('saved', kept.name));
  } catch (error) {
    report(error, () => keep(as, more));
  }
}
