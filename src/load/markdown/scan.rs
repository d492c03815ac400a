//! What is found line by line before the parse: blocks' fences and definitions of abbreviations.
//!
//! Each is overwritten with the same number of bytes. A line of code that looks like one is
//! overwritten too; it is written from the author's text, and what the parse does not confirm is
//! put back and read again.

use std::borrow::Cow;
use std::ops::Range;

use super::attribute::{self, Attribute, Fault};

/// A text with what was found in it overwritten.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    src: &'a str,
    /// As long as the author's text.
    pub(super) text: Cow<'a, str>,
    /// What was found, in order.
    pub(super) items: Vec<Item>,
}

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// From the first mark to the end of the last line.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// `::name{…}`
    Leaf(Call),
    /// `:::name{…}`, with its number of colons.
    Open(usize, Call),
    /// `:::`, with its number of colons.
    Close(usize),
    /// `*[short]: long`
    Abbreviation(Range<usize>, Range<usize>),
    /// A colon that begins a line and that the parse would take for a definition's.
    Colon,
}

impl Item {
    /// Whether it is a block's fence.
    pub(super) fn is_fence(&self) -> bool {
        matches!(self.kind, Kind::Leaf(_) | Kind::Open(..) | Kind::Close(_))
    }
}

/// A block as called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) faults: Vec<Fault>,
    /// Text after the attributes, which should not be there.
    pub(super) rest: Option<Range<usize>>,
}

/// Finds everything in `src`.
pub(super) fn scan(src: &str) -> Scan<'_> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < src.len() {
        let line_end = src[at..].find('\n').map_or(src.len(), |i| at + i);
        let end = at + src[at..line_end].trim_end_matches('\r').len();
        let next = match first_mark(src, at, end) {
            Some(start) if src.as_bytes()[start] == b':' => {
                let colon = || Item { range: start..start + 1, kind: Kind::Colon };
                Some(directive(src, start, end).unwrap_or_else(colon))
            }
            Some(start) => abbreviation(src, start, end),
            None => None,
        };
        at = line_end + 1;
        if let Some(item) = next {
            at = at.max(item.range.end);
            items.push(item);
        }
    }
    let mut scan = Scan { src, text: Cow::Borrowed(src), items };
    scan.mask();
    scan
}

impl<'a> Scan<'a> {
    /// Finds nothing in `src`.
    pub(super) fn nothing(src: &'a str) -> Self {
        Self { src, text: Cow::Borrowed(src), items: Vec::new() }
    }

    /// Forgets the items of these numbers, in order: their text is the author's again.
    pub(super) fn forget(&mut self, lost: &[usize]) {
        for number in lost.iter().rev() {
            let item = &mut self.items[*number];
            if item.is_fence() {
                *item = Item { range: item.range.start..item.range.start + 1, kind: Kind::Colon };
            } else {
                self.items.remove(*number);
            }
        }
        self.text = Cow::Borrowed(self.src);
        self.mask();
    }

    /// Whether the item is on one line.
    pub(super) fn is_one_line(&self, item: &Item) -> bool {
        !self.src[item.range.clone()].contains('\n')
    }

