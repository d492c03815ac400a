//! `form-no-submit`: a form has a button that sends it.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use rustc_hash::FxHashSet;

use super::fields::{fields, form, is_search};
use crate::html::NodeId;

pub(super) static RULE: Rule = Rule {
    id: "form-no-submit",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.2.2", "A"), Criterion::rgaa("7.4")],
    doc: include_str!("form_no_submit.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut with_button: Option<FxHashSet<NodeId>> = None;
    let mut judged: FxHashSet<NodeId> = FxHashSet::default();
    for field in fields(page) {
        let Some(form) = form(field) else { continue };
        if !judged.insert(form.id()) || !page.tree.is_exposed(form) || is_search(field) {
            continue;
        }
        let with_button = with_button.get_or_insert_with(|| buttons(page));
        if with_button.contains(&form.id()) {
            continue;
        }
        report.review(
            form,
            say("the form has no button that sends it", "le formulaire n’a pas de bouton d’envoi"),
            say(
                "add a button, unless the form changes nothing but what is beside it",
                "ajoutez un bouton, sauf si le formulaire ne change que ce qui est à côté",
            ),
        );
    }
}

/// The forms that have a button of any kind: a script may make any of them send.
fn buttons(page: &Page<'_>) -> FxHashSet<NodeId> {
    let is_button = |element: &crate::html::Element<'_>| {
        element.is("button")
            || element.is("input") && ["submit", "image", "button"].iter().any(|kind| element.attr_is("type", kind))
            || element.attr_is("role", "button")
    };
    page.any(&["button", "input"], &["role"]).filter(is_button).filter_map(form).map(crate::html::Element::id).collect()
}
