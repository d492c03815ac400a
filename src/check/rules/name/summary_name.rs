//! `summary-name`: what opens a `details` says what it opens.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "summary-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1"), Criterion::act("2t702h")],
    doc: include_str!("summary_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for summary in page.named("summary") {
        // The first summary of a details has no role of WAI-ARIA; others are plain boxes.
        if page.tree.role(summary).is_some() || !page.tree.is_exposed(summary) || !page.tree.name(summary).is_empty() {
            continue;
        }
        report.fail(
            summary,
            say("the `summary` says nothing", "le `summary` ne dit rien"),
            say("write in it what it opens", "écrivez-y ce qu’il ouvre"),
        );
    }
}
