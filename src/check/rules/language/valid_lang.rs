//! `valid-lang`: the language that a passage says exists.

use crate::check::{Page, Report, say};
use crate::data::subtag;
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "valid-lang",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.1.2", "AA"), Criterion::rgaa("8.8"), Criterion::act("de46e4")],
    doc: include_str!("valid_lang.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(body) = page.named("body").next() else { return };
    for element in page.with("lang") {
        let Some(lang) = element.attr("lang").filter(|lang| !lang.is_empty() && !subtag::is_known(lang)) else {
            continue;
        };
        if !element.is_html() || (element != body && !body.contains(element)) || !has_text_in(page, element) {
            continue;
        }
        report.fail(
            element,
            say(format!("`{lang}` is no language"), format!("`{lang}` n’est le code d’aucune langue")),
            say(
                "write a code of two letters, or of three for languages without: `en`, `fr`, `gsw`",
                "écrivez un code de deux lettres, ou de trois pour les langues qui n’en ont pas : `fr`, `en`, `gsw`",
            ),
        );
    }
}

/// Whether some text that people see or hear takes its language from the element: no other `lang` stands between.
fn has_text_in(page: &Page<'_>, element: Element<'_>) -> bool {
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        let is_exposed = page.tree.is_exposed(element);
        let perceived = is_exposed || page.tree.is_visible(element);
        if is_exposed && is_named(element) {
            return true;
        }
        for child in element.child_nodes() {
            match child {
                Child::Text(text) if perceived && !text.text().trim().is_empty() => return true,
                Child::Element(child) if !child.has("lang") => open.push(child),
                _ => {}
            }
        }
    }
    false
}

/// Whether the element has words in an attribute that assistive technologies say.
fn is_named(element: Element<'_>) -> bool {
    ["alt", "aria-label", "aria-description", "title", "placeholder"]
        .iter()
        .any(|name| element.attr(name).is_some_and(|value| !value.trim().is_empty()))
}
