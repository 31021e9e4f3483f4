// Measures how long the page of `verdeel serve` takes from an input event to the paint of the new
// amounts, on the national set. For `benches/README.md`; nothing is held against a bound here.
//
// Usage: node latency.mjs PROGRAM CHROMIUM FOLDER [STEPS]

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [program, browserPath, folder, steps = '60'] = process.argv.slice(2);
const { chromium } = createRequire(resolve(folder, 'package.json'))('playwright-core');

const child = spawn(program, ['serve', 'scenarios/national/national.toml', '--port', '0', '--no-open'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const address = await new Promise((done) => {
  let text = '';
  child.stderr.on('data', (part) => {
    text += part;
    const found = text.match(/http:\/\/127\.0\.0\.1:\d+\//);
    if (found) done(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  await page.locator('.panel > section .fragment > *').first().waitFor();
  await page.locator('#variant').selectOption('regional-2025');
  const slider = page.locator('[id="slider-component.per-student.amount"]');
  await slider.waitFor();
  await slider.focus();
  await page.evaluate(() => {
    window.taken = [];
    let from = 0;
    document.addEventListener('input', () => { from = performance.now(); }, true);
    new MutationObserver(() => {
      if (from === 0) return;
      const began = from;
      from = 0;
      // Behind the next frame what has changed is on the screen.
      requestAnimationFrame(() => setTimeout(() => {
        window.taken.push(performance.now() - began);
        window.seen?.();
      }));
    }).observe(document.querySelector('.cards')?.closest('section, .fragment') ?? document.body, { childList: true, subtree: true });
  });
  for (let step = 0; step < Number(steps); step += 1) {
    const seen = page.evaluate(() => new Promise((done) => { window.seen = done; }));
    await page.keyboard.press(step % 20 < 10 ? 'ArrowRight' : 'ArrowLeft');
    await seen;
  }
  const taken = (await page.evaluate(() => window.taken)).sort((left, right) => left - right);
  const at = (part) => Math.round(taken[Math.min(taken.length - 1, Math.floor(taken.length * part))]);
  console.log(`${taken.length} changes: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, longest ${at(1)} ms`);
} finally {
  await browser.close();
  child.kill();
}
