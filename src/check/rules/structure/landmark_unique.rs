//! `landmark-unique`: landmarks of one role are told apart by their names.

use rustc_hash::FxHashMap;

use super::landmarks::landmarks;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "landmark-unique",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("9.2"), Criterion::rgaa("12.6")],
    doc: include_str!("landmark_unique.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut seen: FxHashMap<(&str, String), usize> = FxHashMap::default();
    // Banner, footer and main have rules of their own.
    for (landmark, role) in landmarks(page).filter(|(_, role)| !["banner", "contentinfo", "main"].contains(role)) {
        let name = page.tree.name(landmark).to_lowercase();
        if name.is_empty() && ["form", "region"].contains(&role) {
            continue;
        }
        let before = seen.entry((role, name)).or_default();
        *before += 1;
        if *before == 1 {
            continue;
        }
        let name = page.tree.name(landmark);
        let message = if name.is_empty() {
            say(
                format!("two regions of role `{role}` have no name"),
                format!("deux régions de rôle `{role}` n’ont pas de nom"),
            )
        } else {
            say(
                format!("two regions of role `{role}` are called `{name}`"),
                format!("deux régions de rôle `{role}` s’appellent `{name}`"),
            )
        };
        report.fail(
            landmark,
            message,
            say(
                "give each its own `aria-label`, or `aria-labelledby` the id of its heading",
                "donnez à chacune son `aria-label`, ou en `aria-labelledby` l’identifiant de son titre",
            ),
        );
    }
}
