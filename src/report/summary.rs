//! The count of what was found, and the one line that ends a run.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;

use super::text::count;
use crate::finding::{Finding, Outcome, Rule, Severity};

/// How many pages there are and how many findings of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages of the site.
    pub pages: usize,
    /// Decided faults that keep the site from being written.
    pub errors: usize,
    /// Decided faults that do not.
    pub warnings: usize,
    /// Questions that a person must answer.
    pub reviews: usize,
    /// Errors that the baseline accepts, which are in none of the others.
    pub accepted: usize,
}

impl Summary {
    /// The count of `findings` in a site of `pages` pages.
    pub fn of(pages: usize, findings: &[Finding]) -> Self {
        let of = |outcome, severity| findings.iter().filter(|f| f.outcome == outcome && f.severity == severity).count();
        let reviews = findings.iter().filter(|finding| finding.outcome == Outcome::Review).count();
        Self {
            pages,
            errors: of(Outcome::Fail, Severity::Error),
            warnings: of(Outcome::Fail, Severity::Warning),
            reviews,
            accepted: 0,
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The site was checked, and writing it was not asked for.
    Checked,
    /// The site was not written, because of its errors.
    Refused,
    /// The site was written.
    Written {
        /// Files that are new or changed.
        written: usize,
        /// Files that already were as they should be.
        unchanged: usize,
        /// Files of a former build that the site no longer has.
        removed: usize,
    },
}

/// The line that ends a run, without a line break:
/// `62 pages, 140 files written, 3 unchanged, 1 removed, no findings, in 0.42 s`.
pub fn summary_line(summary: &Summary, ending: Ending, time: Duration) -> String {
    let pages = count(summary.pages, "page", "pages");
    let found = found(summary);
    let seconds = seconds(time);
    match ending {
        Ending::Refused => format!("{found} in {pages}; nothing written"),
        Ending::Checked => format!("{pages} checked, {found}, in {seconds}"),
        Ending::Written { written, unchanged, removed } => {
            let written = count(written, "file written", "files written");
            format!("{pages}, {written}, {unchanged} unchanged, {removed} removed, {found}, in {seconds}")
        }
    }
}

/// How many criteria each theme of RGAA 4.1.2 has: 106 in all.
const RGAA: [u8; 13] = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];

/// The line that says how far a check goes: what was decided, what a person must review, what no rule among `rules`
/// can decide.
pub fn reach_line(summary: &Summary, rules: &[&'static Rule]) -> String {
    let criteria = |rule: &&'static Rule| rule.criteria.iter().filter(|one| one.standard == "RGAA 4.1.2");
    let reached: BTreeSet<&str> = rules.iter().flat_map(criteria).map(|one| &*one.id).collect();
    let all: u32 = RGAA.iter().map(|number| u32::from(*number)).sum();
    let left = all.saturating_sub(reached.len() as u32);
    format!(
        "{}, {} left to a person; of the {all} criteria of RGAA 4.1.2, no rule looks at {left}, and none \
         is met by a tool's word alone: `osier audit grid` lists them",
        count(summary.errors + summary.warnings, "fault was decided", "faults were decided"),
        count(summary.reviews, "point is", "points are"),
    )
}

/// `2 errors, 1 warning`, or `no findings`.
pub fn found(summary: &Summary) -> String {
    let parts: Vec<String> = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.reviews, "point to review", "points to review"),
        (summary.accepted, "accepted by the baseline", "accepted by the baseline"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

fn seconds(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.2} s", time.as_secs_f64()),
        10..60 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}
