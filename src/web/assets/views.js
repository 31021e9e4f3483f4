// Which view is open.

import { state, tell } from './state.js';

/**
 * @param {import('./state.js').View} view
 */
export function show(view) {
  state.view = view;
  return tell('view');
}
