// Workers that take questions off one pile: the newest first, since what is in view now matters
// most, and none that was withdrawn before anybody began.

import { Silence } from './silence.js';

/** @typedef {{id: number, request: Uint8Array, answered: (bytes: Uint8Array) => void, failed: (why: unknown) => void}} Question */
/** @typedef {{id: number, bytes?: Uint8Array, fault?: string}} Answer */

export class Crew {
  /** @type {() => Worker} */
  #hire;
  /** @type {number} */
  #most;
  /** Those who wait for work. @type {Worker[]} */
  #idle = [];
  #hired = 0;
  /** @type {Question[]} */
  #pile = [];
  #questions = 0;

  /**
   * @param {() => Worker} hire starts a worker that has its engine
   * @param {number} most how many may work at once
   */
  constructor(hire, most) {
    this.#hire = hire;
    this.#most = most;
  }

  /** How many may work at once. */
  get most() {
    return this.#most;
  }

  /**
   * Asks whoever is free first.
   *
   * @param {Uint8Array} request
   * @param {AbortSignal} [signal]
   * @returns {Promise<Uint8Array>}
   * @throws {Silence} when the worker fell, or the `AbortError` of the signal
   */
  ask(request, signal) {
    return new Promise((answered, failed) => {
      if (signal?.aborted) return failed(signal.reason);
      const question = { id: (this.#questions += 1), request, answered, failed };
      signal?.addEventListener('abort', () => {
        this.#pile = this.#pile.filter((one) => one !== question);
        failed(signal.reason);
      });
      this.#pile.push(question);
      return this.#assign();
    });
  }

  /** Gives the newest questions to who is free. */
  #assign() {
    while (this.#pile.length > 0) {
      const worker = this.#idle.pop() ?? (this.#hired < this.#most ? this.#another() : null);
      if (!worker) return;
      this.#give(worker, /** @type {Question} */ (this.#pile.pop()));
    }
  }

  #another() {
    this.#hired += 1;
    return this.#hire();
  }

  /**
   * @param {Worker} worker
   * @param {Question} question
   */
  #give(worker, question) {
    /** @param {string} why */
    const fell = (why) => {
      worker.terminate();
      this.#hired -= 1;
      question.failed(new Silence(why));
      this.#assign();
    };
    worker.onmessage = (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (!data.bytes) return fell(data.fault ?? '');
      this.#idle.push(worker);
      question.answered(data.bytes);
      this.#assign();
    };
    worker.onerror = (event) => fell(event.message ?? '');
    worker.postMessage({ id: question.id, request: question.request });
  }
}
