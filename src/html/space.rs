//! White space of texts, which is one space to who hears or sees them.

use std::borrow::Cow;

/// A text with its white space made single, and none around.
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    if is_single_spaced(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut single = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !single.is_empty() {
            single.push(' ');
        }
        single.push_str(word);
    }
    Cow::Owned(single)
}

/// Whether words are parted by one space each, as those of most texts are. Looks at every three bytes, in a way that
/// compiles to vector instructions.
fn is_single_spaced(text: &[u8]) -> bool {
    let [.., before, last] = text else { return false };
    let triples = text.iter().zip(&text[1..]).zip(&text[2..]);
    let inside = triples.fold(0, |found, ((first, second), third)| found | other_space(*first, *second, *third));
    let at_end = other_space(*before, *last, 0) | other_space(*last, 0, 0);
    inside | at_end == 0 && text[0] != b' ' && *last != b' '
}

/// Whether white space that is not one space begins by these bytes: two spaces, a control, or another character that is
/// white.
fn other_space(first: u8, second: u8, third: u8) -> u8 {
    let is = |byte: u8, other: u8| u8::from(byte == other);
    let is_in = |byte: u8, from: u8, to: u8| u8::from(byte.wrapping_sub(from) <= to - from);
    let ascii = is(first, b' ') & is(second, b' ') | is_in(first, b'\t', b'\r');
    // U+0085 and U+00A0; U+1680; U+3000.
    let two = is(first, 0xC2) & (is(second, 0x85) | is(second, 0xA0));
    let three = is(first, 0xE1) & is(second, 0x9A) | is(first, 0xE3) & is(second, 0x80);
    // U+2000 to U+200A, U+2028, U+2029, U+202F; U+205F.
    let general = is(second, 0x80) & (is_in(third, 0x80, 0x8A) | is_in(third, 0xA8, 0xA9) | is(third, 0xAF));
    ascii | two | three | is(first, 0xE2) & (general | is(second, 0x81) & is(third, 0x9F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_white_space_is_made_single() {
        for space in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| c.is_whitespace()) {
            for text in [format!("a{space}b"), format!("{space}a{space} {space}b{space}")] {
                assert_eq!(single_spaced(&text), "a b", "{space:?}");
            }
        }
        for text in ["", "l’été à Noël", "「a」", "a"] {
            assert_eq!(single_spaced(text), text);
        }
        assert!(matches!(single_spaced("d’un an"), Cow::Borrowed(_)));
    }
}
