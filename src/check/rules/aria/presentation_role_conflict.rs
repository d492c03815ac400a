//! `presentation-role-conflict`: what is said to be decoration is one.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "presentation-role-conflict",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.2"), Criterion::act("46ca7f")],
    doc: include_str!("presentation_role_conflict.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.marked_or(&["img"]) {
        // Only these make browsers pass over the wish: a word of WAI-ARIA, the focus.
        let may = page.tree.is_marked(element) || element.is("img") && element.has("tabindex");
        if !may {
            continue;
        }
        let decorative_image = element.is("img") && element.attr("alt") == Some("");
        let is_marked = page.tree.explicit_role(element).map_or(decorative_image, |role| role.name == "none");
        if !is_marked || !page.tree.is_exposed(element) || is_left_out(page, element) {
            continue;
        }
        let how = if element.has("role") { element.attr("role").unwrap_or_default().trim() } else { "alt=\"\"" };
        let why = if page.tree.is_focusable(element) {
            ("it takes the focus", "il reçoit le focus")
        } else {
            ("it has an attribute of WAI-ARIA", "il a un attribut de WAI-ARIA")
        };
        report.fail(
            element,
            say(format!("`{how}` has no effect here: {}", why.0), format!("`{how}` n’a pas d’effet ici : {}", why.1)),
            say(
                "decide: remove what names it or gives it the focus, or let it be what it is",
                "décidez : retirez ce qui le nomme ou lui donne le focus, ou laissez-le être ce qu’il est",
            ),
        );
    }
}

/// Whether assistive technologies are given nothing of it: its role is none, or it never had any.
fn is_left_out(page: &Page<'_>, element: Element<'_>) -> bool {
    matches!(page.tree.role(element), Some("none"))
}
