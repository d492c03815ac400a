//! `aria-tooltip-name`: a tooltip says something.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-tooltip-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_tooltip_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["tooltip"], &[]) {
        report.fail(
            element,
            say("the tooltip says nothing", "l’infobulle ne dit rien"),
            say("write what it says, or remove it", "écrivez ce qu’elle dit, ou retirez-la"),
        );
    }
}
