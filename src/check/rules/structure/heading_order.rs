//! `heading-order`: going down the outline, no level of heading is skipped.

use super::headings::headings;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "heading-order",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.1")],
    doc: include_str!("heading_order.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut previous = None;
    for (heading, level) in headings(page) {
        let above = previous.replace(level);
        let Some(above) = above.filter(|above| level > above + 1) else { continue };
        let due = above + 1;
        report.fail(
            heading,
            say(
                format!("a heading of level {level} follows one of level {above}"),
                format!("un titre de niveau {level} suit un titre de niveau {above}"),
            ),
            say(
                format!("make it a heading of level {due}, or add the heading that is missing between them"),
                format!("faites-en un titre de niveau {due}, ou ajoutez le titre qui manque entre les deux"),
            ),
        );
    }
}
