//! Character references, in text and in attributes.

use crate::html::{Element, parse};

fn text(html: &str) -> (String, Vec<String>) {
    let html = format!("<!doctype html><p>{html}");
    let document = parse(&html);
    let codes = document.errors().iter().map(|error| format!("{} {}", error.code, &html[error.span.clone()])).collect();
    (document.elements_named("p").map(Element::text).collect(), codes)
}

fn value(html: &str) -> String {
    let document = parse(&format!("<p a=\"{html}\">"));
    let value = document.elements_named("p").next().and_then(|p| p.attr("a").map(str::to_owned));
    value.expect("there is an attribute")
}

#[test]
fn names_are_read_as_long_as_they_can_be() {
    for (html, expected) in [
        ("&amp;&lt;&gt;&quot;&nbsp;&eacute;", "&<>\"\u{a0}é"),
        ("&notit;", "¬it;"),
        ("&notin;", "∉"),
        ("&amp", "&"),
        ("&ampx", "&x"),
        ("&AMP;&COPY", "&©"),
        ("&NotEqualTilde;", "\u{2242}\u{338}"),
        ("&CounterClockwiseContourIntegral;", "\u{2233}"),
        ("&;&x;& &", "&;&x;& &"),
        ("&Amp;", "&Amp;"),
    ] {
        assert_eq!(text(html).0, expected, "{html}");
    }
}

#[test]
fn old_addresses_are_kept_in_attributes() {
    for (html, expected) in [
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyx", "?a=1&copyx"),
        ("?a=1&copy;=2", "?a=1©=2"),
        ("?a=1&copy", "?a=1©"),
        ("?a=1&amp=2&amp;b", "?a=1&amp=2&b"),
        ("&notit;", "&notit;"),
        ("&#65=&#x42x", "A=Bx"),
    ] {
        assert_eq!(value(html), expected, "{html}");
    }
}

#[test]
fn numbers_that_are_no_characters_are_replaced() {
    for (html, expected, code) in [
        ("&#x80;", "€", "control-character-reference"),
        ("&#x9F;", "Ÿ", "control-character-reference"),
        ("&#x81;", "\u{81}", "control-character-reference"),
        ("&#0;", "\u{fffd}", "null-character-reference"),
        ("&#xD800;", "\u{fffd}", "surrogate-character-reference"),
        ("&#x110000;", "\u{fffd}", "character-reference-outside-unicode-range"),
        ("&#99999999999999999999;", "\u{fffd}", "character-reference-outside-unicode-range"),
        ("&#xFFFF;", "\u{ffff}", "noncharacter-character-reference"),
        ("&#1;", "\u{1}", "control-character-reference"),
        ("&#13;", "\r", "control-character-reference"),
        ("&#65", "A", "missing-semicolon-after-character-reference"),
        ("&#", "&#", "absence-of-digits-in-numeric-character-reference"),
        ("&#x", "&#x", "absence-of-digits-in-numeric-character-reference"),
        ("&copy", "©", "missing-semicolon-after-character-reference"),
        ("&nope;", "&nope;", "unknown-named-character-reference"),
    ] {
        assert_eq!(text(html), (expected.to_owned(), vec![format!("{code} {html}")]));
    }
    assert_eq!(text("&#x41;&#xA;&#128512;"), ("A\n😀".to_owned(), vec![]));
}
