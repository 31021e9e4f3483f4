// Opening a scenario: out of the library, from the folder, from a file of one's own.

import { drop } from './changes.js';
import { forget } from './negotiate.js';
import { report } from './notice.js';
import { ask } from './port.js';
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
    const opened = await ask('open', { scenario: { path } });
    take({ path: opened.path, text: opened.text, files: opened.files ?? {} }, true);
    state.panel = path.startsWith('question:') ? 'antwoord' : 'partnerschappen';
    await show('work');
  } catch (error) {
    report(error, () => openPath(path));
  }
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
 * Opens files from this computer: a scenario with the tables beside it, or a bundle.
 *
 * @param {FileList} files
 * @returns {Promise<Sheet | null>} a table of students that still needs a scheme
 */
export async function openFiles(files) {
  const sheets = await Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));
  const scenario = sheets.find((one) => /\.toml$/i.test(one.name));
  const bundle = sheets.find((one) => /\.json$/i.test(one.name));
  if (!scenario && !bundle) return sheets[0] ?? null;
  try {
    if (scenario) {
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
