// Uses live files as a board does: opened from the disk, offline, in Chromium and in Firefox; changed,
// printed, saved, sent back, and read by the program.
//
// Usage: node live.mjs PROGRAM CHROMIUM FIREFOX FOLDER
// FOLDER holds `playwright-core`, `puppeteer-core` and `@axe-core/playwright`, and takes the files.
// PROGRAM carries the engine for browsers. The scenarios are those of the present folder.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, chromiumPath, firefoxPath, around] = process.argv.slice(2);
const load = createRequire(resolve(around, 'package.json'));
const { chromium } = load('playwright-core');
const puppeteer = load('puppeteer-core');
const { AxeBuilder } = load('@axe-core/playwright');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 640 };
/** A live file goes with a mail. */
const MOST_BYTES = 3_000_000;

const folder = resolve(around, 'live');
const EXAMPLE = 'scenarios/examples/first-run.toml';
/** What is made live, by the name of the file. */
const MADE = {
  voorstel: EXAMPLE,
  onzeker: 'scenarios/examples/uncertain.toml',
  modellen: 'scenarios/examples/four-models.toml',
  national: 'scenarios/national/national.toml',
  benchmark: 'scenarios/national/benchmark.toml',
};
/** The model in which the region keeps a tenth for its office, and the bracket in which it says so. */
const MODEL = 'office-10';
const SHARE = '[id="field-division.in-region.slice.office.share"]';

/** Names and texts that would be more than texts, if a page let them. */
const HOSTILE = '</script><script>hacked=1</script><img src=x onerror=hacked=1>\u2028[[engine]] &lt;b&gt; <!--<script>';

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

/** Calls the program. */
function say(...call) {
  const { status, stdout, stderr } = spawnSync(program, call, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, stdout, stderr, text: (stdout + stderr).replaceAll('\u00a0', ' ') };
}

const file = (name) => join(folder, name);
const address = (path) => pathToFileURL(path).href;

/** Writes the live files, and a scenario that means harm. */
function make() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(HOSTILE).replaceAll('\u2028', '\\u2028');
  const hostile = readFileSync(EXAMPLE, 'utf8')
    .replace(/^title .*$/m, () => `title = ${text}`)
    .replace(/^title-en .*$/m, '')
    .replace('"De regio houdt 10 % in"', () => text)
    .replace('id       = "de-iep"', () => `id = "de-iep"\nname = ${text}`);
  writeFileSync(file('vijandig.toml'), hostile);
  for (const [name, path] of Object.entries({ ...MADE, vijandig: file('vijandig.toml') })) {
    const { status, text } = say('report', path, '--live', '--out', file(`${name}.html`));
    hold(`${name} is made`, status === 0, text);
    const { size } = statSync(file(`${name}.html`));
    hold(`${name} is under 3 MB`, size < MOST_BYTES, size);
    console.log(`${name}.html: ${size} bytes`);
  }
}

