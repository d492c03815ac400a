//! `document-heavy`: documents to download are light enough to be downloaded.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "document-heavy",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("5.7"), Criterion::wsg("reduce-the-impact-of-downloadable-and-physical-documents")],
    doc: include_str!("document_heavy.md"),
};

/// The documents that are looked at.
const DOCUMENTS: &[&str] = &["doc", "docx", "odp", "odt", "pdf", "ppt", "pptx"];

/// Heavier than this, in bytes, a document is heavy: it takes a minute and twenty seconds at 512 kbit/s.
const HEAVY: usize = 5_000_000;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let is_document = |file: &OutputPath| DOCUMENTS.contains(&file.extension().to_ascii_lowercase().as_str());
    for (page, link, file) in site.linked_files(is_document) {
        files.entry(file).or_default().push((&page.path, &link.span));
    }
    for (file, places) in files {
        if (site.read)(file, HEAVY + 1).is_none_or(|bytes| bytes.len() <= HEAVY) {
            continue;
        }
        report.fail(
            &places[..],
            say(
                format!("the document `{file}` is heavier than {} MB", HEAVY / 1_000_000),
                format!("le document `{file}` pèse plus de {} Mo", HEAVY / 1_000_000),
            ),
            say(
                "export it with its pictures at 150 dots an inch, or say the same in a page",
                "exportez-le avec ses images à 150 points par pouce, ou dites la même chose dans une page",
            ),
        );
    }
}
