// Everything there is to see of a scenario, as a report on paper.

import { differences, listOf } from './differences.js';
import { el, fill, showFragment } from './dom.js';
import { ask } from './port.js';
import { state } from './state.js';
import { word } from './words.js';

/** Everything, in the order of the report. */
const SECTIONS = [
  'antwoord',
  'cijfers',
  'modellen',
  'besluitpunten',
  'voor-en-achteruit',
  'partnerschappen',
  'regios',
  'hoe-zeker',
  'volg-de-euro',
  'jaren',
  'gevoeligheid',
  'wensen',
  'verschillen',
  'aannames',
  'bon',
];
/** From how many futures bands on paper are drawn. */
const DRAWS = 2000;

const paper = el('div', { class: 'paper' });

/** Opens what browsers print, with all of it; what is in view stays as it is. */
export async function printed() {
  const { scenario, baseline, models } = state;
  const beside = models ? { models: models.filter((id) => id !== baseline) } : {};
  const draws = state.seen?.uncertain ? DRAWS : 0;
  const look = await ask('look', { scenario, baseline, ...beside, sections: SECTIONS, draws, seed: 1 });
  const changes = state.isHandedOver ? await differences() : [];
  fill(
    paper,
    el('p', { class: 'muted' }, word('paperKind')),
    el('h1', {}, look.title),
    look.question && el('p', { class: 'question' }, look.question),
    changes.length > 0 && el('section', { class: 'changed' }, el('h2', {}, word('changesOnPaper')), listOf(changes)),
    look.sections.map(sheet),
    el('footer', {}, el('p', {}, word('paperFooter'))),
  );
  document.body.append(paper);
  document.documentElement.classList.add('printing');
  window.addEventListener('afterprint', away, { once: true });
  window.print();
}

/** @param {import('./port.js').Section} section */
function sheet({ id, title, html }) {
  const body = el('div', { class: 'fragment' });
  showFragment(body, html);
  return el('section', { class: `sheet ${id}` }, el('h2', {}, title), body);
}

function away() {
  document.documentElement.classList.remove('printing');
  paper.remove();
}
