//! `listitem`: an item is in a list.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "listitem",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.3")],
    doc: include_str!("listitem.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for item in page.named("li") {
        let Some(parent) = item.parent() else { continue };
        if parent.is_any(&["ul", "ol", "menu"]) || (item.has("role") && !item.attr_is("role", "listitem")) {
            continue;
        }
        if page.tree.role(parent) == Some("list") || !page.tree.is_exposed(item) {
            continue;
        }
        report.fail(
            item,
            say("the item is in no list", "l’élément de liste n’est dans aucune liste"),
            say("put it directly in a `<ul>` or an `<ol>`", "placez-le directement dans un `<ul>` ou un `<ol>`"),
        );
    }
}
