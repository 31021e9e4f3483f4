// What the scenario gives: only the sections in view are asked for, and what was seen stays until
// the next answer comes.

import { choice, el, fill, pause, showFragment, write } from './dom.js';
import { sentence } from './notice.js';
import { ask, isAbort, Refusal, spoken } from './port.js';
import * as recipient from './recipient.js';
import { state, tell } from './state.js';
import { listed, titleOf } from './variants.js';
import { show as showView } from './views.js';
import { word } from './words.js';

/** @typedef {import('./port.js').Look} Look */

/** Panels and the sections that each shows. */
const PANELS = /** @type {const} */ ({
  antwoord: ['antwoord'],
  partnerschappen: ['partnerschappen'],
  modellen: ['modellen', 'besluitpunten'],
  'voor-en-achteruit': ['voor-en-achteruit'],
  regio: ['regios'],
  jaren: ['jaren', 'hoe-zeker', 'gevoeligheid'],
  geldstroom: ['volg-de-euro'],
  wensen: ['wensen'],
  verschillen: ['verschillen'],
  aannames: ['aannames', 'bon'],
  een: [],
});

/** @typedef {keyof typeof PANELS} Panel */

/** From how many futures bands are drawn: first a few, then enough. */
const DRAWS = [200, 2000];
/** While a slider moves, only the first few futures are drawn. */
const REST = 150;
/** More models than these beside the baseline do not fit beside each other. */
const MOST_MODELS = 4;

const problems = el('div', { class: 'problems', role: 'alert' });
const notices = el('div', { class: 'mind' });
const controls = el('div', { class: 'comparing' });
const figuresHeading = el('h2', { id: 'figures-heading', class: 'hidden' });
const figuresBody = el('div', { class: 'fragment' });
const legend = el('ul', { class: 'legend' });
const figures = el(
  'section',
  { class: 'figures', 'aria-labelledby': 'figures-heading' },
  figuresHeading,
  legend,
  figuresBody,
);
const tabs = el('div', { class: 'tabs', role: 'tablist' });
const panel = el('div', { class: 'panel', role: 'tabpanel', id: 'panel', tabindex: '0' });
const place = el(
  'div',
  { class: 'results', id: 'results', tabindex: '-1' },
  problems,
  controls,
  notices,
  figures,
  tabs,
  panel,
);

/** @type {AbortController | null} */
let asking = null;
/** The notices that are shown, so that they are left alone while they are the same. */
let toldNotices = '';
/** What the controls are drawn from, so that they are left alone while it is the same. */
let drawnControls = '';

/** The place of the results. */
export function all() {
  drawnControls = '';
  drawTabs();
  place.classList.toggle('waiting', state.seen === null);
  if (state.seen === null) {
    for (const part of [problems, controls, notices, figuresBody]) fill(part);
    fill(panel, el('p', { class: 'muted' }, word('reckoning')));
  }
  return place;
}

function panelNow() {
  return /** @type {Panel} */ (state.panel in PANELS ? state.panel : 'partnerschappen');
}

/**
 * Asks for what is in view, and shows it. Bands follow by themselves.
 *
 * @returns {Promise<void>} when the amounts are there
 */
export async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const [first, ...later] = state.uncertainty ? DRAWS : [0];
  place.setAttribute('aria-busy', 'true');
  try {
    const look = await asked(first, signal);
    draw(look);
    if (look.uncertain) refine(later, signal);
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof Refusal && error.problems.length === 0 && forgetChoices()) return tell('scenario');
    showProblem(error);
  }
  if (!signal.aborted) place.removeAttribute('aria-busy');
}

/** Lets go of variants that the text may no longer have. */
function forgetChoices() {
  const had = state.models !== null || state.variant !== 'base' || state.baseline !== 'base';
  Object.assign(state, { models: null, variant: 'base', baseline: 'base', against: '' });
  return had;
}

/**
 * @param {number[]} draws
 * @param {AbortSignal} signal
 */
async function refine(draws, signal) {
  try {
    await pause(REST);
    if (signal.aborted) return;
    for (const one of draws) draw(await asked(one, signal));
  } catch (error) {
    if (!isAbort(error)) showProblem(error);
  }
}

/** What is to be seen, as the port is asked for it: first with few futures. */
export function wanted(draws = state.uncertainty ? DRAWS[0] : 0) {
  const { baseline, models } = state;
  const beside = models ? { models: models.filter((id) => id !== baseline) } : {};
  return { lang: spoken(), baseline, ...beside, sections: ['cijfers', ...PANELS[panelNow()]], draws, seed: 1 };
}

