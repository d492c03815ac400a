//! What pages weigh, beside what they weighed when it was accepted.

use std::collections::BTreeMap;

use super::lock::{FIGURES, Lock, Measure, ranks};
use super::{Ground, Weighed, Weights, kilobytes, parts};
use crate::config::{Tolerance, Tolerances};
use crate::finding::{Finding, Place, SourcePath, rules};
use crate::load::files::LOCK as FILE;
use crate::weight::{Request, Target};

/// How much more is let pass of what is weighed by a sample: one page more changes the sample, and with it every text.
const SAMPLED: f64 = 3.0;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What rose more than it may.
    pub findings: Vec<Finding>,
    /// What fell, or is new, a line each: good to know, and to accept.
    pub notes: Vec<String>,
}

const STATISTICS: [&str; 3] = ["median", "ninth decile", "most"];

/// Compares what the pages weigh with what they weighed. One cause is told once: a class of pages that got heavier
/// because of a file that they share says nothing more.
pub fn compare(old: &Lock, weights: &Weights, ground: &Ground<'_>, tolerances: &Tolerances) -> Change {
    let new = Lock::of(weights, ground);
    let mut change = Change::default();
    if old.measure != new.measure {
        let how = |measure| match measure {
            Measure::Delivered => "on texts compressed by the build",
            Measure::Sample => "by a sample of texts",
        };
        let message = format!("it was measured {}, and this build measures {}", how(old.measure), how(new.measure));
        let finding = Finding::new(&rules::WEIGHT_LOCK_INVALID, Place::file(&SourcePath::new(FILE)), message);
        change.findings.push(finding.help("the two cannot be compared: measure again with `osier check --accept`"));
        return change;
    }
    let slack = |tolerance: Tolerance| match new.measure {
        Measure::Delivered => tolerance,
        Measure::Sample => {
            Tolerance { percent: tolerance.percent * SAMPLED, size: (tolerance.size as f64 * SAMPLED).round() as u64 }
        }
    };
    let explained = assets(old, &new, weights, ground, slack(tolerances.asset), &mut change);
    classes(old, &new, weights, (ground, explained), slack(tolerances.class), &mut change);
    change
}

/// Whether a rise is more than is let pass.
fn is_more(old: u64, new: u64, tolerance: Tolerance) -> bool {
    let slack = (old as f64 * tolerance.percent / 100.0).max(tolerance.size as f64);
    new as f64 > old as f64 + slack
}

/// What shared files changed; gives by how many bytes they rose in all.
fn assets(
    old: &Lock,
    new: &Lock,
    weights: &Weights,
    ground: &Ground<'_>,
    tolerance: Tolerance,
    change: &mut Change,
) -> u64 {
    let mut explained = 0;
    for (name, bytes) in &new.assets {
        let before = old.assets.get(name).copied().unwrap_or_default();
        if is_more(before, *bytes, tolerance) {
            explained += bytes - before;
            let sharing = || weights.pages.iter().filter_map(|page| Some((page, asks(page, name, ground)?)));
            let Some((page, request)) = sharing().next() else { continue };
            let message = format!(
                "`{name}` weighs {} more than was accepted: {}, on {} pages",
                kilobytes(bytes - before),
                difference(before, *bytes),
                sharing().count()
            );
            let place = ground.place(&page.page, request);
            change.findings.push(Finding::new(&rules::WEIGHT_RISE, place.on(&page.page), message).help(HELP));
        } else if is_more(*bytes, before, tolerance) {
            change.notes.push(format!("{name}: {}", difference(before, *bytes)));
        }
    }
    let gone = old.assets.iter().filter(|(name, _)| !new.assets.contains_key(*name));
    change.notes.extend(gone.map(|(name, bytes)| format!("{name}: {}, no longer shared", kilobytes(*bytes))));
    explained
}

const HELP: &str =
    "cut what grew; if the rise is wanted, `osier check --accept` and keep the change of osier.lock.toml";

