//! `aria-command-name`: an item of a menu has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-command-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1"), Criterion::act("m6b1q3")],
    doc: include_str!("aria_command_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["menuitem"], &[]) {
        report.fail(
            element,
            say("the item of the menu has no name", "l’élément de menu n’a pas de nom"),
            say(
                "name it: its text, `aria-label` or `aria-labelledby`",
                "nommez-le : son texte, `aria-label` ou `aria-labelledby`",
            ),
        );
    }
}
