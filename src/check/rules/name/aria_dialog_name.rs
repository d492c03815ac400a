//! `aria-dialog-name`: a dialogue has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-dialog-name",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_dialog_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["alertdialog", "dialog"], &["dialog"]) {
        report.fail(
            element,
            say("the dialogue has no name", "la boîte de dialogue n’a pas de nom"),
            say(
                "name it after its heading, with `aria-labelledby`",
                "nommez-la d’après son titre, par `aria-labelledby`",
            ),
        );
    }
}
