// Holds the content security policies in Chromium: Caddy serves the site with what `osier publish --headers caddy` prints, and no page is refused
// anything that it asks for; a script and a picture that a page does not have are refused on each.
//
//   node policy.mjs FOLDER HEADERS
//
// FOLDER is a site as `osier build` delivers it, HEADERS the file of what is printed.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { address, launch, openTab, pagesOf } from './browser.mjs';

const [folder, headers] = process.argv.slice(2);
if (!folder || !headers) {
  console.error('usage: node policy.mjs FOLDER HEADERS');
  process.exit(2);
}

const free = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

const own = mkdtempSync(join(tmpdir(), 'osier-policy-'));
const port = await free();
const root = resolve(folder);
writeFileSync(join(own, 'Caddyfile'), `{
\tadmin off
\tauto_https off
}
http://127.0.0.1:${port} {
\tbind 127.0.0.1
\troot * ${root}
\timport ${resolve(headers)}
\tfile_server
}
`);
const caddy = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(own, 'Caddyfile')], {
  stdio: 'ignore', env: { ...process.env, HOME: own, XDG_CONFIG_HOME: own },
});
const wrong = [];
let refused = 0;
const pages = pagesOf(folder);
const base = `http://127.0.0.1:${port}/`;
let browser;
try {
  for (let tries = 0; ; tries += 1) {
    if (await fetch(base).then(() => true, () => false)) break;
    if (tries > 100) throw new Error('Caddy does not answer');
    await new Promise((done) => setTimeout(done, 100));
  }
  browser = await launch();
  const queue = pages.values();
  await Promise.all([1, 2].map(async () => {
    const { tab, open } = await openTab(browser);
    await tab.evaluateOnNewDocument(() => {
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', (event) => {
        globalThis.violations.push(`${event.effectiveDirective} refuses ${event.blockedURI || 'inline'}`);
      });
    });
    for (const page of queue) {
      await open(address(base, page));
      for (const violation of await tab.evaluate(() => globalThis.violations)) wrong.push(`${page}: ${violation}`);
      // What is not the page's own must be refused, or the policy holds nothing.
      const strange = await tab.evaluate(async () => {
        globalThis.violations.length = 0;
        const script = document.createElement('script');
        script.textContent = 'globalThis.strange = true';
        document.head.append(script);
        const picture = new Image();
        picture.src = 'https://third-party.invalid/p.png';
        await new Promise((done) => { setTimeout(done, 20); });
        return { ran: globalThis.strange === true, told: globalThis.violations.length };
      });
      if (strange.ran || strange.told < 2) wrong.push(`${page}: a strange script or picture was let in`);
      else refused += 2;
    }
  }));
} finally {
  await browser?.close();
  caddy.kill();
  rmSync(own, { recursive: true, force: true });
}
for (const line of wrong) console.error(line);
console.log(`${pages.length} pages: ${wrong.length} faults; ${refused} strange scripts and pictures refused`);
process.exit(wrong.length ? 1 : 0);
