//! `aria-required-children`: what is made of parts holds such parts, and no others.

use crate::aria::RoleInfo;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "aria-required-children",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("7.1"),
        Criterion::rgaa("9.3"),
        Criterion::act("bc4a75"),
    ],
    doc: include_str!("aria_required_children.md"),
};

/// What is known of a whole after a look at what it owns.
struct Whole<'p> {
    element: Element<'p>,
    role: &'static RoleInfo,
    has_part: bool,
    stranger: Option<Element<'p>>,
}

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    // Any item may be claimed away from its list.
    let claims = page.with("aria-owns").next().is_some();
    let may_be = |element: &Element<'_>| {
        if page.tree.is_marked(*element) {
            element.has("role")
        } else {
            element.is_any(&["ul", "ol", "menu"]) && (claims || !is_plain(page, *element))
        }
    };
    let mut wholes: Vec<Whole<'_>> = Vec::new();
    for element in page.any(&["ul", "ol", "menu"], &["role"]).filter(may_be) {
        if let Some(role) = page.tree.role_info(element).filter(|role| !role.children.is_empty())
            && is_looked_at(page, element)
        {
            wholes.push(Whole { element, role, has_part: false, stranger: None });
        }
    }
    if wholes.is_empty() {
        return;
    }
    for element in page.elements() {
        let Some(owner) = page.tree.owner(element) else { continue };
        let Ok(at) = wholes.binary_search_by(|whole| whole.element.id().cmp(&owner.id())) else { continue };
        let Some(role) = page.tree.role(element).filter(|role| !matches!(*role, "generic" | "none")) else { continue };
        let whole = &mut wholes[at];
        if !page.tree.is_exposed(element) {
            continue;
        }
        if whole.role.children.contains(&role) {
            whole.has_part |= role != "separator";
        } else {
            whole.stranger.get_or_insert(element);
        }
    }
    for whole in &wholes {
        tell(page, whole, report);
    }
}

/// Whether it is a list of HTML with its items and nothing else, as nearly all are. Which states the items have does
/// not matter.
fn is_plain(page: &Page<'_>, list: Element<'_>) -> bool {
    let mut items = list.children();
    items.clone().next().is_some() && items.all(|item| item.is("li") && !item.has("role") && page.tree.is_exposed(item))
}

fn is_looked_at(page: &Page<'_>, element: Element<'_>) -> bool {
    let is_native = element.is_any(&["select", "datalist"]) && !element.has("role");
    !is_native && !element.attr_is("aria-busy", "true") && page.tree.is_exposed(element)
}

fn tell(page: &Page<'_>, whole: &Whole<'_>, report: &mut Report) {
    let element = whole.element;
    let parts: Vec<String> = whole.role.children.iter().map(|part| format!("`{part}`")).collect();
    let (role, parts) = (whole.role.name, parts.join(", "));
    let help = say(
        format!("let it hold only {parts}, directly or in plain boxes"),
        format!("n’y mettez que {parts}, directement ou dans des boîtes neutres"),
    );
    if let Some(stranger) = whole.stranger {
        let found = page.tree.role(stranger).unwrap_or_default();
        let message = say(
            format!("the role `{role}` cannot hold the role `{found}` (`{}`)", stranger.name()),
            format!("le rôle `{role}` ne peut pas contenir le rôle `{found}` (`{}`)", stranger.name()),
        );
        report.fail(element, message, help);
    } else if !whole.has_part && holds_anything(page, element) {
        let message = say(
            format!("the role `{role}` holds none of its parts"),
            format!("le rôle `{role}` ne contient aucun de ses éléments"),
        );
        report.fail(element, message, help);
    }
}

/// Whether it shows anything at all: what is empty may be filled by a script.
fn holds_anything(page: &Page<'_>, element: Element<'_>) -> bool {
    element.child_nodes().any(|child| match child {
        Child::Text(text) => !text.text().trim().is_empty(),
        Child::Element(child) => page.tree.is_exposed(child),
    })
}
