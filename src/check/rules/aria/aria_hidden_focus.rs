//! `aria-hidden-focus`: what is hidden from assistive technologies is not a stop of the keyboard.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-hidden-focus",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("4.1.2", "A"),
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("7.1"),
        Criterion::rgaa("10.8"),
        Criterion::act("6cfa84"),
    ],
    doc: include_str!("aria_hidden_focus.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if !page.tree.marked().any(|element| element.attr_is("aria-hidden", "true")) {
        return;
    }
    for element in page.elements() {
        // A frame is only a stop when what it holds has one.
        let frame = || element.is("iframe") && !element.has("tabindex");
        if !page.tree.is_aria_hidden(element) || !page.tree.is_tabbable(element) || frame() {
            continue;
        }
        let tag = element.name();
        let message = say(
            format!("`{tag}` takes the focus but is hidden from assistive technologies"),
            format!("`{tag}` reçoit le focus mais est caché aux technologies d’assistance"),
        );
        let help = say(
            "take it out of `aria-hidden`, or out of reach with `tabindex=\"-1\"`, `inert` or `hidden`",
            "sortez-le de `aria-hidden`, ou rendez-le inatteignable par `tabindex=\"-1\"`, `inert` ou `hidden`",
        );
        // A script may hand the focus on.
        if element.has("onfocus") { report.review(element, message, help) } else { report.fail(element, message, help) }
    }
}
