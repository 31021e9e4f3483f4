// What the parties bring to the table: proposals, floors, the compromise, the ledger of amendments.
// Floors stay in this page: they are only in the question to the port, in no file.

import { apply } from './changes.js';
import { button, choice, el, field, fill, showFragment } from './dom.js';
import { announce, place as notice, report } from './notice.js';
import { understood } from './numbers.js';
import { ask, isAbort } from './port.js';
import { state, tell, when } from './state.js';
import { freeId, listed, titleOf } from './variants.js';
import { show as showView } from './views.js';
import { word } from './words.js';

/** More than these do not fit beside the baseline. */
const MOST = 4;
/** So many parties are asked for a floor at once; of more, those that are added. */
const FEW_PARTIES = 6;
/** Variants of this page that are on the table begin like this. */
const ON_TABLE = /^(voorstel|amendement)-\d+$/;

/** The floor of each party that has one here, as typed. @type {Map<string, string>} */
const floorOf = new Map();
/** What the ledger shows; null for the first that fit. @type {Set<string> | null} */
let inLedger = null;
/** Whether the file itself says who the parties are. */
let hasParties = false;

const names = el('datalist', { id: 'parties' });
const proposals = el('section', { 'aria-labelledby': 'proposals-heading' });
const floors = el('section', { 'aria-labelledby': 'floors-heading' });
const compromise = el('div', { class: 'fragment' });
const outcomeHeading = el('h2', { id: 'outcome-heading' });
const outcome = el('section', { class: 'outcome', 'aria-labelledby': 'outcome-heading' }, outcomeHeading, compromise);
const ledger = el('section', { class: 'ledger', 'aria-labelledby': 'ledger-heading' });
const effects = el('div', { class: 'fragment' });
/** @type {AbortController | null} */
let asking = null;
/** @type {AbortController | null} */
let mixing = null;
let drawnFloors = '';

when('scenario', () => (state.view === 'negotiate' ? refresh() : null));

/** Another scenario has other parties. */
export function forget() {
  floorOf.clear();
  inLedger = null;
  hasParties = false;
  drawnFloors = '';
  fill(compromise);
}

/** @param {HTMLElement} main */
export function show(main) {
  drawnFloors = '';
  document.title = `${word('view-negotiate')} – Verdeel`;
  outcomeHeading.textContent = word('compromise');
  fill(
    main,
    el(
      'div',
      { class: 'title' },
      el('h1', { tabindex: '-1' }, word('negotiateTitle')),
      el('p', { class: 'question' }, state.seen?.title ?? ''),
    ),
    el('div', { class: 'said' }, notice),
    el('div', { class: 'table-side' }, proposals, floors, ledger, outcome),
  );
  announce(word('negotiateHint'));
  return refresh();
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const look = await ask('look', { scenario: state.scenario, baseline: state.baseline, sections: [] }, signal);
    state.seen = look;
    drawProposals();
    drawFloors();
    await askLedger(signal);
    await askCompromise();
  } catch (error) {
    report(error, refresh);
  }
}

async function askCompromise() {
  mixing?.abort();
  mixing = new AbortController();
  outcome.setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(
      'negotiate',
      { scenario: state.scenario, baseline: state.baseline, models: mixed(), parties: own() },
      mixing.signal,
    );
    if (own().length === 0) hasParties = answer.has_parties;
    showFragment(compromise, answer.html);
  } catch (error) {
    if (isAbort(error)) return;
    report(error, askCompromise);
  }
  outcome.removeAttribute('aria-busy');
}

/**
 * The parties to ask with: those with a floor, and beside them those without, unless the file says
 * who the parties are.
 */
function own() {
  const stated = partnerships().map(({ id, name }) => ({ name, of: [id], floor: understood(floorOf.get(id) ?? '') }));
  if (stated.every((one) => one.floor === null)) return [];
  return hasParties ? stated.filter((one) => one.floor !== null) : stated;
}

/** What is mixed: what is on the table first, as many as may be beside the baseline. */
function mixed() {
  const table = onTable();
  const ids = [...table, ...models().filter((one) => !table.includes(one))].map((one) => one.id);
  return ids.filter((id) => id !== state.baseline).slice(0, MOST);
}

function partnerships() {
  return state.seen?.recipients.filter((one) => one.kind === 'partnership') ?? [];
}

function models() {
  return state.seen?.variants ?? [];
}

function onTable() {
  return models().filter((one) => ON_TABLE.test(one.id));
}