/** A page in Chromium, with all that it says and asks for. */
async function open(browser, path, options = {}) {
  const context = await browser.newContext({ viewport: DESK, acceptDownloads: true, offline: true, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  page.on('request', (request) => {
    if (request.url() !== address(path) && !/^(data|blob):/.test(request.url())) said.push(request.url());
  });
  await page.goto(address(path));
  await page.locator('#view-work[aria-current]').waitFor();
  await page.locator('.panel .fragment > *').first().waitFor();
  return { context, page, said };
}

async function quiet(fact, { context, said }) {
  hold(`${fact}: nothing on the console and no request`, said.length === 0, said);
  await context.close();
}

async function shows(page, fact, selector, text) {
  const place = page.locator(selector).filter({ hasText: text }).first();
  const there = await place.waitFor({ timeout: 15_000 }).then(() => true, () => false);
  hold(fact, there, there || (await page.locator(selector).allInnerTexts().catch(() => [])).join(' | ').slice(0, 400));
}

async function reads(page, fact, selector, value) {
  const is = await page.waitForFunction(
    ([one, wanted]) => document.querySelector(one)?.value === wanted, [selector, value], { timeout: 15_000 },
  ).then(() => true, () => false);
  hold(fact, is, is || (await page.locator(selector).inputValue().catch(() => 'no field')));
}

async function enter(page, selector, value) {
  await page.locator(selector).fill(value);
  await page.locator(selector).press('Enter');
}

/** Presses a button, and takes what it saves under a name of the folder. */
async function saved(page, selector, into = '') {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(selector).click()]);
  const path = file(into + download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function kept(page, kind, into) {
  await page.locator('.menu > summary').click();
  return saved(page, `#keep-${kind}`, into);
}

/** The table of partnerships, in cents by model and partnership. Runs in the page. */
function amounts() {
  const table = [...document.querySelectorAll('#partnerschappen table')].at(-1);
  const heads = [...table.querySelectorAll('thead th')].map((one) => one.textContent.trim());
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((one) => one.textContent.trim()));
  const models = heads.map((one, at) => [one, at]).filter(([one]) => /^[A-E]$/.test(one));
  return Object.fromEntries(
    rows.flatMap((row) => models.map(([letter, at]) => [`${letter} ${row[0]}`, Number(row[at].replace(/[^\d-]/g, ''))])),
  );
}

/** The same of `verdeel run`. */
function amountsOfRun(path) {
  const { status, stdout, text } = say('run', path, '--format', 'json', '--quiet');
  hold(`\`verdeel run\` reads ${path}`, status === 0, text.slice(0, 400));
  const sums = {};
  JSON.parse(stdout).variants.forEach((variant, at) => {
    for (const award of variant.years.flatMap((year) => year.awards)) {
      if (award.kind !== 'partnership') continue;
      const key = `${'ABCDE'[at]} ${award.recipient}`;
      sums[key] = (sums[key] ?? 0) + Number(award.amount.replace('.', ''));
    }
  });
  return sums;
}

function equal(fact, seen, told) {
  hold(`${fact}: the program says amounts`, Object.keys(told).length >= 4, told);
  for (const [key, cents] of Object.entries(told)) hold(`${fact}: ${key} to the cent`, seen[key] === cents, [seen[key], cents]);
}

/** What the page says of its own safety, and of how fast it stood there. */
async function sealed(page, name) {
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"]) {
    hold(`${name}: the policy says ${part}`, policy?.includes(part), policy);
  }
  hold(`${name}: no script runs without its number`, /script-src 'nonce-[0-9a-f]{32}' 'wasm-unsafe-eval';/.test(policy), policy);
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  console.log(`${name}, Chromium: first paint after ${Math.round(painted)} ms`);
}

/**
 * The board: the region keeps 5 % and no longer 10 %. There are 287 students and side entrants at 1,250
 * euros, 358,750; the office takes 17,937.50, and each of them brings 1,187.50: De Beuk with 192 has
 * 228,000, De Iep with 95 has 112,812.50.
 */
async function board(browser) {
  const opened = await open(browser, file('voorstel.html'));
  const { page } = opened;
  await sealed(page, 'voorstel');
  await shows(page, 'a file that was sent says so', '.since', 'zoals het werd verstuurd');
  equal('as it was sent', await page.evaluate(amounts), amountsOfRun(EXAMPLE));
  const same = await saved(page, '#hand-back', 'zelfde-');
  hold('saved without a change it is the same file', readFileSync(same).equals(readFileSync(file('voorstel.html'))));
  await page.locator('#variant').selectOption(MODEL);
  await reads(page, 'the region keeps a tenth', SHARE, '10');
  await enter(page, SHARE, '5');
  await shows(page, 'amounts follow', '#notice', 'bijgewerkt');
  await shows(page, 'to what is worked out by hand', '.panel', '112.812,50');
  await shows(page, 'the change is counted', '#since-changes', 'Eén wijziging');
  await page.locator('#since-changes').click();
  await shows(page, 'and told', '.since li', '5 %');
  await page.screenshot({ path: file('bord.png'), fullPage: true });
  const toml = await kept(page, 'toml', 'bewaard-');
  hold('the text has the change', readFileSync(toml, 'utf8').includes('"5 %"'));
  equal('after the change', await page.evaluate(amounts), amountsOfRun(toml));
  await page.locator('#tab-voor-en-achteruit').click();
  await shows(page, 'who gains is a click away', '.panel', 'de-beuk');
  await page.screenshot({ path: file('voor-en-achteruit.png'), fullPage: true });
  await letters(page);
  const changed = await saved(page, '#hand-back');
  hold('its name says that it was changed', changed === file('voorstel-gewijzigd.html'), changed);
  await shows(page, 'what to do with it is said', '#notice', 'stuur dat bestand terug');
  await page.waitForFunction(() => location.hash.includes('data='));
  await page.reload();
  await page.locator('.panel .fragment > *').first().waitFor();
  await reads(page, 'reloaded it is as it was left', SHARE, '5');
  await shows(page, 'with its changes', '#since-changes', 'Eén wijziging');
  await page.locator('#language').click();
  await shows(page, 'it speaks English', 'h1', 'A first run');
  await shows(page, 'about the changes too', '#since-changes', 'One change');
  await quiet('board', opened);
}

