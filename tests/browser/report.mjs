// Opens reports in a browser, as a board does: on a screen, at 400 % zoom, by keyboard, on paper.
//
// Usage: node report.mjs MODULES CHROMIUM REPORT.html=PARTNERSHIPS … LETTER.html …
// MODULES holds `playwright-core` and `@axe-core/playwright`; each report is given with the number
// of partnerships that its tables must hold, a letter to one partnership without a number.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, browserPath, ...reports] = process.argv.slice(2);
const load = createRequire(resolve(modules, 'package.json'));
const { chromium } = load('playwright-core');
const { AxeBuilder } = load('@axe-core/playwright');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// 320 pixels are what a screen of 1280 shows at 400 %.
const WIDTHS = [1280, 320];
// A4 at 96 dots per inch, less the margins of the style sheet.
const PAPER = { width: 680, height: 990 };

let passed = 0;
let failed = 0;

function hold(report, fact, holds, seen) {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.error(`${report}: not so: ${fact}: ${JSON.stringify(seen)}`);
  }
}

async function open(browser, report, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) said.push(request.url());
  });
  await page.goto(pathToFileURL(resolve(report)).href);
  return { context, page, said };
}

async function onScreen(browser, report, partnerships, width) {
  const { context, page, said } = await open(browser, report, width);
  const charts = page.locator('figure.chart > .scroll > svg');
  for (const box of await charts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))) {
    hold(report, `a chart is visible at ${width}`, box.width > 200 && box.height > 50, box);
  }
  hold(report, 'there are charts', (await charts.count()) > 4, await charts.count());
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  hold(report, `nothing but charts and tables is wider than ${width}`, wide <= width, wide);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map((one) => [one.id, one.nodes[0].html.slice(0, 120)]);
  hold(report, `axe finds nothing at ${width}`, found.length === 0, found);
  const rows = await page.locator('#partnerschappen table').last().locator('tbody tr').count();
  hold(report, 'the table has every partnership', rows >= partnerships, rows);
  hold(report, 'no console message and no request', said.length === 0, said);
  await context.close();
}

async function byKeyboard(browser, report) {
  const { context, page } = await open(browser, report, WIDTHS[0]);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  hold(report, 'the skip link comes first', first === 'skip', first);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest('main')));
  hold(report, 'the skip link leads into the content', inside, inside);
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  const isOpen = await page.locator('details').first().evaluate((one) => one.open);
  hold(report, 'Enter opens the numbers behind a chart', isOpen, isOpen);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('details[open] a[download]').first().press('Enter'),
  ]);
  const name = download.suggestedFilename();
  hold(report, 'Enter downloads them as CSV', name.endsWith('.csv'), name);
  await context.close();
}

async function onPaper(browser, report, partnerships) {
  const { context, page } = await open(browser, report, PAPER.width);
  await page.emulateMedia({ media: 'print' });
  const tall = await page.locator('figure.chart > .scroll > svg').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  hold(report, 'every chart fits on a page', Math.max(...tall) <= PAPER.height, Math.max(...tall));
  const cut = await page.locator('table').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  hold(report, 'no table is cut', Math.max(...cut) <= PAPER.width + 1, Math.max(...cut));
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  const pages = pdf.toString('latin1').split(/\/Type\s*\/Page[^s]/).length - 1;
  const most = 20 + Math.ceil(partnerships / 10);
  hold(report, `it prints on 6 to ${most} pages`, pages >= 6 && pages <= most, pages);
  await context.close();
}

async function letter(browser, path) {
  for (const width of WIDTHS) {
    const { context, page, said } = await open(browser, path, width);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    hold(path, `nothing is wider than ${width}`, wide <= width, wide);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map((one) => [one.id, one.nodes[0].html.slice(0, 120)]);
    hold(path, `axe finds nothing at ${width}`, found.length === 0, found);
    const parts = await page.locator('main > section').count();
    hold(path, 'a letter has six parts', parts === 6, parts);
    hold(path, 'no console message and no request', said.length === 0, said);
    await context.close();
  }
  const { context, page } = await open(browser, path, PAPER.width);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  const pages = pdf.toString('latin1').split(/\/Type\s*\/Page[^s]/).length - 1;
  hold(path, 'a letter is one page', pages === 1, pages);
  await context.close();
}

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
for (const one of reports) {
  const [report, partnerships] = one.split('=');
  if (partnerships === undefined) {
    await letter(browser, report);
    continue;
  }
  for (const width of WIDTHS) await onScreen(browser, report, Number(partnerships), width);
  await byKeyboard(browser, report);
  await onPaper(browser, report, Number(partnerships));
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
