// From the write of a file to the new page painted in Chromium, by Osier and by `hugo server`, in the same run.
//
//   node benches/serve/paint.mjs --corpus DIR --pages 1000 --osier BIN [--hugo BIN] [--edits 20] [--kinds text,template,sheet]
//
// DIR/<pages>/osier and DIR/<pages>/hugo are of ../corpus/gen_corpus.py. What is edited: the text of one news page, the template
// of all pages, the style sheet. A page is painted when the task that follows its next frame runs. Sources are put back at the
// end. Prints a Markdown table: median, 95th percentile, most, in milliseconds. Wants the packages of tests/browser.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launch } from '../../tests/browser/browser.mjs';

const PORT = 18090;
const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    pages: { type: 'string', default: '1000' },
    osier: { type: 'string' },
    hugo: { type: 'string' },
    edits: { type: 'string', default: '20' },
    kinds: { type: 'string', default: 'text,template,sheet' },
  },
});
const edits = Number(values.edits);
const tools = {
  osier: { arguments: ['serve', '--port', `${PORT}`], template: 'themes/bench/templates/base.html', sheet: 'themes/bench/assets/style.css' },
  hugo: { arguments: ['server', '--port', `${PORT}`, '--bind', '127.0.0.1', '--quiet'], template: 'layouts/_default/baseof.html', sheet: 'static/style.css' },
};

// Says, after each frame, which edit the page shows.
const watch = () => {
  let last = '';
  const { port1, port2 } = new MessageChannel();
  const look = () => {
    const main = document.querySelector('main');
    if (!main) return;
    const number = (name) => main.textContent.match(new RegExp(`${name} numero (\\d+)\\.`))?.[1] ?? 0;
    const shown = `${number('Mesure')} ${number('Gabarit')} ${parseInt(getComputedStyle(main).outlineOffset, 10)}`;
    if (shown !== last) window.shows?.((last = shown));
  };
  port1.onmessage = look;
  const frame = () => {
    port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

const files = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((name) => /actualites\/[^/]*\.md$/.test(name));

async function measure(name, binary) {
  const { arguments: args, template, sheet } = tools[name];
  const site = resolve(values.corpus, values.pages, name);
  const source = files(join(site, 'content')).sort().at(-1);
  const slug = readFileSync(source, 'utf8').match(/^slug\s*[:=]\s*"?([^"\n]+)/m)?.[1] ?? source.split('/').at(-1).slice(0, -3);
  const kinds = [
    ['text', source, (text, rank) => `${text}\n\nMesure numero ${rank}.\n`, 0],
    ['template', join(site, template), (text, rank) => text.replace(/<main id="main">/, `$&<p>Gabarit numero ${rank}.</p>`), 1],
    ['sheet', join(site, sheet), (text, rank) => `${text}\nmain{outline-offset:${rank}px}\n`, 2],
  ];
  const server = spawn(resolve(binary), args, { cwd: site, stdio: 'ignore' });
  const browser = await launch();
  try {
    const address = `http://127.0.0.1:${PORT}/actualites/${slug}/`;
    while (!(await fetch(address).then((answer) => answer.ok, () => false))) await sleep(200);
    const tab = await browser.newPage();
    let shown = () => {};
    await tab.exposeFunction('shows', (what) => shown(what.split(' ')));
    await tab.evaluateOnNewDocument(watch);
    await tab.goto(address, { waitUntil: 'load' });
    for (const [kind, file, edit, place] of kinds.filter(([kind]) => values.kinds.split(',').includes(kind))) {
      const before = readFileSync(file, 'utf8');
      const times = [];
      try {
        for (let rank = 1; rank <= edits + 2; rank += 1) {
          await sleep(Number(values.pages) > 2000 && kind !== 'text' ? 12000 : 1500);
          const seen = new Promise((done) => { shown = (what) => what[place] === `${rank}` && done(); });
          const start = performance.now();
          writeFileSync(file, edit(before, rank));
          await seen;
          times.push(performance.now() - start);
        }
      } finally {
        writeFileSync(file, before);
      }
      await sleep(3000);
      // The first two warm what a server keeps.
      const sorted = times.slice(2).sort((a, b) => a - b);
      const at = (part) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]);
      console.log(`| ${name} | ${values.pages} | ${kind} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`);
    }
  } finally {
    await browser.close();
    server.kill();
  }
}

console.log('| server | pages | edit of | median ms | 95 % | most |\n| --- | --: | --- | --: | --: | --: |');
for (const name of ['osier', 'hugo']) if (values[name]) await measure(name, values[name]);