/**
 * Who gains by the change: beside the proposal it stands as an amendment. De Beuk has 228,000 and not
 * 216,000, De Iep 112,812.50 and not 106,875.
 */
async function amendment(browser) {
  const opened = await open(browser, file('voorstel.html'));
  const { page } = opened;
  await page.locator('#variant').selectOption(MODEL);
  await enter(page, SHARE, '5');
  await page.locator('.pin').click();
  await shows(page, 'the change is beside the proposal', '#notice', 'ligt op tafel');
  await reads(page, 'which is as it was', SHARE, '10');
  await reads(page, 'and is what it is compared with', '#baseline', MODEL);
  await shows(page, 'it is told as a change', '#since-changes', 'wijziging');
  await page.locator('#tab-voor-en-achteruit').click();
  await shows(page, 'both gain', '.panel', '2 vooruit');
  await shows(page, 'by what is worked out by hand', '.panel', '12.000');
  await shows(page, 'to the cent', '.panel', '5.937,50');
  await page.screenshot({ path: file('amendement.png'), fullPage: true });
  await quiet('amendment', opened);
}

/** A letter to a partnership out of the page is the one of the command line. */
async function letters(page) {
  await page.locator('#tab-een').click();
  await page.locator('#whom').selectOption('de-iep');
  const letter = readFileSync(await saved(page, '#letter', 'brief-'), 'utf8');
  hold('the letter is one of this partnership', letter.startsWith('<!') && letter.includes('de-iep'), letter.slice(0, 200));
  hold('with its amount after the change', letter.includes('112.812'), letter.length);
  hold('and without script', !letter.includes('<script'));
}

/** The file that comes back, read by the program and by whoever opens it. */
async function sentBack(browser) {
  const back = file('voorstel-gewijzigd.html');
  const told = say('open', back);
  hold('`open` tells the change', told.status === 0 && /Alleen in variant office-10:[^]*5 %/.test(told.text), told.text);
  const differs = say('diff', `origin:${back}#${MODEL}`, `${back}#${MODEL}`);
  hold('`diff` lists it', /5 %[^\n]* in plaats van[^\n]*10 %/.test(differs.text.replaceAll('\n', ' ')), differs.text);
  const none = say('diff', EXAMPLE, `origin:${back}`);
  hold('what was sent is still in it', none.text === 'geen verschil\n', none.text);
  const out = file('terug');
  hold('`open --out` gives the files', say('open', back, '--out', out).status === 0);
  const toml = readFileSync(file('bewaard-first-run.toml'), 'utf8');
  hold('the text is the one that was saved', readFileSync(join(out, 'first-run.toml'), 'utf8') === toml);
  const opened = await open(browser, back);
  const { page } = opened;
  await shows(page, 'it never says that nothing was changed', '#since-changes', 'Eén wijziging');
  await reads(page, 'it opens at the model that was changed', '#variant', MODEL);
  await reads(page, 'with the change', SHARE, '5');
  equal('sent back', await page.evaluate(amounts), amountsOfRun(back));
  await page.locator('#to-origin').click();
  await reads(page, 'and goes back to what was sent', '#variant', 'base');
  equal('as it was sent, again', await page.evaluate(amounts), amountsOfRun(EXAMPLE));
  await page.waitForFunction(() => !location.hash.includes('data='));
  await page.reload();
  await page.locator('.panel .fragment > *').first().waitFor();
  await shows(page, 'what was sent stays after a reload', '.since', 'zoals het werd verstuurd');
  await page.locator('#view-start').click();
  await page.locator('summary', { hasText: 'Een eigen bestand' }).click();
  await page.locator('#own-file').setInputFiles(back);
  await shows(page, 'a file that came back opens in another one', '#since-changes', 'Eén wijziging');
  await quiet('sent back', opened);
  // Without script there is what it said when it was saved.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(address(back));
  hold('without script the amounts stand there', (await still.locator('main').innerText()).includes('112.812,50'));
  await context.close();
}

