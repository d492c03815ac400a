//! `label-visible`: what a field asks for can be read beside it.

use super::fields::{fields, form, is_search, is_submit, kind};
use super::labels::Labels;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "label-visible",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.3.2", "A"), Criterion::rgaa("11.1")],
    doc: include_str!("label_visible.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut fields = fields(page).peekable();
    if fields.peek().is_none() {
        return;
    }
    let labels = Labels::of(page);
    for field in fields {
        let is_read = |element: Element<'_>| page.tree.is_visible(element) && element.has_text();
        if labels.get(field).iter().any(|label| is_read(*label)) || !page.tree.is_exposed(field) || !page.tree.is_visible(field) {
            continue;
        }
        // A title is shown by no telephone, but RGAA 11.1 takes it; a field without any name is told by another rule.
        if field.has("title") || page.tree.name(field).is_empty() {
            continue;
        }
        let mut named = field.words("aria-labelledby").filter_map(|id| page.document.by_id(id));
        if named.any(is_read) || is_search(field) || is_named_by_button(page, field) {
            continue;
        }
        let only_inside = !field.has("aria-label") && field.has("placeholder");
        if only_inside && !["checkbox", "radio"].contains(&kind(field)) {
            report.fail(
                field,
                say(
                    "the only label of the field is inside it, and goes away when people write",
                    "la seule étiquette du champ est dedans, et disparaît quand on écrit",
                ),
                say("write a `<label>` before the field", "écrivez un `<label>` devant le champ"),
            );
        } else {
            report.review(
                field,
                say("the label of the field cannot be seen", "l’étiquette du champ ne se voit pas"),
                say(
                    "check that a text beside the field says what it asks for, or write a `<label>`",
                    "vérifiez qu’un texte à côté du champ dit ce qu’il demande, ou écrivez un `<label>`",
                ),
            );
        }
    }
}

/// Whether the field is the only one of its form, so that the button beside it says what it is for.
fn is_named_by_button(page: &Page<'_>, field: Element<'_>) -> bool {
    let Some(form) = form(field) else { return false };
    let mut others = form.descendants().filter(|other| other.is_any(&["input", "select", "textarea"]) && *other != field);
    // A form of many fields stops at the second.
    let alone = others.all(|other| is_submit(other) || other.attr_is("type", "hidden"));
    alone && form.descendants().any(|button| is_submit(button) && !page.tree.name(button).is_empty())
}
