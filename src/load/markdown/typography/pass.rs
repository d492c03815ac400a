//! One pass over a text: each character that may have to change is looked at with its neighbours.

use std::ops::Range;

use super::style::Style;
use super::{ATOM, Edit, NARROW, NO_BREAK};

/// How far the end of a single quotation is looked for.
const SINGLE_REACH: usize = 200;

/// Bytes that something may have to be done about.
static TRIGGERS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\"'.-;:!?0123456789MDPXVI\xC2";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// See [`super::find`].
pub(super) fn run(run: &str, range: Range<usize>, style: &Style, literals: &[usize], edits: &mut Vec<Edit>) {
    let bytes = run.as_bytes();
    let mut pass = Pass {
        run,
        bytes,
        from: range.start,
        end: range.end,
        style,
        edits,
        quoted: 0,
        single: false,
        closed_at: None,
        word: (0, 0, false),
    };
    let mut at = range.start;
    while at < range.end {
        let byte = bytes[at];
        if !TRIGGERS[byte as usize] || literals.contains(&at) {
            at += 1;
            continue;
        }
        at = match byte {
            b'"' => pass.double(at),
            b'\'' => pass.apostrophe(at),
            b'.' => pass.dots(at),
            b'-' => pass.dashes(at),
            b';' | b':' | b'!' | b'?' => pass.high(at),
            b'0'..=b'9' => pass.number(at),
            0xC2 => pass.latin(at),
            b'M' | b'D' | b'P' => pass.title(at),
            _ => pass.century(at),
        };
    }
}

/// A pass over a text. Every method takes the place of a trigger and gives the place to go on from.
pub(super) struct Pass<'a> {
    pub(super) run: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) from: usize,
    pub(super) end: usize,
    pub(super) style: &'a Style,
    edits: &'a mut Vec<Edit>,
    /// How many quotations are open.
    quoted: usize,
    /// Whether a single quotation is open.
    single: bool,
    /// The place after the last quotation mark that closed.
    closed_at: Option<usize>,
    /// The bounds of the last word looked at, and whether it is an address or a path.
    word: (usize, usize, bool),
}

