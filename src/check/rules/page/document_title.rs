//! `document-title`: the page has a title that says something.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "document-title",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.4.2", "A"),
        Criterion::rgaa("8.5"),
        Criterion::rgaa("8.6"),
        Criterion::act("2779a5"),
    ],
    doc: include_str!("document_title.md"),
};

/// What editors and templates write where a title is still to come.
const PLACEHOLDERS: &[&str] = &[
    "document",
    "document sans titre",
    "index",
    "index.html",
    "new page",
    "no title",
    "nouvelle page",
    "page",
    "page sans titre",
    "sans titre",
    "title",
    "titre",
    "undefined",
    "untitled",
    "untitled document",
    "untitled page",
    "null",
];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if !super::is_html(page) {
        return;
    }
    let Some(title) = page.named("title").next() else {
        report.fail(
            (),
            say("the page has no title", "la page n’a pas de titre"),
            say("write a `<title>` in `<head>`", "écrivez un `<title>` dans `<head>`"),
        );
        return;
    };
    let text = title.text();
    let text = text.trim();
    if text.is_empty() {
        report.fail(
            title,
            say("the title of the page is empty", "le titre de la page est vide"),
            say("say in it what the page is about", "dites-y de quoi parle la page"),
        );
    } else if PLACEHOLDERS.contains(&text.to_lowercase().as_str()) {
        report.review(
            title,
            say(
                format!("the title `{text}` seems to be still to write"),
                format!("le titre `{text}` semble rester à écrire"),
            ),
            say("say in it what the page is about", "dites-y de quoi parle la page"),
        );
    }
}
