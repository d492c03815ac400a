//! `form-field-multiple-labels`: a field has one label.

use super::fields::fields;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "form-field-multiple-labels",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.3.2", "A"), Criterion::rgaa("11.2")],
    doc: include_str!("form_field_multiple_labels.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in fields(page) {
        let labels = page.tree.labels(field).filter(|label| page.tree.is_exposed(*label) && label.has_text());
        if labels.count() < 2 || field.has("aria-labelledby") {
            continue;
        }
        report.review(
            field,
            say("the field has several labels", "le champ a plusieurs étiquettes"),
            say(
                "keep one `<label>`; add the rest by `aria-describedby`",
                "gardez un seul `<label>` ; reliez le reste par `aria-describedby`",
            ),
        );
    }
}
