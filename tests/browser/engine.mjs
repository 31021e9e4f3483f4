// Holds what the engine says in a browser against what the program says, byte by byte, for every
// scenario of the library: in one worker, and with draws made by three.
//
// Usage: node engine.mjs PROGRAM ENGINE CHROMIUM FIREFOX FOLDER [PART]
// FOLDER holds `playwright-core` and `puppeteer-core`, and takes the page that carries the engine.
// With PART only the scenarios of which the path contains it.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, enginePath, chromiumPath, firefoxPath, folder, part = ''] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'package.json'));

const SECTIONS = [
  'antwoord', 'cijfers', 'modellen', 'besluitpunten', 'voor-en-achteruit', 'partnerschappen', 'regios',
  'hoe-zeker', 'volg-de-euro', 'jaren', 'gevoeligheid', 'wensen', 'verschillen', 'aannames', 'bon',
];
const NATIONAL = 'scenarios/national/national.toml';
/** The national set with everything uncertain, in four models. */
const BENCHMARK = 'scenarios/national/benchmark.toml';
/** A multiple of 64, so that parts fit; and a rest, so that the last is shorter. */
const DRAWS = 300;
const PARTS = 3;

/** The page: an engine in as many workers as are asked for, each started from a blob. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>engine</title>
<script type="text/plain" id="engine">ENGINE</script>
<script>
const SOURCE = \`
let engine;
onmessage = async ({ data: { bytes, requests } }) => {
  if (bytes) {
    engine = (await WebAssembly.instantiate(bytes, {})).instance.exports;
    return postMessage([engine.version()]);
  }
  postMessage(requests.map((request) => {
    const sent = new TextEncoder().encode(request);
    const at = engine.alloc(sent.length) >>> 0;
    new Uint8Array(engine.memory.buffer, at, sent.length).set(sent);
    const answer = BigInt.asUintN(64, engine.ask(at, sent.length));
    const [begin, length] = [Number(answer >> 32n), Number(answer & 0xffffffffn)];
    const text = new TextDecoder().decode(new Uint8Array(engine.memory.buffer, begin, length));
    engine.free(begin, length);
    return text;
  }));
};\`;
const workers = [];
function told(worker, message) {
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(message);
  });
}
async function start(count) {
  const packed = Uint8Array.from(atob(document.getElementById('engine').textContent), (one) => one.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = await new Response(stream).arrayBuffer();
  const address = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }));
  for (let at = 0; at < count; at += 1) workers.push(new Worker(address));
  return (await Promise.all(workers.map((worker) => told(worker, { bytes })))).flat();
}
async function ask(request, at = 0) {
  return (await told(workers[at], { requests: [request] }))[0];
}
async function asked(requests) {
  const answers = [];
  for (const request of requests) {
    try { answers.push(await ask(request)); } catch (error) { answers.push(String(error)); }
  }
  return answers;
}
/** A look of which the workers make the draws, in parts that are handed in backwards. */
async function shared(body, parts) {
  const { sections, totals, draws, ...own } = body;
  const step = 64 * Math.ceil(draws / parts.length / 64);
  const made = await Promise.all(parts.map(async (worker, at) => {
    const first = Math.min(at * step, draws);
    const count = Math.min(step, draws - first);
    return JSON.parse(await ask('draw\\n' + JSON.stringify({ ...own, first, count }), worker)).part;
  }));
  return ask('look\\n' + JSON.stringify({ ...body, drawn: made.reverse() }));
}
</script>`;

let passed = 0;
let failed = 0;

/** Holds that two texts are the same, and shows where they begin to differ. */
function same(fact, native, browser) {
  if (native === browser) {
    passed += 1;
    return;
  }
  failed += 1;
  const length = Math.min(native.length, browser.length);
  let at = 0;
  while (at < length && native[at] === browser[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 60), at + 60);
  console.error(`not so: ${fact}, from character ${at}:\n  program: ${around(native)}\n  browser: ${around(browser)}`);
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** What is asked of a scenario: operations with their bodies. */
function questions(scenario, path) {
  const is = (part) => path.includes(part);
  const asks = [
    ['look', { scenario, sections: SECTIONS, totals: true, draws: DRAWS, seed: 3 }],
    ['rules', { scenario }],
    ['answer', { scenario, command: 'run' }],
    ['answer', { scenario, command: 'compare', lang: 'en' }],
    ['answer', { scenario, command: 'simulate', draws: DRAWS, lang: 'en' }],
  ];
  if (!is('national')) {
    asks.push(
      ['look', { scenario, sections: SECTIONS, lang: 'en' }],
      ['answer', { scenario, command: 'check' }],
      ['keep', { scenario, as: 'workbook' }],
      ['answer', { scenario, command: 'solve', vary: ['component.base.amount'], breakpoints: true }],
      ['answer', { scenario, command: 'explain', recipient: 'de-linde' }],
      ['negotiate', { scenario, parties: [{ name: 'De Linde', of: ['de-linde'], floor: '250000' }] }],
    );
  }
  if (is('four-models') || is('uncertain.toml')) {
    asks.push(
      ['keep', { scenario, as: 'report' }],
      ['keep', { scenario, as: 'letter', recipient: 'de-linde', lang: 'en' }],
      ['answer', { scenario, command: 'solve', vary: ['component.base.amount'], objective: 'min:total', until: ["{ wish = 'total', at-most = 1_000_000 }"] }],
      ['edit', { scenario, edits: [{ set: 'component.base.amount', variant: 'base', value: '90000.50' }], look: { sections: SECTIONS } }],
    );
  }
  return asks;
}

async function serve() {
  const child = spawn(program, ['serve', '--port', '0', '--no-open'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (part) => {
      text += part;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) done(found[0]);
    });
    child.on('exit', () => fail(new Error(`no server: ${text}`)));
  });
  const ask = async (operation, body) => {
    const response = await fetch(`${address}port/1/${operation}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    return response.text();
  };
  return { child, ask };
}

