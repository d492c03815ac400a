//! Our tokenizer (HTML Standard, 13.2.5). The whole page is at hand, so each construct is read in one go from where it
//! begins to where it ends, instead of a state a character; what comes out is the same.

mod doctype;
mod input;
mod markup;
mod name;
mod raw;
pub(super) mod reference;
mod tag;

use std::ops::Range;

use html5ever::LocalName;
use memchr::{memchr2, memchr2_iter};

use super::builder::{Builder, State};
use name::Names;
use reference::Reference;

/// What a U+0000 in characters becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    /// A token, and a fault: in data.
    Fault,
    /// A token: in a CDATA section.
    Token,
    /// U+FFFD, and a fault: in what is not markup.
    Replaced,
}

struct Tokenizer<'h, B> {
    html: &'h str,
    /// The next byte to read.
    at: usize,
    /// There is neither U+0000 nor carriage return.
    is_plain: bool,
    names: Names<'h>,
    builder: B,
    /// The name of the last start tag: that of the element whose text is read.
    last: LocalName,
}

/// What a builder makes of a page.
pub(super) fn run<B: Builder>(html: &str, builder: B) -> B::Output {
    let found = input::look(html.as_bytes());
    let mut tokenizer = Tokenizer {
        html,
        at: if html.starts_with('\u{feff}') { 3 } else { 0 },
        is_plain: found.is_plain,
        names: Names::new(),
        builder,
        last: LocalName::default(),
    };
    if found.is_doubtful {
        input::faults(html, &mut |code, span| tokenizer.builder.error(code, span, ""));
    }
    tokenizer.run();
    let at = tokenizer.at.min(html.len());
    tokenizer.builder.finish(at)
}

impl<B: Builder> Tokenizer<'_, B> {
    fn run(&mut self) {
        while self.at < self.html.len() && !self.builder.is_done() {
            match self.builder.state() {
                State::Data => self.data(),
                State::Plaintext => {
                    self.characters(self.at..self.html.len(), Null::Replaced);
                    self.at = self.html.len();
                }
                State::Rcdata | State::Rawtext | State::Script => self.raw(),
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        self.html.as_bytes()
    }

    /// The byte at a place; nothing at the end of the page.
    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    fn error(&self, code: &'static str, span: Range<usize>) {
        // Who tells of one byte may mean the character that it begins.
        self.builder.error(code, span.start..self.html.ceil_char_boundary(span.end), "");
    }

    /// Data state (13.2.5.1): characters up to the next tag, comment or doctype, then that.
    fn data(&mut self) {
        let mut from = self.at;
        let mut at = self.at;
        let mut end = self.html.len();
        while let Some(found) = memchr2(b'<', b'&', &self.bytes()[at..]) {
            at += found;
            if self.bytes()[at] == b'&' {
                if let Some(reference) = self.reference(at, self.html.len(), reference::Place::Text) {
                    self.characters(from..at, Null::Fault);
                    self.decoded(&reference, at);
                    from = reference.end;
                    at = from;
                } else {
                    at += 1;
                }
                continue;
            }
            match self.byte(at + 1) {
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?') => {
                    end = at;
                    break;
                }
                Some(b'/') if at + 2 < self.html.len() => {
                    end = at;
                    break;
                }
                Some(b'/') => self.error("eof-before-tag-name", at..at + 2),
                Some(_) => self.error("invalid-first-character-of-tag-name", at..at + 1),
                None => self.error("eof-before-tag-name", at..at + 1),
            }
            at += 1;
        }
        self.characters(from..end, Null::Fault);
        self.at = end;
        if end < self.html.len() {
            self.markup(end);
        }
    }

    /// Tag open state (13.2.5.6), at a `<` that opens something.
    fn markup(&mut self, at: usize) {
        match (self.bytes()[at + 1], self.byte(at + 2)) {
            (b'!', _) => self.declaration(at),
            (b'?', _) => {
                self.error("unexpected-question-mark-instead-of-tag-name", at..at + 2);
                self.bogus_comment(at, at + 1);
            }
            (b'/', Some(b'a'..=b'z' | b'A'..=b'Z')) => {
                self.end_tag(at);
            }
            (b'/', Some(b'>')) => {
                self.error("missing-end-tag-name", at..at + 3);
                self.at = at + 3;
            }
            (b'/', _) => {
                self.error("invalid-first-character-of-tag-name", at..at + 2);
                self.bogus_comment(at, at + 2);
            }
            _ => self.start_tag(at),
        }
    }

    /// Gives characters of the page to the builder.
    fn characters(&mut self, range: Range<usize>, null: Null) {
        if range.is_empty() {
            return;
        }
        if self.is_plain {
            return self.run_of_characters(range.clone(), range.start);
        }
        let (mut from, mut written) = (range.start, range.start);
        for found in memchr2_iter(b'\r', 0, &self.html.as_bytes()[range.clone()]) {
            let at = range.start + found;
            self.run_of_characters(from..at, written);
            (from, written) = (at + 1, at + 1);
            if self.bytes()[at] == b'\r' {
                // Newlines are normalized (13.2.3.5); the line feed of a pair begins what follows.
                if self.byte(at + 1) == Some(b'\n') {
                    written = at;
                } else {
                    self.emit("\n", at..at + 1);
                }
                continue;
            }
            if null != Null::Token {
                self.error("unexpected-null-character", at..at + 1);
            }
            if null == Null::Replaced {
                self.emit("\u{fffd}", at..at + 1);
            } else {
                self.builder.null(at as u32..at as u32 + 1);
            }
        }
        self.run_of_characters(from..range.end, written);
    }

    /// Characters that are as they are written, but for the carriage return that `written` may be.
    fn run_of_characters(&mut self, range: Range<usize>, written: usize) {
        if !self.builder.is_in_body() {
            // White space before the body is left out, so its bytes are no part of the text.
            let text = &self.html.as_bytes()[range.clone()];
            let white = range.start + text.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if white < range.end {
                self.slice(range.start..white, written);
                return self.slice(white..range.end, white);
            }
        }
        self.slice(range, written);
    }

    fn slice(&mut self, range: Range<usize>, written: usize) {
        if !range.is_empty() {
            self.emit(&self.html[range.clone()], written..range.end);
        }
    }

    fn decoded(&mut self, reference: &Reference, at: usize) {
        let text: String = reference.characters().collect();
        self.emit(&text, at..reference.end);
    }

    fn emit(&mut self, text: &str, span: Range<usize>) {
        self.builder.text(text, span.start as u32..span.end as u32);
    }

    /// The reference at a `&`, if it is one, that ends before `end`.
    fn reference(&self, at: usize, end: usize, place: reference::Place) -> Option<Reference> {
        reference::read(&self.html[..end], at, place, &mut |code, span| self.error(code, span))
    }
}
