//! `label-visible`: what a field asks for can be read beside it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fields::{fields, form, is_search, is_submit, kind};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, NodeId};

pub(super) static RULE: Rule = Rule {
    id: "label-visible",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.3.2", "A"), Criterion::rgaa("11.1")],
    doc: include_str!("label_visible.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut alone: Option<FxHashSet<NodeId>> = None;
    for field in fields(page) {
        let is_read = |element: Element<'_>| page.tree.is_visible(element) && element.has_text();
        if page.tree.labels(field).any(is_read) || !page.tree.is_exposed(field) || !page.tree.is_visible(field) {
            continue;
        }
        // A title is shown by no telephone, but RGAA 11.1 takes it; a field without any name is told by another rule.
        if field.has("title") || page.tree.name(field).is_empty() {
            continue;
        }
        let mut named = field.words("aria-labelledby").filter_map(|id| page.document.by_id(id));
        if named.any(is_read) || is_search(field) {
            continue;
        }
        let alone = alone.get_or_insert_with(|| named_by_button(page));
        if form(field).is_some_and(|form| alone.contains(&form.id())) {
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

/// The forms of one field and a button, whose words say what the field is for.
fn named_by_button(page: &Page<'_>) -> FxHashSet<NodeId> {
    let mut count: FxHashMap<NodeId, usize> = FxHashMap::default();
    for form in fields(page).filter_map(form) {
        *count.entry(form.id()).or_default() += 1;
    }
    let buttons =
        page.any(&["button", "input"], &[]).filter(|button| is_submit(*button) && !page.tree.name(*button).is_empty());
    buttons.filter_map(form).map(Element::id).filter(|form| count.get(form) == Some(&1)).collect()
}
