// Uses the page of `verdeel serve` as a programme leader does: by mouse, by keyboard, on a phone.
//
// Usage: node page.mjs PROGRAM CHROMIUM FOLDER [ADDRESS]
// FOLDER holds `playwright-core` and `@axe-core/playwright`, and takes what the page saves. The
// program is started in the present folder, unless ADDRESS names a page that is there already.

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const [program, browserPath, folder, given] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'package.json'));
const { chromium } = load('playwright-core');
const { AxeBuilder } = load('@axe-core/playwright');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const EXAMPLE = 'scenarios/examples/two-regions.toml';
const UNCERTAIN = 'scenarios/examples/uncertain.toml';
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

let passed = 0;
let failed = 0;

function hold(fact, holds, seen = '') {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.error(`not so: ${fact}: ${JSON.stringify(seen)}`);
  }
}

/** Waits until a text shows somewhere, and holds that it does. */
async function shows(page, fact, selector, text) {
  const place = page.locator(selector).filter({ hasText: text }).first();
  const there = await place.waitFor({ timeout: 10_000 }).then(() => true, () => false);
  hold(fact, there, there || (await page.locator(selector).allInnerTexts().catch(() => [])).join(' | ').slice(0, 400));
}

/** Waits until a field has a value. */
async function reads(page, fact, selector, value) {
  const field = page.locator(selector);
  const is = await page.waitForFunction(
    ([one, wanted]) => document.querySelector(one)?.value === wanted, [selector, value], { timeout: 10_000 },
  ).then(() => true, () => false);
  hold(fact, is, is || (await field.inputValue().catch(() => 'no field')));
}

const id = (path, what = 'field') => `[id="${what}-${path}"]`;
const BASE = 'component.base.amount';
const HEADS = 'partnership.de-linde.students.noord';

async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: DESK, acceptDownloads: true, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) said.push(request.url());
  });
  return { context, page, said };
}

async function openPath(page, path, view = 'work') {
  await page.goto(`${address}#${new URLSearchParams({ path, view })}`);
  await page.reload();
  if (view === 'work') await page.locator('.panel .fragment > *').first().waitFor();
}

async function quiet(said) {
  hold('nothing on the console and no request elsewhere', said.length === 0, said);
}

/** What the table of partnerships says, in cents by partnership and model. */
async function amountsOnPage(page) {
  return page.evaluate(() => {
    const table = [...document.querySelectorAll('#partnerschappen table')].at(-1);
    const heads = [...table.querySelectorAll('thead th')].map((one) => one.textContent.trim());
    const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((one) => one.textContent.trim()));
    const models = heads.map((one, at) => [one, at]).filter(([one]) => /^[A-E]$/.test(one));
    return rows.flatMap((row) => models.map(([letter, at]) => [`${letter} ${row[0]}`, Number(row[at].replace(/[^\d-]/g, ''))]));
  });
}

