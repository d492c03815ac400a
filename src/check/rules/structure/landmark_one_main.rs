//! `landmark-one-main`: the page says which part is its main content, once.

use super::landmarks::landmarks;
use crate::check::rules::page::{is_html, redirects_at_once};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "landmark-one-main",
    severity: Severity::Error,
    criteria: &[Criterion::rgaa("9.2"), Criterion::rgaa("12.6")],
    doc: include_str!("landmark_one_main.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut mains = landmarks(page).filter(|(_, role)| *role == "main").map(|(main, _)| main);
    if mains.next().is_none() {
        if is_html(page) && !redirects_at_once(page) {
            report.fail(
                (),
                say(
                    "the page does not say which part is its main content",
                    "la page ne dit pas où est son contenu principal",
                ),
                say("put the main content in `<main>`", "placez le contenu principal dans `<main>`"),
            );
        }
        return;
    }
    for again in mains {
        report.fail(
            again,
            say("the page has two main contents", "la page a deux contenus principaux"),
            say("keep one `<main>` visible at a time", "ne gardez visible qu’un `<main>` à la fois"),
        );
    }
}
