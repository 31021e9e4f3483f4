// The engine port: the only place that knows how the engine is asked. See docs/port.md.

import * as server from './server.js';
import { Silence } from './silence.js';
import * as workers from './workers.js';

export { isAbort, Silence } from './silence.js';

/** @typedef {{path: string, text: string, files: Record<string, string>}} Scenario */
/** @typedef {'nl' | 'en'} Lang */
/** @typedef {{severity: string, code: string, text: string, file: string | null, line: number | null, column: number | null, end_line: number | null, end_column: number | null}} Problem */
/** @typedef {{path: string, title: string, id?: string, text?: string}} Entry */
/** @typedef {{id: string, title: string, valid: string}} Scheme */
/** @typedef {{questions: Entry[], examples: Entry[], schemes: Scheme[], files: {path: string}[], start: string | null}} Library */
/** @typedef {{id: string, title: string, html: string}} Section */
/** @typedef {{id: string, title: string}} Variant */
/** @typedef {{letter: string, id: string, title: string}} Model */
/** @typedef {{id: string, name: string, kind: string}} Recipient */
/** @typedef {{title: string, question: string | null, years: string[], variants: Variant[], models: Model[], recipients: Recipient[], uncertain: boolean, notices: string[], sections: Section[]}} Look */
/** @typedef {{value: string, name: string, about: string}} Option */
/** @typedef {{label: string, kind: 'money' | 'heads' | 'share' | 'choice', value: string | null, fixed?: boolean, shown?: string, from?: string, to?: string, step?: string, options?: Option[], rest?: Option[]}} Field */
/** @typedef {(string | {field: string})[]} Sentence */
/** @typedef {{id: string, title: string, source?: string | null, grade?: string | null, assumed?: boolean, sentences: Sentence[], more?: Sentence[]}} Group */
/** @typedef {{variant: string, groups: Group[], fields: Record<string, Field>}} Rules */
/** @typedef {{set?: string, unset?: string, variant?: string, value?: string, add?: string, title?: string, like?: string, rename?: string, remove?: string}} Edit */
/** @typedef {{path: string, text: string, files?: Record<string, string>, recipient?: string | null}} Made */
/** @typedef {{name: string, type: string, text?: string, base64?: string, left_out?: string | null}} Kept */
/** @typedef {{html: string, has_parties: boolean}} Negotiation */
/** @typedef {{variant: string, title: string, became: 'changed' | 'new' | 'gone' | 'renamed', lines: string[]}} Difference */

/**
 * What each operation answers.
 *
 * @typedef {{
 *   library: Library, open: Scenario, look: Look, rules: Rules, edit: {text: string, variant?: string, look?: Look | null},
 *   effect: {moved: boolean, notice: string | null}, diff: {changes: Difference[]}, explain: {name: string, html: string},
 *   new: Made, negotiate: Negotiation, keep: Kept,
 * }} Answers
 */

/** Whether this page has an engine of its own; any other asks the program that serves it. */
export const isOwnEngine = document.getElementById('engine') !== null;

const { send } = isOwnEngine ? workers : server;

/** The scenario is not sound, or what was asked does not exist in it. */
export class Refusal extends Error {
  /**
   * @param {string} message as the command line prints it
   * @param {Problem[]} problems
   */
  constructor(message, problems) {
    super(message);
    this.problems = problems;
  }
}

/** @type {Lang} */
let lang = 'nl';

/** The language in which the port answers. */
export function spoken() {
  return lang;
}

/** @param {Lang} to */
export function speak(to) {
  lang = to;
}

/**
 * Asks the port.
 *
 * @template {keyof Answers} O
 * @param {O} operation
 * @param {Record<string, unknown>} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answers[O]>}
 * @throws {Refusal | Silence} or an `AbortError` when the signal came first
 */
export async function ask(operation, request, signal) {
  const answer = await send(operation, { lang, ...request }, signal);
  if (answer.error !== undefined) throw new Silence(answer.error);
  if (answer.problems) throw new Refusal(answer.message ?? '', answer.problems);
  return answer;
}
