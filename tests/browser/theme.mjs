// Holds the theme Estran, as the example site shows it, to what only a browser can tell.
//
//   node theme.mjs FOLDER [--screens FOLDER] [--only NAME]
//
// FOLDER is the built example site. Every kind of page: nothing is asked of another host, nothing moves while it loads,
// nothing is wider than a window of 320 px, axe-core finds nothing (AA, contrast of AAA, best practice). Then the
// keyboard goes through the menu, a submenu, the gallery, a disclosure, the filter of a directory and the choice of
// light or dark; colours may be forced; what is folded is printed. The run fails (exit code 1) with a line for each
// thing that is not so. --screens keeps a picture of each kind of page, 390 and 1280 px wide, light and dark.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, serve } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_OPTIONS = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
  rules: { 'color-contrast-enhanced': { enabled: true } },
  resultTypes: ['violations'],
};

/** A page of each kind. */
const PAGES = {
  home: 'fr/', 'home-en': 'en/', page: 'fr/a-propos/', news: 'fr/actualites/',
  article: 'fr/actualites/2026-11-12-prix-des-communs/', agenda: 'fr/agenda/', event: 'fr/agenda/semaine-edition-ouverte/',
  directory: 'fr/structures/', facet: 'fr/secteurs/numerique/', organization: 'fr/structures/maree-haute/',
  people: 'fr/equipe/', person: 'fr/equipe/jeanne-oudot/', programmes: 'fr/formations/',
  programme: 'fr/formations/master-numerique-responsable/', diploma: 'fr/formations/diplomes/master/',
  laboratory: 'fr/recherche/laboratoires/limne/', project: 'fr/recherche/projets/herbiers-partages/',
  publications: 'fr/recherche/publications/', call: 'fr/appels/littoral-en-partage/',
  job: 'fr/emplois/ingenieure-accessibilite/', campus: 'fr/campus/quais/', documents: 'fr/documents/',
  taxonomy: 'fr/thematiques/', statement: 'fr/accessibilite/', 'site-map': 'fr/plan-du-site/',
  credits: 'fr/credits/', 'style-guide': 'fr/guide-de-style/', 'not-found': 'fr/404.html', fallback: 'en/fallback',
};

const faults = [];
const check = (truth, fault) => { if (!truth) faults.push(fault); };

/** A page of the English site that is shown in French for want of a translation. */
function fallback(folder) {
  const sitemap = readFileSync(join(folder, 'fr/plan-du-site/index.html'), 'utf8');
  const paths = [...sitemap.matchAll(/href="\/(fr\/[^"#]*)"/g)].map(([, path]) => path.replace(/^fr/, 'en'));
  return paths.find((path) => {
    try {
      return readFileSync(join(folder, path, 'index.html'), 'utf8').includes('class="fallback');
    } catch {
      return false;
    }
  });
}

const SHIFTS = () => {
  globalThis.shifts = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shifts += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
};

/** Scrolls through the whole page, so that what loads late does. */
const SCROLL = async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 500) {
    window.scrollTo({ top: y, behavior: 'instant' });
    await new Promise((done) => setTimeout(done, 25));
  }
  await Promise.all([...document.images].filter((image) => image.currentSrc).map((image) => image.decode().catch(() => {})));
  window.scrollTo({ top: 0, behavior: 'instant' });
};

async function view(tab, width, scheme, more = []) {
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, ...more]);
}

async function everyKind(browser, base, screens) {
  const tab = await browser.newPage();
  const asked = [];
  tab.on('request', (request) => asked.push(request.url()));
  await tab.evaluateOnNewDocument(SHIFTS);
  for (const [name, path] of Object.entries(PAGES)) {
    for (const width of [390, 1280]) {
      for (const scheme of ['light', 'dark']) {
        asked.length = 0;
        await view(tab, width, scheme);
        await tab.goto(base + path, { waitUntil: 'load' });
        await tab.evaluate(SCROLL);
        const where = `${name} (${path}), ${width} px, ${scheme}`;
        for (const url of asked) check(url.startsWith(base) || url.startsWith('data:'), `${where}: asks for ${url}`);
        const shifts = await tab.evaluate(() => globalThis.shifts);
        check(shifts < 0.001, `${where}: moves by ${shifts} while it loads`);
        await tab.evaluate(AXE);
        const { violations, passes } = await tab.evaluate((options) => axe.run(document, options), AXE_OPTIONS);
        check(passes.length > 10, `${where}: axe looked at nothing`);
        for (const { id, nodes } of violations) check(false, `${where}: ${id}: ${nodes[0].html.slice(0, 120)}`);
        if (screens) await tab.screenshot({ path: join(screens, `${name}-${width}-${scheme}.png`), fullPage: true });
      }
    }
    await view(tab, 320, 'light');
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    check(wide <= 320, `${name} (${path}): ${wide} px wide in a window of 320 px`);
    // Text at twice its size, in a window of 1280 px, is the page in one of 640.
    await view(tab, 640, 'light');
    const zoomed = await tab.evaluate(() => document.documentElement.scrollWidth);
    check(zoomed <= 640, `${name} (${path}): ${zoomed} px wide in a window of 640 px`);
  }
  await tab.close();
}

