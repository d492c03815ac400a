//! `nested-interactive`: what is given to assistive technologies as one thing holds nothing that takes the focus.

use html5ever::local_name;

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "nested-interactive",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::rgaa("8.2"),
        Criterion::act("307n5z"),
    ],
    doc: include_str!("nested_interactive.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut around: Option<Element<'_>> = None;
    for element in page.elements() {
        let within = around.filter(|around| around.contains(element));
        let Some(within) = within else {
            around = is_flat(page, element).then_some(element);
            continue;
        };
        if !page.tree.is_focusable(element) {
            continue;
        }
        let (role, tag) = (page.tree.role(within).unwrap_or_default(), element.name());
        report.fail(
            element,
            say(
                format!("`{tag}` takes the focus inside a `{role}`, which is read as one thing"),
                format!("`{tag}` reçoit le focus dans un `{role}`, qui est lu d’un seul bloc"),
            ),
            say("put one beside the other, not inside", "placez l’un à côté de l’autre, et non dedans"),
        );
    }
}

fn is_flat(page: &Page<'_>, element: Element<'_>) -> bool {
    let native = || {
        let name = element.atom();
        *name == local_name!("button") || *name == local_name!("meter") || *name == local_name!("progress")
    };
    (page.tree.is_marked(element) || native())
        && page.tree.role_info(element).is_some_and(|role| role.presentational_children)
        && page.tree.is_exposed(element)
}
