//! `aria-tab-name`: a tab has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-tab-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_tab_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["tab"], &[]) {
        report.fail(
            element,
            say("the tab has no name", "l’onglet n’a pas de nom"),
            say(
                "name it: its text, `aria-label` or `aria-labelledby`",
                "nommez-le : son texte, `aria-label` ou `aria-labelledby`",
            ),
        );
    }
}
