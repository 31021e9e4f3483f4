// Uses the folder of `verdeel site` as a visitor does, on a server that knows nothing but files.
//
// Usage: node site.mjs SITE CHROMIUM FOLDER
// SITE is the folder that was written. FOLDER holds `playwright-core` and `@axe-core/playwright`,
// and takes screenshots.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize, resolve } from 'node:path';

const [site, browserPath, folder] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'package.json'));
const { chromium } = load('playwright-core');
const { AxeBuilder } = load('@axe-core/playwright');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.bin': 'application/octet-stream', '.svg': 'image/svg+xml' };
/** The site stands in a folder, as it would beside something else. */
const BELOW = '/deep/er/';
/** A page of each kind, in each language. */
const STILL = [
  'nl/index.html', 'nl/vragen/index.html', 'nl/vragen/a5.html', 'nl/regelingen/index.html', 'nl/regelingen/linear-2020.html',
  'nl/gidsen/index.html', 'nl/gidsen/eerste-keer.html', 'nl/galerij/index.html',
  'en/index.html', 'en/questions/index.html', 'en/questions/c1.html', 'en/schemes/regional-2025.html', 'en/guides/index.html',
  'en/guides/hosting.html', 'en/guides/method.html', 'en/guides/scenario.html', 'en/gallery/index.html',
];

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

/** What was asked of the server. */
const asked = new Set();

const server = createServer(async (request, answer) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  asked.add(`${request.method} ${pathname}`);
  const path = normalize(pathname).startsWith(BELOW) ? pathname.slice(BELOW.length) : null;
  const file = path === null ? '' : join(site, path.endsWith('/') || path === '' ? `${path}index.html` : path);
  if (request.method !== 'GET' || !existsSync(file)) return answer.writeHead(404).end();
  return answer.writeHead(200, { 'content-type': KINDS[extname(file)] ?? 'text/plain; charset=utf-8' }).end(await readFile(file));
});

async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^data:/.test(request.url())) said.push(request.url());
  });
  return { context, page, said };
}

async function quiet(fact, said) {
  hold(`${fact}: nothing on the console and no request elsewhere`, said.length === 0, said);
}

/** Waits until a text shows, and holds that it does. */
async function shows(page, fact, selector, text) {
  const place = page.locator(selector).filter({ hasText: text }).first();
  const there = await place.waitFor().then(() => true, () => false);
  hold(fact, there, there || (await page.locator(selector).allInnerTexts().catch(() => [])).join(' | ').slice(0, 400));
}

async function checked(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html).join(' ')}`);
  hold(`axe finds nothing: ${name}`, found.length === 0, found);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  hold(`nothing sticks out: ${name}`, wide <= 0, wide);
}

/** The first minute: 200 students in a region that keeps 10 %, and 250,000 euros last year. */
async function calculator(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(address);
  await shows(page, 'the first view is the calculator', '.estimate', 'Een eerste antwoord in een minuut');
  await checked(page, 'start');
  const fields = page.locator('.estimate form input');
  for (const [at, value] of ['Noord', '200', '10', '250000'].entries()) await fields.nth(at).fill(value);
  await page.locator('.estimate button.primary').click();
  // 200 × € 1.250 × 90 % = € 225.000.
  await shows(page, 'an estimate is computed in the browser', '.estimate-answer', /225\.000/);
  await page.screenshot({ path: join(folder, 'site-start.png') });
  await quiet('calculator', said);
  await context.close();
}

/** A question is read without script, and opened live where its numbers move. */
async function question(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}nl/index.html`);
  await page.locator('main a', { hasText: 'Hoe borgen we de vaste voet' }).click();
  await shows(page, 'a question has its answer', '#antwoord', 'is te borgen als');
  await page.locator('a.go').click();
  await shows(page, 'it opens live', '#main h1', 'Hoe borgen we de vaste voet');
  await shows(page, 'with its answer', '.panel', 'is te borgen als');
  const before = await page.locator('.figures').innerText();
  await page.locator('[id="field-component.per-student.amount"]').fill('1000');
  await page.keyboard.press('Enter');
  const moved = await page.waitForFunction(
    (old) => document.querySelector('.figures')?.innerText !== old, before,
  ).then(() => true, () => false);
  hold('a number that is changed moves the amounts', moved);
  await page.goto(`${address}en/questions/a5.html`);
  await page.locator('a.go').click();
  await shows(page, 'in English it opens in English', '#header', 'Negotiate');
  await quiet('question', said);
  await context.close();
}

/** By keyboard alone: past the head, to another part, and into a question. */
async function byKeyboard(browser) {
  const { context, page, said } = await open(browser);
  await page.goto(`${address}nl/vragen/index.html`);
  await page.keyboard.press('Tab');
  hold('the first stop leads past the head', await page.locator('.skip').evaluate((one) => one === document.activeElement));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  hold('the next one is the first question', first === 'a1.html', first);
  await page.keyboard.press('Enter');
  await shows(page, 'and opens it', 'h1', 'Houden we genoeg geld over');
  await page.locator('.language').focus();
  await page.keyboard.press('Enter');
  await shows(page, 'the other language says the same', 'h1', 'Do we keep enough money');
  await quiet('keyboard', said);
  await context.close();
}

/** Every kind of page, on a desk, a phone and in the dark, with scripts switched off. */
async function still(browser) {
  for (const [name, options] of Object.entries({ desk: {}, phone: { viewport: PHONE }, dark: { colorScheme: 'dark' } })) {
    const { context, page, said } = await open(browser, options);
    for (const path of name === 'desk' ? STILL : STILL.filter((one) => one.startsWith('nl/'))) {
      await page.goto(`${address}${path}`);
      await checked(page, `${name}, ${path}`);
      const words = (await page.locator('main').innerText()).length;
      hold(`${path} says something`, words > 200, words);
      if (name !== 'dark') await page.screenshot({ path: join(folder, `site-${name}-${path.replaceAll('/', '-')}.png`), fullPage: true });
    }
    await quiet(name, said);
    await context.close();
  }
  const { context, page } = await open(browser, { javaScriptEnabled: false });
  await page.goto(address);
  await page.locator('.ways a', { hasText: 'Vragen' }).click();
  await shows(page, 'without script there is a way to the questions', 'h1', 'Vragen uit het veld');
  await context.close();
}

await new Promise((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${server.address().port}${BELOW}`;
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  for (const step of [calculator, question, byKeyboard, still]) {
    if (process.env.ONLY && !process.env.ONLY.includes(step.name)) continue;
    await step(browser).catch((error) => hold(step.name, false, String(error).slice(0, 600)));
  }
} finally {
  await browser.close();
  server.close();
}
const wrong = [...asked].filter((one) => !one.startsWith(`GET ${BELOW}`) || !existsSync(join(site, one.slice(4 + BELOW.length))));
hold('only files of the folder are asked for, and all of them are there', wrong.length === 0, wrong);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