    /// The text of `range` with the colons that begin its lines.
    pub(super) fn colons<'t>(&self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let mut own = Cow::Borrowed(text);
        let first = self.items.partition_point(|item| item.range.start < range.start);
        for item in self.items[first..].iter().take_while(|item| item.range.start < range.end) {
            if item.kind == Kind::Colon && text.len() == range.len() {
                let at = item.range.start - range.start;
                own.to_mut().replace_range(at..=at, ":");
            }
        }
        own
    }

    fn mask(&mut self) {
        let bytes = self.src.as_bytes();
        // Without a way out, these loops take several bytes at a time.
        let controls = bytes.iter().fold(false, |found, byte| found | is_control(*byte));
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let high_controls = pairs.fold(false, |found, (first, second)| found | is_high_control(*first, *second));
        if self.items.is_empty() && !controls && !high_controls {
            return;
        }
        let mut bytes = bytes.to_vec();
        for item in &self.items {
            match item.kind {
                Kind::Colon => bytes[item.range.start] = b';',
                _ => cover(&mut bytes[item.range.clone()], item.is_fence()),
            }
        }
        if controls {
            for byte in bytes.iter_mut().filter(|byte| is_control(**byte)) {
                *byte = b' ';
            }
        }
        if high_controls {
            for at in 1..bytes.len() {
                if is_high_control(bytes[at - 1], bytes[at]) {
                    bytes[at - 1..=at].fill(b' ');
                }
            }
        }
        if let Ok(text) = String::from_utf8(bytes) {
            self.text = Cow::Owned(text);
        }
    }
}

/// Overwrites an item: a thematic break where a block stands, spaces elsewhere, line breaks kept.
fn cover(bytes: &mut [u8], directive: bool) {
    let mut line_start = false;
    for byte in bytes.iter_mut() {
        match *byte {
            b'\n' => line_start = true,
            b'\r' | b' ' | b'\t' => {}
            b'>' if line_start => {}
            _ => {
                line_start = false;
                *byte = b' ';
            }
        }
    }
    if directive && let Some(mark) = bytes.first_chunk_mut::<3>() {
        *mark = *b"___";
    }
}

/// Control characters that no page may hold.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 0x7F)
}

fn is_high_control(first: u8, second: u8) -> bool {
    first == 0xC2 && second < 0xA0
}

/// The first byte of a line after its indentation and the marks of quotations, lists and notes.
fn first_mark(src: &str, start: usize, end: usize) -> Option<usize> {
    let line = &src.as_bytes()[..end];
    let mut at = start;
    loop {
        let rest = line.get(at..)?;
        match rest {
            [b' ' | b'\t' | b'>', ..] => at += 1,
            [b'-' | b'+' | b'*' | b':', b' ' | b'\t', ..] => at += 2,
            [b'*', b'[', ..] | [b':', _, ..] => return Some(at),
            [b'0'..=b'9', ..] => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                match rest.get(digits..) {
                    Some([b'.' | b')', b' ' | b'\t', ..]) if digits < 10 => at += digits + 2,
                    _ => return None,
                }
            }
            [b'[', b'^', ..] => {
                let close = rest.windows(2).position(|pair| pair == b"]:")?;
                at += close + 2;
            }
            _ => return None,
        }
    }
}

fn directive(src: &str, start: usize, line_end: usize) -> Option<Item> {
    let line = &src[start..line_end];
    let colons = line.len() - line.trim_start_matches(':').len();
    let mut at = start + colons;
    if colons < 2 {
        return None;
    }
    if colons > 2 {
        at += spaces(&src[at..line_end]);
    }
    if at == line_end {
        let kind = Kind::Close(colons);
        return (colons > 2).then_some(Item { range: start..line_end, kind });
    }
    let rest = &src[at..line_end];
    let name_end = if rest.starts_with(char::is_alphabetic) {
        rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
    } else {
        Some(0)
    };
    let name = at..at + name_end.unwrap_or(rest.len());
    let after = src[name.end..line_end].trim_start_matches([' ', '\t']);
    let nameless = name.is_empty() && !(colons > 2 && after.starts_with('{'));
    let prose = colons == 2 && !after.is_empty() && !after.starts_with('{');
    if nameless || prose {
        return None;
    }
    let mut call = Call { name, attributes: Vec::new(), faults: Vec::new(), rest: None };
    let mut end = line_end;
    let mut rest = line_end - after.len();
    if after.starts_with('{') {
        let mut read = attribute::read(src, rest, line_end);
        if read.unclosed.is_some() {
            let further = attribute::read(src, rest, paragraph_end(src, line_end));
            if further.unclosed.is_none() {
                read = further;
            }
        }
        if let Some(at) = read.unclosed {
            let help = "attributes go from `{` to `}`, values from `\"` to `\"`";
            let message = format!("`{}` is not closed", &src[at..=at]);
            read.faults.push(Fault { at: at..at + 1, message, help });
        }
        end = src[read.end..].find('\n').map_or(src.len(), |i| read.end + i);
        end = read.end + src[read.end..end].trim_end_matches('\r').len();
        rest = read.end;
        call.attributes = read.list;
        call.faults = read.faults;
    }
    let text = src[rest..end].trim();
    if !text.is_empty() {
        let from = rest + spaces(&src[rest..end]);
        let at = from..from + text.len();
        let message = format!("`{text}` is neither the name of a block nor its attributes");
        let help = "write `:::name{attribute=\"value\"}` and nothing after it";
        call.faults.push(Fault { at: at.clone(), message, help });
        call.rest = Some(at);
    }
    let kind = if colons == 2 { Kind::Leaf(call) } else { Kind::Open(colons, call) };
    Some(Item { range: start..end, kind })
}

