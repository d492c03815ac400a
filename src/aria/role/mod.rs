//! Roles: what the author says (`role`), else what the language means, conflicts resolved (WAI-ARIA 1.2, 8 and 9).

mod document;
mod html;
mod info;
mod svg;
mod widget;

pub use info::{NameFrom, RoleInfo, info, is_abstract, names};

use super::{Tree, attribute};
use crate::html::{Element, Namespace};

/// The role of an element.
pub(super) fn role(tree: &Tree<'_>, element: Element<'_>) -> Option<&'static str> {
    for token in element.words("role") {
        let Some(role) = info(token) else { continue };
        match role.name {
            "none" if keeps_its_role(tree, element) => break,
            // Without a name these landmarks are as if they had not been said (WAI-ARIA 1.2, 9.1).
            "form" | "region" if !has_author_name(element) => {}
            name => return Some(name),
        }
    }
    implicit(tree, element)
}

/// The role that an element has without any `role`.
pub(super) fn implicit(tree: &Tree<'_>, element: Element<'_>) -> Option<&'static str> {
    match element.namespace() {
        Namespace::Html => html::role(tree, element),
        Namespace::Svg => svg::role(element),
        Namespace::MathMl => (element.name() == "math").then_some("math"),
    }
}

/// The first role that the author names, when there is such a role.
pub(super) fn explicit(element: Element<'_>) -> Option<&'static RoleInfo> {
    element.words("role").find_map(info)
}

/// Whether `none` has no effect on it: it can take the focus, or has a global state or property (WAI-ARIA 1.2, 7.2).
pub(super) fn keeps_its_role(tree: &Tree<'_>, element: Element<'_>) -> bool {
    has_global(element, |_| true) || !element.is("iframe") && tree.is_focusable(element)
}

/// Whether it has a global state or property, other than `aria-hidden`, with such a value.
fn has_global(element: Element<'_>, value: fn(&str) -> bool) -> bool {
    element.attributes().any(|found| {
        found.name.starts_with("aria-")
            && found.name != "aria-hidden"
            && value(found.value.trim())
            && attribute(found.name).is_some_and(|attribute| attribute.global)
    })
}

/// Whether the author seems to name it, by attributes alone: roles cannot ask for names, since names ask for roles.
pub(super) fn has_author_name(element: Element<'_>) -> bool {
    let said = |name: &str| element.attr(name).is_some_and(|value| !value.trim().is_empty());
    said("aria-label")
        || said("title")
        || element.words("aria-labelledby").any(|id| {
            let target = element.document().by_id(id);
            target.is_some_and(|target| {
                target.has_text() || target.has("aria-label") || target.descendants().any(|inner| inner.has("alt"))
            })
        })
}