/** Everything there is to see on paper. */
async function paper(browser) {
  const opened = await open(browser, file('voorstel-gewijzigd.html'));
  const { page } = opened;
  await page.evaluate(() => { window.print = () => document.body.classList.add('printed'); });
  await page.locator('.menu > summary').click();
  await page.locator('#print').click();
  await page.locator('body.printed').waitFor();
  const sheets = await page.locator('.paper > .sheet > h2').allTextContents();
  hold('paper has all sections', sheets.length >= 8, sheets);
  const changes = await page.locator('.paper .changed').textContent();
  hold('and what was changed', changes.includes('5 %'), changes);
  const pdf = await page.pdf({ path: file('papier.pdf'), preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  hold('on a few pages', pages >= 3 && pages <= 20, pages);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  hold('and what was in view is back', (await page.locator('.paper').count()) === 0);
  await quiet('paper', opened);
}

/** By keyboard alone: to the model, the bracket, the change, and back into a file. */
async function byKeyboard(browser) {
  const opened = await open(browser, file('voorstel.html'));
  const { page } = opened;
  const tabTo = async (id) => {
    for (let step = 0; step < 150; step += 1) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(() => [document.activeElement?.id, getComputedStyle(document.activeElement).outlineStyle]);
      if (now[1] === 'none' && now[0] !== '') hold('focus is visible', false, now);
      if (now[0] === id) return true;
    }
    return false;
  };
  await page.evaluate(() => document.activeElement?.blur());
  hold('Tab leads past the head', await tabTo('skip'));
  await page.keyboard.press('Enter');
  hold('Tab comes to the models', await tabTo('variant'));
  await page.locator('#variant').selectOption(MODEL);
  await page.locator(SHARE).waitFor();
  hold('and to the share of the region', await tabTo('field-division.in-region.slice.office.share'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await shows(page, 'Enter makes the change', '#since-changes', 'Eén wijziging');
  await page.keyboard.press('Shift+Tab');
  await page.locator('#hand-back').focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  hold('Enter saves the file', download.suggestedFilename() === 'voorstel-gewijzigd.html', download.suggestedFilename());
  await quiet('keyboard', opened);
}

async function accessible(browser) {
  for (const [name, viewport] of Object.entries({ desk: DESK, phone: PHONE, narrow: NARROW })) {
    const opened = await open(browser, file('voorstel.html'), { viewport });
    const { page } = opened;
    const look = async (view) => {
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      const found = violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))[0]]);
      hold(`axe finds nothing: ${name}, ${view}`, found.length === 0, found);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      hold(`nothing is wider than the screen: ${name}, ${view}`, wide <= 0, wide);
      await page.screenshot({ path: file(`${name}-${view}.png`), fullPage: true });
    };
    await look('as sent');
    await page.locator('#variant').selectOption(MODEL);
    await enter(page, SHARE, '5');
    await page.locator('#since-changes').click();
    await shows(page, `${name}: the change is told`, '.since li', '5 %');
    await look('changed');
    await page.locator('#tab-een').click();
    await page.locator('#letter').waitFor();
    await look('one in depth');
    await quiet(name, opened);
  }
}

