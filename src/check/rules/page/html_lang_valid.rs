//! `html-lang-valid`: the language that the page says exists.

use crate::check::{Page, Report, say};
use crate::data::subtag;
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "html-lang-valid",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.1.1", "A"), Criterion::rgaa("8.4"), Criterion::act("bf051a")],
    doc: include_str!("html_lang_valid.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(root) = page.document.root().filter(|_| super::is_html(page)) else { return };
    let Some(lang) = root.attr("lang").filter(|lang| !lang.trim().is_empty() && !subtag::is_known(lang)) else {
        return;
    };
    report.fail(
        root,
        say(format!("`{lang}` is no language"), format!("`{lang}` n’est le code d’aucune langue")),
        say(
            "write a code of two letters, or of three for languages without: `en`, `fr`, `gsw`",
            "écrivez un code de deux lettres, ou de trois pour les langues qui n’en ont pas : `fr`, `en`, `gsw`",
        ),
    );
}