/** The same of `verdeel run`, for the models in the order of the page. */
function amountsOfRun(file, models) {
  const run = spawnSync(program, ['run', file, '--format', 'json', '--quiet'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  hold(`\`verdeel run\` reads ${file}`, run.status === 0, run.stderr);
  const amounts = new Map();
  for (const variant of JSON.parse(run.stdout).variants) {
    const letter = 'ABCDE'[models.indexOf(variant.id)];
    for (const award of variant.years.flatMap((year) => year.awards)) {
      if (award.kind !== 'partnership') continue;
      const key = `${letter} ${award.recipient}`;
      amounts.set(key, (amounts.get(key) ?? 0) + Number(award.amount.replace('.', '')));
    }
  }
  return amounts;
}

async function download(page, kind) {
  await page.locator('.menu > summary').click();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator(`#keep-${kind}`).click()]);
  const path = join(folder, saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

/** 140 students at 1,250 euros are 175,000; the region keeps a tenth. */
async function firstMinute(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  await page.locator('#students-1').fill('veel');
  await page.locator('#estimate').click();
  await shows(page, 'an entry that is no number is asked for again', '.estimate-answer', 'getal');
  await page.locator('#students-1').fill('140');
  await page.locator('#slice-1').fill('10');
  await page.locator('#last-year').fill('250.000');
  await page.locator('#last-year').press('Enter');
  await shows(page, 'the estimate is there', '.estimate-answer', '157.500');
  await shows(page, 'it is marked as an estimate', '.estimate-answer .badge', 'schatting');
  await shows(page, 'it says what it rests on', '.estimate-answer', 'alleen de eigen studenten zijn bekend');
  await shows(page, 'it says what was lost since last year', '.estimate-answer', '92.500');
  await page.locator('#go-on').click();
  await shows(page, 'one goes on with it', '.panel', '157.500');
  await quiet(said);
  await context.close();
}

/** A base amount of 90,000 leaves enough for 955 per student: 90,000 + 200 × 955 = 281,000. */
async function changeAmounts(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  await page.locator('summary', { hasText: 'Een voorbeeld' }).click();
  await page.locator(`details:has(> summary:text("Een voorbeeld")) [data-path="${EXAMPLE}"]`).click();
  await shows(page, 'an example opens', 'h1', "Twee regio's, drie partnerschappen");
  await page.locator(id(BASE, 'slider')).focus();
  await page.keyboard.press('ArrowRight');
  await reads(page, 'the arrow moves the slider by a step', id(BASE), '101.000');
  const told = await page.locator(id(BASE, 'slider')).getAttribute('aria-valuetext');
  hold('a slider tells its amount as people write it', told === '€ 101.000', told);
  await shows(page, 'a rule that other models do not have goes to a proposal', '#notice', 'Mijn voorstel');
  await page.locator(id(BASE)).fill('90.000');
  await page.locator(id(BASE)).press('Enter');
  await shows(page, 'the page says that amounts moved', '#notice', 'bijgewerkt');
  await shows(page, 'the new amount is there', '.panel', '281.000');
  await reads(page, 'the slider follows what was typed', id(BASE, 'slider'), '90000');
  await page.locator(id(BASE)).fill('veel');
  await page.locator(id(BASE)).press('Enter');
  hold('what is no number is marked', await page.locator(id(BASE)).getAttribute('aria-invalid') === 'true');
  await page.locator(id(BASE)).fill('90000');
  await page.locator(id(BASE)).press('Enter');
  await page.locator('#undo').click();
  await reads(page, 'undo is a step back', id(BASE), '101.000');
  await page.locator('#redo').click();
  await reads(page, 'redo is a step on', id(BASE), '90.000');
  await page.locator(id(BASE, 'slider')).focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await reads(page, 'Ctrl+Z goes back to the beginning', id(BASE), '100.000');
  await page.keyboard.press('Control+Shift+Z');
  await reads(page, 'Ctrl+Shift+Z goes on again', id(BASE), '101.000');
  await page.locator(id('division.national.pot')).fill('40.000.000');
  await page.locator(id('division.national.pot')).press('Enter');
  await shows(page, 'more money moves amounts', '#notice', 'bijgewerkt');
  await page.locator(id('division.national.pot')).fill('41.000.000');
  await page.locator(id('division.national.pot')).press('Enter');
  await shows(page, 'money that nobody needs moves nothing, and why is said', '#notice', 'verandert niets');
  await quiet(said);
  await context.close();
}

/** A drag is one step of undo, however many amounts were shown on the way. */
async function drag(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  const box = await page.locator(id(BASE, 'slider')).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 20; step += 1) await page.mouse.move(box.x + box.width / 2 - step * 2, box.y + box.height / 2);
  const shown = await page.locator(id(BASE)).inputValue();
  await page.mouse.up();
  await shows(page, 'a drag settles', '#notice', 'Mijn voorstel');
  hold('a drag changes the amount', shown !== '100.000', shown);
  await reads(page, 'the slider stays where it was let go', id(BASE), shown);
  await page.locator('#undo').click();
  await reads(page, 'a drag is one step of undo', id(BASE), '100.000');
  hold('and nothing is before it', await page.locator('#undo').isDisabled());
  await quiet(said);
  await context.close();
}

/** Keys go on while answers to those before are on their way: none is lost, and each asks once. */
async function quickKeys(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.locator(id(BASE, 'slider')).focus();
  await page.keyboard.press('ArrowRight');
  await shows(page, 'the first step makes a proposal', '#notice', 'Mijn voorstel');
  await reads(page, 'and its sentences are there', '#variant', 'proposal');
  const held = { rules: [], edit: [] };
  const onArrival = { rules: () => {}, edit: () => {} };
  for (const name of Object.keys(held)) {
    await page.route(`**/port/1/${name}`, (route) => {
      held[name].push(route);
      onArrival[name]();
    });
  }
  const arrives = (name) => new Promise((done, fail) => {
    const patience = setTimeout(() => fail(new Error(`no request for ${name}`)), 10_000);
    onArrival[name] = () => done(clearTimeout(patience));
  });
  const answered = (name) => page.waitForResponse((response) => response.url().endsWith(name));
  const release = async (name) => {
    const answer = answered(name);
    await held[name].at(-1).continue();
    await (await answer).finished();
  };
  const step = async () => {
    const asked = arrives('edit');
    await page.keyboard.press('ArrowRight');
    await asked;
  };
  await step();
  const sentences = arrives('rules');
  await release('edit');
  await sentences;
  await step();
  await release('rules');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
  await reads(page, 'sentences of before do not move a slider back', id(BASE), '103.000');
  await release('edit');
  await page.unroute('**/port/1/rules');
  await step();
  await reads(page, 'and the next key goes on from there', id(BASE), '104.000');
  await release('edit');
  await shows(page, 'the last change is told', '#notice', 'bijgewerkt');
  hold('each key asks for its amounts once', held.edit.length === 3, held.edit.length);
  await quiet(said);
  await context.close();
}

async function compareAndExplain(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.locator('#baseline').selectOption('regional');
  await shows(page, 'any model may be the baseline', '.figures', 'A: De regeling van 2025');
  await page.locator('.which > summary').click();
  await page.locator('#model-zuid-equal').uncheck();
  await page.locator('#model-rate-1050').uncheck();
  await page.locator('.legend').filter({ hasNotText: 'C:' }).waitFor();
  await page.locator('#tab-voor-en-achteruit').click();
  await shows(page, 'two models side by side', '.panel', 'uitgangspunt');
  const models = await page.locator('.legend > li').count();
  hold('only the chosen models are in view', models === 2, models);
  await page.locator('#tab-een').click();
  await page.locator('#whom').selectOption('de-linde');
  await shows(page, 'one partnership is explained in sentences', '#een', '200 studenten × € 955');
  await page.locator('#versus').selectOption('de-es');
  await shows(page, 'why it gets more than another', '#een .fragment', 'de-es');
  await page.locator('#versus').selectOption('');
  await page.locator('#against').selectOption('regional');
  await shows(page, 'what changed between two models', '#een .fragment', 'verschil');
  for (const tab of ['antwoord', 'modellen', 'regio', 'jaren', 'geldstroom', 'wensen', 'verschillen', 'aannames']) {
    await page.locator(`#tab-${tab}`).click();
    const there = await page.locator('.panel > section .fragment > *, .panel > p').first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
    hold(`the panel ${tab} has something to show`, there);
  }
  await quiet(said);
  await context.close();
}

async function question(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  await page.locator('#search').fill('volgt student');
  const found = await page.locator('[data-path^="question:"]').count();
  hold('a question is found by its words', found > 0 && found < 10, found);
  await page.locator('[data-path="question:B2"]').click();
  await shows(page, 'a question opens with its answer', '.panel h2', 'Het antwoord');
  await shows(page, 'in sentences', '.panel li', 'student');
  await quiet(said);
  await context.close();
}

async function uncertainty(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, UNCERTAIN);
  await page.locator('#tab-jaren').click();
  const [first, second] = [page.waitForRequest((one) => one.postData()?.includes('"draws":200,')), page.waitForRequest((one) => one.postData()?.includes('"draws":2000'))];
  await page.locator('#uncertainty').check();
  const both = await Promise.all([first, second]).then(() => true, () => false);
  hold('bands come from a few futures first, then from more', both);
  await shows(page, 'the bands say from how many futures', '.panel', '2.000');
  await quiet(said);
  await context.close();
}

