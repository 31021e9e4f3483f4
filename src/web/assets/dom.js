// Elements out of tags, attributes and children. Nothing here knows what the page is about.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. An attribute that is a function listens (`onclick`), one that is true stands without
 * a value, one that is false or null is left out.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} parent
 * @param {(Child | Child[])[]} children
 */
function append(parent, children) {
  for (const child of children.flat()) {
    if (child || child === '') parent.append(child);
  }
}

/**
 * Gives an element other children.
 *
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** What each place shows now. @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Shows a fragment of the port, in which every text is escaped: the only place that reads HTML.
 * Folds that were open stay open, and what is the same is left alone.
 *
 * @param {Element} parent
 * @param {string} html
 */
export function showFragment(parent, html) {
  if (shown.get(parent) === html && parent.hasChildNodes()) return;
  shown.set(parent, html);
  const template = document.createElement('template');
  template.innerHTML = html;
  const open = new Set([...parent.querySelectorAll('details[open]')].map(nameOfFold));
  for (const fold of template.content.querySelectorAll('details')) {
    if (open.has(nameOfFold(fold))) fold.setAttribute('open', '');
  }
  renewChildren(parent, template.content);
}

/**
 * Puts the children of `now` in the place of others, but for those that are there already: so the
 * browser lays out and paints only what differs.
 *
 * @param {Node} old
 * @param {Node} now
 */
function renewChildren(old, now) {
  const [own, others] = [[...old.childNodes], [...now.childNodes]];
  own.slice(others.length).forEach((child) => child.remove());
  others.slice(own.length).forEach((child) => old.appendChild(child));
  own.slice(0, others.length).forEach((child, at) => renew(child, others[at]));
}

/**
 * @param {ChildNode} old
 * @param {Node} now
 */
function renew(old, now) {
  if (old.isEqualNode(now)) return;
  const isFrame = old instanceof Element && old.cloneNode().isEqualNode(now.cloneNode());
  if (isFrame) renewChildren(old, now);
  else old.replaceWith(now);
}

/**
 * Gives an element another text, where it is another.
 *
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} fold */
function nameOfFold(fold) {
  return fold.querySelector('summary')?.textContent ?? '';
}

/**
 * A button.
 *
 * @param {string} text
 * @param {(event: Event) => void} action
 * @param {Record<string, unknown>} [attributes]
 */
export function button(text, action, attributes = {}) {
  return el('button', { type: 'button', onclick: action, ...attributes }, text);
}

/**
 * A choice from a list, with its label.
 *
 * @param {string} label
 * @param {{value: string, text: string}[]} options
 * @param {string} value
 * @param {(value: string) => void} action
 * @param {Record<string, unknown>} [attributes]
 */
export function choice(label, options, value, action, attributes = {}) {
  const select = el(
    'select',
    { ...attributes, onchange: () => action(select.value) },
    options.map((one) => el('option', { value: one.value, selected: one.value === value }, one.text)),
  );
  return el('label', { class: 'choice' }, el('span', {}, label), select);
}

/**
 * A field to type in, with its label.
 *
 * @param {string} label
 * @param {Record<string, unknown>} attributes
 * @param {string} [unit]
 */
export function field(label, attributes, unit = '') {
  return el(
    'label',
    { class: 'field' },
    el('span', {}, label),
    el('span', { class: 'with-unit' }, el('input', attributes), unit && el('span', { class: 'unit' }, unit)),
  );
}

/**
 * A fold.
 *
 * @param {string} summary
 * @param {Record<string, unknown>} attributes
 * @param {...(Child | Child[])} children
 */
export function fold(summary, attributes, ...children) {
  return el('details', attributes, el('summary', {}, summary), ...children);
}

/** @param {number} milliseconds */
export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/**
 * Hands a file to the browser to save.
 *
 * @param {string} name
 * @param {Blob} blob
 */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = el('a', { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