/** Texts that mean harm stay texts: as sent, when live, and when saved again. */
async function hostile(browser) {
  const first = file('vijandig.html');
  for (const path of [first, null]) {
    const opened = await open(browser, path ?? file('vijandig-gewijzigd.html'));
    const { page } = opened;
    const seen = await page.evaluate(() => ({
      hacked: 'hacked' in window, images: document.images.length, scripts: document.scripts.length,
      title: document.querySelector('h1').textContent, named: document.querySelector('.panel').textContent,
    }));
    hold('nothing of a text runs', !seen.hacked && seen.images === 0, seen);
    hold('a title is its text', seen.title === HOSTILE, seen.title);
    hold('and so is a name', seen.named.includes(HOSTILE));
    await page.locator('#variant').selectOption(MODEL);
    await enter(page, SHARE, path ? '5' : '4');
    await shows(page, 'and the change is told', '#since-changes', 'Eén');
    await page.locator('#since-changes').click();
    await page.locator('#tab-een').click();
    await page.locator('#whom').selectOption('de-iep');
    await page.locator('#view-negotiate').click();
    await page.locator('.outcome .fragment > *').first().waitFor();
    await page.locator('#view-work').click();
    const changed = await saved(page, '#hand-back');
    hold('it is saved whole', say('open', changed).status === 0);
    hold('nothing ran on the way', await page.evaluate(() => !('hacked' in window) && document.images.length === 0));
    await quiet('hostile', opened);
  }
}

/** What parties can live with goes in no file; who opens one may enter it, for this page only. */
async function floors(browser) {
  const html = readFileSync(file('modellen.html'), 'utf8');
  hold('no floor of a party goes along', !/280_000|290_000|235_000/.test(html));
  const opened = await open(browser, file('modellen.html'));
  const { page } = opened;
  await page.locator('#view-negotiate').click();
  await page.locator('#floor-de-linde').fill('651.234');
  await page.locator('#floor-de-linde').press('Tab');
  await shows(page, 'a floor counts here', '.outcome', 'veto');
  await page.locator('#view-work').click();
  const changed = await saved(page, '#hand-back', 'vloer-');
  hold('and is in no file', !/651[._,]?234/.test(readFileSync(changed, 'utf8')), changed);
  await quiet('floors', opened);
}

/** The whole country: 90 partnerships in 55 regions. */
async function national(browser) {
  const opened = await open(browser, file('national.html'));
  await sealed(opened.page, 'national');
  // There partnerships have names, so amounts are held by their size.
  const sorted = (sums) => Object.values(sums).filter((cents) => cents !== 0).sort((one, other) => one - other).join();
  const told = amountsOfRun(MADE.national);
  const seen = await opened.page.evaluate(amounts);
  const lines = Object.entries(seen).filter(([key]) => !/functie|overige/.test(key));
  hold('national: amounts are those of `run`, to the cent', sorted(Object.fromEntries(lines)) === sorted(told), lines.slice(0, 8));
  await opened.page.screenshot({ path: file('national.png') });
  await quiet('national', opened);
}

/** How long 2,000 futures take: told, not held. */
async function futures(browser, name) {
  const opened = await open(browser, file(`${name}.html`));
  const { page } = opened;
  await sealed(page, name);
  await page.locator('#tab-jaren').click();
  await page.locator('#jaren .fragment > *').first().waitFor();
  const took = await page.evaluate(async () => {
    const { ask } = await import('verdeel/port.js');
    const { state } = await import('verdeel/state.js');
    const times = [];
    for (const seed of [5, 6, 7]) {
      const from = performance.now();
      const look = await ask('look', { scenario: state.scenario, sections: ['cijfers', 'jaren'], draws: 2000, seed });
      times.push(Math.round(performance.now() - from));
      if (!look.uncertain) return null;
    }
    return { times, cores: navigator.hardwareConcurrency };
  });
  console.log(`${name}, Chromium: 2,000 draws in ${took?.times.join(', ')} ms with ${took?.cores} cores`);
  await page.locator('#uncertainty').check();
  await shows(page, `${name}: bands come from 2,000 futures`, '.panel', '2.000');
  await quiet(name, opened);
}

