//! `aria-text`: what is read as one run of text holds nothing that takes the focus.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-text",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A")],
    doc: include_str!("aria_text.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked().filter(|element| element.attr_is("role", "text")) {
        if !page.tree.is_exposed(element) {
            continue;
        }
        let Some(inside) = element.descendants().take(256).find(|inside| page.tree.is_focusable(*inside)) else {
            continue;
        };
        let tag = inside.name();
        report.fail(
            inside,
            say(
                format!("`{tag}` takes the focus inside `role=\"text\"`, which is read as mere text"),
                format!("`{tag}` reçoit le focus dans un `role=\"text\"`, qui est lu comme du simple texte"),
            ),
            say("remove that role: it is in no specification", "retirez ce rôle : il n’est dans aucune norme"),
        );
    }
}
