//! `spacing-by-breaks`: space between texts is made by the style, not by empty lines.

use rustc_hash::FxHashSet;

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "spacing-by-breaks",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("8.9"), Criterion::rgaa("10.1")],
    doc: include_str!("spacing_by_breaks.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let help =
        || say("make paragraphs, and leave space to the style", "faites des paragraphes, et laissez l’espace au style");
    let mut done = FxHashSet::default();
    for element in page.any(&["br", "p"], &[]) {
        if element.is("p") {
            if is_empty(element) && page.tree.is_exposed(element) {
                report.fail(element, say("this paragraph is empty", "ce paragraphe est vide"), help());
            }
            continue;
        }
        let Some(parent) = element.parent().filter(|parent| !parent.is_any(&["address", "pre"])) else { continue };
        if !done.insert(parent.id()) {
            continue;
        }
        for second in runs(parent).into_iter().filter(|second| page.tree.is_exposed(*second)) {
            let message = say(
                "line breaks follow each other to make space",
                "des retours à la ligne se suivent pour faire de l’espace",
            );
            report.fail(second, message, help());
        }
    }
}

/// Whether a paragraph has neither text nor anything but line breaks, and no script is to fill it.
fn is_empty(paragraph: Element<'_>) -> bool {
    let blank = paragraph.child_nodes().all(|child| match child {
        Child::Element(element) => element.is("br"),
        Child::Text(text) => text.text().chars().all(char::is_whitespace),
    });
    let filled = ["id", "role", "aria-live"].iter().any(|attribute| paragraph.has(attribute));
    blank && !filled
}

/// The second break of each run of them that comes before something else.
fn runs(parent: Element<'_>) -> Vec<Element<'_>> {
    let (mut found, mut breaks, mut second) = (Vec::new(), 0, None);
    for child in parent.child_nodes() {
        match child {
            Child::Element(element) if element.is("br") => {
                breaks += 1;
                if breaks == 2 {
                    second = Some(element);
                }
            }
            Child::Text(text) if text.text().chars().all(char::is_whitespace) => {}
            _ => {
                found.extend(second.take());
                breaks = 0;
            }
        }
    }
    found
}