const focused = (tab) => tab.evaluate(() => {
  const element = document.activeElement;
  return { tag: element.localName, text: element.textContent.trim(), seen: element.checkVisibility() };
});

async function keyboard(browser, base) {
  const tab = await browser.newPage();
  await view(tab, 1280, 'light');
  await tab.goto(`${base}fr/`, { waitUntil: 'load' });
  await tab.keyboard.press('Tab');
  check((await focused(tab)).text === 'Aller au contenu', 'the first stop of the keyboard is not the skip link');
  const seen = () => document.activeElement.getBoundingClientRect().top >= 0;
  const skip = await tab.waitForFunction(seen, { timeout: 2000 }).catch(() => null);
  check(skip, 'the skip link is not seen when it has the focus');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  check(await tab.evaluate(() => Boolean(document.activeElement.closest('main'))), 'the skip link does not lead into the main part');

  // A submenu: opened by Enter, left by Escape with the focus where it was, shut when the focus goes on.
  await tab.focus('nav.main summary');
  await tab.keyboard.press('Enter');
  check(await tab.$('nav.main details[open]'), 'Enter does not open a submenu');
  await tab.keyboard.press('Tab');
  const inside = await focused(tab);
  check(inside.tag === 'a' && inside.seen, 'Tab does not go into the open submenu');
  await tab.keyboard.press('Escape');
  check(!(await tab.$('nav.main details[open]')), 'Escape does not shut the submenu');
  check((await focused(tab)).tag === 'summary', 'Escape does not bring the focus back to the submenu');
  await tab.keyboard.press('Enter');
  await tab.focus('footer a');
  check(!(await tab.$('nav.main details[open]')), 'a submenu stays open once the focus is elsewhere');

  // The choice of light or dark stays from one page to the next, and nothing else is kept.
  await tab.select('#page-scheme', 'dark');
  await tab.goto(`${base}fr/a-propos/`, { waitUntil: 'load' });
  const scheme = await tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  check(scheme === 'dark', `the choice of dark is not kept: ${scheme}`);
  check((await tab.evaluate(() => document.cookie)) === '', 'a cookie was set');
  await tab.select('#page-scheme', '');
  check((await tab.evaluate(() => localStorage.length)) === 0, 'the choice of the device’s own scheme leaves something behind');

  // The menu of a narrow window.
  await view(tab, 390, 'light');
  await tab.goto(`${base}fr/`, { waitUntil: 'load' });
  await tab.focus('.menu-btn');
  await tab.keyboard.press('Enter');
  check(await tab.$('nav.main:popover-open'), 'Enter does not open the menu');
  for (let stop = 0; stop < 12; stop += 1) {
    await tab.keyboard.press('Tab');
    const where = await tab.evaluate(() => {
      const element = document.activeElement;
      return element === document.body || element.closest('nav.main') ? '' : element.outerHTML.slice(0, 80);
    });
    check(where === '', `the keyboard leaves the open menu for what it covers: ${where}`);
    if (where) break;
  }
  await tab.keyboard.press('Escape');
  check(!(await tab.$('nav.main:popover-open')), 'Escape does not shut the menu');
  check(await tab.evaluate(() => document.activeElement.matches('.menu-btn')), 'the focus does not go back to the button of the menu');

  // The gallery: a picture is enlarged, and its file is asked for only then.
  await view(tab, 1280, 'light');
  await tab.goto(`${base}${PAGES['style-guide']}`, { waitUntil: 'load' });
  const pictures = [];
  tab.on('request', (request) => { if (request.resourceType() === 'image') pictures.push(request.url()); });
  const button = 'main button[popovertarget]:not([popovertargetaction])';
  await tab.focus(button);
  // The focus scrolls there: what came near the window is fetched first.
  await tab.waitForNetworkIdle({ idleTime: 500 });
  pictures.length = 0;
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('main [popover]:popover-open');
  await tab.waitForFunction(() => document.querySelector('main [popover]:popover-open img')?.complete);
  check(pictures.length === 1, `${pictures.length} pictures are asked for when one is enlarged: ${pictures}`);
  await tab.keyboard.press('Escape');
  check(!(await tab.$('main [popover]:popover-open')), 'Escape does not shut the enlarged picture');
  check(await tab.evaluate((button) => document.activeElement.matches(button), button), 'the focus does not go back to the picture');

  // A disclosure.
  await tab.focus('main details > summary');
  await tab.keyboard.press('Space');
  check(await tab.$('main details[open]'), 'the space bar does not open a disclosure');

  await filter(tab, base);
  await tab.close();
}

