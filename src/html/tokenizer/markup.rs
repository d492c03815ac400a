//! Comments and CDATA sections (HTML Standard, 13.2.5.41 to 13.2.5.52 and 13.2.5.69 to 13.2.5.71).

use memchr::{memchr, memmem};

use super::{Builder, Null, Tokenizer};

impl<B: Builder> Tokenizer<'_, B> {
    /// Markup declaration open state, at a `<!`.
    pub(super) fn declaration(&mut self, at: usize) {
        let rest = &self.html.as_bytes()[at + 2..];
        if rest.starts_with(b"--") {
            self.comment(at);
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.doctype(at);
        } else if !rest.starts_with(b"[CDATA[") {
            self.error("incorrectly-opened-comment", at..at + 2);
            self.bogus_comment(at, at + 2);
        } else if self.builder.is_in_foreign() {
            self.cdata(at);
        } else {
            self.error("cdata-in-html-content", at..at + 9);
            self.bogus_comment(at, at + 2);
        }
    }

    /// A comment up to the next `>`.
    pub(super) fn bogus_comment(&mut self, at: usize, from: usize) {
        let end = memchr(b'>', &self.bytes()[from..]).map_or(self.html.len(), |length| from + length + 1);
        self.nulls(from..end);
        self.emit_comment(at, end);
    }

    fn emit_comment(&mut self, at: usize, end: usize) {
        self.at = end;
        self.builder.comment(at as u32..end as u32);
    }

    fn comment(&mut self, start: usize) {
        let bytes = self.html.as_bytes();
        let from = start + 4;
        let rest = &bytes[from..];
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            let end = from + 1 + usize::from(rest[0] == b'-');
            self.error("abrupt-closing-of-empty-comment", start..end);
            return self.emit_comment(start, end);
        }
        let mut at = from;
        let end = loop {
            let Some(found) = memchr(b'-', &bytes[at..]) else {
                self.error("eof-in-comment", start..bytes.len());
                break bytes.len();
            };
            at += found;
            let rest = &bytes[at..];
            if rest.starts_with(b"-->") {
                break at + 3;
            }
            if rest.starts_with(b"--!>") {
                self.error("incorrectly-closed-comment", start..at + 4);
                break at + 4;
            }
            if rest.starts_with(b"--") && rest.len() > 2 && bytes[from..at].ends_with(b"<!") {
                self.error("nested-comment", at - 2..at + 2);
            }
            at += 1;
        };
        self.nulls(from..end);
        self.emit_comment(start, end);
    }

    fn cdata(&mut self, start: usize) {
        let from = start + 9;
        let found = memmem::find(&self.bytes()[from..], b"]]>");
        if found.is_none() {
            self.error("eof-in-cdata", start..self.html.len());
        }
        let end = found.map_or(self.html.len(), |length| from + length);
        self.at = (end + 3).min(self.html.len());
        self.characters(from..end, Null::Token);
    }
}
