// Opening a scenario: out of the library, from the folder, from a file of one's own.

import { carried, carriedIn } from './carried.js';
import { drop } from './changes.js';
import { forget } from './negotiate.js';
import { report } from './notice.js';
import { ask } from './port.js';
import { ahead } from './results.js';
import { begin, state } from './state.js';
import { show } from './views.js';

/** @typedef {{name: string, text: string}} Sheet */

/**
 * Opens what the port can read.
 *
 * @param {string} path
 */
export async function openPath(path) {
  try {
    take(await original(path), true);
    state.panel = path.startsWith('question:') ? 'antwoord' : 'partnerschappen';
    await show('work');
  } catch (error) {
    report(error, () => openPath(path));
  }
}

/**
 * The scenario that a path gives: the one of this file, or what the port can read.
 *
 * @param {string} path
 * @returns {Promise<import('./port.js').Scenario>}
 */
export async function original(path) {
  if (path === carried?.origin.path) return carried.origin;
  const opened = await ask('open', { scenario: { path } });
  return { path: opened.path, text: opened.text, files: opened.files ?? {} };
}

/** Opens what this file carries: it stands there as it was read until its amounts are there. */
export async function openCarried() {
  if (!carried) return;
  takeCarried(carried, true);
  await ahead();
  await show('work');
}

/**
 * Takes what was handed over, as it is now.
 *
 * @param {import('./carried.js').Carried} handed
 * @param {boolean} readable whether the path of its origin alone gives that
 */
function takeCarried({ origin, current, opening }, readable) {
  take(origin, readable);
  const { baseline = 'base', models = null, variant = 'base' } = opening;
  Object.assign(state, { scenario: current, isHandedOver: true, baseline, models, variant });
}

/**
 * Takes a scenario as the one in view.
 *
 * @param {import('./port.js').Scenario} scenario
 * @param {boolean} readable whether its path alone gives the same
 */
export function take(scenario, readable) {
  drop();
  forget();
  begin(scenario, readable);
}

/**
 * Opens files from this computer: a scenario with the tables beside it, a bundle, or a file that was
 * handed back.
 *
 * @param {FileList} files
 * @returns {Promise<Sheet | null>} a table of students that still needs a scheme
 */
export async function openFiles(files) {
  const sheets = await Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));
  const scenario = sheets.find((one) => /\.toml$/i.test(one.name));
  const bundle = sheets.find((one) => /\.json$/i.test(one.name));
  const handed = carriedIn(sheets.find((one) => /\.html?$/i.test(one.name))?.text ?? '');
  if (!scenario && !bundle && !handed) return sheets[0] ?? null;
  try {
    if (handed) takeCarried(handed, false);
    else if (scenario) {
      const beside = sheets.filter((one) => one !== scenario).map((one) => [one.name, one.text]);
      take({ path: scenario.name, text: scenario.text, files: Object.fromEntries(beside) }, false);
    } else if (bundle) {
      const { path, text, files: inside } = await ask('open', { bundle: bundle.text });
      take({ path, text, files: inside ?? {} }, false);
    }
    await show('work');
  } catch (error) {
    report(error, () => openFiles(files));
  }
  return null;
}

/**
 * Opens what the port made.
 *
 * @param {import('./port.js').Made} made
 */
export function openMade(made) {
  take({ path: made.path, text: made.text, files: made.files ?? {} }, false);
}