fn classes(
    old: &Lock,
    new: &Lock,
    weights: &Weights,
    (ground, explained): (&Ground<'_>, u64),
    tolerance: Tolerance,
    change: &mut Change,
) {
    let mut pages: BTreeMap<&str, Vec<&Weighed>> = BTreeMap::new();
    for page in &weights.pages {
        pages.entry(page.class.name()).or_default().push(page);
    }
    for (class, figures) in &new.classes {
        let Some(before) = old.classes.get(class) else {
            change.notes.push(format!("{class}: a class of pages that {FILE} does not know"));
            continue;
        };
        let mut risen = Vec::new();
        let mut responsible = None;
        for ((figure, new), old) in FIGURES.into_iter().zip(figures).zip(before) {
            let ranked = ranks(&pages[class.as_str()], figure);
            let mut told: Vec<(String, Vec<&str>)> = Vec::new();
            for (rank, ((new, old), name)) in new.iter().zip(old).zip(STATISTICS).enumerate() {
                if is_more(*old + explained, *new, tolerance) {
                    let difference = difference(*old, *new);
                    match told.last_mut().filter(|(known, _)| *known == difference) {
                        Some((_, names)) => names.push(name),
                        None => told.push((difference, vec![name])),
                    }
                    responsible = responsible.or(ranked[rank].0.map(|page| (page, figure)));
                } else if is_more(*new, *old, tolerance) {
                    change.notes.push(format!("{class}: {name} of `{}` {}", figure.name(), difference(*old, *new)));
                }
            }
            let told = told.into_iter().map(|(difference, names)| format!("{} {difference}", names.join(", ")));
            risen.extend(told.map(|one| format!("`{}` {one}", figure.name())));
        }
        let Some((page, figure)) = responsible else { continue };
        let heaviest = parts(page, figure).into_iter().find_map(|part| {
            let rank = part.request?;
            (!page.sent[rank].shared && part.bytes > page.own).then(|| (&page.requests.list[rank], part.bytes))
        });
        let (place, cause) = match heaviest {
            Some((request, bytes)) => {
                let place = ground.place(&page.page, request);
                let (name, line) = (ground.name(&request.target), ground.line(&place));
                (place, format!("{name} is {} of it, in {line}", kilobytes(bytes)))
            }
            None => (ground.page(&page.page), format!("the page itself is {} of it", kilobytes(page.own))),
        };
        let message = format!("pages of `{class}` weigh more than was accepted: {}", risen.join(", "));
        let help = format!("`{}` has that much: {cause}; {HELP}", page.page);
        change.findings.push(Finding::new(&rules::WEIGHT_RISE, place.on(&page.page), message).help(help));
    }
}

/// The request of a page for a file of this name.
fn asks<'p>(page: &'p Weighed, name: &str, ground: &Ground<'_>) -> Option<&'p Request> {
    let is_it = |request: &&Request| matches!(request.target, Target::Own(_)) && ground.name(&request.target) == name;
    page.requests.list.iter().find(is_it)
}

/// `18.0 kB to 19.1 kB (+6.1 %)`.
fn difference(old: u64, new: u64) -> String {
    let told = format!("{} to {}", kilobytes(old), kilobytes(new));
    if old == 0 {
        return told;
    }
    format!("{told} ({:+.1} %)", (new as f64 - old as f64) * 100.0 / old as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_of_the_tolerances_is_let_pass() {
        let Tolerances { class, asset } = Tolerances::default();
        assert!(!is_more(10_000, 12_000, class) && is_more(10_000, 12_001, class));
        assert!(!is_more(100_000, 105_000, class) && is_more(100_000, 105_001, class));
        assert!(!is_more(20_000, 20_500, asset) && is_more(20_000, 20_501, asset));
        assert!(!is_more(20_000, 19_000, asset));
    }

    #[test]
    fn a_difference_says_both_and_the_part() {
        assert_eq!(difference(18_000, 19_080), "18.0 kB to 19.1 kB (+6.0 %)");
        assert_eq!(difference(20_000, 10_000), "20.0 kB to 10.0 kB (-50.0 %)");
        assert_eq!(difference(0, 10_000), "0 B to 10.0 kB");
    }
}
