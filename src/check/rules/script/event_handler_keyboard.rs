//! `event-handler-keyboard`: what a click does, the keyboard does too.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, NodeId};

pub(super) static RULE: Rule = Rule {
    id: "event-handler-keyboard",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.1.1", "A"), Criterion::rgaa("7.3")],
    doc: include_str!("event_handler_keyboard.md"),
};

/// How far up an element that takes the focus is looked for.
const HIGHEST: usize = 50;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    const HANDLERS: [&str; 2] = ["onclick", "ondblclick"];
    let mut focusable: Option<Vec<NodeId>> = None;
    for element in page.any(&[], &HANDLERS) {
        let script = HANDLERS.into_iter().find_map(|name| element.attr(name)).unwrap_or_default();
        // A click on these is one on their control, or may come from anything in the page.
        if element.is_any(&["body", "dialog", "form", "html", "label", "optgroup", "option"])
            || !page.tree.is_exposed(element)
        {
            continue;
        }
        let only_stops = script.contains("stopPropagation") && !script.trim_end_matches(';').contains(';');
        if only_stops
            || !page.tree.is_visible(element)
            || element.ancestors_or_self().take(HIGHEST).any(|around| page.tree.is_focusable(around))
        {
            continue;
        }
        // Where it holds a link or a button, the click only makes that easier to aim at.
        let focusable = focusable.get_or_insert_with(|| {
            page.elements().filter(|element| page.tree.is_focusable(*element)).map(Element::id).collect()
        });
        let next = focusable.get(focusable.partition_point(|id| *id < element.id()));
        if next.and_then(|id| page.document.element(*id)).is_some_and(|next| element.contains(next)) {
            continue;
        }
        let tag = element.name();
        report.fail(
            element,
            say(
                format!("a click on `<{tag}>` does something that the keyboard cannot"),
                format!("un clic sur `<{tag}>` fait ce que le clavier ne peut pas faire"),
            ),
            say(
                "make it a `<button>`, or a link if it leads somewhere",
                "faites-en un `<button>`, ou un lien s’il mène quelque part",
            ),
        );
    }
}