impl Pass<'_> {
    fn double(&mut self, at: usize) -> usize {
        let Some([outer, inner]) = &self.style.quotes else { return at + 1 };
        let (before, after) = (self.before(at), self.after(at + 1));
        let left = before.is_none_or(|c| c.is_whitespace() || opens(c));
        let right = after.is_none_or(char::is_whitespace);
        let elided = matches!(before, Some('\'' | '’')) && !right;
        let closing = match (left || elided, right) {
            (true, false) => self.quoted > 0 && after.is_some_and(|c| ",;:!?)]}".contains(c)),
            (true, true) => self.quoted > 0,
            (false, true) => true,
            (false, false) => {
                !before.is_some_and(|c| c.is_ascii_digit()) && self.quoted > 0
                    || after.is_some_and(|c| !c.is_alphanumeric() && c != ATOM)
            }
        };
        if closing {
            if self.quoted == 0 {
                return at + 1;
            }
            self.quoted -= 1;
            let pair = if self.quoted == 0 { outer } else { inner };
            let spaced = pair.close.starts_with(NARROW) && self.quoted == 0;
            let start = if spaced { self.spaces_before(at) } else { at };
            self.edit(start, at + 1, pair.close);
            self.closed_at = Some(at + 1);
            return at + 1;
        }
        if !self.run[at + 1..self.end].contains('"') {
            return at + 1;
        }
        let pair = if self.quoted == 0 { outer } else { inner };
        let spaced = pair.open.ends_with(NARROW);
        let end = if spaced { self.spaces_after(at + 1) } else { at + 1 };
        self.quoted += 1;
        self.edit(at, end, pair.open);
        end
    }

    fn apostrophe(&mut self, at: usize) -> usize {
        if self.is_address(at) {
            return at + 1;
        }
        let (before, after) = (self.before(at), self.after(at + 1));
        let follows = after.is_some_and(|c| c.is_alphanumeric() || c == ATOM);
        let with = match before {
            Some(c) if c.is_numeric() && !after.is_some_and(char::is_alphabetic) => None,
            Some(c) if c.is_alphanumeric() || c == ATOM => {
                let quotes = self.style.single.is_some();
                let elides = follows || quotes && after.is_some_and(|c| "«“\"".contains(c));
                self.single &= elides;
                (elides || quotes).then_some("’")
            }
            Some(c) if !c.is_whitespace() && !opens(c) => std::mem::take(&mut self.single).then_some("’"),
            _ if follows => match &self.style.single {
                Some(pair) if !self.single && self.single_closes(at + 1) => {
                    self.single = true;
                    Some(pair.open)
                }
                Some(_) => Some("’"),
                None => None,
            },
            _ => None,
        };
        if let Some(with) = with {
            self.edit(at, at + 1, with);
        }
        at + 1
    }

    /// Whether a single quotation that opens before `from` has an end.
    fn single_closes(&self, from: usize) -> bool {
        if self.bytes[from].is_ascii_digit() {
            return false;
        }
        let reach = (from + SINGLE_REACH).min(self.end);
        self.bytes[from..reach].iter().enumerate().any(|(i, byte)| {
            let at = from + i;
            *byte == b'\''
                && i > 0
                && !self.bytes[at - 1].is_ascii_whitespace()
                && !self.after(at + 1).is_some_and(char::is_alphanumeric)
        })
    }

    fn dots(&mut self, at: usize) -> usize {
        let count = self.count(at, b'.');
        if count == 3 && !self.is_address(at) {
            self.edit(at, at + 3, "…");
        } else if count == 1 && self.is_space(at + 1) {
            self.abbreviated(at);
        }
        at + count
    }

    fn dashes(&mut self, at: usize) -> usize {
        let count = self.count(at, b'-');
        let with = match count {
            2 => "–",
            3 => "—",
            _ => return at + count,
        };
        let (before, after) = (self.before(at), self.after(at + count));
        let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let joined = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '-');
        let alone = before.is_none() && after.is_none();
        let fits = apart(before) && apart(after) || joined(before) && joined(after);
        if fits && !alone && !self.is_address(at) {
            self.edit(at, at + count, with);
        }
        at + count
    }

    fn high(&mut self, at: usize) -> usize {
        let marks = self.bytes[at..self.end].iter();
        let count = marks.take_while(|byte| matches!(byte, b';' | b':' | b'!' | b'?')).count();
        let end = at + count;
        let byte = self.bytes[at];
        if byte == b':' && self.run[end..self.end].starts_with("//") {
            self.is_address(at);
            return self.word.1.clamp(end, self.end);
        }
        let emphatic = self.bytes[at..end].iter().all(|byte| matches!(byte, b'!' | b'?'));
        let ends = match self.after(end) {
            None => true,
            Some(c) => c.is_whitespace() || "»”’\"'),].…–—«“".contains(c) && (emphatic || c != ')'),
        };
        if !self.style.high.contains(&byte) || !ends || count > 1 && !emphatic {
            return end;
        }
        let spaces = self.spaces_before(at);
        if spaces < at {
            if self.before(spaces).is_some_and(|c| !c.is_whitespace()) {
                self.edit(spaces, at, NARROW);
            }
        } else if self.before(at).is_some_and(|c| self.may_be_followed(c, at))
            && !self.is_address(at)
            && !(byte == b':' && self.bytes[self.word.0] == b':')
        {
            self.edit(at, at, NARROW);
        }
        end
    }

    /// Whether punctuation with a space before it may follow `c`, which is just before `at`.
    fn may_be_followed(&self, c: char, at: usize) -> bool {
        c.is_alphanumeric()
            || matches!(c, ')' | ']' | '}' | '»' | '”' | '%' | '€' | '°' | ATOM)
            || c == '"' && self.closed_at == Some(at)
    }

    /// `«`, `»` and `°`, which share a first byte with other signs.
    fn latin(&mut self, at: usize) -> usize {
        let end = at + 2;
        match self.bytes.get(at + 1) {
            Some(0xAB) => {
                self.quoted += 1;
                if self.style.french && self.after(end).is_some_and(|c| !is_no_break(c)) {
                    let spaces = self.spaces_after(end);
                    self.edit(end, spaces, NARROW);
                    return spaces;
                }
            }
            Some(0xBB) => {
                self.quoted = self.quoted.saturating_sub(1);
                if self.style.french && self.before(at).is_some_and(|c| !is_no_break(c)) {
                    self.edit(self.spaces_before(at), at, NARROW);
                }
            }
            Some(0xB0) => {
                let number = matches!(self.before(at), Some('n' | 'N'))
                    && !self.before(at - 1).is_some_and(char::is_alphanumeric);
                if number && self.is_space(end) && self.after(end + 1).is_some_and(char::is_alphanumeric) {
                    self.edit(end, end + 1, NO_BREAK);
                }
            }
            _ => {}
        }
        end
    }

    /// Notes a change, unless it would touch the last one.
    pub(super) fn edit(&mut self, at: usize, end: usize, with: &'static str) {
        let clear = self
            .edits
            .last()
            .is_none_or(|last| last.end < at || last.end == at && (end > at || last.at < at && last.with != NARROW));
        if clear && at >= self.from && end <= self.end {
            self.edits.push(Edit { at, end, with });
        }
    }

    /// The character before `at`, of the whole text.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.run[..at].chars().next_back()
    }

    /// The character at `at`, of the whole text.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.run[at..].chars().next()
    }

    /// Whether a breaking space is at `at`.
    pub(super) fn is_space(&self, at: usize) -> bool {
        at < self.end && matches!(self.bytes[at], b' ' | b'\n')
    }

    /// Where the breaking spaces that end at `at` begin, short of the last change.
    fn spaces_before(&self, at: usize) -> usize {
        let floor = self.edits.last().map_or(self.from, |edit| edit.end.max(self.from));
        let mut start = at;
        while start > floor && self.is_space(start - 1) {
            start -= 1;
        }
        start
    }

    /// Where the breaking spaces that begin at `at` end.
    fn spaces_after(&self, at: usize) -> usize {
        let mut end = at;
        while self.is_space(end) {
            end += 1;
        }
        end
    }

    /// How many times `byte` stands at `at`.
    fn count(&self, at: usize, byte: u8) -> usize {
        self.bytes[at..self.end].iter().take_while(|other| **other == byte).count()
    }

    /// Whether the word around `at` is a URL, an e-mail address or a path.
    fn is_address(&mut self, at: usize) -> bool {
        let (start, end, address) = self.word;
        if (start..end).contains(&at) {
            return address;
        }
        let space = |byte: &u8| *byte <= b' ';
        let start = self.bytes[..at].iter().rposition(space).map_or(0, |i| i + 1);
        let end = self.bytes[at..].iter().position(space).map_or(self.bytes.len(), |i| at + i);
        let word = self.run[start..end].trim_start_matches(['(', '[', '"', '\'', '«', '“', '\u{202F}', '\u{A0}']);
        let plain = !word.bytes().any(|byte| matches!(byte, b':' | b'\\' | b'/' | b'@'));
        let address = if plain {
            word.starts_with("www.")
        } else {
            word.contains("://")
                || word.contains('\\')
                || ["www.", "/", "./", "../", "~/"].iter().any(|prefix| word.starts_with(prefix))
                || word
                    .split_once('@')
                    .is_some_and(|(name, host)| name.ends_with(|c: char| c.is_alphanumeric()) && host.contains('.'))
        };
        self.word = (start, end, address);
        address
    }
}

/// Whether `c` opens what follows it: a quotation mark after it opens too.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '„' | '‘' | '—' | '–' | '-' | '/')
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}')
}
