// Holds the search page in Chromium: what it fetches and when, what it finds, keyboard, what is announced, axe-core.
//
//   node search.mjs FOLDER
//
// FOLDER is the example site as `osier build` delivers it. search/words.json is a table of texts and their roots, which
// a test of Osier holds too: both must cut the words alike.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launch, pagesOf, serve } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WORDS = JSON.parse(readFileSync(new URL('search/words.json', import.meta.url), 'utf8'));
const SEARCH = { fr: 'fr/rechercher/', en: 'en/search/' };

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node search.mjs FOLDER');
  process.exit(2);
}

const wrong = [];
let held = 0;
function expect(holds, what) {
  held += 1;
  if (!holds) wrong.push(what);
}
// The theme moves nothing then: neither pages nor colours are looked at on their way.
const STILL = { name: 'prefers-reduced-motion', value: 'reduce' };
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const site = await serve(folder);
const browser = await launch();

/** A fresh tab on a page, with what it asks for. */
async function open(path, { script = true, broken = () => false } = {}) {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  const asked = [];
  await tab.emulateMediaFeatures([STILL]);
  await tab.setJavaScriptEnabled(script);
  await tab.setRequestInterception(true);
  tab.on('request', (request) => {
    asked.push(request.url());
    if (broken(request.url())) request.abort();
    else request.continue();
  });
  tab.on('pageerror', (error) => wrong.push(`${path}: ${error}`));
  await tab.goto(site.url + path, { waitUntil: 'networkidle0' });
  const indexed = () => asked.filter((url) => url.includes('/assets/search/')).map((url) => url.split('/').pop());
  return { tab, asked, indexed, close: () => context.close() };
}

const status = (tab) => tab.$eval('#page-status', (status) => status.textContent);
const visible = (tab, selector) => tab.$eval(selector, (element) => element.checkVisibility());
const focused = (tab) => tab.evaluate(() => document.activeElement.id || document.activeElement.localName);
const links = (tab) => tab.$$eval('#page-results ol a', (found) => found.map((link) => link.getAttribute('href')));
const marks = (tab) => tab.$$eval('#page-results mark', (found) => [...new Set(found.map((mark) => mark.textContent))]);
const clear = (tab) => tab.keyboard.press('Escape');

/** Goes to the field by the keyboard alone. */
async function reach(tab) {
  for (let presses = 0; presses < 60 && (await focused(tab)) !== 'page-words'; presses += 1) await tab.keyboard.press('Tab');
}

/** Types a query in the field and gives what is announced, and the links. */
async function query(tab, words) {
  await clear(tab);
  await tab.waitForFunction(() => document.querySelector('#page-status').textContent === '');
  await tab.keyboard.type(words);
  const settled = (words) => new URLSearchParams(location.search).get('q') === words.trim() &&
    !['', document.querySelector('#page-search').dataset.wait].includes(document.querySelector('#page-status').textContent);
  await tab.waitForFunction(settled, { polling: 20, timeout: 10_000 }, words);
  return { said: await status(tab), links: (await visible(tab, '#page-results')) ? await links(tab) : [] };
}

/** Nothing of the search is on another page but a link. */
async function elsewhere() {
  for (const page of pagesOf(folder)) {
    const html = readFileSync(join(folder, page), 'utf8');
    const is = Object.values(SEARCH).some((path) => page === `${path}index.html`);
    expect(/assets\/(search\/|js\/search\.)/.test(html) === is, `${page}: ${is ? 'no script' : 'something of the search'}`);
    const language = page.split('/')[0];
    if (SEARCH[language] && !html.includes('http-equiv="refresh"')) {
      expect(html.includes(`href="/${SEARCH[language]}"`), `${page}: no link to the search`);
    }
  }
  const { tab, asked, close } = await open('fr/');
  await tab.focus('nav.main a');
  expect(asked.every((url) => !/assets\/(search\/|js\/search\.)/.test(url)), 'the home page asks for something of the search');
  await close();
}

