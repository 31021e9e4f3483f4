// Answers from an engine in the page itself: workers, each with an instance of its own.

import { Crew } from './crew.js';
import { isAbort, Silence } from './silence.js';

/** No machine is kept busy by more than these. */
const MOST_DRAWERS = 4;
/** So few futures are not worth the way to others. */
const FEW_DRAWS = 256;
/** Futures are drawn so many at a time. */
const BLOCK = 64;

/** One worker answers, so that it remembers what was opened. */
const desk = new Crew(hire, 1);
/** Others draw futures, so that who answers is free. */
const drawers = new Crew(hire, Math.max(1, Math.min(MOST_DRAWERS, navigator.hardwareConcurrency - 1)));

/** @type {Promise<WebAssembly.Module> | null} */
let engine = null;
/** The engine once it is there. @type {WebAssembly.Module | null} */
let compiled = null;
/** The address of the script of workers. */
let script = '';

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
    engine ??= unpacked();
    compiled = await engine;
    const drawn = operation === 'look' ? await parts(request, signal) : {};
    return await asked(desk, operation, { ...request, ...drawn }, signal);
  } catch (error) {
    if (isAbort(error) || error instanceof Silence) throw error;
    engine = null;
    throw new Silence(String(error));
  }
}

/**
 * The draws of a look, made by several; in whatever parts, they are the same.
 *
 * @param {Record<string, unknown>} request
 * @param {AbortSignal} [signal]
 */
async function parts({ lang, scenario, baseline, models, seed, draws }, signal) {
  const all = Number(draws ?? 0);
  if (all <= FEW_DRAWS) return {};
  // Parts are small enough that a question that is withdrawn soon sets everybody free.
  const count = Math.max(FEW_DRAWS, Math.ceil(all / drawers.most / 2 / BLOCK) * BLOCK);
  const firsts = Array.from({ length: Math.ceil(all / count) }, (_, at) => at * count);
  const made = await Promise.all(
    firsts.map((first) => {
      const own = { lang, scenario, baseline, models, seed, first, count: Math.min(count, all - first) };
      return asked(drawers, 'draw', own, signal);
    }),
  );
  // Where nothing is uncertain there are no parts, and what is wrong is told by the look itself.
  return made.every((one) => one.part) ? { drawn: made.map((one) => one.part) } : {};
}

/**
 * @param {Crew} crew
 * @param {string} operation
 * @param {Record<string, unknown>} request
 * @param {AbortSignal} [signal]
 */
async function asked(crew, operation, request, signal) {
  const sent = new TextEncoder().encode(`${operation}\n${JSON.stringify(request)}`);
  return JSON.parse(new TextDecoder().decode(await crew.ask(sent, signal)));
}

/** Starts a worker with its engine. */
function hire() {
  const worker = new Worker(script);
  worker.postMessage({ engine: compiled });
  return worker;
}

/**
 * The engine: out of this file, or from beside the page where a link says so. The script of the
 * workers comes from the same place.
 */
async function unpacked() {
  const [carried, own] = ['engine', 'worker'].map((id) => document.getElementById(id));
  if (carried instanceof HTMLLinkElement && own instanceof HTMLLinkElement) {
    script = own.href;
    const response = await fetch(carried.href);
    if (!response.ok) throw new Silence(`${response.status} ${carried.href}`);
    const stream = (await response.blob()).stream().pipeThrough(new DecompressionStream('gzip'));
    return WebAssembly.compile(await new Response(stream).arrayBuffer());
  }
  script = URL.createObjectURL(new Blob([own?.textContent ?? ''], { type: 'text/javascript' }));
  /** @type {(id: string) => Promise<ArrayBuffer>} */
  const ofThisFile = Reflect.get(globalThis, 'unpacked');
  return WebAssembly.compile(await ofThisFile('engine'));
}
