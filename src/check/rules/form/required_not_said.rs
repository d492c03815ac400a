//! `required-not-said`: a field that must be filled in says so in its label (RGAA 11.10, test 2).

use rustc_hash::FxHashSet;

use super::fields::{fields, form, kind};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, NodeId};

pub(super) static RULE: Rule = Rule {
    id: "required-not-said",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.3.2", "A"), Criterion::rgaa("11.10")],
    doc: include_str!("required_not_said.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut judged: FxHashSet<Option<NodeId>> = FxHashSet::default();
    for field in fields(page) {
        let is_required = field.has("required") || field.attr_is("aria-required", "true");
        if !is_required
            || ["checkbox", "radio"].contains(&kind(field))
            || !page.tree.is_exposed(field)
            || page.tree.is_disabled(field)
        {
            continue;
        }
        let described = field.words("aria-describedby").filter_map(|id| page.document.by_id(id));
        if says_so(&page.tree.name(field)) || described.map(Element::text).any(|text| says_so(&text)) {
            continue;
        }
        // One remark a form: what it says for all of its fields is said once.
        let form = form(field);
        if !judged.insert(form.map(Element::id)) || form.is_some_and(|form| says_so(&form.text())) {
            continue;
        }
        report.review(
            field,
            say(
                "nothing that can be read says that the field is required",
                "rien de lisible ne dit que le champ est obligatoire",
            ),
            say("say it in the label: `Name (required)`", "dites-le dans l’étiquette : `Nom (obligatoire)`"),
        );
    }
}

/// Whether a text says that something is required, or marks it by a star.
fn says_so(text: &str) -> bool {
    let text = text.to_lowercase();
    ["*", "required", "mandatory", "obligatoire", "requis"].iter().any(|word| text.contains(word))
}
