// Holds the preview in Chromium: an edit is seen without loss, a style sheet is swapped, the panel is reached by keyboard.
//
//   node serve.mjs OSIER SITE
//
// OSIER is the program; SITE the folder of a site, of which a copy is edited.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const servers = [];
const wrong = [];
let held = 0;
function expect(holds, what) {
  held += 1;
  if (!holds) wrong.push(what);
}

/** Starts a preview: its address. */
function preview(...more) {
  const server = spawn(osier, ['serve', site, '--port', '0', '--now', '2026-11-22T12:00:00+01:00', ...more]);
  servers.push(server);
  return new Promise((resolve, reject) => {
    let told = '';
    server.stderr.on('data', (data) => {
      told += data;
      const found = /preview at (http:\/\/[^/]+)/.exec(told);
      if (found) resolve(found[1]);
    });
    server.on('exit', () => reject(new Error(told)));
  });
}

const address = await preview();
const browser = await launch();
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => wrong.push(String(error)));
  // What is found is told once the page listens.
  const open = async (url) => {
    await tab.goto(url, { waitUntil: 'load' });
    await tab.waitForFunction(() => document.querySelector('osier-preview')?.shadowRoot.querySelector('.badge').dataset.kind);
    await new Promise((done) => setTimeout(done, 300));
  };
  await open(`${address}/fr/`);

  // A site without fault has none in the preview, whose pictures are made in haste.
  const overview = await (await fetch(`${address}/_osier/`)).text();
  expect(/ pages, /.test(overview) && !/ pages, \d+ error/.test(overview), 'the preview finds no error');

  // An edit of the text: the page is loaded again where it was.
  await tab.evaluate(() => {
    scrollTo({ top: 200, behavior: 'instant' });
    document.querySelector('footer a').focus({ preventScroll: true });
  });
  const before = await tab.evaluate(() => [scrollY, document.activeElement.href]);
  await tab.evaluate(() => { window.same = true; });
  const home = join(site, 'content/fr/_index.md');
  const start = performance.now();
  writeFileSync(home, `${readFileSync(home, 'utf8')}\n\nUne phrase toute neuve.\n`);
  await tab.waitForFunction(() => document.body?.textContent.includes('Une phrase toute neuve.'), { timeout: 60000 });
  console.log(`edit to paint: ${Math.round(performance.now() - start)} ms`);
  await tab.waitForFunction(() => document.querySelector('osier-preview'));
  const after = await tab.evaluate(() => [scrollY, document.activeElement.href]);
  expect(Math.abs(after[0] - before[0]) < 2, `scrolled from ${before[0]} to ${after[0]}`);
  expect(before[1] === after[1], `the focus went from ${before[1]} to ${after[1]}`);
  expect(await tab.evaluate(() => window.same), 'a text is changed in the page, which is not loaded again');

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

  // A disclosure that was opened is open once the page has changed.
  const guide = join(site, 'content/fr/guide-de-style.md');
  await open(`${address}/fr/guide-de-style/`);
  const opened = () => tab.evaluate(() => [...document.querySelectorAll('main details')].map((one) => one.open));
  await tab.evaluate(() => { for (const one of document.querySelectorAll('main details')) one.open = !one.open; });
  const folds = await opened();
  expect(folds.length > 0, 'the style guide has disclosures');
  writeFileSync(guide, `${readFileSync(guide, 'utf8')}\n\nUne fin toute neuve.\n`);
  await tab.waitForFunction(() => document.body?.textContent.includes('Une fin toute neuve.'), { timeout: 60000 });
  await tab.waitForFunction(() => document.querySelector('osier-preview'));
  expect(JSON.stringify(await opened()) === JSON.stringify(folds), 'disclosures are as they were left');

  // A style sheet that changes is swapped in the page, which is not loaded again.
  await tab.evaluate(() => { window.same = true; });
  const sheet = readFileSync(new URL('../../themes/estran/assets/css/base.css', import.meta.url), 'utf8');
  mkdirSync(join(site, 'assets/css'), { recursive: true });
  writeFileSync(join(site, 'assets/css/base.css'), `${sheet}\nmain { outline-offset: 7px }\n`);
  const swapped = () => getComputedStyle(document.querySelector('main')).outlineOffset === '7px';
  await tab.waitForFunction(swapped, { timeout: 20000 });
  expect(await tab.evaluate(() => window.same), 'a style sheet is swapped without a reload');
  // Once it is pruned, and put back as it was, one sheet is left, the one that the page names when it is loaded.
  const sheets = () => tab.evaluate(() => [...document.querySelectorAll('link[rel~=stylesheet]')].map((link) => link.href));
  const checked = async () => {
    const judged = async () => (await (await fetch(`${address}/_osier/`)).text()).match(/Build (\d+):/)?.[1];
    for (let [last, now] = ['', await judged()]; !now || now !== last; [last, now] = [now, await judged()]) {
      await new Promise((done) => setTimeout(done, 1500));
    }
  };
  await checked();
  writeFileSync(join(site, 'assets/css/base.css'), sheet);
  await tab.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineOffset !== '7px', { timeout: 20000 });
  await checked();
  const swappedTo = await sheets();
  expect(swappedTo.length === 1 && (await tab.evaluate(() => window.same)), `one sheet is left: ${swappedTo}`);
  await open(tab.url());
  expect(JSON.stringify(await sheets()) === JSON.stringify(swappedTo), `a page that is loaded has the same: ${await sheets()}`);

  // The browser goes to the page whose file was edited, when that was asked for.
  const following = await preview('--follow');
  await open(`${following}/en/`);
  const followed = join(site, 'content/fr/campus/quais.md');
  writeFileSync(followed, `${readFileSync(followed, 'utf8')}\n\nLe quai est rouvert.\n`);
  await tab.waitForFunction(() => document.body?.textContent.includes('Le quai est rouvert.'), { timeout: 60000 });
  expect(new URL(tab.url()).pathname === '/fr/campus/quais/', `the browser follows the edit, to ${tab.url()}`);

  // Nothing of the preview moves the page's own elements.
  expect(await tab.evaluate(() => document.body.lastElementChild.src.endsWith('/_osier/client.js')), 'the script stands last');
} finally {
  await browser.close();
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true });
}
console.log(`${held} held, ${wrong.length} wrong`);
for (const what of wrong) console.error(`WRONG ${what}`);
process.exit(wrong.length ? 1 : 0);
