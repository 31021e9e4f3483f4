// Undo and redo, and everything that can be kept or shared.

import { flush } from './changes.js';
import { written } from './address.js';
import { isReachable, isWhole } from './carried.js';
import { button, el, fill, save, write } from './dom.js';
import { liveFile } from './livefile.js';
import { announce, report } from './notice.js';
import { printed } from './paper.js';
import { canRedo, canUndo, redo, state, undo, when } from './state.js';
import { keep } from './taking.js';
import { word } from './words.js';

const bar = el('div', { class: 'toolbar' });
const back = button('', () => go(undo, 'undone'), { 'aria-keyshortcuts': 'Control+Z', id: 'undo' });
const forth = button('', () => go(redo, 'redone'), { 'aria-keyshortcuts': 'Control+Shift+Z', id: 'redo' });

/** What can be downloaded, in the order of the menu; a file like this one is a bundle as well. */
const KINDS = /** @type {const} */ (['toml', 'report', 'workbook', 'bundle']);
const kinds = KINDS.filter((kind) => kind !== 'bundle' || !isWhole);

when('scenario', drawHistory);
document.addEventListener('keydown', onKey);

/** The place of these buttons. */
export function toolbar() {
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', word('keep'));
  drawHistory();
  const menu = el(
    'details',
    { class: 'menu' },
    el('summary', {}, word('keep')),
    el(
      'div',
      { class: 'menu-list' },
      isWhole && button(word('keep-live'), handBack, { id: 'keep-live' }),
      kinds.map((kind) => button(word(`keep-${kind}`), () => keep(kind), { id: `keep-${kind}` })),
      isReachable && button(word('copyLink'), copyLink, { id: 'copy-link' }),
      button(word('print'), print, { id: 'print' }),
    ),
  );
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  menu.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  fill(bar, back, forth, menu);
  return bar;
}

function drawHistory() {
  write(back, word('undo'));
  write(forth, word('redo'));
  back.disabled = !canUndo();
  forth.disabled = !canRedo();
}

/**
 * @param {() => Promise<void>} step
 * @param {'undone' | 'redone'} said
 */
async function go(step, said) {
  const focused = document.activeElement;
  // A change that is under way is made first, so that it is what is undone.
  await flush();
  await step();
  if (focused instanceof HTMLButtonElement && focused.disabled) (focused === back ? forth : back).focus();
  announce(word(said));
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p' && state.view === 'work') {
    event.preventDefault();
    print();
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || !['z', 'y'].includes(event.key.toLowerCase()) || !state.scenario) return;
  const { target } = event;
  const isTyping =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox');
  if (isTyping) return;
  event.preventDefault();
  const isRedo = event.shiftKey || event.key.toLowerCase() === 'y';
  if (isRedo && canRedo()) go(redo, 'redone');
  if (!isRedo && canUndo()) go(undo, 'undone');
}

/** Saves a file like this one, with the scenario in view. */
export async function handBack() {
  announce(word('making'));
  try {
    await flush();
    const { name, text, leftOut } = await liveFile();
    save(name, new Blob([text], { type: 'text/html' }));
    announce(`${word('savedLive', name)} ${leftOut}`.trim());
  } catch (error) {
    report(error, handBack);
  }
}

/** Prints everything there is to see, not only what is in view. */
async function print() {
  announce(word('making'));
  try {
    await flush();
    await printed();
    announce('');
  } catch (error) {
    report(error, print);
  }
}

async function copyLink() {
  const { fragment, fits } = await written();
  if (!fits) {
    announce(word('tooLong'), true);
    return;
  }
  history.replaceState(history.state, '', fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    announce(word('copied'));
  } catch {
    announce(word('copyYourself'), true);
  }
}
