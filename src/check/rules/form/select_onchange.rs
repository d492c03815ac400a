//! `select-onchange`: choosing a value does not change the page by itself.

use super::fields::fields;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "select-onchange",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.2", "A"), Criterion::rgaa("7.4")],
    doc: include_str!("select_onchange.md"),
};

/// What a script that leaves the page, sends a form or opens a window has in it.
const LEAVES: &[&str] = &["location", ".submit(", ".requestsubmit(", "window.open", ".href"];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for field in fields(page) {
        let script = ["onchange", "oninput"].iter().find_map(|name| field.attr(name));
        let Some(script) = script.map(str::to_ascii_lowercase) else { continue };
        if !LEAVES.iter().any(|word| script.contains(word)) || !page.tree.is_exposed(field) {
            continue;
        }
        report.review(
            field,
            say(
                "a choice in this field seems to leave the page",
                "un choix dans ce champ semble faire quitter la page",
            ),
            say(
                "let a button do it, or say before the field what a choice does",
                "confiez-le à un bouton, ou dites avant le champ ce qu’un choix provoque",
            ),
        );
    }
}