async function french() {
  const { tab, asked, indexed, close } = await open(SEARCH.fr);
  expect(same(indexed(), []), `before the focus: ${indexed()}`);
  expect(await visible(tab, '#page-search'), 'the form is not shown');
  expect(!(await visible(tab, '#page-without')), 'it is said that there is no JavaScript');
  await reach(tab);
  expect((await focused(tab)) === 'page-words', 'the field is not reached by the keyboard');
  await tab.waitForNetworkIdle({ idleTime: 100 });
  expect(indexed().length === 1 && /^fr\.[0-9a-f]{8}\.json$/.test(indexed()[0]), `on the focus: ${indexed()}`);

  const plain = await query(tab, 'herbiers');
  expect(plain.links[0]?.includes('herbiers'), `herbiers: ${plain.links}`);
  const count = parseInt(plain.said, 10);
  expect(/^\d+ pages trouvées$/.test(plain.said) && count >= plain.links.length, `announced: ${plain.said}`);
  expect((await marks(tab)).some((mark) => /^herbiers?$/i.test(mark)), `marked: ${await marks(tab)}`);
  expect(!(await visible(tab, '#page-browse')), 'the whole site is under the results');

  for (const [first, second] of [['accessibilité', 'ACCESSIBILITE'], ['université', 'l’universités'], ['littoral', 'littoraux']]) {
    const [one, two] = [await query(tab, `${first} `), await query(tab, `${second} `)];
    expect(one.links.length > 0 && same(one, two), `${first}, ${second}: ${JSON.stringify([one, two])}`);
  }
  const [begun, whole] = [await query(tab, 'coopér'), await query(tab, 'coopérative ')];
  expect(parseInt(begun.said, 10) >= parseInt(whole.said, 10) && begun.links.length, `coopér: ${JSON.stringify(begun)}`);
  const both = await query(tab, 'herbiers marins');
  expect(parseInt(both.said, 10) < count && both.links.length, `two words: ${both.said}`);

  // More pages: the focus goes to the first of the new ones, and in the end all are there.
  const many = await query(tab, 'université ');
  const total = parseInt(many.said, 10);
  expect(total > 10 && many.links.length === 10, `ten at first: ${many.said}, ${many.links.length}`);
  for (let shown = 10; shown < total; shown += 10) {
    await tab.click('#page-results button');
    await tab.waitForFunction((shown) => document.querySelectorAll('#page-results li').length > shown, {}, shown);
    const href = await tab.evaluate(() => document.activeElement.getAttribute('href'));
    expect(href === (await links(tab))[shown], `the focus after ${shown} pages: ${href}`);
  }
  const every = await links(tab);
  expect(every.length === total && new Set(every).size === total, `${total} said, ${every.length} shown`);
  expect(!(await visible(tab, '#page-results button')), 'there is no more to show');

  // Keyboard: Enter moves to the results, the next stop is the first link, which leads to its page. Escape clears.
  await tab.focus('#page-words');
  const none = await query(tab, 'xylophonique');
  expect(none.links.length === 0 && none.said.startsWith('Aucune page'), `nothing found: ${none.said}`);
  expect(await visible(tab, '#page-browse'), 'nothing found, and nothing to browse');
  await tab.keyboard.press('Enter');
  expect((await focused(tab)) === 'page-words', 'the focus leaves the field though nothing is found');
  await clear(tab);
  expect(!tab.url().includes('?') && (await status(tab)) === '', `cleared: ${tab.url()}`);
  const told = await tab.evaluate(() => {
    window.told = [];
    const tell = () => window.told.push(document.querySelector('#page-status').textContent);
    new MutationObserver(tell).observe(document.querySelector('#page-status'), { childList: true });
  });
  expect(told === undefined, 'the observer');
  await tab.keyboard.type('sociétaire');
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.activeElement.localName === 'h2');
  const said = await tab.evaluate(() => window.told);
  expect(said.length <= 2 && /trouvée/.test(said.at(-1)), `while typing, it is announced: ${said}`);
  await tab.keyboard.press('Tab');
  const first = (await links(tab))[0];
  expect((await tab.evaluate(() => document.activeElement.getAttribute('href'))) === first, 'the first link is next');
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
  expect(new URL(tab.url()).pathname === first, `the link leads to ${tab.url()}`);
  await Promise.all([tab.waitForNavigation(), tab.goBack()]);
  await tab.waitForFunction(() => document.querySelectorAll('#page-results li').length > 0);
  expect((await tab.$eval('#page-words', (field) => field.value)) === 'sociétaire', 'the query is gone after going back');
  expect(asked.every((url) => url.startsWith(site.url)), `another host: ${asked}`);
  await close();
}

async function english() {
  const { tab, indexed, close } = await open(SEARCH.en);
  await reach(tab);
  const [one, two] = [await query(tab, 'laboratory '), await query(tab, 'Laboratories ')];
  expect(one.links.length > 0 && same(one, two), `laboratory, laboratories: ${JSON.stringify([one, two])}`);
  expect(/^\d+ pages? found$/.test(one.said), `announced: ${one.said}`);
  expect(one.links.every((link) => link.startsWith('/en/')), `in English: ${one.links}`);
  expect(indexed().every((name) => name.startsWith('en')), `the index: ${indexed()}`);
  await close();
}

