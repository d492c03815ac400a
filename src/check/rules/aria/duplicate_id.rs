//! `duplicate-id`: an id is that of one element.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-id",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("8.2"), Criterion::act("3ea0c8")],
    doc: include_str!("duplicate_id.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let repeated = super::id_reference_broken::repeated_ids(page);
    if repeated.is_empty() {
        return;
    }
    let referred = super::duplicate_id_aria::referred_ids(page);
    for (element, id) in repeated {
        if !referred.contains(id) {
            report.fail(
                element,
                say(format!("the id `{id}` is already taken"), format!("l’id `{id}` est déjà pris")),
                say("give each element its own id", "donnez à chaque élément son propre id"),
            );
        }
    }
}
