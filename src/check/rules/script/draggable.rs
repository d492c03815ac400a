//! `draggable`: what is done by dragging can be done without.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "draggable",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.5.7", "AA")],
    doc: include_str!("draggable.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let dragged = page.with("draggable").filter(|element| element.attr_is("draggable", "true"));
    // One question a page: a list of things to sort has one answer.
    let Some(first) = dragged.into_iter().find(|element| page.tree.is_visible(*element)) else { return };
    report.review(
        first,
        say("the element is to be dragged", "l’élément est fait pour être glissé"),
        say(
            "check that buttons or a click do the same: up, down, move to…",
            "vérifiez que des boutons ou un clic font de même : monter, descendre, déplacer vers…",
        ),
    );
}
