// Unpacks what a live file carries in letters, and starts the page of which the modules are among
// that: so it is no module itself.

{
  /** The value of every letter, by its code: `src/web/letters.rs` says which there are. */
  const VALUES = new Map();
  for (let code = 33; code < 127; code += 1) {
    if (!'"&\'/<>[\\`'.includes(String.fromCharCode(code))) VALUES.set(code, VALUES.size);
  }
  /** What a letter that is not there any more stands for: the highest value. */
  const BEYOND = VALUES.size - 1;
  const nonce = document.currentScript?.nonce ?? '';

  /** @param {string} letters */
  const bytesOf = (letters) => {
    const view = new DataView(new ArrayBuffer(Math.ceil(letters.length / 5) * 4));
    for (let at = 0, to = 0; at < letters.length; at += 5, to += 4) {
      let number = 0;
      for (let place = at; place < at + 5; place += 1) {
        number = number * VALUES.size + (VALUES.get(letters.charCodeAt(place)) ?? BEYOND);
      }
      view.setUint32(to, number);
    }
    return new Uint8Array(view.buffer, 0, Math.floor((letters.length * 4) / 5));
  };

  /**
   * What an element of this file carries in gzip.
   *
   * @param {string} id
   */
  const unpacked = (id) => {
    const packed = new Blob([bytesOf(document.getElementById(id)?.textContent ?? '')]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  };
  Reflect.set(globalThis, 'unpacked', unpacked);

  /**
   * Adds a script, which may run as this one may.
   *
   * @param {string} type
   * @param {string} text
   */
  const add = (type, text) => {
    const script = document.createElement('script');
    Object.assign(script, { type, nonce, textContent: text });
    document.head.append(script);
  };

  void unpacked('modules').then((bytes) => {
    const modules = Object.entries(JSON.parse(new TextDecoder().decode(bytes)));
    const imports = modules.map(([name, text]) => [name, `data:text/javascript,${encodeURIComponent(text)}`]);
    add('importmap', JSON.stringify({ imports: Object.fromEntries(imports) }));
    add('module', "import 'verdeel/main.js';");
  });
}
