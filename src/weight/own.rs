//! The weight that a page tells of itself, `{{ page.weight }}`.
//!
//! It is known when everything is made: until then, something stands for it, of the characters that it may be of, so that fonts
//! are cut for them.

use memchr::memmem;

/// What begins a stand-in: a word joiner, which nobody writes before all the digits, and those.
const OPENS: &str = "\u{2060}0123456789\u{a0}";
/// What ends it.
const CLOSES: &str = "\u{2060}";
/// The first and the last character of a stand-in: of all its characters, what no page is delivered with.
pub const EDGE: char = '\u{2060}';

/// What stands for the weight of a page in a language.
pub fn stand_in(language: &str) -> String {
    let is_french = language.split('-').next() == Some("fr");
    format!("{OPENS}{}{CLOSES}", if is_french { "Ko" } else { "kB" })
}

/// Whether a page tells its weight.
pub fn is_told(html: &[u8]) -> bool {
    memmem::find(html, OPENS.as_bytes()).is_some()
}

/// A page that tells that it weighs so many kilobytes, in the unit of its language.
pub fn tell(html: &[u8], kilobytes: u64) -> Vec<u8> {
    let figure = kilobytes.to_string();
    let mut told = Vec::with_capacity(html.len());
    let mut from = 0;
    for at in memmem::find_iter(html, OPENS.as_bytes()) {
        let unit = at + OPENS.len();
        let Some(end) = memmem::find(&html[unit..], CLOSES.as_bytes()) else { break };
        told.extend_from_slice(&html[from..at]);
        told.extend_from_slice(figure.as_bytes());
        told.extend_from_slice("\u{a0}".as_bytes());
        told.extend_from_slice(&html[unit..unit + end]);
        from = unit + end + CLOSES.len();
    }
    told.extend_from_slice(&html[from..]);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_told_in_the_unit_of_the_language() {
        let page = format!("<p>{}, {}</p>", stand_in("fr-CA"), stand_in("en"));
        assert!(is_told(page.as_bytes()) && !is_told(b"<p>0123456789</p>"));
        assert_eq!(tell(page.as_bytes(), 45), "<p>45\u{a0}Ko, 45\u{a0}kB</p>".as_bytes());
        assert_eq!(tell(b"<p>", 45), b"<p>");
        let cut = format!("{OPENS}kB");
        assert_eq!(tell(cut.as_bytes(), 45), cut.as_bytes());
    }
}
