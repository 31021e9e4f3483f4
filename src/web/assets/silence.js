// Why there is no answer at all: nobody was there, or nobody asks any more.

/** The port itself did not answer, or could not read the request. */
export class Silence extends Error {
  /**
   * @param {string} message what the port said; empty when it said nothing
   */
  constructor(message) {
    super(message);
  }
}

/**
 * Whether a question was withdrawn, which is no fault.
 *
 * @param {unknown} error
 */
export function isAbort(error) {
  return error instanceof DOMException && error.name === 'AbortError';
}
