//! Where a finding is, first as bytes of a source, then as a line and a column.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Finding, OutputPath, SourcePath};
use crate::pack::Word;

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
    pub text: Word,
}

impl Location {
    /// The location of `span` in `text`; a span past the end is held to the end.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        Cursor::of(text).location(span)
    }

    /// The locations of some spans in `text`, the sooner had the more they come in its order.
    pub fn all<'s>(text: &str, spans: impl IntoIterator<Item = &'s Range<usize>>) -> Vec<Self> {
        let mut cursor = Cursor::of(text);
        // Many may be on one long line, whose text is kept once.
        let mut last: Option<Word> = None;
        let located = spans.into_iter().map(|span| {
            let mut location = cursor.location(span);
            match &last {
                Some(text) if *text == location.text => location.text = text.clone(),
                _ => last = Some(location.text.clone()),
            }
            location
        });
        located.collect()
    }
}

/// A place in a text with its line, from which later ones are found without counting again.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The line that it is in, from 1, and where that begins.
    line: usize,
    start: usize,
}

impl<'t> Cursor<'t> {
    /// The beginning of a text.
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, start: 0 }
    }

    /// Goes to a byte; from the beginning when it is before.
    fn go(&mut self, at: usize) {
        if at < self.at {
            *self = Self::of(self.text);
        }
        let passed = &self.text.as_bytes()[self.at..at];
        self.line += memchr::memchr_iter(b'\n', passed).count();
        if let Some(last) = memchr::memrchr(b'\n', passed) {
            self.start = self.at + last + 1;
        }
        self.at = at;
    }

    /// Line and column, from 1, the column in characters.
    fn line_column(&self) -> (usize, usize) {
        (self.line, self.text[self.start..self.at].chars().count() + 1)
    }

    fn location(&mut self, span: &Range<usize>) -> Location {
        let start = floor(self.text, span.start);
        self.go(start);
        let (line, column) = self.line_column();
        let rest = &self.text[self.start..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let text = Word::from(rest[..end].trim_end_matches('\r'));
        let mut last = Cursor { ..*self };
        last.go(floor(self.text, span.end).max(start));
        let (end_line, end_column) = last.line_column();
        Location { line, column, end_line, end_column, text }
    }
}

/// Fills in the [`Location`] of every finding that has a span, from the text of its source. Findings come sorted by
/// path.
pub fn locate(findings: &mut [Finding], text: impl Fn(&SourcePath) -> Option<Arc<str>> + Sync) {
    let same = |a: &Finding, b: &Finding| a.place.path == b.place.path;
    findings.par_chunk_by_mut(same).for_each(|of_file| {
        if spans(of_file).next().is_none() {
            return;
        }
        let Some(text) = text(&of_file[0].place.path) else { return };
        let located = Location::all(&text, spans(of_file));
        put(of_file, &located);
    });
}

/// The spans of some findings, of those that have one.
pub(crate) fn spans(findings: &[Finding]) -> impl Iterator<Item = &Range<usize>> {
    findings.iter().filter_map(|finding| finding.place.span.as_ref())
}

/// Fills in the locations of some findings, of those that have a span.
pub(crate) fn put(findings: &mut [Finding], located: &[Location]) {
    let spanned = findings.iter_mut().filter(|finding| finding.place.span.is_some());
    for (finding, location) in spanned.zip(located) {
        finding.location = Some(location.clone());
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