async function variantsAndSharing(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.locator('#variant-copy').click();
  await page.locator('#variant-title').fill('Voorstel "bestuur"');
  await page.locator('#variant-title').press('Enter');
  await shows(page, 'a copy is changed from now on', '#notice', 'Voorstel');
  await page.locator(id(BASE)).fill('90000');
  await page.locator(id(BASE)).press('Enter');
  await shows(page, 'a change of the copy', '#notice', 'bijgewerkt');
  await page.locator('#variant-rename').click();
  await page.locator('#variant-title').fill('Voorstel van het bestuur');
  await page.locator('#variant-title').press('Enter');
  await shows(page, 'another name', '#variant', 'Voorstel van het bestuur');
  await page.locator('.menu > summary').click();
  await page.locator('#copy-link').click();
  await shows(page, 'the link is copied', '#notice', 'gekopieerd');
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await open(browser);
  await other.page.goto(link);
  await reads(other.page, 'a colleague opens the same rules', id(BASE), '90.000');
  await shows(other.page, 'and the same name', '#variant', 'Voorstel van het bestuur');
  const same = JSON.stringify(await amountsOnPage(other.page)) === JSON.stringify(await amountsOnPage(page));
  hold('and the same amounts', same);
  await quiet(other.said);
  await other.context.close();

  const toml = await download(page, 'toml');
  const models = await page.evaluate(() => [...document.querySelectorAll('#variant option')].map((one) => one.value));
  const shown = await page.locator('.which > summary').innerText();
  hold('five models are in view', shown.includes('(5)') || shown.includes('(4)'), shown);
  await equalCents(page, toml, models);
  const text = readFileSync(toml, 'utf8');
  hold('comments stay in the download', text.includes('# counted the school year before'), text.slice(0, 200));

  await reopenBundle(browser, await download(page, 'bundle'));
  hold('the report is saved', readFileSync(await download(page, 'report'), 'utf8').startsWith('<!'));
  hold('the workbook is saved', readFileSync(await download(page, 'workbook')).subarray(0, 2).toString() === 'PK');
  await page.locator('#variant-remove').click();
  await shows(page, 'a variant goes', '#notice', 'is weg');
  await page.locator('#undo').click();
  await page.locator('#variant option', { hasText: 'Voorstel van het bestuur' }).waitFor({ state: 'attached' });
  await quiet(said);
  await context.close();
}

