//! `doctype-missing`: the page says that it is HTML, so that browsers follow the standard (HTML Standard, 13.1.1).

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "doctype-missing",
    severity: Severity::Error,
    criteria: &[Criterion::rgaa("8.1")],
    doc: include_str!("doctype_missing.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if !super::is_html(page) || (page.document.has_doctype() && !page.document.is_quirks()) {
        return;
    }
    let message = if page.document.has_doctype() {
        say(
            "the doctype is so old that browsers do not follow the standard",
            "le type de document est si ancien que les navigateurs ne suivent pas la norme",
        )
    } else {
        say("the page does not begin with a doctype", "la page ne commence pas par un type de document")
    };
    report.fail(
        (),
        message,
        say("write `<!doctype html>` on the first line", "écrivez `<!doctype html>` sur la première ligne"),
    );
}
