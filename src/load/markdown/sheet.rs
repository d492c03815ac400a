//! The text being read, and where its bytes are in the file.

use std::ops::Range;

use super::Options;
use crate::finding::{Finding, Place, Rule, SourcePath};

/// A text being read.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'a> {
    pub(super) path: &'a SourcePath,
    /// The Markdown as the author wrote it.
    pub(super) src: &'a str,
    pub(super) origin: Origin,
    pub(super) options: Options<'a>,
}

/// Where the bytes of a text are in its file.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Added to every offset.
    base: usize,
    /// Bytes put before the text, which the file does not have.
    pad: usize,
    /// Every place is this one, when the text is not in the file as it is.
    whole: Option<Range<usize>>,
}

impl Origin {
    /// The text begins at this byte of the file.
    pub(super) fn at(base: usize) -> Self {
        Self { base, pad: 0, whole: None }
    }

    /// The text was decoded from these bytes of the file.
    pub(super) fn within(span: Range<usize>) -> Self {
        Self { base: 0, pad: 0, whole: Some(span) }
    }

    /// The same, once `pad` bytes were put before the text.
    pub(super) fn padded(mut self, pad: usize) -> Self {
        self.pad = pad;
        self
    }
}

impl<'a> Sheet<'a> {
    /// Where `range` of the text is in the file, held to characters' boundaries.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        if let Some(whole) = &self.origin.whole {
            return whole.clone();
        }
        let start = self.floor(range.start.max(self.origin.pad));
        let end = self.floor(range.end).max(start);
        let shift = |at: usize| self.origin.base + at - self.origin.pad.min(at);
        shift(start)..shift(end)
    }

    /// Where the value at `range` of this text is in the file, were it read as a text of its own.
    pub(super) fn part(&self, range: Range<usize>, value: &str) -> Origin {
        let exact = self.origin.whole.is_none() && self.src.get(range.clone()) == Some(value);
        let place = self.place(range);
        if exact { Origin::at(place.start) } else { Origin::within(place) }
    }

    pub(super) fn finding(&self, rule: &'static Rule, range: Range<usize>, message: impl Into<String>) -> Finding {
        Finding::new(rule, Place::at(self.path, self.place(range)), message)
    }

    /// The text of `range`, empty when it is none.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.src.get(range).unwrap_or_default()
    }

    fn floor(&self, at: usize) -> usize {
        self.src.floor_char_boundary(at)
    }
}
