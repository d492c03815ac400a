// Holds the preview in Chromium: an edit is seen without loss, a style sheet is swapped, the panel is reached by keyboard.
//
//   node serve.mjs OSIER SITE
//
// OSIER is the program; SITE the folder of a site, of which a copy is edited.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.mjs';

const [osier, origin] = process.argv.slice(2);
if (!origin) {
  console.error('usage: node serve.mjs OSIER SITE');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
const site = join(folder, 'site');
cpSync(origin, site, { recursive: true, filter: (path) => !path.endsWith('/public') });
const server = spawn(osier, ['serve', site, '--port', '0', '--now', '2026-11-22T12:00:00+01:00']);
const wrong = [];
let held = 0;
function expect(holds, what) {
  held += 1;
  if (!holds) wrong.push(what);
}

const address = await new Promise((resolve, reject) => {
  let told = '';
  server.stderr.on('data', (data) => {
    told += data;
    const found = /preview at (http:\/\/[^/]+)/.exec(told);
    if (found) resolve(found[1]);
  });
  server.on('exit', () => reject(new Error(told)));
});
const browser = await launch();
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => wrong.push(String(error)));
  await tab.goto(`${address}/fr/`, { waitUntil: 'load' });
  await tab.waitForFunction(() => document.querySelector('osier-preview')?.shadowRoot.querySelector('.badge').dataset.kind);

  // An edit of the text: the page is loaded again where it was.
  await tab.evaluate(() => {
    scrollTo({ top: 200, behavior: 'instant' });
    document.querySelector('footer a').focus({ preventScroll: true });
  });
  const before = await tab.evaluate(() => [scrollY, document.activeElement.href]);
  const home = join(site, 'content/fr/_index.md');
  const start = performance.now();
  writeFileSync(home, `${readFileSync(home, 'utf8')}\n\nUne phrase toute neuve.\n`);
  await tab.waitForFunction(() => document.body?.textContent.includes('Une phrase toute neuve.'), { timeout: 60000 });
  console.log(`edit to paint: ${Math.round(performance.now() - start)} ms`);
  await tab.waitForFunction(() => document.querySelector('osier-preview'));
  const after = await tab.evaluate(() => [scrollY, document.activeElement.href]);
  expect(Math.abs(after[0] - before[0]) < 2, `scrolled from ${before[0]} to ${after[0]}`);
  expect(before[1] === after[1], `the focus went from ${before[1]} to ${after[1]}`);

  // The panel opens and closes by keyboard, and says what the page weighs.
  await tab.waitForFunction(() => document.querySelector('osier-preview')?.shadowRoot.querySelector('h2'));
  await tab.evaluate(() => document.querySelector('osier-preview').shadowRoot.querySelector('.badge').focus());
  await tab.keyboard.press('Enter');
  const panel = () => tab.evaluate(() => {
    const section = document.querySelector('osier-preview').shadowRoot.querySelector('section');
    return section.hidden ? null : section.textContent;
  });
  expect(/Weight: first visit: /.test(await panel()), 'the panel tells the weight');
  await tab.keyboard.press('Escape');
  expect((await panel()) === null, 'Escape closes the panel');

  // Another page hears nothing of it: it is not loaded again.
  const other = await browser.newPage();
  await other.goto(`${address}/en/`, { waitUntil: 'load' });
  await other.evaluate(() => { window.same = true; });
  writeFileSync(home, `${readFileSync(home, 'utf8')}\n\nEncore une.\n`);
  await tab.bringToFront();
  await tab.waitForFunction(() => document.body?.textContent.includes('Encore une.'), { timeout: 60000 });
  expect(await other.evaluate(() => window.same), 'another page is left as it is');

  // Nothing of the preview moves the page's own elements.
  expect(await tab.evaluate(() => document.body.lastElementChild.src.endsWith('/_osier/client.js')), 'the script stands last');
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}
console.log(`${held} held, ${wrong.length} wrong`);
for (const what of wrong) console.error(`WRONG ${what}`);
process.exit(wrong.length ? 1 : 0);
