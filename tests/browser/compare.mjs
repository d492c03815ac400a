// Puts what axe-core finds beside what Osier finds.
//
// Osier has what axe has when it says something on the same page, as a failure or for a person to review, under a rule
// that matches: one of the same name, one that EQUIVALENTS names, or, for axe's rules that are not named there, any
// rule that serves one of the same success criteria of WCAG.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Rules of axe → rules of Osier that say the same, where the criterion alone would match too much or too little. */
export const EQUIVALENTS = {};

/** The criteria that tags of axe name: `wcag1411` is 1.4.11. */
export function criteriaOf(tags) {
  return tags.map((tag) => /^wcag(\d)(\d)(\d+)$/.exec(tag)).filter(Boolean).map((found) => found.slice(1).join('.'));
}

/** Whether a finding of Osier says what a violation of axe says. */
export function matches(violation, finding) {
  if (finding.rule === violation.rule) return true;
  if (violation.rule in EQUIVALENTS) return EQUIVALENTS[violation.rule].includes(finding.rule);
  const served = (finding.criteria ?? []).filter(({ standard }) => /wcag/i.test(standard)).map(({ id }) => id);
  return violation.criteria.some((id) => served.includes(id));
}

/** Splits violations into those that Osier has too and those that it misses, each with what it said on that page. */
export function compare(violations, findings) {
  const agreed = [];
  const missed = [];
  for (const violation of violations) {
    const said = findings.filter(({ page }) => page === violation.page);
    (said.some((finding) => matches(violation, finding)) ? agreed : missed).push({ ...violation, said });
  }
  return { agreed, missed };
}

/** What Osier finds in a folder of HTML, each finding with its `page`; `null` if it cannot check folders yet. */
export function askOsier(binary, folder) {
  const asked = ['check', '--html', folder, '--format', 'json'];
  const answer = spawnSync(binary, asked, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (answer.error) throw answer.error;
  if (answer.status === 2 && answer.stderr.includes("unexpected argument '--html'")) return null;
  if (answer.status > 1 || answer.status === null) throw new Error(`osier ${asked.join(' ')}: ${answer.stderr}`);
  const findings = JSON.parse(answer.stdout).findings;
  return findings.map((finding) => ({ ...finding, page: pageOf(finding.output ?? finding.path ?? '', folder) }));
}

/** A path that Osier gives, from the folder or from where it ran, as a path from the folder. */
function pageOf(path, folder) {
  if (!isAbsolute(path) && existsSync(resolve(folder, path))) return path;
  return relative(resolve(folder), resolve(path)).split(sep).join('/');
}

/** A violation for people. */
export function describe({ page, rule, help, criteria, nodes, said = [] }) {
  const lines = [`${page}: ${rule}${criteria.length ? ` (WCAG ${criteria.join(', ')})` : ''}: ${help}`];
  for (const { target, html, summary, views } of nodes.slice(0, 5)) {
    lines.push(`  at     ${target}`, `  html   ${short(html)}`);
    lines.push(`  axe    ${short(summary)}`, `  shown  ${views.join(', ')}`);
  }
  if (nodes.length > 5) lines.push(`  and ${nodes.length - 5} more places`);
  if (!said.length) lines.push('  osier  says nothing on this page');
  for (const { rule, outcome, line, column, message } of said.slice(0, 8)) {
    lines.push(`  osier  ${rule} (${outcome}) ${line ?? '-'}:${column ?? '-'} ${short(message)}`);
  }
  if (said.length > 8) lines.push(`  osier  and ${said.length - 8} more findings`);
  return lines.join('\n');
}

function short(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
