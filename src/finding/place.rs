//! Where a finding is, first as bytes of a source, then as a line and a column.

use std::ops::Range;
use std::sync::Arc;

use super::{Finding, OutputPath, SourcePath};

/// Where a finding is: a span of bytes in a source, and the page that shows it if one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file at fault.
    pub path: SourcePath,
    /// The bytes at fault in it; nothing for the file as a whole.
    pub span: Option<Range<usize>>,
    /// The delivered page that shows the fault.
    pub page: Option<OutputPath>,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), span: None, page: None }
    }

    /// Some bytes of a file.
    pub fn at(path: &SourcePath, span: Range<usize>) -> Self {
        Self { path: path.clone(), span: Some(span), page: None }
    }

    /// The same place, seen on `page`.
    #[must_use]
    pub fn on(mut self, page: &OutputPath) -> Self {
        self.page = Some(page.clone());
        self
    }
}

/// A place as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Line of the end of the span, from 1.
    pub end_line: usize,
    /// Column after the last character of the span, from 1.
    pub end_column: usize,
    /// The whole text of the line, without its line break.
    pub text: String,
}

impl Location {
    /// The location of `span` in `text`; a span past the end is held to the end.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let (line, column) = line_column(text, start);
        let (end_line, end_column) = line_column(text, end);
        let text = text[line_start..line_end].trim_end_matches('\r').to_owned();
        Self { line, column, end_line, end_column, text }
    }
}

/// Fills in the [`Location`] of every finding that has a span, from the text of its source.
pub fn locate(findings: &mut [Finding], text: impl Fn(&SourcePath) -> Option<Arc<str>>) {
    for finding in findings {
        if let Some(span) = &finding.place.span {
            finding.location = text(&finding.place.path).map(|text| Location::of(&text, span));
        }
    }
}

fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
