// Holds the colours that Osier reckons against those that Chromium computes.
//
//   node colours.mjs FOLDER --colours FILE [--tabs N]
//   node colours.mjs --self-test
//
// FILE is what Osier reckons of each HTML page of FOLDER, in light and dark, 320 and 1280 px wide:
//
//   [{ "path": "fr/index.html", "scheme": "light" | "dark", "width": 320 | 1280, "elements": [
//      { "index": 12, "color": [r, g, b, a], "background": [r, g, b] | null }, …] }, …]
//
// `index` counts in document.querySelectorAll('*'), numbers go from 0 to 255, and a background that Osier cannot know
// is null. `color` is the computed one, as written; `background` is what lies behind the text: the background colours
// of the element and its ancestors, each with its alpha and its element's opacity, over the canvas of the scheme.
//
// The run fails (exit code 1) where an element that shows text of its own has other colours in Chromium, or none in
// FILE, or where a page, a scheme or a width lacks. Colours may differ by 1/255, by 2/255 where Chromium computes one
// that is not written as rgb(), such as an oklch(). Pictures behind text are counted, not judged.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { address, inTabs, pagesOf } from './browser.mjs';

const VIEWS = ['light', 'dark'].flatMap((scheme) => [320, 1280].map((width) => ({ scheme, width })));

/** Runs in the page: the colours of every element that shows text of its own. */
function measure() {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    .getContext('2d', { willReadFrequently: true });
  const known = new Map();

  /** A computed colour as red, green, blue to 255 and alpha to 1, and whether it was written as such. */
  function parse(text) {
    if (!known.has(text)) known.set(text, /^rgba?\(/.test(text) ? numbers(text) : painted(text));
    return known.get(text);
  }
  function numbers(text) {
    const [r, g, b, a = 1] = text.match(/[\d.e+-]+/g).map(Number);
    return { r, g, b, a, exact: true };
  }
  /** Painted without its alpha: a canvas keeps pale layers only roughly. */
  function painted(text) {
    const [, opaque, alpha = '1'] = /^(.*?)(?: \/ ([\d.e+-]+|none))?\)$/.exec(text);
    context.fillStyle = `${opaque})`;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: Number(alpha) || 0, exact: false };
  }
  /** One colour in front of another. */
  function over(front, back) {
    const a = front.a + back.a * (1 - front.a);
    const mix = (x, y) => (a === 0 ? 0 : (x * front.a + y * back.a * (1 - front.a)) / a);
    const exact = front.exact && (back.exact || front.a === 1);
    return { r: mix(front.r, back.r), g: mix(front.g, back.g), b: mix(front.b, back.b), a, exact };
  }
  function canvas() {
    const helper = document.createElement('osier-canvas');
    helper.style = 'all: initial; color-scheme: inherit; background-color: Canvas';
    document.documentElement.append(helper);
    const color = parse(getComputedStyle(helper).backgroundColor);
    helper.remove();
    return color;
  }
  function behind(element, base) {
    let color = { r: 0, g: 0, b: 0, a: 0, exact: true };
    let picture = false;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === 'contents') continue;
      if (style.backgroundImage !== 'none' && color.a < 1) picture = true;
      color = over(color, parse(style.backgroundColor));
      color.a *= Number(style.opacity);
    }
    return { ...over(color, base), picture };
  }
  function shows(element) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!texts.length || getComputedStyle(element).visibility !== 'visible') return false;
    let box = element;
    while (getComputedStyle(box).display === 'contents') box = box.parentElement;
    if (!box.checkVisibility()) return false;
    return texts.some((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].some(({ width, height }) => width > 0 && height > 0);
    });
  }

  const base = canvas();
  return [...document.querySelectorAll('*')].flatMap((element, index) => {
    if (!shows(element)) return [];
    const color = parse(getComputedStyle(element).color);
    const back = behind(element, base);
    const name = element.localName + [...element.classList].map((name) => `.${name}`).join('');
    return [{
      index, name, text: element.textContent.trim().slice(0, 40), picture: back.picture,
      color: { is: [color.r, color.g, color.b, color.a * 255], within: color.exact ? 1 : 2 },
      background: { is: [back.r, back.g, back.b], within: back.exact ? 1 : 2 },
    }];
  });
}

