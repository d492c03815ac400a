//! `nested-controls`: a link holds no other control (HTML Standard, 4.5.1).

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "nested-controls",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("8.2")],
    doc: include_str!("nested_controls.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut link: Option<Element<'_>> = None;
    for element in page.elements().filter(|element| element.is_html()) {
        if link.is_none_or(|link| !link.contains(element)) {
            link = (element.is("a") && element.has("href")).then_some(element);
            continue;
        }
        if !is_interactive(element) || !page.tree.is_tabbable(element) {
            continue;
        }
        let tag = element.name();
        report.fail(
            element,
            say(format!("`{tag}` is inside a link"), format!("`{tag}` est à l’intérieur d’un lien")),
            say("put it beside the link, not inside", "placez-le à côté du lien, et non dedans"),
        );
    }
}

fn is_interactive(element: Element<'_>) -> bool {
    element.is_any(&["button", "input", "select", "textarea", "iframe", "summary", "audio", "video"])
}
