//! What a site decides about findings: how much each rule weighs, what a page lets pass, what a person has reviewed.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::rules::is_decidable;
use crate::config::Config;
use crate::finding::{Finding, Outcome, OutputPath, Place, Rule, Severity, did_you_mean, rules};
use crate::model::{Allowance, Site};

/// Applies the site's decisions to `findings`. `known` are the rules that a site may decide about; those of `pending`
/// were not looked at, and nothing is said of an allowance or a review of them that would serve for nothing.
pub fn settle(
    site: &Site,
    known: &[&'static Rule],
    pending: &[&'static Rule],
    mut findings: Vec<Finding>,
) -> Vec<Finding> {
    let mut said = Vec::new();
    let seen = Seen { known, pending, unmade: unmade(&findings) };
    allow(site, &seen, &mut findings, &mut said);
    acknowledge(&site.config, &seen, &mut findings, &mut said);
    severities(&site.config, known, &mut findings, &mut said);
    findings.append(&mut said);
    findings
}

/// `[rules]`: raises, lowers and turns off.
pub fn severities(config: &Config, known: &[&'static Rule], findings: &mut Vec<Finding>, said: &mut Vec<Finding>) {
    let mut decided: BTreeMap<&str, Option<Severity>> = BTreeMap::new();
    for setting in &config.rules {
        let place = Place::at(&config.path, setting.span.clone());
        let Some(rule) = known.iter().find(|rule| rule.id == setting.rule) else {
            said.push(unknown(&rules::CONFIG_INVALID, place, &setting.rule, known));
            continue;
        };
        // The greater the severity, the smaller its rank.
        let lowered = setting.severity.is_none_or(|severity| severity > rule.severity);
        if lowered && setting.reason.trim().is_empty() {
            let word = setting.severity.map_or("off", |_| "warning");
            let message = format!("`{}` weighs less than it should, and nothing says why", setting.rule);
            let help = format!("write `{} = {{ severity = \"{word}\", reason = \"…\" }}`", setting.rule);
            said.push(Finding::new(&rules::CONFIG_INVALID, place, message).help(help));
            continue;
        }
        decided.insert(rule.id, setting.severity);
    }
    findings.retain(|finding| match decided.get(finding.rule.id) {
        Some(severity) => severity.is_some(),
        None => !finding.rule.is_beyond(),
    });
    for finding in findings.iter_mut().filter(|finding| finding.outcome == Outcome::Fail) {
        if let Some(Some(severity)) = decided.get(finding.rule.id) {
            finding.severity = *severity;
        }
    }
}

/// What the rules have looked at.
struct Seen<'a> {
    known: &'a [&'static Rule],
    pending: &'a [&'static Rule],
    /// Pages that could not be made.
    unmade: FxHashSet<OutputPath>,
}

fn unmade(findings: &[Finding]) -> FxHashSet<OutputPath> {
    let is_broken = |finding: &&Finding| finding.severity == Severity::Error && !is_decidable(finding.rule);
    findings.iter().filter(is_broken).filter_map(|finding| finding.place.page.clone()).collect()
}

/// `allow` in front matter.
fn allow(
    site: &Site,
    &Seen { known, pending, ref unmade }: &Seen<'_>,
    findings: &mut Vec<Finding>,
    said: &mut Vec<Finding>,
) {
    let allowances = site.pages.iter().flat_map(|page| page.envelope.allow.iter().map(move |one| (page, one)));
    let allowances: Vec<_> = allowances.collect();
    let (mut by_source, mut by_page) = (FxHashMap::default(), FxHashMap::default());
    let is_known = |allowance: &Allowance| known.iter().any(|rule| rule.id == allowance.rule);
    for (rank, (page, allowance)) in allowances.iter().enumerate().filter(|(_, (_, one))| is_known(one)) {
        // Of two that say the same, the first serves.
        by_source.entry((page.path(), allowance.rule.as_str())).or_insert(rank);
        by_page.entry((&page.output, allowance.rule.as_str())).or_insert(rank);
    }
    let mut serves = vec![false; allowances.len()];
    findings.retain(|finding| {
        let on_page = finding.place.page.as_ref().filter(|_| finding.pages.is_empty());
        let by_source = by_source.get(&(&finding.place.path, finding.rule.id));
        let by_page = on_page.and_then(|page| by_page.get(&(page, finding.rule.id)));
        let first = by_source.into_iter().chain(by_page).min();
        first.map(|rank| serves[*rank] = true).is_none()
    });
    for ((page, allowance), serves) in allowances.into_iter().zip(serves) {
        let place = Place::at(page.path(), allowance.span.clone());
        if !is_known(allowance) {
            said.push(unknown(&rules::FIELD_INVALID, place, &allowance.rule, known));
        } else if !serves && !unmade.contains(&page.output) && !pending.iter().any(|rule| rule.id == allowance.rule) {
            let message = format!("`{}` is allowed here and was not found", allowance.rule);
            let help = "remove the allowance: what it let pass was mended, or comes from a template";
            said.push(Finding::new(&rules::ALLOWANCE_UNUSED, place, message).help(help));
        }
    }
}

/// `[[acknowledge]]` in the configuration: reviews only.
fn acknowledge(
    config: &Config,
    &Seen { known, pending, ref unmade }: &Seen<'_>,
    findings: &mut Vec<Finding>,
    said: &mut Vec<Finding>,
) {
    for made in &config.acknowledgements {
        let place = Place::at(&config.path, made.span.clone());
        if !known.iter().any(|rule| rule.id == made.rule) {
            said.push(unknown(&rules::CONFIG_INVALID, place, &made.rule, known));
            continue;
        }
        let before = findings.len();
        findings.retain(|finding| {
            let here = made.path.as_ref().is_none_or(|path| {
                finding.place.path.as_str() == path
                    || finding.place.page.as_ref().is_some_and(|page| page.as_str() == path)
            });
            !(here && finding.outcome == Outcome::Review && finding.rule.id == made.rule)
        });
        let is_left_out = !unmade.is_empty() || pending.iter().any(|rule| rule.id == made.rule);
        if findings.len() == before && !is_left_out {
            let message = format!("`{}` is acknowledged and nothing is left to review", made.rule);
            let help = "remove the acknowledgement: what was reviewed is no longer there";
            said.push(Finding::new(&rules::ALLOWANCE_UNUSED, place, message).help(help));
        }
    }
}

fn unknown(under: &'static Rule, place: Place, id: &str, known: &[&'static Rule]) -> Finding {
    let help = did_you_mean(id, known.iter().map(|rule| rule.id))
        .unwrap_or_else(|| "`osier explain` lists the rules".to_owned());
    Finding::new(under, place, format!("`{id}` is not a rule that a site decides about")).help(help)
}
