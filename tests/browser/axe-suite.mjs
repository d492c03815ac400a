// Puts Osier beside the integration tests of axe-core itself; a tool for whoever writes rules, not run by .ci/run.
//
//   node axe-suite.mjs --suite DIR --osier BINARY [--rule ID]
//
// DIR is `test/integration/rules` of a clone of axe-core, made by hand: its npm package has no tests. A test is a piece
// of HTML and, beside it, JSON that names the elements that violate a rule, pass it, or leave axe in doubt. Each piece
// goes into a sound page, Osier checks all of them at once, and a line a rule says how many of the violations it has
// (as failures, or to review) and how many of the passes it takes for failures. An element is taken to be meant by what
// Osier says at its start tag or in its text. Elements in frames, and those not named by their id alone, are left out;
// so are pieces that a script finishes, and the tests of whole pages, which axe keeps elsewhere.
//
// A difference is a question, not a fault: axe and Osier may each be right. The exit code is always 0.

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askOsier, criteriaOf, matches } from './compare.mjs';

const axe = createRequire(import.meta.url)('axe-core');

/** Every test of the suite: its rule, its HTML in a page, and the ids of each kind. */
function testsOf(suite) {
  const files = readdirSync(suite, { recursive: true }).filter((path) => path.endsWith('.json')).sort();
  return files.flatMap((file) => {
    const test = JSON.parse(readFileSync(join(suite, file), 'utf8'));
    let piece;
    try {
      piece = readFileSync(join(suite, file.replace(/\.json$/, '.html')), 'utf8');
    } catch {
      return [];
    }
    const ids = (targets = []) => targets.filter((target) => target.length === 1)
      .map(([selector]) => /^#([\w-]+)$/.exec(selector)?.[1]).filter(Boolean);
    const html = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A test of axe</title>\n' +
      `</head>\n<body>\n<main>\n<h1>A test of axe</h1>\n${piece}\n</main>\n</body>\n</html>\n`;
    const page = `${file.replace(/\.json$/, '').replace(/[\\/]/g, '--')}.html`;
    const { rule, violations, passes, incomplete } = test;
    return [{ rule, page, html, fail: ids(violations), pass: ids(passes), doubt: ids(incomplete) }];
  });
}

/** The id of the element whose start tag a place is in or after. */
function idAt(html, { line, column }) {
  if (!line) return undefined;
  const before = html.split('\n').slice(0, line - 1).join('\n').length + (line > 1) + (column ?? 1) - 1;
  let found;
  for (const tag of html.matchAll(/<[a-z][^\s/>]*(?:"[^"]*"|'[^']*'|[^'">])*>/gi)) {
    if (tag.index > before) break;
    found = tag[0];
  }
  return /\sid\s*=\s*["']?([^\s"'>]+)/i.exec(found ?? '')?.[1];
}

const text = { type: 'string' };
const { values } = parseArgs({ options: { suite: text, osier: text, rule: text } });
if (!values.suite || !values.osier) {
  console.error('usage: node axe-suite.mjs --suite DIR --osier BINARY [--rule ID]');
  process.exit(2);
}
const tests = testsOf(values.suite).filter(({ rule }) => !values.rule || rule === values.rule);
const folder = mkdtempSync(join(tmpdir(), 'axe-suite-'));
let findings;
try {
  for (const { page, html } of tests) writeFileSync(join(folder, page), html);
  findings = askOsier(values.osier, folder);
} finally {
  rmSync(folder, { recursive: true });
}
if (!findings) console.log('osier check --html does not exist yet: Osier is taken to find nothing');

const tags = new Map(axe.getRules().map(({ ruleId, tags }) => [ruleId, tags]));
const rules = new Map();
for (const { rule, page, html, fail, pass, doubt } of tests) {
  const violation = { rule, criteria: criteriaOf(tags.get(rule) ?? []) };
  const said = new Map();
  for (const finding of (findings ?? []).filter((finding) => finding.page === page && matches(violation, finding))) {
    const id = idAt(html, finding);
    if (said.get(id)?.outcome !== 'fail') said.set(id, finding);
  }
  const sum = rules.get(rule) ?? { fail: [0, 0, 0], pass: [0, 0, 0], doubt: [0, 0, 0], odd: [] };
  rules.set(rule, sum);
  for (const [kind, ids] of Object.entries({ fail, pass, doubt })) {
    for (const id of ids) {
      const finding = said.get(id);
      sum[kind][0] += 1;
      sum[kind][1] += finding?.outcome === 'fail';
      sum[kind][2] += finding?.outcome === 'review';
      if (kind === 'fail' && !finding) sum.odd.push(`missed ${page} #${id}`);
      if (kind === 'pass' && finding?.outcome === 'fail') sum.odd.push(`${finding.rule} fails ${page} #${id}`);
    }
  }
}
const cell = ([count, failed, review]) => `${count} (${failed} failed, ${review} to review)`;
for (const [rule, { fail, pass, doubt, odd }] of [...rules].sort(([a], [b]) => a.localeCompare(b))) {
  const known = tags.has(rule) ? '' : ' (axe has it no more)';
  console.log(`${rule}${known}: violations ${cell(fail)}, passes ${cell(pass)}, doubts ${cell(doubt)}`);
  if (values.rule || odd.length <= 5) for (const line of odd) console.log(`  ${line}`);
  else console.log(`  ${odd.length} differences: see --rule ${rule}`);
}
const total = (kind, at) => [...rules.values()].reduce((sum, rule) => sum + rule[kind][at], 0);
console.log(`${tests.length} tests of ${rules.size} rules: Osier has ${total('fail', 1) + total('fail', 2)} of ` +
  `${total('fail', 0)} violations, and fails ${total('pass', 1)} of ${total('pass', 0)} passes`);