/** What the page shows and what `verdeel run` says of the download are equal to the cent. */
async function equalCents(page, toml, models) {
  const letters = await page.evaluate(() => document.querySelector('.figures p')?.textContent ?? '');
  const inView = models.filter((one, at) => at < letters.split(/(?:^|; )[A-E]: /).length - 1);
  const run = amountsOfRun(toml, inView);
  const seen = (await amountsOnPage(page)).filter(([key]) => run.has(key));
  hold('every partnership is compared in every model', seen.length === 3 * inView.length, seen);
  for (const [key, cents] of seen) hold(`${key} is equal to the cent`, cents === run.get(key), [cents, run.get(key)]);
}

async function reopenBundle(browser, path) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  await page.locator('summary', { hasText: 'Een eigen bestand' }).click();
  await page.locator('#own-file').setInputFiles(path);
  await shows(page, 'one file carries scenario and data', '#variant', 'Voorstel van het bestuur');
  await quiet(said);
  await context.close();
}

async function makeNew(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  await page.locator('summary', { hasText: 'Een nieuw scenario' }).click();
  await page.locator('#new-title').fill('Onze regio');
  await page.locator('#new-region-0').fill('Noord');
  await page.locator('#new-partnership-0').fill('De Linde');
  await page.locator('#new-students-0-0').fill('160');
  await page.locator('.making button.primary').click();
  await shows(page, 'a scenario out of the form', 'h1', 'Onze regio');
  await shows(page, 'with 160 × 1,250 euros', '.panel', '200.000');
  await page.locator('#view-start').click();
  await page.locator('summary', { hasText: 'Een eigen bestand' }).click();
  const csv = join(folder, 'studenten.csv');
  writeFileSync(csv, 'partnership,region,year,students\nde-linde,noord,2023/2024,100\nde-wilg,noord,2023/2024,100\n');
  await page.locator('#own-file').setInputFiles(csv);
  await page.locator('form:has(#table-year) button.primary').click();
  await shows(page, 'a scenario out of a table', '.panel', '125.000');
  const toml = readFileSync(EXAMPLE, 'utf8').replace("Twee regio's, drie partnerschappen", 'Van de eigen schijf');
  await page.evaluate((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], 'eigen.toml'));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped }));
  }, toml);
  await shows(page, 'a file that is dropped opens', 'h1', 'Van de eigen schijf');
  await quiet(said);
  await context.close();
}

