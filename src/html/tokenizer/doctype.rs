//! Doctypes (HTML Standard, 13.2.5.53 to 13.2.5.68).

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;
use memchr::{memchr, memchr2};

use super::input::clean;
use super::name::{CLASS, SPACE, changed};
use super::{Builder, Tokenizer};

/// How a part of a doctype ends.
enum Next {
    /// There is more, from this byte.
    More(usize),
    /// The doctype ends before this byte.
    Done(usize),
    /// Nothing that follows is understood, from this byte.
    Bogus(usize),
}

/// The two identifiers, with the codes of what may be wrong with them.
struct Identifier {
    keyword_without_space: &'static str,
    missing: &'static str,
    missing_quote: &'static str,
    abrupt: &'static str,
}

const PUBLIC: Identifier = Identifier {
    keyword_without_space: "missing-whitespace-after-doctype-public-keyword",
    missing: "missing-doctype-public-identifier",
    missing_quote: "missing-quote-before-doctype-public-identifier",
    abrupt: "abrupt-doctype-public-identifier",
};

const SYSTEM: Identifier = Identifier {
    keyword_without_space: "missing-whitespace-after-doctype-system-keyword",
    missing: "missing-doctype-system-identifier",
    missing_quote: "missing-quote-before-doctype-system-identifier",
    abrupt: "abrupt-doctype-system-identifier",
};

impl<B: Builder> Tokenizer<'_, B> {
    /// The doctype at a `<!doctype`.
    pub(super) fn doctype(&mut self, start: usize) {
        let mut doctype = Doctype::default();
        let mut next = self.doctype_name(start + 9, &mut doctype);
        if let Next::More(at) = next {
            next = self.doctype_identifiers(at, &mut doctype);
        }
        let end = match next {
            Next::Done(end) => end,
            Next::More(at) | Next::Bogus(at) => {
                let end = memchr(b'>', &self.bytes()[at..]).map_or(self.html.len(), |length| at + length + 1);
                self.nulls(at..end);
                end
            }
        };
        self.at = end;
        self.builder.doctype(doctype, start as u32..end as u32);
    }

    /// The page ends in it, or it ends too soon.
    fn cut(&self, code: &'static str, at: usize, doctype: &mut Doctype) -> Next {
        doctype.force_quirks = true;
        let end = (at + 1).min(self.html.len());
        self.error(if at < self.html.len() { code } else { "eof-in-doctype" }, at..end);
        Next::Done(end)
    }

    fn doctype_name(&self, from: usize, doctype: &mut Doctype) -> Next {
        let start = self.skip_space(from);
        match self.byte(start) {
            None | Some(b'>') => return self.cut("missing-doctype-name", start, doctype),
            Some(_) if start == from => self.error("missing-whitespace-before-doctype-name", start..start + 1),
            Some(_) => {}
        }
        let is_end = |byte: &u8| *byte == b'>' || CLASS[usize::from(*byte)] & SPACE != 0;
        let end = self.bytes()[start..].iter().position(is_end).map_or(self.html.len(), |length| start + length);
        self.nulls(start..end);
        doctype.name = Some(StrTendril::from_slice(&changed(&self.html[start..end])));
        let at = self.skip_space(end);
        let keyword =
            |word: &[u8]| self.bytes()[at..].get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
        match self.byte(at) {
            None => self.cut("", at, doctype),
            Some(b'>') => Next::Done(at + 1),
            Some(_) if keyword(b"public") || keyword(b"system") => Next::More(at),
            Some(_) => {
                doctype.force_quirks = true;
                self.error("invalid-character-sequence-after-doctype-name", at..at + 1);
                Next::Bogus(at)
            }
        }
    }

    fn doctype_identifiers(&self, at: usize, doctype: &mut Doctype) -> Next {
        // The word is `public` or `system`.
        let is_public = self.bytes()[at].eq_ignore_ascii_case(&b'p');
        let from = at + 6;
        let next = self.identifier(from, if is_public { &PUBLIC } else { &SYSTEM }, doctype, is_public);
        let Next::More(end) = next else { return next };
        let at = self.skip_space(end);
        if !is_public {
            return self.after_system(at, doctype);
        }
        match self.byte(at) {
            None => self.cut("", at, doctype),
            Some(b'>') => Next::Done(at + 1),
            Some(b'"' | b'\'') => {
                if at == end {
                    self.error("missing-whitespace-between-doctype-public-and-system-identifiers", at..at + 1);
                }
                let next = self.quoted(at, &SYSTEM, doctype, false);
                let Next::More(end) = next else { return next };
                self.after_system(self.skip_space(end), doctype)
            }
            Some(_) => self.unquoted(&SYSTEM, at, doctype),
        }
    }
    fn identifier(&self, from: usize, codes: &Identifier, doctype: &mut Doctype, is_public: bool) -> Next {
        let at = self.skip_space(from);
        match self.byte(at) {
            None | Some(b'>') => self.cut(codes.missing, at, doctype),
            Some(b'"' | b'\'') => {
                if at == from {
                    self.error(codes.keyword_without_space, at..at + 1);
                }
                self.quoted(at, codes, doctype, is_public)
            }
            Some(_) => self.unquoted(codes, at, doctype),
        }
    }

    fn unquoted(&self, codes: &Identifier, at: usize, doctype: &mut Doctype) -> Next {
        doctype.force_quirks = true;
        self.error(codes.missing_quote, at..at + 1);
        Next::Bogus(at)
    }

    /// The identifier in quotes at `at`.
    fn quoted(&self, at: usize, codes: &Identifier, doctype: &mut Doctype, is_public: bool) -> Next {
        let start = at + 1;
        let end =
            memchr2(self.bytes()[at], b'>', &self.bytes()[start..]).map_or(self.html.len(), |length| start + length);
        self.nulls(start..end);
        let value = Some(StrTendril::from_slice(&clean(&self.html[start..end])));
        if is_public {
            doctype.public_id = value;
        } else {
            doctype.system_id = value;
        }
        match self.byte(end) {
            None | Some(b'>') => self.cut(codes.abrupt, end, doctype),
            Some(_) => Next::More(end + 1),
        }
    }

    fn after_system(&self, at: usize, doctype: &mut Doctype) -> Next {
        match self.byte(at) {
            None => self.cut("", at, doctype),
            Some(b'>') => Next::Done(at + 1),
            Some(_) => {
                self.error("unexpected-character-after-doctype-system-identifier", at..at + 1);
                Next::Bogus(at)
            }
        }
    }
}