async function filter(tab, base) {
  await tab.goto(`${base}${PAGES.directory}`, { waitUntil: 'load' });
  const shown = () => tab.$$eval('#page-items > li', (items) => items.filter((item) => item.checkVisibility()).length);
  const all = await shown();
  await tab.type('.filters input', 'EPICERIE');
  check((await shown()) === 1, 'the filter of a directory does not pass over case and accents');
  check((await tab.$eval('.filters output', (output) => output.value)) === '1 fiche', 'the filter does not say how many are left');
  await tab.goto(`${base}${PAGES.directory}?form=Scop`, { waitUntil: 'load' });
  const some = await shown();
  check(some > 0 && some < all, `an address with a choice shows ${some} entries of ${all}`);
  await tab.setJavaScriptEnabled(false);
  await tab.goto(`${base}${PAGES.directory}`, { waitUntil: 'load' });
  check(!(await tab.$eval('.filters', (form) => form.getBoundingClientRect().height)), 'without script, a form that does nothing is shown');
  check((await tab.$$('main nav a')).length > 3, 'without script, no facet leads into the directory');
  await tab.setJavaScriptEnabled(true);
}

async function forcedColours(browser, base) {
  const tab = await browser.newPage();
  const cdp = await tab.createCDPSession();
  const features = [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }];
  await cdp.send('Emulation.setEmulatedMedia', { features });
  for (const name of ['home', 'agenda', 'style-guide']) {
    await tab.goto(base + PAGES[name], { waitUntil: 'load' });
    const bare = await tab.$$eval('.btn, .menu-btn, .month td a, .tags a', (controls) => controls
      .filter((control) => control.checkVisibility())
      .filter((control) => ['Top', 'Bottom'].every((side) => parseFloat(getComputedStyle(control)[`border${side}Width`]) === 0))
      .map((control) => control.outerHTML.slice(0, 80)));
    check(bare.length === 0, `${name}: with forced colours, a control has no edge: ${bare[0]}`);
    const current = await tab.$$eval('[aria-current=date], [aria-current=page]', (marks) => marks.length);
    check(current > 0, `${name}: nothing says where one is`);
  }
  await tab.close();
}

async function print(browser, base) {
  const tab = await browser.newPage();
  await tab.goto(base + PAGES.article, { waitUntil: 'load' });
  await tab.evaluate(SCROLL);
  const pdf = await tab.pdf({ format: 'A4' });
  check(pdf.length > 20_000, 'the printed article is empty');
  await tab.emulateMediaType('print');
  const shown = (selector) => tab.$$eval(selector, (found) => found.filter((one) => one.checkVisibility()).length);
  check((await shown('header.top nav, video, .toc')) === 0, 'print: menus, videos or contents are printed');
  check((await shown('main h1')) === 1, 'print: no title');
  const folded = await tab.$eval('main details:not([open])', (details) => {
    const box = details.lastElementChild.getBoundingClientRect();
    return { height: box.height, seen: details.lastElementChild.checkVisibility({ contentVisibilityAuto: true }) };
  }).catch(() => ({ height: 0 }));
  check(folded.height > 0, 'print: what is folded on the screen is not printed');
  await tab.close();
}

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { screens: { type: 'string' }, only: { type: 'string' } },
});
PAGES.fallback = fallback(folder);
if (!PAGES.fallback) throw new Error('no page is shown for want of a translation');
if (options.screens) mkdirSync(options.screens, { recursive: true });
const site = await serve(folder);
const browser = await launch();
const parts = { everyKind, keyboard, forcedColours, print };
for (const [name, part] of Object.entries(parts)) {
  if (!options.only || options.only === name) await part(browser, site.url, options.screens);
}
await browser.close();
site.close();
for (const path of site.missing) faults.push(`asked for and not there: ${path}`);
if (options.screens) writeFileSync(join(options.screens, 'faults.txt'), faults.map((fault) => `${fault}\n`).join(''));
console.log(faults.length ? faults.join('\n') : `${Object.keys(PAGES).length} kinds of pages: as they should be`);
process.exitCode = faults.length ? 1 : 0;
