//! Tests of one line of Markdown.

use super::*;

#[test]
fn a_line_is_never_a_block() {
    let site = Site::new("fr");
    for (value, html) in [
        ("Un titre !", "Un titre~!"),
        ("- Un *mot*", "- Un <em>mot</em>"),
        ("# a", "# a"),
        ("_a_ [b](c.md) `d`", "<em>a</em> <a href=\"@c.md\">b</a> <code>d</code>"),
        ("1. a\n\nb", "1. a  b"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("Le RGAA", "Le <abbr title=\"Référentiel\">RGAA</abbr>"),
        ("\\*a", "*a"),
        ("", ""),
    ] {
        let (body, findings) = site.inline(value);
        assert!(findings.is_empty(), "{value}");
        assert_eq!(shown(&body), html, "{value}");
    }
}

#[test]
fn places_of_a_line_are_exact_when_the_file_has_it() {
    let site = Site::new("fr");
    let text = "a: \"é [b](c.md)\"";
    let value = "é [b](c.md)";
    let (body, _) = inline(&"a.md".into(), text, 4..text.len() - 1, value, &site.options());
    assert_eq!(&text[body.holes[0].span.clone()], "c.md");
    let (body, _) = inline(&"a.md".into(), text, 3..text.len(), value, &site.options());
    assert_eq!(body.holes[0].span, 3..text.len());
}

#[test]
fn a_field_of_many_lines_is_blocks() {
    let site = Site::new("fr");
    let text = "lead: |\n  a\n\n  b\n";
    let (body, findings) = block(&"a.md".into(), text, 6..16, "a\n\n<b>\n", &site.options());
    assert_eq!(shown(&body), "<p>a</p><p>&lt;b&gt;</p>");
    assert_eq!(findings[0].place.span, Some(6..16));
}

#[test]
fn words_of_another_language_say_so() {
    let site = Site::new("fr");
    for (text, html) in [
        ("Le :lang[en]{\"big *data*\"!} !", "<p>Le <span lang=\"en\">“big <em>data</em>”!</span>~!</p>"),
        ("*:lang[en]{data}*", "<p><em><span lang=\"en\">data</span></em></p>"),
        (":lang[en]{*data*}", "<p><span lang=\"en\"><em>data</em></span></p>"),
        (
            ":lang[ar]{a} :lang[en]{b :lang[de]{c} d}",
            "<p><span lang=\"ar\" dir=\"rtl\">a</span> <span lang=\"en\">b <span lang=\"de\">c</span> d</span></p>",
        ),
        ("*a :lang[en]{b* c}", "<p><em>a :lang[en]{b</em> c}</p>"),
        ("`:lang[en]{b}` \\:lang[en]{c}", "<p><code>:lang[en]{b}</code> :lang[en]{c}</p>"),
        (":lang[en]{[a](b.md) `c`}", "<p><span lang=\"en\"><a href=\"@b.md\">a</a> <code>c</code></span></p>"),
        ("## Le :lang[en]{podcast}", "<h2 id=\"le-podcast\">Le <span lang=\"en\">podcast</span></h2>"),
        ("## :lang[en]{Open} {#o}", "<h2 id=\"o\"><span lang=\"en\">Open</span></h2>"),
        (":lang[en]{RGAA} x", "<p><span lang=\"en\"><abbr title=\"Référentiel\">RGAA</abbr></span> x</p>"),
    ] {
        assert_eq!(site.html(text), html, "{text}");
    }
    let text = "é :lang[a b]{c}";
    assert_eq!(site.told(text), ["block-attribute-invalid 1:9 `a b` `a b` is not a language code"]);
}
