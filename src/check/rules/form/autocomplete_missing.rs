//! `autocomplete-missing`: a field that asks people about themselves says so.

use super::fields::{fields, is_search, kind};
use super::purpose::of_label;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "autocomplete-missing",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.5", "AA"), Criterion::rgaa("11.13")],
    doc: include_str!("autocomplete_missing.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in fields(page) {
        let said = field.attr("autocomplete").unwrap_or_default().trim();
        if !["", "on", "off"].iter().any(|word| said.eq_ignore_ascii_case(word)) {
            continue;
        }
        let kind = kind(field);
        let by_type = match kind {
            "email" => Some("email"),
            "tel" => Some("tel"),
            "text" | "date" | "select" | "textarea" => None,
            _ => continue,
        };
        if !page.tree.is_exposed(field) {
            continue;
        }
        let Some(purpose) = of_label(&page.tree.name(field)).or(by_type) else { continue };
        if page.tree.is_disabled(field) || field.has("readonly") || is_search(field) {
            continue;
        }
        report.review(
            field,
            say(
                format!(
                    "the field seems to ask people about themselves, and does not say that it is their `{purpose}`"
                ),
                format!("le champ semble demander une donnée personnelle, et ne dit pas que c’est `{purpose}`"),
            ),
            say(
                format!("if it is about the person who fills it in, write `autocomplete=\"{purpose}\"`"),
                format!("s’il concerne la personne qui le remplit, écrivez `autocomplete=\"{purpose}\"`"),
            ),
        );
    }
}
