//! `text-direction`: a direction of writing exists, and a page in a language written from right to left says so.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "text-direction",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.2", "A"), Criterion::rgaa("8.10")],
    doc: include_str!("text_direction.md"),
};

/// Languages whose usual script goes from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.with("dir") {
        let Some(dir) = element.attr("dir").filter(|dir| !dir.is_empty()) else { continue };
        if element.is_html() && !["ltr", "rtl", "auto"].iter().any(|known| dir.eq_ignore_ascii_case(known)) {
            report.fail(
                element,
                say(format!("`dir` cannot be `{dir}`"), format!("`dir` ne peut pas valoir `{dir}`")),
                say("write `ltr`, `rtl` or `auto`", "écrivez `ltr`, `rtl` ou `auto`"),
            );
        }
    }
    let Some(root) = page.document.root() else { return };
    let lang = root.attr("lang").unwrap_or_default();
    // A tag of one part has no script of its own: `ar`, and not `ar-Latn`.
    if !RIGHT_TO_LEFT.contains(&lang.to_ascii_lowercase().as_str()) {
        return;
    }
    if !root.has("dir") && root.children().all(|child| !child.is("body") || !child.has("dir")) {
        report.review(
            root,
            say(
                format!("the page is in `{lang}` and does not say that it is written from right to left"),
                format!("la page est en `{lang}` et ne dit pas qu’elle s’écrit de droite à gauche"),
            ),
            say("write `dir=\"rtl\"` on `<html>`", "écrivez `dir=\"rtl\"` sur `<html>`"),
        );
    }
}
