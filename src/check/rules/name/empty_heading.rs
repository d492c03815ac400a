//! `empty-heading`: a heading says something.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "empty-heading",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("2.4.6", "AA"),
        Criterion::rgaa("9.1"),
        Criterion::act("ffd0e9"),
    ],
    doc: include_str!("empty_heading.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let natives = &["h1", "h2", "h3", "h4", "h5", "h6"];
    for heading in super::nameless(page, &["heading"], natives) {
        report.fail(
            heading,
            say("the heading says nothing", "le titre ne dit rien"),
            say(
                "write it, or remove it: space is made by the style sheet",
                "écrivez-le, ou retirez-le : l’espace se fait par la feuille de styles",
            ),
        );
    }
}
