// The search page: the index is fetched once the field has the focus, then what a query needs of it.
// What the files hold: src/render/search/files.rs. How words are folded and cut: src/render/search/words.rs.

const SHOWN = 10;
const PAUSE = 250;
const LETTERS = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ς: 'σ' };
const ROOTS = {
  fr: (word) => {
    if (/[^ey]aux$/.test(word)) return word.replace(/ux$/, 'l');
    return silent(word.replace(/^(.{3,})[sx]$/u, '$1'));
  },
  en: (word) => {
    if (/^.{2,}ies$/u.test(word)) return word.replace(/ies$/, 'y');
    const hissed = word.replace(/^(.*(?:.[xz]|ch|sh|ss))es$/u, '$1');
    return silent(hissed === word ? word.replace(/^(.{2,}[^isu])s$/u, '$1') : hissed);
  },
};
const silent = (word) => word.replace(/^(.{4,}?)e+$/u, '$1');

/** The words of a text, without case, accents and elisions. */
export function split(text) {
  const plain = text.normalize('NFKD').toLowerCase().replace(/[\p{M}\u00ad]/gu, '');
  const words = plain.replace(/[œæßøłđς]/g, (letter) => LETTERS[letter]).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return words.filter((word) => !/^([a-z]|qu)$/.test(word));
}

/** A word without its plural, in a language. */
export const root = (word, language) => ROOTS[language.split('-')[0]]?.(word) ?? word;

const form = document.querySelector('#page-search');
const field = form.elements.q;
const status = document.querySelector('#page-status');
const results = document.querySelector('#page-results');
const [heading, list, more] = results.children;
const browse = document.querySelector('#page-browse');
const texts = form.dataset;
const base = new URL(texts.index, location);

const fetched = new Map();
/** The content of a file of the index, fetched once; again when it failed. */
function load(name) {
  if (!fetched.has(name)) {
    const content = fetch(new URL(name, base)).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
    content.catch(() => fetched.delete(name));
    fetched.set(name, content);
  }
  return fetched.get(name);
}
const index = () => load(base.href);

/** The weight of each page for a word; for the beginning of one too, when it is still being typed. */
async function lookup(word, begun) {
  const { language, words } = await index();
  const exact = root(word, language);
  const begins = (known) => begun && word.length > 2 && known.startsWith(word);
  const files = words.filter(([first], rank) => {
    const next = words[rank + 1]?.[0] ?? '\uffff';
    return (first <= exact && exact < next) || (begun && word.length > 2 && word < next && first < `${word}\uffff`);
  });
  const pages = new Map();
  for (const content of await Promise.all(files.map(([, name]) => load(name)))) {
    for (const [known, lists] of Object.entries(content)) {
      const share = known === exact ? 1 : begins(known) ? 0.5 : 0;
      if (!share) continue;
      for (const [weight, ...gaps] of lists) {
        let page = 0;
        for (const gap of gaps) {
          page += gap;
          pages.set(page, Math.max(pages.get(page) ?? 0, share * weight ** 2));
        }
      }
    }
  }
  return pages;
}

/** The pages that have every word, the best first. A word of most pages is asked of none when there is another. */
async function find(words, begun) {
  const { count } = await index();
  const found = await Promise.all(words.map((word, rank) => lookup(word, begun && rank === words.length - 1)));
  const rare = found.filter((pages) => pages.size * 2 <= count);
  const asked = rare.length ? rare : found;
  const score = (page) => found.reduce((sum, pages) => sum + (pages.get(page) ?? 0) * Math.log(1 + count / pages.size), 0);
  const kept = [...asked[0].keys()].filter((page) => asked.every((pages) => pages.has(page)));
  return kept.map((page) => [score(page), page]).sort(([a, p], [b, q]) => b - a || p - q).map(([, page]) => page);
}

/** A text in which the words looked for are marked. */
function marked(text, words, begun, language) {
  const roots = new Set(words.map((word) => root(word, language)));
  const last = words.at(-1);
  const hit = (word) => roots.has(root(word, language)) || (begun && last.length > 2 && word.startsWith(last));
  return text.split(/([\p{Alphabetic}\p{N}\p{M}\u00ad]+)/u).map((part, rank) => {
    if (rank % 2 === 0 || !split(part).some(hit)) return part;
    return element('mark', {}, part);
  });
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Items of the list for some pages. */
async function items(pages, words, begun) {
  const { language, size, pages: files } = await index();
  const rows = pages.map(async (page) => (await load(files[Math.floor(page / size)]))[page % size]);
  return (await Promise.all(rows)).map(([title, url, section, description]) => {
    const mark = (text) => marked(text, words, begun, language);
    const item = element('li', {}, element('h3', {}, element('a', { href: url }, ...mark(title))));
    if (description) item.append(element('p', {}, ...mark(description)));
    if (section) item.append(element('p', { className: 'meta' }, section));
    return item;
  });
}

/** Says how the search went; there are results, or else the whole site to browse. */
function tell(text, some) {
  status.textContent = text;
  results.hidden = !some;
  browse.hidden = some;
}

function count(pages) {
  const { lang } = document.documentElement;
  const text = new Intl.PluralRules(lang).select(pages) === 'one' ? texts.one : texts.other;
  return text.replace('{count}', pages.toLocaleString(lang));
}

/** Shows what is found for a query, unless another was asked meanwhile. */
async function answer(query, begun) {
  const words = split(query);
  if (!words.length) return tell('', false);
  if (!status.textContent) status.textContent = texts.wait;
  try {
    const pages = await find(words, begun);
    const next = () => items(pages.slice(list.children.length, list.children.length + SHOWN), words, begun);
    const first = await items(pages.slice(0, SHOWN), words, begun);
    if (query !== asked) return;
    list.replaceChildren(...first);
    more.hidden = pages.length <= SHOWN;
    more.onclick = async () => {
      const added = await next().catch(() => tell(texts.failed, true));
      if (!added) return;
      list.append(...added);
      more.hidden = list.children.length >= pages.length;
      added[0].querySelector('a').focus();
    };
    tell(pages.length ? count(pages.length) : texts.none, pages.length > 0);
  } catch {
    if (query !== asked) return;
    asked = undefined;
    tell(texts.failed, false);
  }
}

let asked;
let answered;
let pause;
/** Searches what is in the field. */
function search() {
  clearTimeout(pause);
  const query = field.value.trim();
  if (query !== asked) {
    asked = query;
    history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    answered = answer(query, !/\s$/.test(field.value));
  }
  return answered;
}

field.addEventListener('focus', () => index().catch(() => {}), { once: true });
field.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  field.value = '';
  search();
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  await search();
  if (!results.hidden) heading.focus();
});

document.querySelector('#page-without').hidden = true;
form.hidden = false;
field.value = new URLSearchParams(location.search).get('q') ?? '';
if (field.value) search();
