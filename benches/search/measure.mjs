// What a search page makes a browser fetch: on the first focus, then for one query with ten results.
//
//   node benches/search/measure.mjs osier FOLDER PATH WORDS…
//   node benches/search/measure.mjs pagefind FOLDER / WORDS…        after `npx pagefind --site FOLDER`
//
// Sizes are bytes of bodies under Brotli 11, or as they are where that is smaller. Pagefind is driven by its own library
// without its interface, as leanly as its documentation says: `init` on the focus, `search`, then the data of ten results.

import { brotliCompressSync } from 'node:zlib';
import { launch, serve } from '../../tests/browser/browser.mjs';

const PAGEFIND = {
  focus: async () => {
    window.pagefind = await import('/pagefind/pagefind.js');
    await window.pagefind.init();
  },
  query: async (words) => {
    const { results } = await window.pagefind.search(words);
    await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return results.length;
  },
};
const OSIER = {
  focus: () => document.querySelector('#page-words').focus(),
  query: async (words) => {
    const status = document.querySelector('#page-status');
    document.querySelector('#page-words').value = words;
    document.querySelector('#page-search').requestSubmit();
    while (!/\d/.test(status.textContent)) await new Promise((done) => setTimeout(done, 20));
    return status.textContent;
  },
};

const [tool, folder, path, ...queries] = process.argv.slice(2);
const { focus, query } = { osier: OSIER, pagefind: PAGEFIND }[tool];
const site = await serve(folder);
const browser = await launch();
for (const words of queries) {
  const tab = await (await browser.createBrowserContext()).newPage();
  const bodies = new Map();
  tab.on('response', (response) => bodies.set(response.url(), response.buffer()));
  const idle = () => tab.waitForNetworkIdle({ idleTime: 200 });
  const told = new Set();
  const fetched = async () => {
    await idle();
    let [files, bytes] = [0, 0];
    for (const [url, body] of bodies) {
      if (told.has(url) || /\.(html|css|woff2|svg|png|ico)$|\/(\?.*)?$/.test(url)) continue;
      told.add(url);
      const content = await body;
      files += 1;
      bytes += Math.min(content.length, brotliCompressSync(content).length);
    }
    return { files, bytes };
  };
  await tab.goto(new URL(path, site.url).href);
  const page = await fetched();
  await tab.evaluate(focus);
  const first = await fetched();
  const found = await tab.evaluate(query, words);
  const then = await fetched();
  const row = [page, first, then].map(({ files, bytes }) => `${bytes} bytes in ${files} files`).join('; ');
  console.log(`${tool} « ${words} » (${found}): ${row}; ${page.bytes + first.bytes + then.bytes} bytes in all`);
}
await browser.close();
site.close();
