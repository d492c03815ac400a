//! What is not markup: RCDATA, RAWTEXT and scripts (HTML Standard, 13.2.5.2 to 13.2.5.4 and 13.2.5.9 to 13.2.5.31).

use memchr::{memchr, memchr2};

use super::name::{CLASS, CLOSE, SPACE};
use super::{Builder, Null, Tokenizer, reference};
use crate::html::builder::State;

/// How far a script is in something that looks like a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Not at all.
    Plain,
    /// After `<!--`.
    Escaped,
    /// After `<!--` then `<script`: its end tag is not the script's.
    DoubleEscaped,
}

impl<B: Builder> Tokenizer<'_, B> {
    /// The text of the element that was just opened, then its end tag.
    pub(super) fn raw(&mut self) {
        let end = match self.builder.state() {
            State::Rcdata => self.rcdata(),
            State::Script => self.script(),
            _ => self.rawtext(self.at),
        };
        self.characters(self.at..end.unwrap_or(self.html.len()), Null::Replaced);
        self.at = self.html.len();
        if end.is_some_and(|end| self.end_tag(end)) {
            self.builder.resume();
        }
    }

    /// The next end tag of the element that is open.
    fn rawtext(&self, mut at: usize) -> Option<usize> {
        loop {
            at += memchr(b'<', &self.bytes()[at..])?;
            if self.is_end(at) {
                return Some(at);
            }
            at += 1;
        }
    }

    /// Whether at a `<` there is an appropriate end tag (13.2.5, "appropriate end tag token").
    fn is_end(&self, at: usize) -> bool {
        let name = self.last.as_bytes();
        self.byte(at + 1) == Some(b'/')
            && self.bytes()[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && self.byte(at + 2 + name.len()).is_some_and(ends_name)
    }

    /// Decodes references up to the end tag; the text that is left is from where the tokenizer is.
    fn rcdata(&mut self) -> Option<usize> {
        let mut at = self.at;
        loop {
            at += memchr2(b'<', b'&', &self.bytes()[at..])?;
            if self.bytes()[at] == b'<' {
                if self.is_end(at) {
                    return Some(at);
                }
            } else if let Some(reference) = self.reference(at, self.html.len(), reference::Place::Text) {
                self.characters(self.at..at, Null::Replaced);
                self.decoded(&reference, at);
                self.at = reference.end;
                at = self.at;
                continue;
            }
            at += 1;
        }
    }

    fn script(&self) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = self.at;
        let mut script = Script::Plain;
        loop {
            let found = match script {
                Script::Plain => memchr(b'<', &bytes[at..]),
                _ => memchr2(b'<', b'-', &bytes[at..]),
            };
            let Some(found) = found else {
                if script != Script::Plain {
                    self.error("eof-in-script-html-comment-like-text", bytes.len()..bytes.len());
                }
                return None;
            };
            at += found;
            let rest = &bytes[at..];
            if rest.starts_with(b"-->") {
                (script, at) = (Script::Plain, at + 3);
            } else if rest[0] == b'-' {
                at += 1;
            } else if script != Script::DoubleEscaped && self.is_end(at) {
                return Some(at);
            } else if script == Script::Plain && rest.starts_with(b"<!--") {
                // The two dashes may be those of `-->`.
                (script, at) = (Script::Escaped, at + 2);
            } else if script == Script::Plain {
                at += 1;
            } else {
                // Double escape start and end: `<script` and `</script`.
                let slash = usize::from(script == Script::DoubleEscaped);
                if slash == 1 && rest.get(1) != Some(&b'/') {
                    at += 1;
                    continue;
                }
                let letters = rest[1 + slash..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let name = &rest[1 + slash..][..letters];
                at += 1 + slash + letters;
                if name.eq_ignore_ascii_case(b"script") && self.byte(at).is_some_and(ends_name) {
                    script = if slash == 1 { Script::Escaped } else { Script::DoubleEscaped };
                }
            }
        }
    }
}

fn ends_name(byte: u8) -> bool {
    CLASS[usize::from(byte)] & (SPACE | CLOSE) != 0
}
