//! `foreign-passage`: a passage in another language says so.

use super::passages::{is_long, mismatches};
use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "foreign-passage",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.1.2", "AA"), Criterion::rgaa("8.7")],
    doc: include_str!("foreign_passage.md"),
};

/// How long a passage is judged, in letters.
const LEAST: usize = 100;

/// How much of a passage is read, in bytes.
const READ: usize = 800;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut text = String::with_capacity(2 * READ);
    let mut checked = false;
    for passage in page.any(&["p", "li", "dd", "blockquote", "td", "figcaption"], &[]) {
        text.clear();
        for part in passage.texts() {
            text.push_str(part.text());
            if text.len() > READ {
                break;
            }
        }
        if text.len() < LEAST {
            continue;
        }
        let said = words::language(passage);
        let Some(found) = words::other_language(&text, said).filter(|_| is_long(&text, LEAST)) else { continue };
        // What holds passages or languages of its own is judged part by part.
        let parts = |e: crate::html::Element<'_>| e.has("lang") || e.is_any(&["p", "li", "blockquote", "pre", "code"]);
        if passage.descendants().any(parts) || !page.tree.is_exposed(passage) {
            continue;
        }
        // A page that says the wrong language altogether is one fault.
        if !std::mem::replace(&mut checked, true) && !mismatches(page).is_empty() {
            return;
        }
        report.review(
            passage,
            say(
                format!("this text seems to be in another language, `{found}`, and does not say so"),
                format!("ce texte semble être dans une autre langue, `{found}`, sans le dire"),
            ),
            say(
                format!("add `lang=\"{found}\"` if it is; in Markdown, write `:lang[{found}]{{…}}` around it"),
                format!(
                    "ajoutez `lang=\"{found}\"` si c’est le cas ; en Markdown, écrivez `:lang[{found}]{{…}}` autour"
                ),
            ),
        );
    }
}
