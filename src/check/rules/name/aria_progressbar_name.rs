//! `aria-progressbar-name`: a progress bar has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-progressbar-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_progressbar_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["progressbar"], &["progress"]) {
        report.fail(
            element,
            say("nothing says what the progress bar is about", "rien ne dit ce que suit la barre de progression"),
            say(
                "name it with a `label`, `aria-labelledby` or `aria-label`",
                "nommez-la par un `label`, `aria-labelledby` ou `aria-label`",
            ),
        );
    }
}
