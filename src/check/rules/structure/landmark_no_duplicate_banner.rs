//! `landmark-no-duplicate-banner`: the page has one banner.

use super::landmarks::landmarks;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "landmark-no-duplicate-banner",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("9.2"), Criterion::rgaa("12.6")],
    doc: include_str!("landmark_no_duplicate_banner.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (again, _) in landmarks(page).filter(|(_, role)| *role == "banner").skip(1) {
        report.fail(
            again,
            say("the page has two banners", "la page a deux en-têtes de site"),
            say(
                "keep one `<header>` outside `<main>`, and put the others in the part that they belong to",
                "gardez un seul `<header>` hors de `<main>`, et placez les autres dans la partie qu’ils concernent",
            ),
        );
    }
}
