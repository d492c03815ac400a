//! `page-has-heading-one`: the page has one heading of the first level.

use super::headings::headings;
use crate::check::rules::page::{is_html, redirects_at_once};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "page-has-heading-one",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.1")],
    doc: include_str!("page_has_heading_one.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut first = headings(page).filter(|(_, level)| *level == 1).map(|(heading, _)| heading);
    if first.next().is_none() {
        if is_html(page) && !redirects_at_once(page) {
            report.fail(
                (),
                say("the page has no heading of level 1", "la page n’a pas de titre de niveau 1"),
                say("make the title that people see an `<h1>`", "faites du titre que l’on voit un `<h1>`"),
            );
        }
        return;
    }
    if let Some(second) = first.next() {
        report.review(
            second,
            say("the page has several headings of level 1", "la page a plusieurs titres de niveau 1"),
            say(
                "keep one `<h1>`, the title of the page, and make the others `<h2>`",
                "gardez un seul `<h1>`, le titre de la page, et faites des autres des `<h2>`",
            ),
        );
    }
}