/** The scenario that an address carries. */
function inAddress(url) {
  const data = new URLSearchParams(new URL(url).hash.slice(1)).get('data') ?? '';
  return inflateRawSync(Buffer.from(data, 'base64url')).toString();
}

async function negotiate(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.locator(id(BASE)).fill('90000');
  await page.locator(id(BASE)).press('Enter');
  await page.locator('.pin').click();
  await shows(page, 'a change is pinned as an amendment', '#notice', 'ligt op tafel');
  await reads(page, 'and the model is as it was', id(BASE), '100.000');
  await page.locator('#view-negotiate').click();
  await shows(page, 'the ledger shows its effect on the others', '.ledger .fragment', 'Amendement');
  await page.locator('#proposal-by').fill('De Linde');
  await page.locator('#proposal-by').press('Enter');
  await shows(page, 'a party puts a proposal on the table', '.cards-list', 'voorstel van De Linde');
  await page.locator('#floor-de-linde').fill('280.000');
  await page.locator('#floor-de-linde').press('Tab');
  await shows(page, 'the compromise minds the floor', '.outcome', 'onder de ondergrens: veto');
  await page.locator('#proposal-by').fill('De Wilg');
  await page.locator('#proposal-by').press('Enter');
  const kept = () => inAddress(page.url());
  await page.waitForURL((url) => inAddress(url).includes('De Wilg')).catch(() => {});
  hold('proposals are in the address', kept().includes('De Linde') && kept().includes('De Wilg'), kept().slice(-600));
  hold('no floor is in the address', !kept().includes('floor') && !kept().includes('280'), kept().slice(-600));
  const toml = readFileSync(await download(page, 'toml'), 'utf8');
  hold('no floor is in a download', !toml.includes('floor') && !toml.includes('280'), toml.slice(-600));
  await quiet(said);
  await context.close();
}

async function brokenText(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE, 'text');
  const text = await page.locator('#text').inputValue();
  const line = text.split('\n').findIndex((one) => one.includes('zuid = 60')) + 1;
  await page.locator('#text').fill(text.replace('zuid = 60', 'zuit = 60'));
  await shows(page, 'a broken scenario shows its error at its line', '.found', `regel ${line}`);
  await shows(page, 'as the command line prints it', '.printed-problem', 'hint: bedoelt u `zuid`?');
  await page.locator('.found li button').click();
  const chosen = await page.locator('#text').evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd));
  hold('the link selects what is wrong', chosen === 'zuit', chosen);
  await page.locator('#view-work').click();
  await shows(page, 'the other views say so too', '.problems', 'zuit');
  await page.locator('.problems button').click();
  await page.locator('#text').fill(text);
  await shows(page, 'and all is well again', '.found', 'Geen problemen');
  await quiet(said);
  await context.close();
}

/** A text of 100,000 letters that no packing makes smaller does not fit in an address. */
async function tooLong(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE, 'text');
  const text = await page.locator('#text').inputValue();
  const noise = randomBytes(50_000).toString('hex');
  await page.locator('#text').fill(`${text}\n# ${noise}\n`);
  await page.locator('.menu > summary').click();
  await page.locator('#copy-link').click();
  await shows(page, 'a text that fits in no address says what to do instead', '#notice', 'Alles in één bestand');
  await page.waitForFunction(() => location.hash.includes('tooLong'));
  await page.reload();
  await shows(page, 'and opening such an address says what is missing', '#notice', 'pasten niet in het adres');
  await page.goto(`${address}#path=${EXAMPLE}&view=work&data=geknipt`);
  await page.reload();
  await shows(page, 'an address that was cut says so', '#notice', 'niet heel');
  await page.goto(`${address}#path=nergens.toml&view=work`);
  await page.reload();
  await shows(page, 'an address of a file that is not there says so', '#notice', 'nergens.toml');
  await quiet(said);
  await context.close();
}

async function portGone(browser) {
  const { context, page } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.route('**/port/**', (route) => route.abort());
  await page.locator(id(BASE)).fill('90000');
  await page.locator(id(BASE)).press('Enter');
  await shows(page, 'when the program is gone one sentence says so', '#notice', 'antwoordt niet');
  await reads(page, 'and what was typed is still there', id(BASE), '90000');
  await page.unroute('**/port/**');
  await page.locator('.notices button').click();
  await shows(page, 'and it goes on where it was', '.panel', '281.000');
  await context.close();
}

