// Answers from the program that serves this page.

import { isAbort, Silence } from './silence.js';

/**
 * Sends a request, and returns the answer as it came.
 *
 * @param {string} operation
 * @param {Record<string, unknown>} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {Silence} or an `AbortError` when the signal came first
 */
export async function send(operation, request, signal) {
  try {
    const response = await fetch(`port/1/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    return await response.json();
  } catch (error) {
    throw isAbort(error) ? error : new Silence('');
  }
}
