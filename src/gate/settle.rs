//! What a site decides about findings: how much each rule weighs, what a page lets pass, what a person has reviewed.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::finding::{Finding, Outcome, Place, Rule, Severity, did_you_mean, rules};
use crate::model::Site;

/// Applies the site's decisions to `findings`. `known` are the rules that a site may decide about; those of `pending`
/// were not looked at yet, and nothing is said of an allowance for them.
pub fn settle(
    site: &Site,
    known: &[&'static Rule],
    pending: &[&'static Rule],
    mut findings: Vec<Finding>,
) -> Vec<Finding> {
    let mut said = Vec::new();
    allow(site, (known, pending), &mut findings, &mut said);
    acknowledge(&site.config, known, &mut findings, &mut said);
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

/// `allow` in front matter.
fn allow(
    site: &Site,
    (known, pending): (&[&'static Rule], &[&'static Rule]),
    findings: &mut Vec<Finding>,
    said: &mut Vec<Finding>,
) {
    let is_pending = |id: &str| pending.iter().any(|rule| rule.id == id);
    for page in site.pages.iter().filter(|page| !page.envelope.allow.is_empty()) {
        for allowance in &page.envelope.allow {
            let place = Place::at(page.path(), allowance.span.clone());
            if !known.iter().any(|rule| rule.id == allowance.rule) {
                said.push(unknown(&rules::FIELD_INVALID, place, &allowance.rule, known));
                continue;
            }
            let before = findings.len();
            findings.retain(|finding| {
                let here = finding.place.path == *page.path()
                    || (finding.pages.is_empty() && finding.place.page.as_ref() == Some(&page.output));
                !(here && finding.rule.id == allowance.rule)
            });
            if findings.len() == before && !is_pending(&allowance.rule) {
                let message = format!("`{}` is allowed here and was not found", allowance.rule);
                let help = "remove the allowance: what it let pass was mended, or comes from a template";
                said.push(Finding::new(&rules::ALLOWANCE_UNUSED, place, message).help(help));
            }
        }
    }
}

/// `[[acknowledge]]` in the configuration: reviews only.
fn acknowledge(config: &Config, known: &[&'static Rule], findings: &mut Vec<Finding>, said: &mut Vec<Finding>) {
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
        if findings.len() == before {
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
