// Holds the weights that `osier build` tells against what Chromium fetches.
//
//   node weights.mjs FOLDER --weights FILE [--pages N]
//
// FOLDER is a site built with `[output] compress = ["br"]`, FILE what `osier build --format json` said of it. Of each class of
// pages, N are opened (3: the lightest, the median and the heaviest), in both windows that pages are weighed in and in three
// visits: the first without scrolling, the first scrolled to its end, and one that comes from another page. A server that
// sends `.br` where there is one counts the files it is asked for and the bytes of their bodies: both must be those that
// Osier tells, file by file, or the run fails (exit code 1).
//
// Two things are Chromium's: without a window it asks for no icon, and it stops reading sound and video when it likes, so
// that icons are left out on both sides and media are compared by their names.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { TYPES, launch } from './browser.mjs';

/** As in `src/weight/profile.rs`. */
const WINDOWS = {
  phone: { width: 390, height: 844, deviceScaleFactor: 2 },
  desktop: { width: 1366, height: 768, deviceScaleFactor: 1 },
};
const VISITS = ['initial', 'full', 'next'];
/** What waits is asked for when it is in the window, not when it is near. */
const NEAR = ['Image', 'Frame'].flatMap((what) => ['Unknown', 'Offline', 'Slow2G', '2G', '3G', '4G']
  .map((net) => `lazyLoading${what}MarginPx${net}=0`));

const { positionals: [folder], values } = parseArgs({
  allowPositionals: true, options: { weights: { type: 'string' }, pages: { type: 'string', default: '3' } },
});
const { weights } = JSON.parse(readFileSync(values.weights, 'utf8'));
if (weights.estimated) throw new Error('the weights are of a sample: build with [output] compress = ["br"]');
const shared = new Set(weights.pages.flatMap((page) => page.requests.filter((one) => one.shared).map((one) => one.target)));

/** Whether a page leads elsewhere by itself: what is fetched is then another's. */
const leads = ({ path }) => /http-equiv="?refresh/i.test(readFileSync(join(folder, path), 'utf8'));

/** Some pages of each class, from the lightest to the heaviest. */
function chosen(count) {
  const classes = new Map();
  for (const page of weights.pages.filter((page) => !leads(page))) classes.set(page.class, [...classes.get(page.class) ?? [], page]);
  return [...classes.values()].flatMap((pages) => {
    const sorted = pages.toSorted((a, b) => a.weights.phone.full.bytes - b.weights.phone.full.bytes);
    const ranks = Array.from({ length: count }, (_, rank) => Math.round((sorted.length - 1) * rank / Math.max(1, count - 1)));
    return [...new Set(ranks)].map((rank) => sorted[rank]);
  });
}

/** Serves the folder as a host does, and notes what is sent; what pages share may be kept, nothing else. */
async function host() {
  const sent = new Map();
  let last = 0;
  const server = createServer((request, response) => {
    last = Date.now();
    let path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)).slice(1);
    if (existsSync(join(folder, path)) && statSync(join(folder, path)).isDirectory()) path = join(path, 'index.html');
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': shared.has(path) ? 'public, max-age=31536000, immutable' : 'no-store',
    };
    let file = join(folder, path);
    if (path.includes('..') || !existsSync(file)) {
      sent.set(path, -1);
      response.writeHead(404).end();
      return;
    }
    if (existsSync(`${file}.br`) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      file += '.br';
      headers['content-encoding'] = 'br';
    }
    headers['content-length'] = statSync(file).size;
    sent.set(path, statSync(file).size);
    response.writeHead(200, headers);
    createReadStream(file).pipe(response).on('error', () => {});
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  /** Waits until nothing was asked for in a while: a video that is read in pieces is never done. */
  const quiet = async () => {
    do await new Promise((done) => setTimeout(done, 50)); while (Date.now() - last < 400);
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, sent, quiet, close: () => server.close() };
}

const url = (base, path) => base + path.split('/').map(encodeURIComponent).join('/');

/** What Chromium asks for in a visit: bytes by path, and the icons that it would ask for. */
async function visit(browser, site, page, profile, scenario) {
  const context = await browser.createBrowserContext();
  try {
    const tab = await context.newPage();
    const window = WINDOWS[profile];
    // Without scrolling, nothing that waits is in a window one pixel high.
    await tab.setViewport(scenario === 'full' ? window : { ...window, height: 1 });
    const go = async (path) => {
      await tab.goto(url(site.url, path), { waitUntil: 'load', timeout: 60_000 });
      await site.quiet();
    };
    if (scenario === 'next') {
      const from = weights.pages.find((one) => one.path !== page.path
        && [...shared].every((path) => one.requests.some((request) => request.target === path)));
      await go(from.path);
    }
    site.sent.clear();
    await go(page.path);
    if (scenario === 'full') {
      await tab.evaluate(async () => {
        const root = document.documentElement;
        root.style.scrollBehavior = 'auto';
        for (let top = 0; top < root.scrollHeight; top += innerHeight / 2) {
          scrollTo(0, top);
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
      });
      await site.quiet();
    }
    const icons = await tab.evaluate(() => [...document.querySelectorAll('link[rel~=icon]')].map((link) => link.href));
    const ignored = new Set(icons.map((href) => decodeURIComponent(new URL(href).pathname).slice(1)));
    return { sent: new Map([...site.sent].filter(([path]) => !ignored.has(path))), ignored };
  } finally {
    await context.close();
  }
}

/** What Osier tells of that visit: bytes by path. */
function told(page, profile, scenario, ignored) {
  const files = new Map([[page.path, page.bytes]]);
  for (const { target, bytes, shared, phases } of page.requests) {
    const phase = phases[profile];
    const comes = scenario === 'full' ? phase : phase === 'initial' && !(scenario === 'next' && shared);
    if (comes && !ignored.has(target)) files.set(target, bytes);
  }
  return files;
}

const sum = (files) => [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
const browser = await launch([`--blink-settings=${NEAR.join(',')}`]);
const site = await host();
const faults = [];
const totals = Object.fromEntries(VISITS.map((scenario) => [scenario, { visits: 0, files: 0, ours: 0, browser: 0 }]));
try {
  for (const page of chosen(Number(values.pages))) {
    const media = new Set(page.requests.filter((one) => one.kind === 'media').map((one) => one.target));
    for (const profile of Object.keys(WINDOWS)) {
      for (const scenario of VISITS) {
        const { sent, ignored } = await visit(browser, site, page, profile, scenario);
        const ours = told(page, profile, scenario, ignored);
        for (const path of media) if (ours.has(path) && sent.has(path)) sent.set(path, ours.get(path));
        for (const path of new Set([...ours.keys(), ...sent.keys()])) {
          if (ours.get(path) === sent.get(path)) continue;
          faults.push(`${page.path}, ${profile}, ${scenario}: ${path}: ${ours.get(path) ?? 'not told'}, ${sent.get(path) ?? 'not asked for'} in Chromium`);
        }
        const total = totals[scenario];
        total.visits += 1;
        total.files += ours.size;
        total.ours += sum(ours);
        total.browser += sum(sent);
      }
    }
  }
} finally {
  await browser.close();
  site.close();
}
console.table(totals);
for (const fault of faults.slice(0, 60)) console.error(fault);
if (faults.length) {
  console.error(`${faults.length} files are not as told`);
  process.exit(1);
}
