//! The characters that a page may show.

use super::tokenizer::reference::{self, Place};
use super::{Tag, tags};

/// Attributes whose values are shown as text.
const SHOWN: &[&str] = &["alt", "label", "placeholder", "value"];

/// Tells `see` each character of the texts of a page and of the attributes that are shown as text, as often as it is there.
pub fn characters(html: &str, see: &mut dyn FnMut(char)) {
    let (mut from, mut raw) = (0, false);
    for Tag { name, span, attributes } in tags(html) {
        if !raw {
            text(&html[from..span.start], see);
        }
        from = span.end;
        raw = name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style");
        let mut rest = attributes;
        while let Some((name, value, after)) = super::next_attribute(rest) {
            if SHOWN.iter().any(|shown| name.eq_ignore_ascii_case(shown)) {
                decoded(value, Place::Attribute, see);
            }
            rest = after;
        }
    }
    if !raw {
        text(&html[from..], see);
    }
}

/// What stands between two start tags: texts, end tags, comments.
fn text(mut html: &str, see: &mut dyn FnMut(char)) {
    while let Some(open) = html.find('<') {
        decoded(&html[..open], Place::Text, see);
        let end = match html[open..].strip_prefix("<!--") {
            Some(_) => html[open..].find("-->").map(|end| open + end + 3),
            None => html[open..].find('>').map(|end| open + end + 1),
        };
        html = end.map_or("", |end| &html[end..]);
    }
    decoded(html, Place::Text, see);
}

fn decoded(text: &str, place: Place, see: &mut dyn FnMut(char)) {
    let mut from = 0;
    while let Some(at) = text[from..].find('&').map(|at| from + at) {
        text[from..at].chars().for_each(&mut *see);
        if let Some(found) = reference::read(text, at, place, &mut |_, _| {}) {
            found.characters().for_each(&mut *see);
            from = found.end;
        } else {
            see('&');
            from = at + 1;
        }
    }
    text[from..].chars().for_each(see);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_and_shown_attributes_count_and_code_does_not() {
        let html = "<!doctype html><html lang=\"fr\"><title>é</title><script>ö</script><style>ü</style>\
            <p class=\"ä\" title=\"ï\">a&nbsp;&rarr;&#8364;</p><!-- ÿ --><input placeholder=\"œ&hellip;\">&";
        let mut seen = BTreeSet::new();
        characters(html, &mut |c| {
            seen.insert(c);
        });
        assert_eq!(seen.into_iter().collect::<String>(), "&a\u{a0}éœ…€→");
    }
}
