// Holds Osier's gate against axe-core: what axe finds in Chromium, Osier must find without it.
//
//   node axe.mjs FOLDER --osier BINARY [--sample N] [--seed S] [--tabs N] [--best-practice]
//   node axe.mjs --self-test
//
// Every HTML page of FOLDER (or N of them, drawn from a seed) goes through every axe rule of WCAG 2.0 to 2.2, levels A
// and AA, in light and dark, 390 and 1280 px wide. The run fails (exit code 1) where axe finds a violation and
// `osier check --html FOLDER` has no matching finding on that page; compare.mjs says what matches. An Osier that does
// not know `--html` has no findings: any violation then fails. What axe only advises is listed with --best-practice,
// and never fails.
//
// One thing axe does not know: it takes the canvas to be white in a dark scheme as well, so that text on no background
// of its own is judged wrongly there. A theme that paints its page, as that of the example site does, is not touched.
//
// The self-test runs axe over the faulty pages of faults/, demands exactly the violations written below, and proves
// that the comparison can fail and pass. `node axe.mjs faults --osier BINARY` then asks the same of Osier itself.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { address, inTabs, pagesOf } from './browser.mjs';
import { askOsier, compare, criteriaOf, describe } from './compare.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const VIEWS = ['light', 'dark'].flatMap((scheme) => [390, 1280].map((width) => ({ scheme, width })));

/** Faulty page → axe's rule and the schemes and widths it is broken in. */
const FAULTS = {
  'button-name.html': ['button-name', /./],
  'contrast-dark.html': ['color-contrast', /dark/],
  'contrast-narrow.html': ['color-contrast', /390/],
  'contrast-light-translucent.html': ['color-contrast', /light/],
  'html-lang.html': ['html-has-lang', /./],
  'image-alt.html': ['image-alt', /./],
  'label.html': ['label', /./],
  'link-name-leads-away.html': ['link-name', /./],
  'target-size.html': ['target-size', /./],
};

/** What axe finds on pages of a folder: a violation a page and rule, with each place and the views it was found in. */
async function violationsOf(folder, pages, { tabs = 2, tags = TAGS } = {}) {
  const look = (tab, base, page) => violationsOn(tab, address(base, page), page, tags);
  return (await inTabs(folder, pages, look, tabs)).flat();
}

async function violationsOn({ tab, open, show }, url, page, tags) {
  await open(url);
  await tab.evaluate(AXE);
  const rules = new Map();
  for (const view of VIEWS) {
    await show(view);
    const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
    const { violations, passes } = await tab.evaluate((options) => axe.run(document, options), options);
    if (passes.length < 3) throw new Error(`${page}: axe looked at nothing`);
    for (const { id, help, tags, nodes } of violations) {
      const advice = !tags.some((tag) => TAGS.includes(tag));
      const rule = rules.get(id) ?? { page, rule: id, help, advice, criteria: criteriaOf(tags), nodes: [] };
      rules.set(id, rule);
      for (const { target, html, failureSummary } of nodes) {
        const at = target.flat().join(' ');
        let node = rule.nodes.find((node) => node.target === at);
        if (!node) rule.nodes.push((node = { target: at, html, summary: failureSummary, views: [] }));
        node.views.push(`${view.scheme} ${view.width}`);
      }
    }
  }
  return [...rules.values()];
}

/** N pages, the same ones for the same seed. */
function sample(pages, count, seed) {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return pages.map((page) => [next(), page]).sort(([a], [b]) => a - b).slice(0, count).map(([, page]) => page).sort();
}

async function check(folder, { osier, sample: count, seed, tabs, 'best-practice': advise }) {
  const every = pagesOf(folder);
  const pages = count ? sample(every, Number(count), Number(seed)) : every;
  if (!pages.length) throw new Error(`${folder} has no HTML page`);
  const findings = askOsier(osier, folder);
  if (!findings) console.log('osier check --html does not exist yet: Osier is taken to find nothing');
  const started = Date.now();
  const tags = advise ? [...TAGS, 'best-practice'] : TAGS;
  const violations = await violationsOf(folder, pages, { tabs: Number(tabs), tags });
  const { agreed, missed } = compare(violations.filter(({ advice }) => !advice), findings ?? []);
  for (const violation of violations.filter(({ advice }) => advice)) console.log(`advice: ${describe(violation)}\n`);
  for (const violation of missed) console.log(`${describe(violation)}\n`);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`axe-core: ${pages.length} of ${every.length} pages, ${VIEWS.length} views each, ${seconds} s: ` +
    `${agreed.length} violations that Osier finds too, ${missed.length} that it misses`);
  return missed.length === 0;
}

async function selfTest() {
  const folder = fileURLToPath(new URL('faults', import.meta.url));
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const violations = await violationsOf(folder, [...Object.keys(FAULTS), 'none.html']);
  for (const violation of violations) {
    const [rule] = FAULTS[violation.page] ?? [];
    expect(rule === violation.rule, `not expected: ${describe(violation)}`);
  }
  const findings = [];
  for (const [page, [rule, where]] of Object.entries(FAULTS)) {
    const violation = violations.find((violation) => violation.page === page && violation.rule === rule);
    const views = new Set(violation?.nodes.flatMap(({ views }) => views));
    const expected = VIEWS.map(({ scheme, width }) => `${scheme} ${width}`).filter((view) => where.test(view));
    expect(String([...views]) === String(expected), `${page}: ${rule} in ${expected}, not in ${[...views]}`);
    if (!violation) continue;

    // The comparison sees what Osier misses, and is content with the same name or the same criterion only.
    const [id] = violation.criteria;
    const base = { page, outcome: 'fail', criteria: [] };
    const missed = (finding) => compare([violation], [{ ...base, ...finding }]).missed.length;
    expect(missed({ page: 'none.html', rule }) === 1, `${page}: another page's finding is not enough`);
    expect(missed({ rule: 'other' }) === 1, `${page}: another rule is not enough`);
    expect(missed({ rule: 'other', criteria: [{ standard: 'WCAG', id: '9.9.9' }] }) === 1, `${page}: nor criterion`);
    expect(missed({ rule: 'other', criteria: [{ standard: 'rgaa', id }] }) === 1, `${page}: nor another standard`);
    expect(missed({ rule: 'other', criteria: [{ standard: 'WCAG', id }] }) === 0, `${page}: the criterion is enough`);
    expect(missed({ rule, outcome: 'review' }) === 0, `${page}: the name is enough, to review too`);
    findings.push({ page, rule, outcome: 'fail', criteria: [] });
  }
  expect(findings.length === Object.keys(FAULTS).length, `${findings.length} faulty pages`);
  expect(compare(violations, []).missed.length === violations.length, 'with no finding, all is missed');
  expect(compare(violations, findings).missed.length === 0, 'with every finding, nothing is missed');
  for (const line of wrong) console.log(line);
  console.log(`axe self-test: ${wrong.length ? `${wrong.length} wrong` : `axe finds ${violations.length} faults`}`);
  return wrong.length === 0;
}

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    osier: text, sample: text, seed: { ...text, default: '1' }, tabs: { ...text, default: '2' },
    'best-practice': flag, 'self-test': flag,
  },
});
if (!values['self-test'] && (positionals.length !== 1 || !values.osier)) {
  console.error('usage: node axe.mjs FOLDER --osier BINARY [--sample N] [--seed S] [--tabs N] [--best-practice]');
  process.exit(2);
}
process.exitCode = (await (values['self-test'] ? selfTest() : check(positionals[0], values))) ? 0 : 1;