/** Where what Chromium shows and what Osier reckons differ, in a few words each. */
function differences(shown, reckoned) {
  if (!reckoned) return ['Osier has no colours for it'];
  return ['color', 'background'].flatMap((what) => {
    const { is, within } = shown[what];
    const said = reckoned[what];
    if (what === 'background' && (said === null || said && shown.picture)) return [];
    const far = (n, i) => Math.abs(Math.round(n) - Math.round(said[i])) > within;
    const near = Array.isArray(said) && said.length === is.length && !is.some(far);
    return near ? [] : [`${what} is ${is.map(Math.round)} in Chromium, ${JSON.stringify(said)} in Osier`];
  });
}

async function compare(folder, reckoned, tabs) {
  const pages = pagesOf(folder);
  const key = (page, { scheme, width }) => `${page} ${scheme} ${width}`;
  const byView = new Map(reckoned.map((view) => [key(view.path, view), view.elements]));
  const wrong = new Map();
  const counts = { texts: 0, disagreements: 0, unknown: 0, pictures: 0 };
  const tell = (kind, place) => {
    counts.disagreements += 1;
    wrong.set(kind, [...(wrong.get(kind) ?? []), place]);
  };
  await inTabs(folder, pages, async ({ tab, open, show }, base, page) => {
    await open(address(base, page));
    for (const view of VIEWS) {
      const elements = byView.get(key(page, view));
      if (!elements) {
        tell('Osier reckons nothing there', key(page, view));
        continue;
      }
      await show(view);
      const byIndex = new Map(elements.map((element) => [element.index, element]));
      for (const shown of await tab.evaluate(measure)) {
        const said = byIndex.get(shown.index);
        counts.texts += 1;
        if (said?.background === null) counts.unknown += 1;
        else if (shown.picture) counts.pictures += 1;
        for (const difference of differences(shown, said)) {
          tell(`${shown.name}: ${difference}`, `${key(page, view)}, element ${shown.index}: “${shown.text}”`);
        }
      }
    }
    // Osier judges pages as they are delivered: what scripts show of them is not.
  }, tabs, ['Document', 'Script']);
  return { pages: pages.length, wrong, counts };
}

function print({ pages, wrong, counts }) {
  const kinds = [...wrong].sort(([, a], [, b]) => b.length - a.length);
  for (const [kind, places] of kinds.slice(0, 60)) {
    console.log(`${kind}\n  ${places.length} times, first in ${places[0]}`);
  }
  if (kinds.length > 60) console.log(`and ${kinds.length - 60} more kinds of disagreement`);
  console.log(`colours: ${counts.texts} texts on ${pages} pages, ${VIEWS.length} views each: ${counts.disagreements} ` +
    `disagreements; ${counts.unknown} backgrounds unknown to Osier, ${counts.pictures} known to it over a picture`);
}

/** A page with colours reckoned by hand beside it, as they are and with each of them spoilt in turn. */
async function selfTest() {
  const folder = fileURLToPath(new URL('colours', import.meta.url));
  const reckoned = JSON.parse(readFileSync(`${folder}/colours.json`, 'utf8'));
  const right = await compare(folder, reckoned);
  const holds = right.counts.disagreements === 0 && right.counts.texts >= 20;
  if (!holds) print(right);
  let unseen = 0;
  for (const spoil of [
    (views) => views.pop(),
    (views) => views[0].elements.splice(1, 1),
    (views) => (views[1].elements[0].color[0] += 4),
    (views) => (views[2].elements[1].color[3] -= 4),
    (views) => (views[3].elements[2].background[2] += 4),
    (views) => (views[3].elements[2].background = undefined),
  ]) {
    const views = structuredClone(reckoned);
    spoil(views);
    if ((await compare(folder, views)).counts.disagreements !== 1) unseen += 1;
  }
  console.log(`colours self-test: ${right.counts.texts} texts, ${holds ? 'right' : 'wrong'}; ${unseen} faults unseen`);
  return holds && unseen === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { colours: { type: 'string' }, tabs: { type: 'string', default: '2' }, 'self-test': { type: 'boolean' } },
});
if (!values['self-test'] && (positionals.length !== 1 || !values.colours)) {
  console.error('usage: node colours.mjs FOLDER --colours FILE [--tabs N]');
  process.exit(2);
}
if (values['self-test']) {
  process.exitCode = (await selfTest()) ? 0 : 1;
} else {
  const result = await compare(positionals[0], JSON.parse(readFileSync(values.colours, 'utf8')), Number(values.tabs));
  print(result);
  process.exitCode = result.counts.disagreements ? 1 : 0;
}
