//! Places in the text of a sheet: from the parser's lines and columns to bytes.

use std::ops::Range;

use crate::style::skip;

/// Brackets nested deeper than this are refused before a parser that recurses sees them.
const MAX_DEPTH: usize = 100;
/// The same for functions in selectors.
const MAX_SELECTORS: usize = 64;
/// The same for functions in values: the parser tries several readings of each, one after the other, so that time grows
/// twofold with each level.
const MAX_FUNCTIONS: usize = 16;

/// The byte at a line (from 0) and a column (from 1, in UTF-16 units), as CSS counts lines.
pub(super) fn offset(text: &str, line: u32, column: u32) -> usize {
    let start = line_start(text, line);
    let mut units = 1;
    for (at, c) in text[start..].char_indices() {
        if units >= column {
            return start + at;
        }
        units += c.len_utf16() as u32;
    }
    text.len()
}

/// The byte where a line begins. CSS ends a line at `\n`, `\r\n`, `\r` and form feed.
fn line_start(text: &str, line: u32) -> usize {
    if line == 0 {
        return 0;
    }
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' | 0x0c => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.map(|(at, _)| at + 1).nth(line as usize - 1).unwrap_or(text.len())
}

/// The word at `at`, blanks before it skipped: a name, a number, a string, a `url(…)`, else one
/// character.
pub(super) fn word(text: &str, at: usize) -> Range<usize> {
    let rest = text[at..].trim_start();
    let at = text.len() - rest.len();
    let mut chars = rest.chars();
    let first = chars.next();
    let length = match first {
        Some(quote @ ('"' | '\'')) => match rest[1..].find([quote, '\n']) {
            Some(end) if rest[1 + end..].starts_with(quote) => end + 2,
            end => end.map_or(rest.len(), |end| end + 1),
        },
        _ if rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url(")) => match rest.find([')', '\n']) {
            Some(end) if rest[end..].starts_with(')') => end + 1,
            end => end.unwrap_or(rest.len()),
        },
        _ => {
            let first = first.map_or(0, char::len_utf8);
            let end = rest[first..].find(|c: char| c.is_whitespace() || ";:,{}()[]\"'".contains(c));
            end.map_or(rest.len(), |end| first + end)
        }
    };
    at..at + length
}

/// The word at `at` with the `sign` that it follows, which parsers step over: `@name`, `::name`.
pub(super) fn signed(text: &str, at: usize, sign: char) -> Range<usize> {
    let start = text[..at].rfind(sign).unwrap_or(at);
    let name = text[start..].trim_start_matches(sign);
    let start = text[..start].trim_end_matches(sign).len();
    start..word(text, text.len() - name.len()).end
}

/// From `at` to the end of the statement there, its semicolon excluded, on one line.
pub(super) fn statement(text: &str, at: usize) -> Range<usize> {
    let end = text[at..].find([';', '\n', '{', '}']).map_or(text.len(), |end| at + end);
    at..at + text[at..end].trim_end().len()
}

/// The first bracket that is nested too deeply; those in strings and comments do not count.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut open) = (0, Vec::new());
    let (mut functions, mut selectors) = (0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'(' | b'[' | b'{' => {
                let bracket = match byte {
                    b'(' if is_selector(&text[..at]) => Bracket::Selector,
                    b'(' => Bracket::Function,
                    _ => Bracket::Other,
                };
                functions += usize::from(bracket == Bracket::Function);
                selectors += usize::from(bracket == Bracket::Selector);
                open.push(bracket);
                if functions > MAX_FUNCTIONS || selectors > MAX_SELECTORS || open.len() > MAX_DEPTH {
                    return Some(at);
                }
            }
            b')' | b']' | b'}' => match open.pop() {
                Some(Bracket::Function) => functions -= 1,
                Some(Bracket::Selector) => selectors -= 1,
                Some(Bracket::Other) | None => {}
            },
            _ => {
                at = skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    None
}

#[derive(PartialEq, Eq)]
enum Bracket {
    /// Of a function in a selector.
    Selector,
    /// Of another function, or of none.
    Function,
    Other,
}

/// Whether a bracket after this text is of a function that takes selectors.
fn is_selector(before: &str) -> bool {
    const NAMES: [&str; 10] =
        [":is", ":not", ":where", ":has", ":host", ":slotted", ":cue", ":nth-child", ":nth-last-child", ":matches"];
    let start = before.rfind(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(0);
    NAMES.iter().any(|name| before[start..].eq_ignore_ascii_case(name))
}

/// Where a property is declared, outside of strings and comments, and the text of each of its values.
pub(super) fn declarations<'t>(text: &'t str, name: &str) -> Vec<(usize, &'t str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut begins) = (0, true);
    while let Some(byte) = bytes.get(at) {
        let is_comment = *byte == b'/' && bytes.get(at + 1) == Some(&b'*');
        if begins && text.get(at..at + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)) {
            let value = text[at + name.len()..].trim_start().strip_prefix(':').unwrap_or_default();
            let end = value.find(['{', '}', ';']).unwrap_or(value.len());
            // A selector may begin so too.
            if end > 0 && !value[end..].starts_with('{') {
                found.push((at, &value[..end]));
            }
        }
        begins = matches!(byte, b'{' | b'}' | b';') || begins && (is_comment || byte.is_ascii_whitespace());
        at = skip(bytes, at);
    }
    found
}
