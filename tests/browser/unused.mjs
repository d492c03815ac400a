// Holds that what Osier takes out of style sheets is missed by no page.
//
//   node unused.mjs FOLDER --kept FOLDER
//
// Both folders are the same built site, the second with `[styles] unused = "keep"`. Each page of the first is shown with
// the sheet of the one and with that of the other: every element, and each of its pseudo-elements, must have the same
// computed style to the letter, in all that the sheet sets somewhere: what it never sets cannot differ by itself. All pages are compared with every state taken to hold (`:hover`, `:focus-visible`,
// `:target`, popovers and disclosures open); pages that together have all there is, in dark, on paper, with forced
// colours, more contrast, motion, at other widths. The run fails (exit code 1) with a line for each difference.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, pagesOf, serve } from './browser.mjs';

const ALL = { width: 1280, scheme: 'light', states: true };
const SOME = [
  { width: 390, scheme: 'dark' },
  { width: 390, scheme: 'light', states: true, motion: 'no-preference' },
  { width: 1280, scheme: 'dark', states: true },
  { width: 1280, scheme: 'light', forced: 'active' },
  { width: 800, scheme: 'light', contrast: 'more' },
  { width: 1280, scheme: 'light', media: 'print' },
];

/** The one sheet of a site, and the words that name it. */
function sheet(folder) {
  const name = readdirSync(join(folder, 'assets')).find((name) => /^theme\.\w+\.css$/.test(name));
  return readFileSync(join(folder, 'assets', name), 'utf8');
}

/** The sheet with its states taken to hold; what asks whether a browser knows one is left. */
function held(css) {
  return css.split(/(@supports[^{]*)/).map((part, index) => index % 2 ? part
    : part.replace(/:(hover|active|focus|focus-visible|focus-within|target|popover-open|checked|visited)(?![\w-])/g, ':not(.z)'))
    .join('');
}

/** Few pages that have every pair of nested names and classes of all pages between them. */
function cover(folder, pages) {
  const pairs = new Map(pages.map((page) => {
    const html = readFileSync(join(folder, page), 'utf8');
    const tags = [...html.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)]
      .map(([, name, rest]) => `${name}${/ class="?([^">]*)/.exec(rest)?.[1] ?? ''}${/ (open|hidden|popover|dir)/.exec(rest)?.[1] ?? ''}`);
    return [page, new Set(tags.map((tag, index) => `${tags[index - 1]}>${tag}`))];
  }));
  const seen = new Set();
  const chosen = [];
  for (;;) {
    const news = ([, set]) => [...set].filter((pair) => !seen.has(pair)).length;
    const best = [...pairs].reduce((best, one) => (news(one) > news(best) ? one : best));
    if (chosen.length === 40 || news(best) === 0) return chosen;
    chosen.push(best[0]);
    for (const pair of best[1]) seen.add(pair);
  }
}

