//! `aria-required-parent`: what is a part of something is in it.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "aria-required-parent",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("7.1"),
        Criterion::rgaa("9.3"),
        Criterion::act("ff89c9"),
    ],
    doc: include_str!("aria_required_parent.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked().filter(|element| element.has("role")) {
        let Some(role) = page.tree.explicit_role(element).filter(|role| !role.parents.is_empty()) else { continue };
        if page.tree.role(element) != Some(role.name)
            || page.tree.implicit_role(element) == Some(role.name)
            || !page.tree.is_exposed(element)
            || is_in_one_of(page, element, role.parents, role.name)
        {
            continue;
        }
        let parents: Vec<String> =
            role.parents.iter().filter(|parent| **parent != "group").map(|parent| format!("`{parent}`")).collect();
        let role = role.name;
        report.fail(
            element,
            say(
                format!("the role `{role}` means nothing outside of {}", parents.join(" / ")),
                format!("le rôle `{role}` ne veut rien dire hors de {}", parents.join(" / ")),
            ),
            say(
                "put it directly into an element with that role, or use the HTML elements that are made for each other",
                "placez-le directement dans un élément qui a ce rôle, ou prenez les éléments HTML faits pour aller ensemble",
            ),
        );
    }
}

/// Whether the element is owned by one of these roles. A group is looked through: what it is in must do.
fn is_in_one_of(page: &Page<'_>, element: Element<'_>, parents: &[&str], role: &str) -> bool {
    let mut owner = page.tree.owner(element);
    for _ in 0..16 {
        let Some(found) = owner else { return false };
        match page.tree.role(found) {
            Some("group") if parents.contains(&"group") => owner = page.tree.owner(found),
            Some(found) if found == role && role == "treeitem" => return true,
            Some(found) if role.starts_with("menuitem") && found.starts_with("menuitem") => return true,
            found => return found.is_some_and(|found| parents.contains(&found)),
        }
    }
    false
}