function drawProposals() {
  const by = el('input', { name: 'by', required: true, autocomplete: 'off', list: 'parties', id: 'proposal-by' });
  fill(
    names,
    partnerships().map((one) => el('option', { value: one.name })),
  );
  const form = el(
    'form',
    {
      class: 'row',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        propose(by.value.trim());
      },
    },
    el('label', { class: 'field' }, el('span', {}, word('proposalBy')), by),
    names,
    choice(word('proposalLike'), listed(), state.variant, (id) => {
      state.variant = id;
    }),
    el('button', { class: 'primary' }, word('propose')),
  );
  fill(
    proposals,
    el('h2', { id: 'proposals-heading' }, word('proposals')),
    el('p', { class: 'muted' }, word('proposalsHint')),
    onTable().length > 0 &&
      el(
        'ul',
        { class: 'cards-list' },
        onTable().map((one) =>
          el(
            'li',
            {},
            el('span', {}, one.title),
            button(
              word('changeIt'),
              () => {
                state.variant = one.id;
                showView('work');
              },
              { 'aria-label': `${word('changeIt')}: ${one.title}` },
            ),
            button(word('remove'), () => withdraw(one.id), { 'aria-label': `${word('remove')}: ${one.title}` }),
          ),
        ),
      ),
    form,
  );
}

/** @param {string} party */
async function propose(party) {
  if (party === '') return;
  const title = word('proposalOf', party, titleOf(state.variant));
  const id = freeId('voorstel');
  if (!(await apply([{ add: id, title, like: state.variant }]))) return;
  announce(word('proposed', title), true);
  document.getElementById('proposal-by')?.focus();
  await tell('choice');
}

/** @param {string} id */
async function withdraw(id) {
  if (state.variant === id) state.variant = 'base';
  if (state.baseline === id) state.baseline = 'base';
  state.models = state.models?.filter((one) => one !== id) ?? null;
  inLedger?.delete(id);
  await apply([{ remove: id }]);
  document.getElementById('proposal-by')?.focus();
}

function drawFloors() {
  const all = partnerships();
  const isFew = all.length <= FEW_PARTIES;
  const now = JSON.stringify([state.lang, all, [...floorOf.keys()]]);
  if (now === drawnFloors) return;
  drawnFloors = now;
  const listed = all.filter((one) => isFew || floorOf.has(one.id));
  const others = all.filter((one) => !listed.includes(one)).map((one) => ({ value: one.id, text: one.name }));
  fill(
    floors,
    el('h2', { id: 'floors-heading' }, word('floors')),
    el('p', { class: 'muted' }, word('floorsHint')),
    el('div', { class: 'parties' }, listed.map(floorField)),
    others.length > 0 && choice(word('addParty'), [{ value: '', text: word('none') }, ...others], '', addParty),
  );
}

/** @param {{id: string, name: string}} party */
function floorField(party) {
  return field(
    party.name,
    {
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      id: `floor-${party.id}`,
      value: floorOf.get(party.id) ?? '',
      onchange: (/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        floorOf.set(party.id, input.value);
        input.setAttribute('aria-invalid', String(input.value.trim() !== '' && understood(input.value) === null));
        askCompromise();
      },
    },
    word('perYear'),
  );
}

/** @param {string} id */
function addParty(id) {
  if (id === '') return;
  floorOf.set(id, '');
  drawFloors();
  document.getElementById(`floor-${id}`)?.focus();
}

/** @param {AbortSignal} [signal] */
async function askLedger(signal) {
  const table = onTable().filter((one) => one.id !== state.baseline);
  const ids = table
    .map((one) => one.id)
    .filter((id) => inLedger === null || inLedger.has(id))
    .slice(0, MOST);
  fill(
    ledger,
    el('h2', { id: 'ledger-heading' }, word('ledger')),
    models().length > 1 && choice(word('baseline'), listed(), state.baseline, compareWith, { id: 'ledger-baseline' }),
    table.length === 0 && el('p', {}, word('ledgerEmpty')),
    table.length > 1 &&
      el(
        'fieldset',
        { class: 'ledger-choice' },
        el('legend', {}, word('ledgerWhich')),
        table.map((one) =>
          el(
            'label',
            { class: 'check' },
            el('input', {
              type: 'checkbox',
              checked: ids.includes(one.id),
              disabled: ids.length === MOST && !ids.includes(one.id),
              id: `ledger-${one.id}`,
              onchange: () => toggleLedger(ids, one.id),
            }),
            one.title,
          ),
        ),
      ),
    ids.length > 0 && effects,
  );
  if (ids.length === 0) return;
  const look = await ask(
    'look',
    { scenario: state.scenario, baseline: state.baseline, models: ids, sections: ['modellen', 'voor-en-achteruit'] },
    signal,
  );
  showFragment(effects, look.sections.map((one) => one.html).join(''));
}

/** @param {string} id */
async function compareWith(id) {
  state.baseline = id;
  await tell('choice');
  await refresh();
  document.getElementById('ledger-baseline')?.focus();
}

/**
 * @param {string[]} ids
 * @param {string} id
 */
async function toggleLedger(ids, id) {
  inLedger = new Set(ids);
  if (!inLedger.delete(id)) inLedger.add(id);
  try {
    await askLedger();
  } catch (error) {
    report(error, refresh);
  }
  document.getElementById(`ledger-${id}`)?.focus();
}