async function byKeyboard(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  const now = () => page.evaluate(() => ({ id: document.activeElement.id, tag: document.activeElement.tagName, side: document.activeElement.closest('section, header, .results')?.className ?? '' }));
  await page.evaluate(() => document.activeElement.blur());
  const met = [];
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const one = await now();
    if (one.tag === 'BODY') break;
    met.push(one.id);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    if (outline === 'none') hold('focus is visible', false, one);
  }
  for (const wanted of ['skip', 'view-start', 'view-text', 'variant', `field-${BASE}`, `slider-${BASE}`, 'field-division.national.shortage', 'baseline', 'tab-partnerschappen', 'panel']) {
    hold(`Tab comes to ${wanted}`, met.includes(wanted), met);
  }
  await page.locator('#skip').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest('main')));
  hold('the skip link leads into the content, and the view stays', inside && (await page.locator('.rules').isVisible()), await now());
  await page.locator('#tab-partnerschappen').focus();
  await page.keyboard.press('ArrowRight');
  hold('an arrow goes to the next tab', (await now()).id === 'tab-modellen', await now());
  await shows(page, 'and shows its panel', '.panel h2', 'naast elkaar');
  await page.keyboard.press('End');
  hold('End goes to the last tab', (await now()).id === 'tab-een', await now());
  await page.locator('.menu > summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  hold('Enter opens the menu', (await now()).id === 'keep-toml', await now());
  await page.keyboard.press('Escape');
  hold('Escape closes it', !(await page.locator('#keep-toml').isVisible()));
  await page.locator('#view-text').focus();
  await page.keyboard.press('Enter');
  await page.locator('#text').waitFor();
  const heading = await page.evaluate(() => document.activeElement.tagName);
  hold('another view begins at its heading', heading === 'H1', heading);
  await page.goBack();
  await shows(page, 'the browser goes back to the view before', '.panel', '');
  await quiet(said);
  await context.close();
}

/** Opens each view, with all folds open, and hands it to `look`. */
async function everyView(page, look) {
  await page.goto(`${address}#view=start`);
  await page.reload();
  await page.locator('#students-1').fill('140');
  await page.locator('#estimate').click();
  await page.locator('#go-on').waitFor();
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  await look('start');
  await openPath(page, EXAMPLE);
  await page.locator(id(BASE)).waitFor();
  for (const tab of ['antwoord', 'partnerschappen', 'voor-en-achteruit', 'een']) {
    await page.locator(`#tab-${tab}`).click();
    await page.locator('.panel > section .fragment > *').first().waitFor();
    if (tab === 'partnerschappen') await page.evaluate(() => document.querySelectorAll('.work details').forEach((one) => { one.open = true; }));
    await look(`work, ${tab}`);
  }
  await page.locator('#variant-copy').click();
  await look('work, naming');
  await page.locator('#view-negotiate').click();
  await page.locator('.outcome .fragment > *').first().waitFor();
  await look('negotiate');
  await page.locator('#view-text').click();
  await page.locator('#text').fill('title = 3\n');
  await page.locator('.printed-problem').waitFor();
  await look('text');
}

async function accessible(browser, name, options) {
  const { context, page, said } = await open(browser, options);
  await everyView(page, async (view) => {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))[0]]);
    hold(`axe finds nothing: ${name}, ${view}`, found.length === 0, found);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    hold(`nothing is wider than the screen: ${name}, ${view}`, wide <= 0, wide);
    const heads = await page.locator('h1').count();
    hold(`one heading of the page: ${name}, ${view}`, heads === 1, heads);
  });
  await quiet(said);
  await context.close();
}

async function inEnglish(browser) {
  const { context, page, said } = await open(browser);
  await openPath(page, EXAMPLE);
  await page.locator('#language').click();
  await shows(page, 'the page speaks English', 'h2', 'The rules');
  await shows(page, 'and so do the answers', 'h1', 'Two regions, three partnerships');
  const lang = await page.evaluate(() => document.documentElement.lang);
  hold('the language is told to screen readers', lang === 'en', lang);
  await reads(page, 'amounts are written as English', id(BASE), '100,000');
  await quiet(said);
  await context.close();
}

