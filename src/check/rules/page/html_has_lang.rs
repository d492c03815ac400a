//! `html-has-lang`: the page says what language it is in.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "html-has-lang",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.1.1", "A"), Criterion::rgaa("8.3"), Criterion::act("b5c3f8")],
    doc: include_str!("html_has_lang.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(root) = page.document.root().filter(|_| super::is_html(page)) else { return };
    if root.attr("lang").is_some_and(|lang| !lang.trim().is_empty()) {
        return;
    }
    report.fail(
        root,
        say("the page does not say its language", "la page ne dit pas sa langue"),
        say("write it on the root: `<html lang=\"en\">`", "écrivez-la sur la racine : `<html lang=\"fr\">`"),
    );
}