/** In the page: where its styles differ between the two sheets, and how many elements were compared. */
async function differ(kept, pruned, pseudos) {
  for (const link of document.querySelectorAll('link[rel=stylesheet]')) link.remove();
  for (const details of document.querySelectorAll('details')) details.open = true;
  const style = document.head.appendChild(document.createElement('style'));
  const elements = [...document.querySelectorAll('*')].filter((element) => !element.closest('head'));
  const names = new Set();
  const gather = (rules) => {
    for (const rule of rules) {
      for (const name of rule.style ?? []) if (!name.startsWith('--')) names.add(name);
      gather(rule.cssRules ?? []);
    }
  };
  style.textContent = kept;
  gather(style.sheet.cssRules);
  if (names.size < 50) throw new Error('the sheet cannot be read');
  const computed = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo || null);
    if (pseudo && style.content === 'none') return '';
    return Array.from(names, (name) => style.getPropertyValue(name)).join('; ');
  };
  const end = () => document.getAnimations().forEach((one) => { try { one.finish(); } catch { one.cancel(); } });
  const take = async (css) => {
    style.textContent = css;
    await document.fonts.ready;
    // What is inherited moves after what it is inherited from.
    for (let turn = 0; turn < 3; turn += 1) {
      document.documentElement.getBoundingClientRect();
      end();
    }
    const has = (element, pseudo) => {
      if (pseudo === '::marker') return getComputedStyle(element).display.includes('list-item');
      return pseudo !== '::backdrop' || element.matches('dialog, [popover]');
    };
    return elements.map((element) => ['', ...pseudos].map((pseudo) => (has(element, pseudo) ? computed(element, pseudo) : '')));
  };
  const before = await take(kept);
  const after = await take(pruned);
  if (before[0][0].length < 200) throw new Error('computed styles cannot be read');
  const differences = [];
  elements.forEach((element, index) => ['', ...pseudos].forEach((pseudo, rank) => {
    if (before[index][rank] === after[index][rank]) return;
    const [had, has] = [before, after].map((all) => all[index][rank].split('; '));
    const was = Array.from(names, (name, at) => `${name}: ${had[at]}`).filter((_, at) => had[at] !== has[at]).slice(0, 3);
    differences.push(`${element.localName}.${[...element.classList].join('.')}${pseudo} was ${was.join('; ')}`);
  }));
  return { differences, count: elements.length };
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { kept: { type: 'string' } } });
const [folder] = positionals;
if (!folder || !values.kept) throw new Error('node unused.mjs FOLDER --kept FOLDER');
const [kept, pruned] = [sheet(values.kept), sheet(folder)];
if (pruned.length >= kept.length) throw new Error('nothing was taken out: there is nothing to compare');
// A page that leads elsewhere at once does not stay to be looked at.
const pages = pagesOf(folder).filter((page) => {
  const html = readFileSync(join(folder, page), 'utf8');
  return /rel="?stylesheet/.test(html) && !/http-equiv="?refresh/i.test(html);
});
const server = await serve(folder);
const browser = await launch();
const faults = new Map();
let compared = 0;

async function look(view, pages) {
  const queue = [...pages];
  const sheets = [kept, pruned].map((css) => (view.states ? held(css) : css));
  const all = ['::before', '::after', ...(view === ALL ? [] : ['::marker', '::backdrop', '::first-letter', '::selection'])];
  const pseudos = all.filter((pseudo) => kept.includes(pseudo.slice(1)));
  await Promise.all([0, 1].map(async () => {
    const tab = await browser.newPage();
    const cdp = await tab.createCDPSession();
    // Both sheets are compared without fonts and pictures, which take most of the time.
    await cdp.send('Network.enable');
    await cdp.send('Network.setBlockedURLs', { urls: ['avif', 'jpg', 'png', 'webp', 'woff2'].map((type) => `*.${type}`) });
    await tab.setViewport({ width: view.width, height: 900 });
    await cdp.send('Emulation.setEmulatedMedia', {
      media: view.media ?? 'screen',
      features: [
        { name: 'prefers-color-scheme', value: view.scheme },
        { name: 'prefers-reduced-motion', value: view.motion ?? 'reduce' },
        { name: 'prefers-contrast', value: view.contrast ?? 'no-preference' },
        { name: 'forced-colors', value: view.forced ?? 'none' },
      ],
    });
    for (let page = queue.shift(); page; page = queue.shift()) {
      await tab.goto(server.url + page, { waitUntil: 'domcontentloaded' });
      const { differences, count } = await tab.evaluate(differ, ...sheets, pseudos);
      compared += count;
      for (const one of differences) if (!faults.has(one)) faults.set(one, `${page} ${JSON.stringify(view)}`);
    }
    await tab.close();
  }));
}

await look(ALL, pages);
const chosen = cover(folder, pages);
for (const view of SOME) await look(view, chosen);
await browser.close();
server.close();
for (const [one, where] of [...faults].slice(0, 40)) console.error(`${where}: ${one}`);
console.log(`${pages.length} pages, ${chosen.length} of them in ${SOME.length} more views: ${compared} elements compared, ${faults.size} differences; ${kept.length} bytes of CSS became ${pruned.length}`);
process.exitCode = faults.size ? 1 : 0;