/** How far things jumped since the page was there, as browsers reckon it. */
async function jumps(page) {
  return page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
  }));
}

async function small(browser) {
  const { context, page } = await open(browser);
  const sizes = [];
  page.on('response', async (response) => {
    if (!response.url().includes('/port/')) sizes.push((await response.body().catch(() => '')).length);
  });
  await page.goto(`${address}#view=start`);
  await page.locator('.shelf details').first().waitFor();
  const all = sizes.reduce((sum, one) => sum + one, 0);
  hold('the page loads under 200 kB', all > 10_000 && all < 200_000, all);
  hold('nothing jumps while the first view loads', (await jumps(page)) < 0.02, await jumps(page));
  await openPath(page, EXAMPLE);
  await page.locator(id(BASE)).waitFor();
  const before = await jumps(page);
  hold('little jumps while a scenario loads', before < 0.1, before);
  await page.locator(id('division.national.pot', 'slider')).focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowLeft');
  await shows(page, 'amounts follow the arrows', '#notice', /Mijn voorstel|bijgewerkt/);
  const after = await jumps(page);
  hold('nothing jumps while amounts move', after - before < 0.02, [before, after]);
  await context.close();
}

/** Those who answer in a page with an engine of its own: here with workers that only write down. */
async function crew(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}#view=start`);
  const seen = await page.evaluate(async () => {
    const { Crew } = await import('/crew.js');
    const hired = [];
    const hire = () => {
      const worker = {
        asked: [], ended: false, postMessage: ({ request }) => worker.asked.push(request[0]), terminate: () => { worker.ended = true; },
        says: (data) => worker.onmessage({ data }),
      };
      hired.push(worker);
      return worker;
    };
    const team = new Crew(hire, 1);
    const withdrawn = new AbortController();
    const ends = [];
    const ask = (number, signal) => team.ask(Uint8Array.of(number), signal)
      .then((bytes) => ends.push(`${number}: ${bytes[0]}`), (error) => ends.push(`${number}: ${error.name} ${error.constructor.name}`));
    const asked = [ask(1), ask(2), ask(3, withdrawn.signal), ask(4)];
    withdrawn.abort();
    const [first] = hired;
    first.says({ bytes: Uint8Array.of(10) });
    first.says({ fault: 'unreachable' });
    hired[1].says({ bytes: Uint8Array.of(20) });
    await Promise.all(asked);
    return { asked: hired.map((one) => one.asked.join()), ended: hired.map((one) => one.ended), ends: ends.sort() };
  });
  hold('the newest question goes first, and one that was withdrawn never', seen.asked[0] === '1,4', seen);
  hold('a worker that fell is ended, and another one takes what waits', seen.asked[1] === '2' && seen.ended.join() === 'true,false', seen);
  const ends = ['1: 10', '2: 20', '3: AbortError DOMException', '4: Error Silence'];
  hold('who asked is told an answer, or why there is none', seen.ends.join() === ends.join(), seen);
  await quiet(said);
  await context.close();
}

/** Starts the program, and tells where it listens. */
function start() {
  const child = spawn(program, ['serve', '--port', '0', '--no-open'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const listening = new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) done(found[0]);
    });
    child.on('exit', () => fail(new Error(`the program stopped: ${text}`)));
  });
  return { child, listening };
}

const server = given ? null : start();
const address = given ?? (await server.listening);
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
const steps = { firstMinute, changeAmounts, drag, quickKeys, compareAndExplain, question, uncertainty, variantsAndSharing, makeNew, negotiate, brokenText, tooLong, portGone, byKeyboard, inEnglish, small, crew };
try {
  for (const [name, step] of Object.entries(steps)) {
    if (process.env.ONLY && !process.env.ONLY.includes(name)) continue;
    await step(browser).catch((error) => hold(name, false, String(error).slice(0, 600)));
  }
  const screens = { desk: {}, phone: { viewport: PHONE }, dark: { colorScheme: 'dark' }, zoomed: { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' } };
  for (const [name, options] of Object.entries(screens)) {
    if (process.env.ONLY && !process.env.ONLY.includes(name)) continue;
    await accessible(browser, name, options).catch((error) => hold(name, false, String(error).slice(0, 600)));
  }
} finally {
  await browser.close();
  server?.child.kill();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
