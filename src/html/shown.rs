//! The characters that a page may show.

use std::collections::BTreeSet;

use memchr::{memchr, memmem};

use super::tokenizer::reference::{self, Place};
use super::{Tag, tags};

/// Attributes whose values are shown as text.
const SHOWN: &[&str] = &["alt", "label", "placeholder", "value"];

/// As many characters have a bit each, from U+0000 on: those of European languages and their signs.
const LOW: usize = 0x3000;

/// A set of characters, quick to add to.
#[derive(Clone, Debug)]
pub struct Characters {
    low: [u64; LOW / 64],
    others: BTreeSet<char>,
}

impl Default for Characters {
    fn default() -> Self {
        Self { low: [0; LOW / 64], others: BTreeSet::new() }
    }
}

impl Characters {
    /// Adds one.
    #[inline]
    pub fn add(&mut self, character: char) {
        let code = character as usize;
        match self.low.get_mut(code / 64) {
            Some(bits) => *bits |= 1 << (code % 64),
            None => drop(self.others.insert(character)),
        }
    }

    /// Adds those of a text.
    pub fn add_all(&mut self, text: &str) {
        text.chars().for_each(|character| self.add(character));
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = char> {
        let some = self.low.iter().zip((0..).step_by(64)).filter(|(bits, _)| **bits != 0);
        let codes =
            some.flat_map(|(bits, first)| (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| first + at));
        codes.filter_map(char::from_u32).chain(self.others.iter().copied())
    }
}

/// The characters of the texts of a page and of the attributes that are shown as text.
pub fn characters(html: &str) -> Characters {
    let mut seen = Characters::default();
    let (mut from, mut raw) = (0, false);
    for Tag { name, span, attributes } in tags(html) {
        if !raw {
            text(&html[from..span.start], &mut seen);
        }
        from = span.end;
        raw = name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style");
        let mut rest = attributes;
        while let Some((name, value, after)) = super::next_attribute(rest) {
            if SHOWN.iter().any(|shown| name.eq_ignore_ascii_case(shown)) {
                decoded(value, Place::Attribute, &mut seen);
            }
            rest = after;
        }
    }
    if !raw {
        text(&html[from..], &mut seen);
    }
    seen
}

/// What stands between two start tags: texts, end tags, comments.
fn text(mut html: &str, seen: &mut Characters) {
    while let Some(open) = memchr(b'<', html.as_bytes()) {
        decoded(&html[..open], Place::Text, seen);
        let rest = &html.as_bytes()[open..];
        let end = match rest.strip_prefix(b"<!--") {
            Some(_) => memmem::find(rest, b"-->").map(|end| open + end + 3),
            None => memchr(b'>', rest).map(|end| open + end + 1),
        };
        html = end.map_or("", |end| &html[end..]);
    }
    decoded(html, Place::Text, seen);
}

fn decoded(text: &str, place: Place, seen: &mut Characters) {
    let mut from = 0;
    while let Some(at) = memchr(b'&', &text.as_bytes()[from..]).map(|at| from + at) {
        seen.add_all(&text[from..at]);
        if let Some(found) = reference::read(text, at, place, &mut |_, _| {}) {
            found.characters().for_each(|character| seen.add(character));
            from = found.end;
        } else {
            seen.add('&');
            from = at + 1;
        }
    }
    seen.add_all(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_shown_attributes_count_and_code_does_not() {
        let html = "<!doctype html><html lang=\"fr\"><title>é</title><script>ö</script><style>ü</style>\
            <p class=\"ä\" title=\"ï\">a&nbsp;&rarr;&#8364;</p><!-- ÿ --><input placeholder=\"œ&hellip;\">𝄞語&";
        assert_eq!(characters(html).iter().collect::<String>(), "&a\u{a0}éœ…€→語𝄞");
    }
}