/** What is seen of a text that is about to be the scenario. @type {{text: string, as: string, look: Look} | null} */
let offered = null;

/**
 * Takes what came along with a changed text.
 *
 * @param {string} text
 * @param {ReturnType<typeof wanted>} as what was asked for
 * @param {Look} look
 */
export function offer(text, as, look) {
  offered = { text, as: JSON.stringify(as), look };
}

/** Asks for what will be seen first, so that it stands there at once. */
export async function ahead() {
  const { scenario } = state;
  const as = wanted();
  const look = await ask('look', { scenario, ...as });
  state.seen = look;
  offer(scenario?.text ?? '', as, look);
}

/**
 * @param {number} draws
 * @param {AbortSignal} signal
 */
async function asked(draws, signal) {
  const { scenario } = state;
  const known = offered;
  offered = null;
  const own = wanted(draws);
  const isKnown = known !== null && known.text === scenario?.text && known.as === JSON.stringify(own);
  const [look] = await Promise.all([
    isKnown ? known.look : ask('look', { scenario, ...own }, signal),
    panelNow() === 'een' && state.seen ? recipient.refresh() : null,
  ]);
  return look;
}

/** @param {Look} look */
function draw(look) {
  const isFirst = state.seen === null;
  state.seen = look;
  fill(problems);
  drawNotices(look);
  drawControls(look);
  const cijfers = look.sections.find((section) => section.id === 'cijfers');
  write(figuresHeading, cijfers?.title ?? word('figures'));
  if (cijfers) showFragment(figuresBody, cijfers.html);
  drawLegend(look);
  if (panelNow() === 'een') {
    if (!panel.contains(recipient.place)) fill(panel, recipient.place);
    recipient.draw();
    if (isFirst) recipient.refresh();
  } else {
    drawPanel(look);
  }
  place.classList.remove('stale', 'waiting');
  tell('seen');
}

/**
 * Which letter stands for which model.
 *
 * @param {Look} look
 */
function drawLegend({ models }) {
  const told = models.map((one) => `${one.letter}: ${titleOf(one.id)}`);
  if ([...legend.children].map((one) => one.textContent).join() === told.join()) return;
  fill(
    legend,
    told.map((one) => el('li', {}, one)),
  );
}

/**
 * One line that keeps its place, whatever there is to mind.
 *
 * @param {Look} look
 */
function drawNotices({ notices: all }) {
  const told = JSON.stringify([state.lang, all]);
  if (told === toldNotices && notices.childNodes.length > 0) return;
  toldNotices = told;
  const isOpen = notices.querySelector('details')?.open ?? false;
  const [first = '', ...more] = all;
  fill(
    notices,
    more.length > 0
      ? el(
          'details',
          { open: isOpen },
          el('summary', {}, word('mindMore', first, String(all.length))),
          el(
            'ul',
            {},
            more.map((one) => el('li', {}, one)),
          ),
        )
      : first && el('p', {}, word('mind', first)),
  );
}

/** @param {Look} look */
function drawPanel(look) {
  const wanted = look.sections.filter((section) => section.id !== 'cijfers' && section.html !== '');
  const same = [...panel.children].map((one) => one.id).join() === wanted.map((one) => one.id).join();
  if (!same || wanted.length === 0) {
    fill(
      panel,
      wanted.map((one) =>
        el(
          'section',
          { id: one.id, 'aria-labelledby': `${one.id}-heading` },
          el('h2', { id: `${one.id}-heading` }, one.title),
          el('div', { class: 'fragment' }),
        ),
      ),
    );
  }
  for (const one of wanted) {
    const section = document.getElementById(one.id);
    const fragment = section?.querySelector('.fragment');
    const heading = section?.querySelector('h2');
    if (heading) write(heading, one.title);
    if (fragment) showFragment(fragment, one.html);
  }
  if (wanted.length === 0) panel.append(el('p', { class: 'muted' }, word('nothingHere')));
}

/** @param {unknown} error */
function showProblem(error) {
  place.classList.remove('waiting');
  place.classList.add('stale');
  const isScenario = error instanceof Refusal && error.problems.length > 0;
  fill(
    problems,
    el('p', {}, sentence(error)),
    isScenario && el('p', {}, el('button', { type: 'button', onclick: () => showView('text') }, word('showInText'))),
    !isScenario && el('p', {}, el('button', { type: 'button', onclick: () => refresh() }, word('again'))),
  );
}

