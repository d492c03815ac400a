//! Markdown to a [`Body`]: one parse, the author's bytes for every place, and language-aware typography.
//!
//! Blocks (`:::name{…}`) are found line by line before the parse and overwritten, byte for byte, by a
//! thematic break; the break's event says where the block stands among lists and quotes. So one parse
//! reads the whole text, reference links and notes reach across blocks, and no offset ever moves.

mod abbreviation;
mod attribute;
mod call;
mod escape;
mod events;
mod heading;
mod html;
mod image;
mod language;
mod note;
mod open;
mod run;
mod sanitise;
mod scan;
mod sheet;
mod slip;
mod slug;
pub mod typography;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use slug::{latin, slugify};

use super::block::BlockSchema;
use super::body::Body;
use crate::finding::{Finding, SourcePath};
use sheet::{Origin, Sheet};

/// What reading Markdown depends on, beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The text's language, a BCP 47 code.
    pub lang: &'a str,
    /// What becomes of HTML tags in the text.
    pub raw_html: RawHtml,
    /// The words that the HTML needs in the text's language.
    pub labels: &'a Labels,
    /// The blocks of the theme, by name (with `_`).
    pub blocks: &'a BTreeMap<String, BlockSchema>,
    /// Those of which nothing is known, as their files have a fault.
    pub faulty_blocks: &'a BTreeSet<String>,
    /// The site's abbreviations and what they stand for; a text may define its own.
    pub abbreviations: &'a BTreeMap<String, String>,
}

/// What becomes of HTML tags in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RawHtml {
    /// A finding; the tag shows as text.
    #[default]
    Refuse,
    /// Kept when harmless.
    Sanitise,
}

/// Words that the HTML of a text needs, in the text's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Labels {
    /// The heading of the notes: `Notes`.
    pub notes: String,
    /// The name of a call of a note: `Note {n}`.
    pub note: String,
    /// The name of a link from a note back to its call: `Back to the call of note {n}`.
    pub note_back: String,
    /// The name of the region that a wide table scrolls in: `Table`.
    pub table: String,
    /// The name of a ticked box: `Done`.
    pub task_done: String,
    /// The name of an empty box: `To do`.
    pub task_todo: String,
}

/// The Markdown of a file: `text` is the whole file, `body` its bytes after the front matter.
pub fn parse(path: &SourcePath, text: &str, body: Range<usize>, options: &Options<'_>) -> (Body, Vec<Finding>) {
    let start = body.start;
    let src = text.get(body).unwrap_or_default();
    write::blocks(&Sheet { path, src, origin: Origin::at(start), options: *options })
}

/// A Markdown value of the front matter, of any number of lines, as decoded from `span` of `text`.
///
/// Places are exact when the file holds the value as it is, and fall on the span otherwise.
pub fn block(
    path: &SourcePath,
    text: &str,
    span: Range<usize>,
    value: &str,
    options: &Options<'_>,
) -> (Body, Vec<Finding>) {
    let origin = origin(text, span, value);
    write::blocks(&Sheet { path, src: value, origin, options: *options })
}

/// One line of inline Markdown, without a paragraph around it: `value` as decoded from `span` of `text`.
///
/// Places are exact when the file holds the value as it is, and fall on the span otherwise.
pub fn inline(
    path: &SourcePath,
    text: &str,
    span: Range<usize>,
    value: &str,
    options: &Options<'_>,
) -> (Body, Vec<Finding>) {
    write::line(path, value, origin(text, span, value), options)
}

fn origin(text: &str, span: Range<usize>, value: &str) -> Origin {
    let exact = text.get(span.clone()) == Some(value);
    if exact { Origin::at(span.start) } else { Origin::within(span) }
}
