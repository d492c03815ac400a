//! `area-alt`: an area of an image map says where it leads.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "area-alt",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.1.1", "A"),
        Criterion::wcag("2.4.4", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("1.1"),
        Criterion::act("c487ae"),
    ],
    doc: include_str!("area_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for area in page.named("area").filter(|area| area.has("href")) {
        if page.tree.role(area) != Some("link") || !page.tree.is_exposed(area) || !page.tree.name(area).is_empty() {
            continue;
        }
        let href = area.attr("href").unwrap_or_default();
        report.fail(
            area,
            say(
                format!("the area that leads to `{href}` has no name"),
                format!("la zone qui mène à `{href}` n’a pas d’intitulé"),
            ),
            say("say in `alt` where it leads", "dites dans `alt` où elle mène"),
        );
    }
}
