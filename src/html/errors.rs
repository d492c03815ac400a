//! What the tree builder says is wrong, as stable codes, with the element that it is about.
//!
//! The HTML Standard names the faults of the tokenizer (13.2.2) and not those of the tree: those names are ours.

use std::ops::Range;

use super::document::ParseError;

/// As many faults of a page are kept.
const KEPT: usize = 1_000;

/// A page has no doctype.
pub(super) const MISSING_DOCTYPE: &str = "missing-doctype";
/// An end tag closes nothing.
const STRAY_END_TAG: &str = "stray-end-tag";
/// An element is still open where something around it ends.
pub(super) const UNCLOSED: &str = "unclosed-element";
/// Text or an element that a table cannot hold was moved before the table.
pub(super) const FOSTERED: &str = "foster-parented-content";
/// A start tag was left out, or closed something, because it may not be there.
const MISPLACED: &str = "misplaced-start-tag";

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A start tag.
    Start,
    /// An end tag.
    End,
    /// Characters.
    Text,
    /// U+0000, which the tokenizer tells.
    Null,
    /// A comment.
    Comment,
    /// A doctype.
    Doctype,
    /// The end of the page.
    EndOfPage,
}

/// What a fault of the tree is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The token at hand.
    Token,
    /// The element that the builder last looked at.
    Last,
    /// The one that it looked at before.
    Previous,
    /// The characters before the token at hand.
    Text,
}

/// The token that the tree builder does not expect, and the elements that it last looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'s> {
    pub(super) kind: Kind,
    /// The name of a tag.
    pub(super) name: &'s str,
    /// The element that the builder looked at last.
    pub(super) last: &'s str,
    /// Whether that is an SVG or a `MathML` one.
    pub(super) last_is_foreign: bool,
    /// The one before.
    pub(super) previous: &'s str,
}

/// The code of what html5ever says, and what it is about; nothing for what is known otherwise or is no fault.
pub(super) fn code(message: &str, seen: Seen<'_>) -> Option<(&'static str, About)> {
    let code = match message {
        "Unexpected token" => return unexpected(seen),
        // Told once the page is read, one by one.
        "Unexpected open tag at end of body" => return None,
        "Unexpected open element" | "expected to close <td> or <th> with cell" => {
            return Some((UNCLOSED, About::Previous));
        }
        "Formatting element not current node" | "Bad open element on </form>" => "misnested-end-tag",
        "Closing wrong heading tag" => "mismatched-heading-end-tag",
        "Bad DOCTYPE" => "obsolete-doctype",
        "DOCTYPE in body" => "misplaced-doctype",
        "Unexpected characters in table" => FOSTERED,
        "Non-space table text" => return Some((FOSTERED, About::Text)),
        "nested heading tags" => "nested-heading",
        "nested forms" => "nested-form",
        "nested buttons" => "nested-button",
        "Nested <nobr>" => "nested-nobr",
        "nested options" => "nested-option",
        "hr in option" => MISPLACED,
        // The code of the standard (13.2.2), though it is the tree that knows.
        "Unacknowledged self-closing tag" => "non-void-html-element-start-tag-with-trailing-solidus",
        // The rest are end tags that do not close anything: `No <p> tag to close`, `Formatting element not open`…
        _ => STRAY_END_TAG,
    };
    Some((code, About::Token))
}

fn unexpected(seen: Seen<'_>) -> Option<(&'static str, About)> {
    match seen.kind {
        Kind::Start if seen.name == "a" && seen.last == "a" => Some(("nested-link", About::Token)),
        Kind::Start if seen.name == "select" && seen.last == "select" => Some(("nested-select", About::Token)),
        Kind::Start => Some((MISPLACED, About::Token)),
        // In a table, the end of what was moved out of it: that was told.
        Kind::End if seen.last == seen.name => None,
        // The builder found the element, then saw that another is open inside.
        Kind::End if seen.previous == seen.name || seen.last_is_foreign => Some((UNCLOSED, About::Last)),
        Kind::End => Some((STRAY_END_TAG, About::Token)),
        Kind::Text => Some(("misplaced-text", About::Token)),
        // Of a `template`; other elements are told once the page is read.
        Kind::EndOfPage => (seen.last == "template").then_some((UNCLOSED, About::Last)),
        Kind::Null | Kind::Comment | Kind::Doctype => None,
    }
}

/// Whether the end tag of an element may be left out at the end of the page (13.2.6.4.7, an end tag named "body").
pub(super) fn may_stay_open(name: &str) -> bool {
    const NAMES: [&str; 19] = [
        "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rb", "rp", "rt",
        "rtc", "tbody", "td", "tfoot", "th",
    ];
    NAMES.contains(&name) || name == "thead" || name == "tr"
}

/// The faults of a page.
#[derive(Debug, Default)]
pub(super) struct Errors {
    list: Vec<ParseError>,
    /// The token that the last fault of the tree is about, by its first byte, and its place in the list.
    last: Option<(u32, usize)>,
}

impl Errors {
    /// Adds a fault, unless there are too many already.
    pub(super) fn add(&mut self, code: &str, span: Range<usize>, name: &str) {
        if self.list.len() < KEPT {
            self.list.push(ParseError { span, code: code.to_owned(), name: name.to_owned() });
        }
    }

    /// Says that the page was cut at byte `at`, however many faults there are.
    pub(super) fn cut(&mut self, at: usize) {
        self.list.truncate(KEPT - 1);
        self.add("too-many-elements", at..at, "");
    }

    /// Adds a fault of the tree. One token is told once: what comes first, unless it turns out to close nothing.
    pub(super) fn add_tree(&mut self, token: u32, code: &str, span: Range<usize>, name: &str) {
        match self.last {
            Some((known, at)) if known == token && code == STRAY_END_TAG && self.list[at].code == UNCLOSED => {
                self.list[at] = ParseError { span, code: code.to_owned(), name: name.to_owned() };
            }
            Some((known, _)) if known == token => {}
            _ if self.list.len() < KEPT => {
                if code != MISSING_DOCTYPE {
                    self.last = Some((token, self.list.len()));
                }
                self.add(code, span, name);
            }
            _ => {}
        }
    }

    /// Says that the start tag at hand was moved out of a table, if it was found misplaced.
    pub(super) fn fostered(&mut self, token: u32) {
        if let Some((known, at)) = self.last
            && known == token
            && [MISPLACED, "nested-link", "nested-select"].contains(&&*self.list[at].code)
        {
            FOSTERED.clone_into(&mut self.list[at].code);
        }
    }

    /// The faults, in the order of the bytes.
    pub(super) fn sorted(mut self) -> Vec<ParseError> {
        self.list.sort_by_key(|error| (error.span.start, error.span.end));
        // A formatting element that is opened again is left open as often.
        self.list.dedup();
        self.list
    }
}
