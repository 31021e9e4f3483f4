// Numbers as people write them, and back. Only their spelling: nothing is computed.

import { state } from './state.js';

/** @typedef {import('./port.js').Field} Field */

/**
 * How a value stands in its field: `100.000`, `937,50`, `12,5`.
 *
 * @param {string} value with a point before decimals
 */
export function spelled(value) {
  const [whole, decimals = ''] = value.split('.');
  const [group, point] = state.lang === 'nl' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return /[1-9]/.test(decimals) ? `${grouped}${point}${decimals}` : grouped;
}

/**
 * The value with its unit: `€ 100.000`, `12,5 %`.
 *
 * @param {Field['kind']} kind
 * @param {string} value
 */
export function withUnit(kind, value) {
  if (kind === 'money') return state.lang === 'nl' ? `€ ${spelled(value)}` : `€${spelled(value)}`;
  if (kind === 'share') return `${spelled(value)}${state.lang === 'nl' ? ' %' : '%'}`;
  return spelled(value);
}

/**
 * The value that somebody typed, or null when it is no number. A separator before the last one or
 * two digits stands before decimals, whichever it is; the others only group.
 *
 * @param {string} typed
 */
export function understood(typed) {
  const text = typed.replace(/[€%\s]/g, '');
  const point = state.lang === 'nl' ? ',' : '.';
  const match = text.match(/^(-?)([\d.,]*?)(?:([.,])(\d*))?$/);
  if (!match || !/\d/.test(text)) return null;
  const [, sign, before, separator, after = ''] = match;
  const isDecimal = separator === point || (after.length > 0 && after.length !== 3);
  const whole = before.replace(/[.,]/g, '');
  if (!separator) return `${sign}${whole}`;
  return isDecimal ? `${sign}${whole || '0'}${after && `.${after}`}` : `${sign}${whole}${after}`;
}
