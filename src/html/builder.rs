//! What the tokenizer gives its tokens to (HTML Standard, 13.2.6, "tree construction").

use std::cell::RefMut;
use std::ops::Range;

use html5ever::LocalName;
use html5ever::tokenizer::Doctype;

use super::store::Store;

/// How deep elements may be (Chromium's `kMaximumHTMLParserDOMTreeDepth`).
pub(super) const DEPTH: u32 = 512;

/// How the characters that follow are read (13.2.5.1 to 13.2.5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Tags and references.
    Data,
    /// `title`, `textarea`: references, and one end tag.
    Rcdata,
    /// `style`, `iframe`, `noscript`: one end tag.
    Rawtext,
    /// `script`.
    Script,
    /// `plaintext`: nothing but text.
    Plaintext,
}

/// Where an element comes from: its start tag and its attributes in the store.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    pub(super) span: Range<u32>,
    pub(super) attributes: Range<u32>,
}

/// A start tag, its attributes in the store.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) name: LocalName,
    pub(super) origin: Origin,
    pub(super) self_closing: bool,
}

/// What makes a tree of tokens. Scripts are taken to run, as in browsers: a `noscript` holds text.
pub(super) trait Builder {
    /// What becomes of a page.
    type Output;

    /// Where the tokenizer writes attributes.
    fn store(&self) -> RefMut<'_, Store>;

    /// How the tokenizer goes on.
    fn state(&self) -> State;

    /// What was read as text has ended: tags follow.
    fn resume(&mut self);

    /// Whether nothing more is to be read.
    fn is_done(&self) -> bool;

    /// Whether the element that is open is an SVG or a `MathML` one: `CDATA` sections are read there.
    fn is_in_foreign(&self) -> bool;

    /// Whether the parser is past the head: white space is text like any other.
    fn is_in_body(&self) -> bool;

    /// A fault of the tokenizer.
    fn error(&self, code: &'static str, span: Range<usize>, name: &str);

    /// A start tag.
    fn start(&mut self, start: Start);

    /// An end tag.
    fn end(&mut self, name: LocalName, span: Range<u32>);

    /// Characters of the page, as written in `span`.
    fn text(&mut self, text: &str, span: Range<u32>);

    /// U+0000.
    fn null(&mut self, span: Range<u32>);

    /// A comment; what it says is not kept.
    fn comment(&mut self, span: Range<u32>);

    /// A doctype.
    fn doctype(&mut self, doctype: Doctype, span: Range<u32>);

    /// The end of the page, at byte `at`.
    fn finish(self, at: usize) -> Self::Output;
}
