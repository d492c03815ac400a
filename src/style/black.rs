//! Black in `color-mix()`, which the parser mixes wrongly.
//!
//! In Lab and its kin the parser takes the hue and the strength of black to be missing, and takes those of the other
//! colour in their place; only the hue is (CSS Color 4, 12.2). Black is hence kept from the parser under another name
//! of the same length, and put in later as what is all but black.

use std::borrow::Cow;

use super::color::Color;
use super::guard;

/// Black as written, and the name that stands for it.
const NAMES: [(&str, &str); 3] = [("black", "-blk-"), ("#000", "-bk-"), ("#000000", "-black-")];

/// The text with the black of each `color-mix()` under its other name.
pub(super) fn hide(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if !text.contains("mix(") && !text.contains("MIX(") {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let (mut from, mut at, mut depth) = (0, 0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'(' if depth > 0 || ends_in_mix(&bytes[..at]) => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth > 0 && is_word(bytes[at]) => {
                let end = word_end(bytes, at);
                let word = &text[at..end];
                if let Some((_, name)) = NAMES.iter().find(|(black, _)| word.eq_ignore_ascii_case(black)) {
                    out.push_str(&text[from..at]);
                    out.push_str(name);
                    from = end;
                }
                at = end;
                continue;
            }
            _ => {
                at = guard::skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn ends_in_mix(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"color-mix";
    bytes.len() >= NAME.len() && bytes[bytes.len() - NAME.len()..].eq_ignore_ascii_case(NAME)
}

/// The text as it was written.
pub(super) fn show(text: String) -> String {
    NAMES.iter().rev().fold(
        text,
        |text, (black, name)| {
            if text.contains(name) { text.replace(name, black) } else { text }
        },
    )
}

/// Whether a word in lower case is black, or stands for it.
pub(super) fn is_black(word: &str) -> bool {
    NAMES.iter().any(|(black, name)| word == *black || word == *name)
}

/// Whether a word in lower case stands for black.
pub(super) fn stands_for_black(word: &str) -> bool {
    NAMES.iter().any(|(_, name)| word == *name)
}

/// A colour as something that the parser mixes rightly.
pub(super) fn almost(color: Color) -> Color {
    const NEAR: f32 = 1e-7;
    if color.r + color.g + color.b == 0.0 && color.alpha > 0.0 {
        return Color { r: NEAR, g: NEAR, b: NEAR, ..color };
    }
    color
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'#') || byte >= 0x80
}

/// The byte after the word at `at`.
pub(super) fn word_end(bytes: &[u8], at: usize) -> usize {
    bytes[at + 1..].iter().position(|byte| !is_word(*byte)).map_or(bytes.len(), |end| at + 1 + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_hidden_in_mixtures_only() {
        let css =
            "a{color:black;b:COLOR-MIX(in oklab,#000 10%,rgb(from black r g b),blackish,#000000,\"black\");c:#000}";
        let hidden = hide(css);
        assert_eq!(
            hidden,
            "a{color:black;b:COLOR-MIX(in oklab,-bk- 10%,rgb(from -blk- r g b),blackish,-black-,\"black\");c:#000}"
        );
        assert_eq!(hidden.len(), css.len());
        assert_eq!(show(hidden.into_owned()), css);
        assert_eq!(hide("é color-mix(é black"), "é color-mix(é -blk-");
    }
}
