//! Where a finding is, first as bytes of a source, then as a line and a column.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Finding, OutputPath, SourcePath};

/// Where a finding is: a span of bytes in a source, and the page that shows it if one does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub text: Arc<str>,
}

impl Location {
    /// The location of `span` in `text`; a span past the end is held to the end.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        Self::at(text, &lines(text), span)
    }

    fn at(text: &str, lines: &[usize], span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let (line, column) = line_column(text, lines, start);
        let (end_line, end_column) = line_column(text, lines, end);
        let line_end = lines.get(line).map_or(text.len(), |next| next - 1);
        let text = Arc::from(text[lines[line - 1]..line_end].trim_end_matches('\r'));
        Self { line, column, end_line, end_column, text }
    }
}

/// Fills in the [`Location`] of every finding that has a span, from the text of its source. Findings come sorted by path.
pub fn locate(findings: &mut [Finding], text: impl Fn(&SourcePath) -> Option<Arc<str>> + Sync) {
    let same = |a: &Finding, b: &Finding| a.place.path == b.place.path;
    findings.par_chunk_by_mut(same).for_each(|of_file| {
        if of_file.iter().all(|finding| finding.place.span.is_none()) {
            return;
        }
        let Some(text) = text(&of_file[0].place.path) else { return };
        let lines = lines(&text);
        // Many findings may be on one long line, whose text is kept once.
        let mut last: Option<Arc<str>> = None;
        for finding in of_file {
            let Some(span) = &finding.place.span else { continue };
            let mut location = Location::at(&text, &lines, span);
            match &last {
                Some(text) if *text == location.text => location.text = Arc::clone(text),
                _ => last = Some(Arc::clone(&location.text)),
            }
            finding.location = Some(location);
        }
    });
}

/// Where each line begins.
fn lines(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect()
}

fn line_column(text: &str, lines: &[usize], at: usize) -> (usize, usize) {
    let line = lines.partition_point(|start| *start <= at);
    (line, text[lines[line - 1]..at].chars().count() + 1)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
