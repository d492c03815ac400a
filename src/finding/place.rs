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
        spans.into_iter().map(|span| cursor.location(span)).collect()
    }
}

/// A spot in a text, from which later ones are found without counting again.
struct Cursor<'t> {
    text: &'t str,
    spot: Spot,
    /// The last line that was asked for, by where it begins: many may ask for one that is long.
    known: Option<(usize, Word)>,
}

#[derive(Clone, Copy)]
struct Spot {
    at: usize,
    /// The line that it is in, from 1, and where that begins.
    line: usize,
    start: usize,
    /// The column, from 1, in characters.
    column: usize,
}

impl Spot {
    /// The beginning of a text.
    const FIRST: Self = Self { at: 0, line: 1, start: 0, column: 1 };

    /// The spot of a later byte of the same text.
    fn on(self, text: &str, at: usize) -> Self {
        let passed = &text[self.at..at];
        let line = self.line + memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        match memchr::memrchr(b'\n', passed.as_bytes()) {
            Some(last) => {
                let start = self.at + last + 1;
                Self { at, line, start, column: 1 + text[start..at].chars().count() }
            }
            None => Self { at, line, start: self.start, column: self.column + passed.chars().count() },
        }
    }
}

impl<'t> Cursor<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, spot: Spot::FIRST, known: None }
    }

    /// The location of a span; one that is before the last is counted from the beginning.
    fn location(&mut self, span: &Range<usize>) -> Location {
        let start = floor(self.text, span.start);
        let from = if start < self.spot.at { Spot::FIRST } else { self.spot };
        self.spot = from.on(self.text, start);
        let Spot { line, column, .. } = self.spot;
        let end = self.spot.on(self.text, floor(self.text, span.end).max(start));
        Location { line, column, end_line: end.line, end_column: end.column, text: self.line() }
    }

    /// The text of the line that it is in.
    fn line(&mut self) -> Word {
        let start = self.spot.start;
        if let Some((_, text)) = self.known.as_ref().filter(|(known, _)| *known == start) {
            return text.clone();
        }
        let rest = &self.text[start..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let text = Word::from(rest[..end].trim_end_matches('\r'));
        self.known = Some((start, text.clone()));
        text
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
