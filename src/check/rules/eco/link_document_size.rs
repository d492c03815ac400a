//! `link-document-size`: a link to a document says how heavy it is.

use crate::check::rules::link::{documents, says_size};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-document-size",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("4.11"), Criterion::wsg("reduce-the-impact-of-downloadable-and-physical-documents")],
    doc: include_str!("link_document_size.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (link, kind) in documents(page) {
        // How heavy what others deliver is today, nobody here knows.
        let elsewhere = |href: &str| href.contains("://") || href.starts_with("//");
        if link.attr("href").is_some_and(elsewhere) {
            continue;
        }
        // One that says nothing at all is told of by `link-document-type`.
        if says_size(page, link, &kind) != Some(false) {
            continue;
        }
        let (name, kind) = (page.tree.name(link), kind.to_uppercase());
        report.fail(
            link,
            say(
                format!("the link `{name}` does not say how heavy the document is"),
                format!("le lien `{name}` ne dit pas combien pèse le document"),
            ),
            say(
                format!("add the size to the link: ({kind}, 120 kB)"),
                format!("ajoutez le poids dans le lien : ({kind}, 120 ko)"),
            ),
        );
    }
}