/** The scenarios of the library, with what is asked of each and what the program says to it. */
async function asked(ask) {
  const folders = ['examples', 'questions'].map((name) => `scenarios/${name}`);
  const paths = folders.flatMap((name) => readdirSync(name).filter((file) => file.endsWith('.toml')).map((file) => `${name}/${file}`));
  const cases = [];
  for (const path of [...paths, NATIONAL, BENCHMARK].filter((one) => one.includes(part))) {
    // As a live file carries it: the text, and every file that it names.
    const bundle = JSON.parse(JSON.parse(await ask('keep', { scenario: { path }, as: 'bundle' })).text);
    const scenario = { path: bundle.path, text: bundle.text, files: bundle.files };
    const told = [];
    for (const [operation, body] of questions(scenario, path)) {
      told.push({ operation, body, text: await ask(operation, body) });
    }
    cases.push({ path, told });
  }
  return cases;
}

/** Holds all cases in a browser, which `evaluate` runs a function in. */
async function held(name, evaluate, cases) {
  const started = await evaluate(async (count) => {
    const from = performance.now();
    const versions = await start(count);
    return { versions, took: performance.now() - from };
  }, PARTS);
  same(`${name}: every worker has the same engine`, JSON.stringify(Array(PARTS).fill(1)), JSON.stringify(started.versions));
  for (const { path, told } of cases) {
    const requests = told.map(({ operation, body }) => `${operation}\n${JSON.stringify(body)}`);
    const texts = await evaluate((all) => asked(all), requests);
    told.forEach(({ operation, body, text }, at) => {
      same(`${name}: ${path}: ${operation} ${body.command ?? body.as ?? ''}`, text, texts[at]);
    });
    const [{ body, text }] = told;
    if (JSON.parse(text).uncertain) {
      const parts = await evaluate(([own, all]) => shared(own, all), [body, [0, 1, 2]]);
      same(`${name}: ${path}: draws of three workers`, text, parts);
    }
  }
  return started.took;
}

/** Tells how long the national set takes in one worker: the first time, and after that. */
async function timed(name, evaluate, { body }, start) {
  const models = { ...body, sections: ['cijfers', 'hoe-zeker'], totals: false, draws: 2000, seed: 5 };
  const took = await evaluate(async (own) => {
    const fresh = { ...own, scenario: { ...own.scenario, text: `${own.scenario.text}\n# again` } };
    const times = [];
    for (const one of [fresh, fresh, { ...fresh, seed: 6 }]) {
      const from = performance.now();
      await ask(`look\n${JSON.stringify(one)}`);
      times.push(performance.now() - from);
    }
    return times;
  }, models);
  const [first, ...again] = took.map(Math.round);
  console.log(`${name}: ${PARTS} engines started in ${Math.round(start)} ms; 2,000 draws of the national set in ${first} ms, then ${again.join(' and ')} ms`);
}

const packed = readFileSync(enginePath).toString('base64');
console.log(`engine: ${packed.length} bytes as it is carried`);
mkdirSync(folder, { recursive: true });
const page = join(resolve(folder), 'engine.html');
writeFileSync(page, PAGE.replace('ENGINE', () => packed));
const address = pathToFileURL(page).href;

const { child, ask } = await serve();
const browsers = [
  ['Chromium', () => load('playwright-core').chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })],
  ['Firefox', () => load('puppeteer-core').launch({ browser: 'firefox', executablePath: firefoxPath, headless: true })],
];
try {
  const cases = await asked(ask);
  for (const [name, launch] of browsers) {
    const browser = await launch();
    try {
      const tab = await browser.newPage();
      await tab.goto(address);
      const evaluate = (work, given) => tab.evaluate(work, given);
      const start = await held(name, evaluate, cases);
      const national = cases.find(({ path }) => path === BENCHMARK);
      if (national) await timed(name, evaluate, national.told[0], start);
    } finally {
      await browser.close();
    }
  }
} finally {
  child.kill();
}
console.log(`${passed} answers are the same${failed ? `, ${failed} are not` : ''}`);
process.exit(failed ? 1 : 0);
