//! `onfocus-change`: coming to an element changes nothing else.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "onfocus-change",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.1", "A"), Criterion::rgaa("7.3"), Criterion::rgaa("7.4")],
    doc: include_str!("onfocus_change.md"),
};

/// What a script that leaves the page, sends a form, opens a window or refuses the focus has in it.
const CHANGES: &[&str] = &["location", ".submit(", "window.open", ".href", "blur("];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.any(&[], &["onfocus", "onfocusin"]) {
        let script = ["onfocus", "onfocusin"].iter().find_map(|name| element.attr(name));
        let Some(script) = script.map(str::to_ascii_lowercase) else { continue };
        if !CHANGES.iter().any(|word| script.contains(word)) || !page.tree.is_rendered(element) {
            continue;
        }
        report.review(
            element,
            say(
                "coming to the element seems to leave the page or to take the focus away",
                "arriver sur l’élément semble faire quitter la page ou perdre le focus",
            ),
            say("let a click do it", "confiez-le à un clic"),
        );
    }
}
