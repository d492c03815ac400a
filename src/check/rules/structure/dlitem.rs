//! `dlitem`: a term and its description are in a list of descriptions.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "dlitem",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.3")],
    doc: include_str!("dlitem.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for item in page.any(&["dt", "dd"], &[]) {
        let parent = item.parent().filter(|parent| parent.is("div")).or(Some(item)).and_then(Element::parent);
        if parent.is_some_and(|parent| parent.is("dl")) || item.has("role") || !page.tree.is_exposed(item) {
            continue;
        }
        let name = item.name();
        report.fail(
            item,
            say(format!("`<{name}>` is in no `<dl>`"), format!("`<{name}>` n’est dans aucun `<dl>`")),
            say("put it directly in a `<dl>`", "placez-le directement dans un `<dl>`"),
        );
    }
}
