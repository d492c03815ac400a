//! `aria-treeitem-name`: an item of a tree has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-treeitem-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_treeitem_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in super::nameless(page, &["treeitem"], &[]) {
        report.fail(
            element,
            say("the item of the tree has no name", "l’élément de l’arborescence n’a pas de nom"),
            say(
                "name it: its text, `aria-label` or `aria-labelledby`",
                "nommez-le : son texte, `aria-label` ou `aria-labelledby`",
            ),
        );
    }
}