/** Waits for a file that a browser is writing. */
async function arrived(path) {
  await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no ${path}`)), 30_000);
    const look = () => {
      if (!existsSync(path) || statSync(path).size === 0 || existsSync(`${path}.part`)) return;
      clearTimeout(late);
      watching.close();
      done();
    };
    const watching = watch(resolve(path, '..'), look);
    look();
  });
  return path;
}

/** The same walk in Firefox: what is saved is the same file, byte for byte. */
async function inFirefox() {
  const downloads = file('firefox');
  mkdirSync(downloads);
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: firefoxPath, headless: true,
    extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.useDownloadDir': true, 'browser.download.always_ask_before_handling_new_types': false },
  });
  try {
    const page = await browser.newPage();
    await page.setViewport(DESK);
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) said.push(request.url()); });
    const until = (fact, work, given) =>
      page.waitForFunction(work, { timeout: 30_000 }, given).then(() => hold(fact, true), (error) => hold(fact, false, String(error)));
    const there = (selector, text) => document.querySelector(selector)?.textContent.includes(text);
    await page.goto(address(file('voorstel.html')));
    await until('Firefox: it calculates', () => document.querySelector('#variant option') && document.querySelector('.panel .fragment > *'));
    const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    console.log(`voorstel, Firefox: first paint after ${Math.round(painted)} ms`);
    equal('Firefox, as it was sent', await page.evaluate(amounts), amountsOfRun(EXAMPLE));
    await page.select('#variant', MODEL);
    await until('Firefox: the region keeps a tenth', (one) => document.querySelector(one)?.value === '10', SHARE);
    await page.$eval(SHARE, (one) => { one.focus(); one.select(); });
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await page.waitForFunction(there, { timeout: 30_000 }, '.panel', '112.812,50')
      .then(() => hold('Firefox: amounts follow', true), (error) => hold('Firefox: amounts follow', false, String(error)));
    equal('Firefox, after the change', await page.evaluate(amounts), amountsOfRun(file('bewaard-first-run.toml')));
    await page.waitForFunction(there, { timeout: 30_000 }, '#since-changes', 'Eén wijziging');
    await page.$eval('#tab-voor-en-achteruit', (one) => one.click());
    await page.$eval('#hand-back', (one) => one.click());
    const back = await arrived(join(downloads, 'voorstel-gewijzigd.html'));
    hold('Firefox: the file that is sent back is the same', readFileSync(back).equals(readFileSync(file('voorstel-gewijzigd.html'))));
    await page.goto(address(back));
    await until('Firefox: it opens again with the change', (one) => document.querySelector(one)?.value === '5', SHARE);
    await page.screenshot({ path: file('firefox.png') });
    await page.goto(address(file('vijandig.html')));
    await until('Firefox: a text is a text', (text) => document.querySelector('#variant option') && document.querySelector('h1')?.textContent === text, HOSTILE);
    hold('Firefox: nothing of a text runs', await page.evaluate(() => !('hacked' in window) && document.images.length === 0));
    hold('Firefox: nothing on the console and no request', said.length === 0, said);
    await firefoxFutures(page);
  } finally {
    await browser.close();
  }
}

async function firefoxFutures(page) {
  await page.goto(address(file('benchmark.html')));
  await page.waitForFunction(() => document.querySelector('#variant option') && document.querySelector('.panel .fragment > *'), { timeout: 60_000 });
  const times = await page.evaluate(async () => {
    const { ask } = await import('verdeel/port.js');
    const { state } = await import('verdeel/state.js');
    const all = [];
    for (const seed of [5, 6, 7]) {
      const from = performance.now();
      await ask('look', { scenario: state.scenario, sections: ['cijfers', 'jaren'], draws: 2000, seed });
      all.push(Math.round(performance.now() - from));
    }
    return all;
  });
  console.log(`benchmark, Firefox: 2,000 draws in ${times.join(', ')} ms`);
}

make();
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
const steps = {
  board, amendment, sentBack, paper, byKeyboard, accessible, hostile, floors,
  uncertain: (own) => futures(own, 'onzeker'), national,
  benchmark: (own) => futures(own, 'benchmark'), inFirefox,
};
try {
  for (const [name, step] of Object.entries(steps)) {
    if (process.env.ONLY && !process.env.ONLY.includes(name)) continue;
    await step(browser).catch((error) => hold(name, false, String(error.stack ?? error).slice(0, 800)));
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