/** @param {Look} look */
function drawControls(look) {
  const now = JSON.stringify([
    look.variants,
    look.models,
    look.uncertain,
    state.lang,
    state.baseline,
    state.uncertainty,
  ]);
  if (now === drawnControls) return;
  drawnControls = now;
  const focused = document.activeElement?.id;
  const isOpen = controls.querySelector('details')?.open ?? false;
  fill(
    controls,
    look.variants.length > 1 && choice(word('baseline'), listed(), state.baseline, setBaseline, { id: 'baseline' }),
    look.variants.length > 2 && modelChoice(look, isOpen),
    look.uncertain &&
      el(
        'label',
        { class: 'switch' },
        el('input', { type: 'checkbox', id: 'uncertainty', checked: state.uncertainty, onchange: switchUncertainty }),
        word('uncertainty'),
      ),
  );
  if (focused && controls.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
}

/**
 * @param {Look} look
 * @param {boolean} isOpen
 */
function modelChoice(look, isOpen) {
  const shown = look.models.map((one) => one.id);
  const isFull = shown.length > MOST_MODELS;
  return el(
    'details',
    { class: 'which', open: isOpen },
    el('summary', {}, word('models', String(shown.length))),
    el(
      'fieldset',
      {},
      el('legend', { class: 'hidden' }, word('whichModels')),
      look.variants
        .filter((one) => one.id !== state.baseline)
        .map((one) =>
          el(
            'label',
            { class: 'check' },
            el('input', {
              type: 'checkbox',
              id: `model-${one.id}`,
              checked: shown.includes(one.id),
              disabled: isFull && !shown.includes(one.id),
              onchange: () => toggleModel(shown, one.id),
            }),
            titleOf(one.id),
          ),
        ),
      isFull && el('p', { class: 'muted' }, word('mostModels')),
    ),
  );
}

/**
 * @param {string[]} shown
 * @param {string} id
 */
function toggleModel(shown, id) {
  const now = state.models ?? shown;
  const others = now.filter((one) => one !== state.baseline && one !== id);
  state.models = now.includes(id) ? others : [...others, id];
  tell('choice');
  refresh();
}

/** @param {string} id */
function setBaseline(id) {
  const shown = state.seen?.models.map((one) => one.id) ?? [];
  if (state.models) state.models = shown.filter((one) => one !== id).slice(0, MOST_MODELS);
  state.baseline = id;
  tell('choice');
  refresh();
}

/**
 * Puts a variant among the models in view.
 *
 * @param {string} id
 */
export function include(id) {
  const shown = state.seen?.models.map((one) => one.id) ?? [];
  if (id === state.baseline || shown.includes(id)) return;
  state.models = [...shown.filter((one) => one !== state.baseline).slice(0, MOST_MODELS - 1), id];
}

/**
 * Compares a variant with another one, before those that were in view.
 *
 * @param {string} id
 * @param {string} baseline
 */
export function compare(id, baseline) {
  const others = (state.seen?.models ?? []).map((one) => one.id).filter((one) => one !== id && one !== baseline);
  state.baseline = baseline;
  state.models = [id, ...others].slice(0, MOST_MODELS);
}

function switchUncertainty() {
  state.uncertainty = !state.uncertainty;
  tell('choice');
  refresh();
}

function drawTabs() {
  const names = /** @type {Panel[]} */ (Object.keys(PANELS));
  tabs.setAttribute('aria-label', word('results'));
  fill(
    tabs,
    names.map((name) =>
      el(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${name}`,
          'aria-selected': String(name === panelNow()),
          'aria-controls': 'panel',
          tabindex: name === panelNow() ? '0' : '-1',
          onclick: () => choosePanel(name),
          onkeydown: (/** @type {KeyboardEvent} */ event) => walk(event, names, name),
        },
        word(`panel-${name}`),
      ),
    ),
  );
  panel.setAttribute('aria-labelledby', `tab-${panelNow()}`);
}

/**
 * @param {KeyboardEvent} event
 * @param {Panel[]} names
 * @param {Panel} name
 */
function walk(event, names, name) {
  const at = names.indexOf(name);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choosePanel(names[(to + names.length) % names.length]);
  document.getElementById(`tab-${panelNow()}`)?.focus();
}

/** @param {Panel} name */
function choosePanel(name) {
  if (state.panel === name) return;
  const hadFocus = tabs.contains(document.activeElement);
  state.panel = name;
  drawTabs();
  if (hadFocus) document.getElementById(`tab-${name}`)?.focus();
  tell('choice');
  if (name === 'een' && state.seen) {
    fill(panel, recipient.place);
    recipient.draw();
  }
  refresh();
}
