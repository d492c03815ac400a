//! `id-reference-broken`: an attribute that holds the id of an element holds one that exists.

use crate::aria::{Value, attribute};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "id-reference-broken",
    severity: Severity::Warning,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("8.2"),
        Criterion::rgaa("11.1"),
    ],
    doc: include_str!("id_reference_broken.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.marked_or(&REFERRING) {
        for (name, id) in references(element) {
            if page.document.by_id(id).is_some() || !page.tree.is_rendered(element) || may_come_later(element, name) {
                continue;
            }
            let message = say(
                format!("`{name}` refers to `{id}`, which no element has as its id"),
                format!("`{name}` renvoie à `{id}`, qui n’est l’id d’aucun élément"),
            );
            let help = say("mend the id, or remove the reference", "corrigez l’id, ou retirez la référence");
            let Some(found) = element.attribute(name) else { continue };
            super::fail_at(report, element, &found, message, help);
        }
    }
}

/// Elements that may refer to others without WAI-ARIA.
const REFERRING: [&str; 10] =
    ["button", "fieldset", "input", "label", "object", "output", "select", "td", "textarea", "th"];

/// What an element refers to by id: the attribute, the id.
pub(super) fn references(element: Element<'_>) -> impl Iterator<Item = (&str, &str)> {
    element.attributes().flat_map(move |found| {
        let ids = match found.name {
            "for" => element.is_any(&["label", "output"]),
            "headers" => element.is_any(&["td", "th"]),
            "list" => element.is("input"),
            "form" => element.is_any(&["button", "fieldset", "input", "object", "output", "select", "textarea"]),
            "popovertarget" | "commandfor" => element.is_any(&["button", "input"]),
            name if name.starts_with("aria-") => {
                attribute(name).is_some_and(|info| matches!(info.value, Value::Reference | Value::References))
            }
            _ => false,
        };
        let value = if ids { found.value } else { "" };
        value.split_ascii_whitespace().map(move |id| (found.name, id))
    })
}

/// Every element whose id an element before it has, with that id.
pub(super) fn repeated_ids<'p>(page: &Page<'p>) -> Vec<(Element<'p>, &'p str)> {
    let mut repeated = Vec::new();
    let mut before = "";
    for element in page.document.identified() {
        let id = element.attr("id").unwrap_or_default();
        if id == before && !id.is_empty() {
            repeated.push((element, id));
        }
        before = id;
    }
    repeated
}

/// Whether what it refers to need not be there yet: what is closed, what is wrong only later.
fn may_come_later(element: Element<'_>, name: &str) -> bool {
    let not = |state: &str| element.attr(state).is_some_and(|value| !value.trim().eq_ignore_ascii_case("true"));
    match name {
        "aria-controls" | "aria-owns" => not("aria-expanded") || not("aria-selected") || element.has("aria-haspopup"),
        "aria-errormessage" => !element.has("aria-invalid") || not("aria-invalid"),
        "aria-activedescendant" => true,
        _ => false,
    }
}
