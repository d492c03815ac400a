//! `aria-valid-attr-value`: a state or property of WAI-ARIA has a value that it can take.

use crate::aria::{Value, attribute};
use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Attribute, Element};

pub(super) static RULE: Rule = Rule {
    id: "aria-valid-attr-value",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("6a7281"),
    ],
    doc: include_str!("aria_valid_attr_value.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        for found in element.attributes().filter(|found| found.name.starts_with("aria-")) {
            let Some(info) = attribute(found.name) else { continue };
            let help = if !info.accepts(found.value) {
                expected(info.value)
            } else if is_required_reference_lost(page, element, &found, info.value) {
                say("give the id of an element of this page", "donnez l’id d’un élément de cette page")
            } else {
                continue;
            };
            let (name, value) = (found.name, found.value);
            let message =
                say(format!("`{name}` cannot be `{value}`"), format!("`{name}` ne peut pas valoir `{value}`"));
            super::fail_at(report, element, &found, message, help);
        }
    }
}

/// Whether it refers to nothing although the role cannot do without it.
fn is_required_reference_lost(page: &Page<'_>, element: Element<'_>, found: &Attribute<'_>, value: Value) -> bool {
    if !matches!(value, Value::Reference | Value::References) || found.value.trim().is_empty() {
        return false;
    }
    let required = |role: &crate::aria::RoleInfo| role.required.contains(&found.name);
    let closed = element.attr_is("aria-expanded", "false");
    !closed
        && page.tree.role_info(element).is_some_and(required)
        && !found.value.split_ascii_whitespace().any(|id| page.document.by_id(id).is_some())
}

fn expected(value: Value) -> Said {
    let list = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match value {
        Value::Boolean => say("write `true` or `false`", "écrivez `true` ou `false`"),
        Value::OptionalBoolean => {
            say("write `true` or `false`, or remove it", "écrivez `true` ou `false`, ou retirez-le")
        }
        Value::Tristate => say("write `true`, `false` or `mixed`", "écrivez `true`, `false` ou `mixed`"),
        Value::Integer => say("write a whole number", "écrivez un nombre entier"),
        Value::Number => say("write a number, without any unit", "écrivez un nombre, sans unité"),
        Value::Token(words) => say(format!("write one of {}", list(words)), format!("écrivez l’un de {}", list(words))),
        Value::Tokens(words) => say(
            format!("write some of {}, with spaces between", list(words)),
            format!("écrivez certains de {}, séparés par des espaces", list(words)),
        ),
        Value::Text | Value::Reference | Value::References => say("mend the value", "corrigez la valeur"),
    }
}
