//! `autocomplete-valid`: what a field says that it is for exists.

use super::autofill::{Fault, fits, read};
use super::fields::{fields, kind};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "autocomplete-valid",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.5", "AA"), Criterion::rgaa("11.13"), Criterion::act("73f2c2")],
    doc: include_str!("autocomplete_valid.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in fields(page) {
        let Some(value) = field.attr("autocomplete").map(str::trim) else { continue };
        if ["", "on", "off"].iter().any(|word| value.eq_ignore_ascii_case(word)) || !is_for_people(page, field) {
            continue;
        }
        let message = match read(value) {
            Ok(purpose) if fits(purpose, kind(field)) => continue,
            Ok(purpose) => {
                let kind = kind(field);
                report.review(
                    field,
                    say(
                        format!("browsers do not fill in `{purpose}` in a field of type `{kind}`"),
                        format!("les navigateurs ne remplissent pas `{purpose}` dans un champ de type `{kind}`"),
                    ),
                    say("choose the type that the data has", "choisissez le type qui convient à la donnée"),
                );
                continue;
            }
            Err(Fault::Unknown(word)) => say(
                format!("`{word}` is no purpose of a field, or is not in its place"),
                format!("`{word}` n’est pas une finalité de champ, ou n’est pas à sa place"),
            ),
            Err(Fault::Contact(word)) => say(
                format!("`{word}` only goes before a telephone number or an e-mail address"),
                format!("`{word}` ne va que devant un téléphone ou une adresse électronique"),
            ),
            Err(Fault::NoField) => say(
                format!("`{value}` does not say which data is asked for"),
                format!("`{value}` ne dit pas quelle donnée est demandée"),
            ),
        };
        report.fail(
            field,
            message,
            say(
                "write one of the values of HTML: `name`, `email`, `tel`, `postal-code`…",
                "écrivez une des valeurs de HTML : `name`, `email`, `tel`, `postal-code`…",
            ),
        );
    }
}

/// Whether people can come to the field and fill it in.
fn is_for_people(page: &Page<'_>, field: Element<'_>) -> bool {
    let is_widget = || {
        let role = page.tree.role(field);
        !role.is_some_and(|role| ["none", "presentation", "generic", "img", "heading", "group", "text"].contains(&role))
    };
    (page.tree.is_visible(field) || page.tree.is_exposed(field))
        && !page.tree.is_disabled(field)
        && (page.tree.is_tabbable(field) || is_widget())
}
