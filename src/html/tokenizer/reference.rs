//! Character references (HTML Standard, 13.2.5.72 to 13.2.5.84).

use std::ops::Range;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

use super::input::is_noncharacter;

/// Where a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::html) enum Place {
    /// In text.
    Text,
    /// In the value of an attribute, where old addresses (`?a=1&copy=2`) are kept.
    Attribute,
}

/// A reference that stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::html) struct Reference {
    first: char,
    second: Option<char>,
    /// The byte after it.
    pub(in crate::html) end: usize,
}

impl Reference {
    /// What it stands for.
    pub(in crate::html) fn characters(&self) -> impl Iterator<Item = char> {
        std::iter::once(self.first).chain(self.second)
    }
}

/// No name is longer.
const LONGEST: usize = 32;

pub(in crate::html) type Tell<'t> = &'t mut dyn FnMut(&'static str, Range<usize>);

/// The reference at a `&`; nothing when it stands for itself.
pub(in crate::html) fn read(html: &str, at: usize, place: Place, tell: Tell<'_>) -> Option<Reference> {
    match html.as_bytes().get(at + 1)? {
        b'#' => numeric(html, at, tell),
        byte if byte.is_ascii_alphanumeric() => named(html, at, place, tell),
        _ => None,
    }
}

fn named(html: &str, at: usize, place: Place, tell: Tell<'_>) -> Option<Reference> {
    let start = at + 1;
    let rest = &html.as_bytes()[start..];
    let is_long = |found: &&u8| !found.is_ascii_alphanumeric();
    let length = rest.iter().take(LONGEST).position(|byte| is_long(&byte)).unwrap_or(rest.len().min(LONGEST));
    let semicolon = rest.get(length) == Some(&b';');
    if semicolon && let Some(found) = lookup(&html[start..=start + length], start) {
        return Some(found);
    }
    let Some(found) = (1..=length).rev().find_map(|length| lookup(&html[start..start + length], start)) else {
        if let Some(end) = unknown(rest) {
            tell("unknown-named-character-reference", at..start + end);
        }
        return None;
    };
    let next = html.as_bytes().get(found.end);
    if place == Place::Attribute && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric()) {
        return None;
    }
    tell("missing-semicolon-after-character-reference", at..found.end);
    Some(found)
}

/// Where a name that is none ends, if a semicolon says that it was meant to be one.
fn unknown(rest: &[u8]) -> Option<usize> {
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    (rest[end] == b';').then_some(end + 1)
}

fn lookup(name: &str, start: usize) -> Option<Reference> {
    // The table also has the beginnings of names, as 0.
    let (first, second) = *NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0)?;
    let second = char::from_u32(second).filter(|second| *second != '\0');
    Some(Reference { first: char::from_u32(first)?, second, end: start + name.len() })
}

fn numeric(html: &str, at: usize, tell: Tell<'_>) -> Option<Reference> {
    let bytes = html.as_bytes();
    let is_hexadecimal = matches!(bytes.get(at + 2), Some(b'x' | b'X'));
    let start = at + 2 + usize::from(is_hexadecimal);
    let base = if is_hexadecimal { 16 } else { 10 };
    let digits = bytes[start.min(bytes.len())..].iter().map_while(|byte| char::from(*byte).to_digit(base));
    let (mut code, mut end) = (0_u32, start);
    for digit in digits {
        code = code.saturating_mul(base).saturating_add(digit);
        end += 1;
    }
    if end == start {
        tell("absence-of-digits-in-numeric-character-reference", at..start.min(bytes.len()));
        return None;
    }
    if bytes.get(end) == Some(&b';') {
        end += 1;
    } else {
        tell("missing-semicolon-after-character-reference", at..end);
    }
    let (first, fault) = character(code);
    if let Some(fault) = fault {
        tell(fault, at..end);
    }
    Some(Reference { first, second: None, end })
}

/// The character of a number, and what is wrong with it (13.2.5.84).
fn character(code: u32) -> (char, Option<&'static str>) {
    let known = char::from_u32(code).unwrap_or('\u{fffd}');
    match code {
        0 => ('\u{fffd}', Some("null-character-reference")),
        0xD800..=0xDFFF => (known, Some("surrogate-character-reference")),
        0x11_0000.. => (known, Some("character-reference-outside-unicode-range")),
        0x80..=0x9F => (C1_REPLACEMENTS[code as usize - 0x80].unwrap_or(known), Some("control-character-reference")),
        b if is_noncharacter(b) => (known, Some("noncharacter-character-reference")),
        0x01..=0x08 | 0x0B | 0x0D..=0x1F | 0x7F => (known, Some("control-character-reference")),
        _ => (known, None),
    }
}
