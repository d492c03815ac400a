// What every browser test here needs: the pages of a folder, a server for them, and Chromium to open them in.
//
// Chromium is Debian's (package `chromium`), or the one that the variable CHROMIUM names. Nothing is downloaded, and
// nothing but the folder is asked for: a page that wants a file which is not there makes `Site.missing` grow.

import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import puppeteer from 'puppeteer-core';

/** The types of files, by extension. */
export const TYPES = {
  '.avif': 'image/avif', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.jpg': 'image/jpeg',
  '.js': 'text/javascript', '.mp3': 'audio/mpeg', '.mp4': 'video/mp4', '.pdf': 'application/pdf', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.vtt': 'text/vtt', '.webm': 'video/webm', '.webp': 'image/webp', '.woff2': 'font/woff2',
};

/** The HTML pages of a folder, as sorted paths from it with `/` between their parts. */
export function pagesOf(folder) {
  const pages = readdirSync(folder, { recursive: true }).map((path) => path.split(sep).join('/'));
  return pages.filter((path) => path.endsWith('.html') && !path.includes('node_modules/')).sort();
}

/** Serves a folder on the loopback, `index.html` for folders, and remembers what was asked for and is not there. */
export async function serve(folder) {
  const missing = new Set();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    let file = join(folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (path.includes('..') || !existsSync(file)) {
      if (path !== '/favicon.ico') missing.add(path); // the browser's own wish
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, missing, close: () => server.close() };
}

/** Starts Chromium, with more arguments if need be. */
export function launch(more = []) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: apt-get install chromium`);
  const args = ['--disable-gpu', '--disable-quic', '--disable-sync', '--force-color-profile=srgb', ...more];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return puppeteer.launch({ executablePath, args });
}

/**
 * A tab that stays on the page it was sent to: a page that leads elsewhere at once is looked at as well. Nothing else of
 * the types of `refused` is loaded.
 */
export async function openTab(browser, refused = ['Document']) {
  const tab = await browser.newPage();
  const cdp = await tab.createCDPSession();
  let wanted = '';
  cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
    const answer = request.url === wanted ? ['Fetch.continueRequest', { requestId }]
      : ['Fetch.failRequest', { requestId, errorReason: 'Aborted' }];
    cdp.send(...answer).catch(() => {});
  });
  await cdp.send('Fetch.enable', { patterns: refused.map((resourceType) => ({ resourceType })) });
  return {
    tab,
    /** Loads a page; colours are then those it ends in: nothing moves or fades. */
    async open(url) {
      wanted = url;
      const response = await tab.goto(url, { waitUntil: 'load', timeout: 60_000 });
      if (!response.ok()) throw new Error(`${url}: HTTP ${response.status()}`);
      await tab.evaluate(() => {
        const still = new CSSStyleSheet();
        still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
      });
    },
    /** Shows the page in a scheme and a width, and makes sure that it is so. */
    async show({ scheme, width }) {
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.setViewport({ width, height: 900 });
      await tab.waitForFunction(
        (scheme, width) => innerWidth === width && matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
        { polling: 20, timeout: 10_000 }, scheme, width,
      );
    },
  };
}

/** Serves a folder to as many tabs as asked, gives each item to the next free one, and puts all away at the end. */
export async function inTabs(folder, items, work, tabs = 2, refused = ['Document']) {
  const site = await serve(folder);
  const browser = await launch();
  try {
    const queue = items.entries();
    const results = [];
    await Promise.all(Array.from({ length: Math.min(tabs, items.length) }, async () => {
      const tab = await openTab(browser, refused);
      for (const [index, item] of queue) results[index] = await work(tab, site.url, item);
    }));
    if (site.missing.size) throw new Error(`asked for, and not in ${folder}: ${[...site.missing].join(', ')}`);
    return results;
  } finally {
    await browser.close();
    site.close();
  }
}

/** The address of a page of a folder. */
export const address = (base, page) => base + page.split('/').map(encodeURIComponent).join('/');
