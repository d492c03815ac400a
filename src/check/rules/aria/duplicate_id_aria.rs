//! `duplicate-id-aria`: an id that other elements refer to is that of one element.

use rustc_hash::FxHashSet;

use super::id_reference_broken::{references, repeated_ids};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "duplicate-id-aria",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("4.1.2", "A"),
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("8.2"),
        Criterion::act("3ea0c8"),
        Criterion::rgaa("11.1"),
    ],
    doc: include_str!("duplicate_id_aria.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let repeated = repeated_ids(page);
    if repeated.is_empty() {
        return;
    }
    let referred = referred_ids(page);
    for (element, id) in repeated.into_iter().filter(|(_, id)| referred.contains(id)) {
        report.fail(
            element,
            say(
                format!("the id `{id}`, which other elements refer to, is already taken"),
                format!("l’id `{id}`, auquel d’autres éléments renvoient, est déjà pris"),
            ),
            say(
                "give each element its own id, and mend what refers to it",
                "donnez à chaque élément son propre id, et corrigez ce qui y renvoie",
            ),
        );
    }
}

/// The ids that labels, cells and attributes of WAI-ARIA refer to.
pub(super) fn referred_ids<'p>(page: &Page<'p>) -> FxHashSet<&'p str> {
    page.elements().flat_map(references).map(|(_, id)| id).collect()
}
