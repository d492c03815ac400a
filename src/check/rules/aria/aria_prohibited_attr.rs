//! `aria-prohibited-attr`: what cannot have a name is not given one.

use crate::aria::RoleInfo;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "aria-prohibited-attr",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("kb1m8s"),
    ],
    doc: include_str!("aria_prohibited_attr.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        for found in element.attributes().filter(|found| found.name.starts_with("aria-")) {
            let Some(role) = prohibiting(page, element, found.name) else { continue };
            if found.value.trim().is_empty() || !page.tree.is_exposed(element) || is_dangling(element, found.name) {
                continue;
            }
            let name = found.name;
            let (en, fr) = if role.name == "generic" {
                let tag = element.name();
                (
                    format!("`{name}` has no effect to rely on: `{tag}` has no role here"),
                    format!("`{name}` n’a pas d’effet sûr : `{tag}` n’a pas de rôle ici"),
                )
            } else {
                let role = role.name;
                (
                    format!("`{name}` is prohibited on the role `{role}`"),
                    format!("`{name}` est interdit sur le rôle `{role}`"),
                )
            };
            let help = say(
                "give the element a role that has a name, or say it in text, be it out of sight",
                "donnez à l’élément un rôle qui porte un nom, ou dites-le par du texte, même hors de vue",
            );
            super::fail_at(report, element, &found, say(en, fr), help);
        }
    }
}

/// The role that prohibits an attribute: the one that the element has, or `none` when its author asks for it.
fn prohibiting(page: &Page<'_>, element: Element<'_>, attribute: &str) -> Option<&'static RoleInfo> {
    let asked = page.tree.explicit_role(element).filter(|role| role.name == "none" && !element.is("img"));
    [asked, page.tree.role_info(element)].into_iter().flatten().find(|role| role.prohibits(attribute))
}

/// Whether it refers to nothing: told by another rule.
fn is_dangling(element: Element<'_>, attribute: &str) -> bool {
    attribute == "aria-labelledby" && !element.words(attribute).any(|id| element.document().by_id(id).is_some())
}