/** An address with words shows what they find, without a focus. */
async function deep() {
  const { tab, close } = await open(`${SEARCH.fr}?q=herbiers+mar%C3%A9e`);
  await tab.waitForFunction(() => document.querySelectorAll('#page-results li').length > 0);
  expect((await tab.$eval('#page-words', (field) => field.value)) === 'herbiers marée', 'the words are not in the field');
  expect((await focused(tab)) === 'body', 'the focus moved by itself');
  for (const scheme of ['light', 'dark']) {
    for (const width of [320, 1280]) {
      await tab.emulateMediaFeatures([STILL, { name: 'prefers-color-scheme', value: scheme }]);
      await tab.setViewport({ width, height: 900 });
      await tab.evaluate(AXE);
      const { violations, passes } = await tab.evaluate(() => axe.run(document));
      expect(passes.length > 20, 'axe looked at nothing');
      for (const { id, nodes } of violations) wrong.push(`axe, ${scheme} ${width}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= width, `${wide} pixels wide in ${width}`);
    }
  }
  await close();
}

/** An index that cannot be had is told, and asked for again. */
async function broken() {
  let down = true;
  const { tab, close } = await open(SEARCH.fr, { broken: (url) => down && url.includes('/assets/search/') });
  await reach(tab);
  const { said } = await query(tab, 'herbiers');
  expect(said.startsWith('La recherche n’a pas pu'), `the index is not there: ${said}`);
  expect(await visible(tab, '#page-browse'), 'the index is not there, and nothing to browse');
  down = false;
  const after = await query(tab, 'herbiers');
  expect(after.links.length > 0, `the index is there again: ${after.said}`);
  await close();
}

async function without() {
  const { tab, close } = await open(SEARCH.en, { script: false });
  expect(!(await visible(tab, '#page-search')), 'a form that does nothing is shown');
  expect(await visible(tab, '#page-without'), 'it is not said that JavaScript is needed');
  const count = await tab.$$eval('#page-browse a', (links) => links.filter((link) => link.checkVisibility()).length);
  expect(count > 40, `${count} links to browse`);
  await close();
}

/** The script cuts words as Osier does: those of the table, and those of whole pages are all in the index. */
async function agreement() {
  const { tab, close } = await open(SEARCH.fr);
  const cut = (words) => tab.evaluate(async (words) => {
    const { split, root } = await import(document.querySelector('script[type=module]').src);
    return words.map(([language, text]) => split(text).map((word) => root(word, language)));
  }, words);
  const found = await cut(WORDS);
  for (const [rank, [, text, roots]] of WORDS.entries()) {
    expect(same(found[rank], roots), `${text}: ${found[rank]}, and not ${roots}`);
  }
  for (const [language, search] of Object.entries(SEARCH)) {
    const pages = pagesOf(folder).filter((page) => page.startsWith(`${language}/`) && /\/(actualites|news|etudier|study)\/./.test(page));
    const texts = [];
    for (const page of pages) {
      await tab.goto(site.url + page);
      const text = await tab.evaluate((language) => {
        for (const note of document.querySelectorAll('sup')) note.remove();
        const prose = document.querySelector('article .prose');
        const foreign = document.querySelector(`main [lang]:not([lang=${language}])`);
        return !prose || foreign ? '' : [...prose.querySelectorAll(':scope > p, :scope > ul:not(.tags)')].map((part) => part.innerText).join('\n');
      }, language);
      if (text) texts.push([language, text]);
    }
    await tab.goto(site.url + search);
    const known = await tab.evaluate(async () => {
      const first = document.querySelector('#page-search').dataset.index;
      const get = async (name) => (await fetch(new URL(name, new URL(first, location)))).json();
      const { words } = await get(first);
      return (await Promise.all(words.map(async ([, name]) => Object.keys(await get(name))))).flat();
    });
    const roots = new Set((await cut(texts)).flat());
    const missing = [...roots].filter((word) => !known.includes(word));
    expect(roots.size > 300 && missing.length === 0, `${language}: of ${roots.size} words, the index has not ${missing}`);
  }
  await close();
}

try {
  for (const part of [elsewhere, french, english, deep, broken, without, agreement]) await part();
} finally {
  await browser.close();
  site.close();
}
for (const line of wrong) console.log(line);
console.log(`search: ${held} things held, ${wrong.length} wrong`);
process.exitCode = wrong.length ? 1 : 0;