fn abbreviation(src: &str, start: usize, line_end: usize) -> Option<Item> {
    let close = src[start..line_end].find("]:")?;
    let name = start + 2..start + close;
    let text = src[name.end + 2..line_end].trim();
    if src[name.clone()].trim().is_empty() || text.is_empty() {
        return None;
    }
    let from = name.end + 2 + spaces(&src[name.end + 2..line_end]);
    Some(Item { range: start..line_end, kind: Kind::Abbreviation(name, from..from + text.len()) })
}

/// Where the lines that may go on with attributes end: before a blank line, a fence, or the text's end.
fn paragraph_end(src: &str, line_end: usize) -> usize {
    let mut end = line_end;
    for line in src[line_end..].split_inclusive('\n').skip(1) {
        let content = line.trim_start_matches([' ', '\t', '>']);
        if content.trim().is_empty() || ["```", "~~~", "::"].iter().any(|mark| content.starts_with(mark)) {
            break;
        }
        end = line.as_ptr() as usize - src.as_ptr() as usize + line.len();
    }
    end
}

/// How many bytes of space begin `text`.
fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_covered_byte_for_byte() {
        for (src, text) in [
            ("a\n", "a\n"),
            ("::x\n", "___\n"),
            ("- :::é{a=1}\n  é\n  :::\n", "- ___       \n  é\n  ___\n"),
            ("> ::x{a=1\n> b=2}\n> c", "> ___    \n>     \n> c"),
            ("*[A]: b\r\nc", "       \r\nc"),
            ("a\u{1}b\u{85}c", "a b  c"),
            ("a ::x\n::std::vec\n:: x\n:::-\n:a", "a ::x\n;:std::vec\n;: x\n;::-\n;a"),
        ] {
            assert_eq!(scan(src).text, text, "{src:?}");
        }
    }

    #[test]
    fn an_unclosed_brace_keeps_to_its_line() {
        for src in ["::x{a=1\n\nb}", "::x{a=1\n```\n}\n```\n", "::x{a=\"1\nb\n"] {
            let scan = scan(src);
            let Some(Item { range, kind: Kind::Leaf(call) }) = scan.items.first() else {
                panic!("{src}");
            };
            assert_eq!(range.end, src.find('\n').unwrap_or_default(), "{src}");
            assert_eq!(call.faults.len(), 1, "{src}");
        }
    }

    #[test]
    fn text_after_the_name_is_a_fault_at_its_place() {
        let src = ":::note Un titre\n";
        let scan = scan(src);
        let Kind::Open(3, call) = &scan.items[0].kind else { panic!() };
        assert_eq!(call.rest.clone().map(|at| &src[at]), Some("Un titre"));
        assert_eq!(&src[call.faults[0].at.clone()], "Un titre");
    }
}
