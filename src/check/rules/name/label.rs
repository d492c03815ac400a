//! `label`: a form field says what to put in it.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "label",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("4.1.2", "A"),
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("11.1"),
        Criterion::act("e086e5"),
    ],
    doc: include_str!("label.md"),
};

const ROLES: [&str; 11] = [
    "checkbox",
    "combobox",
    "listbox",
    "menuitemcheckbox",
    "menuitemradio",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "textbox",
];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    const NATIVE: [&str; 3] = ["input", "select", "textarea"];
    for field in page.marked_or(&NATIVE) {
        if !is_field(page, field) || !page.tree.is_exposed(field) || !page.tree.name(field).is_empty() {
            continue;
        }
        let native = field.is_any(&NATIVE);
        let what = match field.attr("name").or_else(|| field.attr("id")) {
            Some(name) if !name.is_empty() => format!(" `{name}`"),
            _ => String::new(),
        };
        let help = if native {
            say(
                "put a `label` around it, or one with `for` and the id of the field",
                "entourez-le d’un `label`, ou donnez à un `label` l’id du champ dans `for`",
            )
        } else {
            say(
                "name it with `aria-labelledby` or `aria-label`: a `label` does not reach it",
                "nommez-le par `aria-labelledby` ou `aria-label` : un `label` ne l’atteint pas",
            )
        };
        report.fail(
            field,
            say(format!("the field{what} has no label"), format!("le champ{what} n’a pas d’étiquette")),
            help,
        );
    }
}

/// Whether it has the role of a field, or is a field of HTML that no role tells (dates, passwords).
fn is_field(page: &Page<'_>, element: Element<'_>) -> bool {
    match page.tree.role(element) {
        Some(role) => ROLES.contains(&role),
        None => element.is("input") && !element.attr_is("type", "hidden"),
    }
}
