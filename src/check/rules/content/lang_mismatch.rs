//! `lang-mismatch`: a text is in the language that its `lang` says.

use super::passages::mismatches;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "lang-mismatch",
    severity: Severity::Warning,
    criteria: &[
        Criterion::wcag("3.1.1", "A"),
        Criterion::wcag("3.1.2", "AA"),
        Criterion::rgaa("8.4"),
        Criterion::rgaa("8.8"),
        Criterion::act("ucwvc8"),
        Criterion::act("off6ek"),
    ],
    doc: include_str!("lang_mismatch.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (element, said, found) in mismatches(page) {
        report.review(
            element,
            say(
                format!("`lang` says `{said}`, and the text is in another language, `{found}`"),
                format!("`lang` annonce `{said}`, et le texte est dans une autre langue, `{found}`"),
            ),
            say(format!("write `lang=\"{found}\"`"), format!("écrivez `lang=\"{found}\"`")),
        );
    }
}
