//! `aria-required-attr`: an element with a role has the states and properties that the role requires.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "aria-required-attr",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("4e8ab6"),
    ],
    doc: include_str!("aria_required_attr.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked().filter(|element| element.has("role")) {
        let Some(role) = page.tree.explicit_role(element) else { continue };
        let focusable_separator = role.name == "separator" && page.tree.is_focusable(element);
        let required = if focusable_separator { &["aria-valuenow"] } else { role.required };
        if required.is_empty()
            || page.tree.role(element) != Some(role.name)
            || page.tree.implicit_role(element) == Some(role.name)
            || !page.tree.is_exposed(element)
        {
            continue;
        }
        let lacks = |name: &&&str| {
            element.attr(name).is_none_or(|value| value.trim().is_empty()) && !is_given_otherwise(element, name)
        };
        let missing: Vec<String> = required.iter().filter(lacks).map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            continue;
        }
        let (role, missing) = (role.name, missing.join(", "));
        report.fail(
            element,
            say(format!("the role `{role}` requires {missing}"), format!("le rôle `{role}` exige {missing}")),
            say(
                "add what is missing, or use the HTML element that has this role by itself",
                "ajoutez ce qui manque, ou prenez l’élément HTML qui a ce rôle par lui-même",
            ),
        );
    }
}

/// Whether the language tells that state already, or it has nothing to tell yet.
fn is_given_otherwise(element: Element<'_>, name: &str) -> bool {
    let kind = || element.attr("type").unwrap_or_default().to_ascii_lowercase();
    match name {
        "aria-checked" => element.is("input") && matches!(kind().as_str(), "checkbox" | "radio"),
        "aria-valuenow" => {
            element.is_any(&["progress", "meter"])
                || element.is("input") && matches!(kind().as_str(), "range" | "number")
        }
        "aria-level" => element.is_any(&["h1", "h2", "h3", "h4", "h5", "h6"]),
        "aria-expanded" => element.is("select"),
        // What is closed need not be there yet; older patterns own the list instead.
        "aria-controls" => {
            element.is("select")
                || element.attr("role").is_some_and(|role| role.to_ascii_lowercase().contains("combobox"))
                    && (!element.attr_is("aria-expanded", "true") || element.has("aria-owns"))
        }
        _ => false,
    }
}
