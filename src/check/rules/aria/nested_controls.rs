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
    let controls = page.any(&["button", "input", "select", "textarea", "iframe", "summary", "audio", "video"], &[]);
    let is_in_link = |element: &Element<'_>| element.ancestors().any(|around| around.is("a") && around.has("href"));
    for element in controls.filter(is_in_link) {
        if !page.tree.is_tabbable(element) {
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
