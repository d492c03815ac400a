//! What a file says of itself to those who may open it: a PDF's pages and language.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::check::site::pdf::{self, Pdf};
use crate::finding::SourcePath;
use crate::load::files::Files;

/// The formats that are opened in another program than the browser, or take the reader out of the page. Sorted.
const DOCUMENTS: &[&str] = &[
    "csv", "doc", "docx", "epub", "geojson", "gpx", "ics", "kml", "odg", "odp", "ods", "odt", "pdf", "ppt", "pptx",
    "rtf", "tsv", "vcf", "xls", "xlsx", "zip",
];

/// What was read of PDFs. One is read at a time, which bounds the memory.
#[derive(Debug, Default)]
pub(super) struct Documents(Mutex<HashMap<SourcePath, Option<Pdf>>>);

impl Documents {
    /// What a PDF says of itself; nothing of another file, or of one that cannot be read, which the rule
    /// `pdf-inaccessible` tells where a page links to it.
    pub(super) fn pdf(&self, files: &Files, source: &SourcePath) -> Option<Pdf> {
        let small = files.size(source).is_some_and(|size| size <= pdf::LARGEST as u64);
        if !source.extension().eq_ignore_ascii_case("pdf") || !small {
            return None;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pdf) = known.get(source) {
            return pdf.clone();
        }
        let pdf = files.read(source).ok().and_then(|bytes| pdf::read(&bytes));
        known.insert(source.clone(), pdf.clone());
        pdf
    }
}

/// Whether a link to a file says what it is: a document to open, not a page, a picture or a sound.
pub(super) fn is_document(source: &SourcePath) -> bool {
    DOCUMENTS.binary_search(&source.extension().to_ascii_lowercase().as_str()).is_ok()
}
