//! `aria-hidden-body`: the page as a whole is not hidden from assistive technologies.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-hidden-body",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::wcag("4.1.2", "A"), Criterion::rgaa("10.8")],
    doc: include_str!("aria_hidden_body.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let whole = page.tree.marked().take_while(|element| element.is_any(&["html", "head", "body"]));
    for element in whole.filter(|element| element.attr_is("aria-hidden", "true")) {
        report.fail(
            element,
            say(
                "the whole page is hidden from assistive technologies",
                "toute la page est cachée aux technologies d’assistance",
            ),
            say("remove `aria-hidden`", "retirez `aria-hidden`"),
        );
    }
}
