//! `javascript-link`: a link leads somewhere.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "javascript-link",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("javascript_link.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for link in page.any(&["a", "area"], &[]) {
        let href = link.attr("href").map(str::trim_start).unwrap_or_default();
        let is_script =
            href.get(.."javascript:".len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        if !is_script || link.attr_is("role", "button") || !page.tree.is_exposed(link) {
            continue;
        }
        report.fail(
            link,
            say("the link is a script and leads nowhere", "le lien est un script et ne mène nulle part"),
            say("make it a `<button>`", "faites-en un `<button>`"),
        );
    }
}
