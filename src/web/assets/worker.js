// A worker with an engine of its own: it is sent the engine, then questions, and answers each.
// A classic script, so that it also starts where no module may be fetched. See docs/port.md.

'use strict';

(() => {
  /**
   * What the engine exports.
   *
   * @typedef {{
   *   memory: WebAssembly.Memory, alloc(length: number): number, free(place: number, length: number): void,
   *   ask(place: number, length: number): bigint,
   * }} Engine
   */
  /** @typedef {{engine?: WebAssembly.Module | BufferSource, id?: number, request?: Uint8Array}} Sent */

  /** @type {{onmessage: ((event: MessageEvent<Sent>) => void) | null, postMessage(answer: unknown, moved?: Transferable[]): void}} */
  const page = /** @type {any} */ (self);
  /** @type {Engine | null} */
  let engine = null;

  page.onmessage = ({ data }) => {
    if (data.engine) {
      const module = data.engine instanceof WebAssembly.Module ? data.engine : new WebAssembly.Module(data.engine);
      engine = /** @type {Engine} */ (/** @type {unknown} */ (new WebAssembly.Instance(module).exports));
    }
    if (!data.request) return;
    try {
      const bytes = answer(data.request);
      page.postMessage({ id: data.id, bytes }, [bytes.buffer]);
    } catch (error) {
      // An engine that fell is not asked again: the page starts another worker.
      page.postMessage({ id: data.id, fault: String(error) });
    }
  };

  /**
   * @param {Uint8Array} request
   */
  function answer(request) {
    if (!engine) throw new Error('no engine');
    const { memory, alloc, free, ask } = engine;
    const place = alloc(request.length);
    new Uint8Array(memory.buffer, place, request.length).set(request);
    // The engine takes the room of the request over.
    const packed = BigInt.asUintN(64, ask(place, request.length));
    const [from, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
    const bytes = new Uint8Array(memory.buffer, from, length).slice();
    free(from, length);
    return bytes;
  }
})();
