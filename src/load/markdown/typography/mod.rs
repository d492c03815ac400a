//! Typography by language: quotation marks, apostrophes, dashes, and the spaces that must not break.
//!
//! The text of one block is looked at as a whole, across emphasis and links; what comes out is a list
//! of edits, so that nothing is copied when there is nothing to do. What an author typed rightly stays.

mod number;
mod pass;
mod style;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub(super) use style::{Style, style};

/// A narrow no-break space: French high punctuation, « » and groups of digits.
pub(super) const NARROW: &str = "\u{202F}";
/// A no-break space: units, titles, numbered things.
pub(super) const NO_BREAK: &str = "\u{A0}";
/// Stands in a text for something that is not text: code, a picture.
pub(super) const ATOM: char = '\u{FFFC}';

/// The plain text `value` as a typographer of `lang` would set it.
pub fn text(value: &str, lang: &str) -> String {
    let mut edits = Vec::new();
    find(value, 0..value.len(), style(lang), &[], &mut edits);
    let mut out = String::with_capacity(value.len() + 2 * edits.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(&value[from..edit.at]);
        out.push_str(edit.with);
        from = edit.end;
    }
    out.push_str(&value[from..]);
    out
}

/// A change to a text: the bytes from `at` to `end` become `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) with: &'static str,
}

/// Adds to `edits`, in order and without overlaps, what must change in `range` of `run`.
///
/// The characters around the range are looked at and not changed, nor are those at `literals`,
/// which the author escaped.
pub(super) fn find(run: &str, range: Range<usize>, style: &Style, literals: &[usize], edits: &mut Vec<Edit>) {
    pass::run(run, range, style, literals, edits);
}
