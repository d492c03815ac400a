//! `landmark-no-duplicate-contentinfo`: the page has one footer of the page.

use super::landmarks::landmarks;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "landmark-no-duplicate-contentinfo",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("9.2"), Criterion::rgaa("12.6")],
    doc: include_str!("landmark_no_duplicate_contentinfo.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (again, _) in landmarks(page).filter(|(_, role)| *role == "contentinfo").skip(1) {
        report.fail(
            again,
            say("the page has two page footers", "la page a deux pieds de page"),
            say(
                "keep one `<footer>` outside `<main>`, and put the others in the part that they belong to",
                "gardez un seul `<footer>` hors de `<main>`, et placez les autres dans la partie qu’ils concernent",
            ),
        );
    }
}
