//! `file-input-accept`: a field for files says which it takes.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "file-input-accept",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("4.11")],
    doc: include_str!("file_input_accept.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in page.named("input").filter(|field| field.attr_is("type", "file")) {
        if field.attr("accept").is_none_or(|accept| accept.trim().is_empty()) {
            report.fail(
                field,
                say("a field for files does not say which it takes", "un champ de fichier ne dit pas ce qu’il accepte"),
                say(
                    "list the formats in `accept`, and write them with the largest size beside the field",
                    "listez les formats dans `accept`, et écrivez-les avec le poids maximal près du champ",
                ),
            );
        }
    }
}
