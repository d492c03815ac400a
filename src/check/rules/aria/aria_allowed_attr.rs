//! `aria-allowed-attr`: a state or property of WAI-ARIA suits the role of its element.

use crate::aria::attribute;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "aria-allowed-attr",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("5c01ea"),
    ],
    doc: include_str!("aria_allowed_attr.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        for found in element.attributes().filter(|found| found.name.starts_with("aria-")) {
            let Some(info) = attribute(found.name) else { continue };
            if info.global || is_allowed(page, element, info.name) || !page.tree.is_exposed(element) {
                continue;
            }
            let name = info.name;
            let (en, fr) = match page.tree.role(element) {
                None => (
                    format!("`{}` does not support `{name}`", element.name()),
                    format!("`{}` n’admet pas `{name}`", element.name()),
                ),
                Some("generic") => (
                    format!("`{name}` is on an element without a role: nothing says what is in that state"),
                    format!("`{name}` est sur un élément sans rôle : rien ne dit ce qui est dans cet état"),
                ),
                Some(role) => (
                    format!("the role `{role}` does not support `{name}`"),
                    format!("le rôle `{role}` n’admet pas `{name}`"),
                ),
            };
            let help = say(
                "remove the attribute, or use the element or the role that it is made for",
                "retirez l’attribut, ou prenez l’élément ou le rôle pour lequel il est fait",
            );
            super::fail_at(report, element, &found, say(en, fr), help);
        }
    }
}

/// Whether the role supports it, or HTML lets an element without a role have it (ARIA in HTML, 4).
fn is_allowed(page: &Page<'_>, element: Element<'_>, name: &str) -> bool {
    if let Some(role) = page.tree.role_info(element) {
        return role.supported.contains(&name);
    }
    match element.name() {
        _ if !element.is_html() || element.name().contains('-') => true,
        "input" => matches!(
            name,
            "aria-required"
                | "aria-readonly"
                | "aria-placeholder"
                | "aria-activedescendant"
                | "aria-autocomplete"
                | "aria-expanded"
        ),
        "summary" => matches!(name, "aria-expanded" | "aria-pressed"),
        _ => false,
    }
}
