// The page: its head, its views, its address.

import { read, written } from './address.js';
import { carried } from './carried.js';
import { drop } from './changes.js';
import { button, el, fill, pause } from './dom.js';
import * as editor from './editor.js';
import { toolbar } from './keep.js';
import * as negotiate from './negotiate.js';
import { announce, place as notice, report } from './notice.js';
import { openCarried, openPath, original, take } from './opening.js';
import { Refusal, Silence, speak } from './port.js';
import * as start from './start.js';
import { state, tell, when } from './state.js';
import { word } from './words.js';
import * as work from './work.js';

const VIEWS = { start, work, negotiate, text: editor };
/** Marks the entries of the history that this page wrote. */
const OWN = 'own';
/** How long the address may lag behind what is in view. */
const ADDRESS_PAUSE = 400;

const header = /** @type {HTMLElement} */ (document.getElementById('header'));
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const footer = /** @type {HTMLElement} */ (document.getElementById('footer'));
/** The fragment that this page wrote last. */
let fragment = '';
let writes = 0;

when('view', async () => {
  const drawn = draw();
  main.querySelector('h1')?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  await address('push');
  await drawn;
});
when('scenario', () => void address('replace'));
when('choice', () => void address('replace'));

/** The head and the view in it. */
function draw() {
  document.documentElement.lang = state.lang;
  if (!state.scenario && state.view !== 'start') state.view = 'start';
  const names = /** @type {(keyof typeof VIEWS)[]} */ (Object.keys(VIEWS));
  const skip = document.getElementById('skip');
  if (skip) skip.textContent = word('skip');
  fill(
    header,
    el('span', { class: 'brand', translate: 'no' }, 'Verdeel'),
    el(
      'nav',
      { 'aria-label': word('views') },
      names.map((name) =>
        button(
          word(`view-${name}`),
          () => {
            state.view = name;
            tell('view');
          },
          {
            'aria-current': name === state.view ? 'page' : null,
            disabled: name !== 'start' && !state.scenario,
            id: `view-${name}`,
          },
        ),
      ),
    ),
    state.scenario && state.view !== 'start' ? toolbar() : null,
    button(state.lang === 'nl' ? 'English' : 'Nederlands', switchLanguage, {
      class: 'language',
      id: 'language',
      lang: state.lang === 'nl' ? 'en' : 'nl',
    }),
  );
  fill(footer, el('p', {}, word('footer')));
  main.className = `view-${state.view}`;
  return VIEWS[state.view].show(main);
}

async function switchLanguage() {
  state.lang = state.lang === 'nl' ? 'en' : 'nl';
  speak(state.lang);
  await draw();
  document.getElementById('language')?.focus();
  await address('replace');
}

/**
 * Writes what is in view into the address, at most a few times a second.
 *
 * @param {'push' | 'replace'} how
 */
async function address(how) {
  const mine = (writes += 1);
  if (how === 'replace') await pause(ADDRESS_PAUSE);
  if (mine !== writes) return;
  const { fragment: now } = await written();
  if (mine !== writes || now === fragment) return;
  fragment = now;
  if (how === 'push') history.pushState(OWN, '', now);
  else history.replaceState(OWN, '', now);
}

/**
 * Shows what the address says.
 *
 * @param {boolean} isOwn whether this page wrote it
 */
async function restore(isOwn) {
  const asked = location.hash;
  writes += 1;
  try {
    const said = await read(asked);
    if (said.lang === 'en' || said.lang === 'nl') state.lang = said.lang;
    speak(state.lang);
    await reopen(said, isOwn);
    fragment = asked;
  } catch (error) {
    await draw();
    if (error instanceof Refusal || error instanceof Silence) report(error);
    else announce(word('damaged'), true);
  }
}

/**
 * @param {import('./address.js').Address} said
 * @param {boolean} isOwn whether this page wrote it: then the text stays as it is now
 */
async function reopen(said, isOwn) {
  if (said.path && !(isOwn && state.scenario?.path === said.path)) {
    const origin = await original(said.path).catch((error) => {
      if (!said.scenario) throw error;
      return null;
    });
    if (origin) take(origin, true);
    else drop();
    state.isHandedOver = origin !== null && origin === carried?.origin;
    if (said.scenario && origin) state.scenario = { files: origin.files, ...said.scenario };
    else if (said.scenario) take({ files: {}, ...said.scenario }, false);
    else if (said.tooLong && carried && state.isHandedOver) state.scenario = carried.current;
  }
  const view = said.settings.view in VIEWS ? said.settings.view : 'start';
  Object.assign(state, said.settings, { view, models: said.models, uncertainty: said.uncertainty });
  await draw();
  if (said.tooLong && !isOwn) announce(word('wasTooLong'), true);
}

window.addEventListener('popstate', (event) => {
  if (location.hash !== fragment) restore(event.state === OWN);
});
// The address says what is in view, so a link to a place in the page only moves there.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (!link) return;
  event.preventDefault();
  const place = document.getElementById(link.getAttribute('href')?.slice(1) ?? '');
  place?.scrollIntoView();
  place?.focus({ preventScroll: true });
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) start.took(event.dataTransfer.files);
});

/** What this file carries or the program was started with, unless the address says something. */
async function begin() {
  if (location.hash.length > 1) return restore(false);
  try {
    if (carried) return await openCarried();
    const { start: path } = await start.library();
    if (path) return await openPath(path);
  } catch (error) {
    // What was read stays there where nothing can be reckoned.
    if (carried && error instanceof Silence) {
      main.prepend(notice);
      console.warn(error.message);
      announce(word('noEngine'), true);
      return undefined;
    }
    await draw();
    report(error, begin);
    return undefined;
  }
  return draw();
}

speak(state.lang);
begin();
