//! Faults, with their code, their place and the element that they are about.

use crate::html::parse;

fn faults(html: &str) -> Vec<String> {
    let document = parse(html);
    document.errors().iter().map(|e| format!("{} {} {:?}", e.code, e.name, &html[e.span.clone()])).collect()
}

fn in_body(html: &str) -> Vec<String> {
    faults(&format!("<!doctype html><title>t</title><body>{html}"))
}

#[test]
fn faults_of_the_tokenizer_have_the_codes_of_the_standard() {
    for (html, code, place) in [
        ("<p a=1 b A=2>", "duplicate-attribute p", "A=2"),
        ("a\0", "unexpected-null-character ", "\0"),
        ("<p a='\0'>", "unexpected-null-character ", "\0"),
        ("<p \"a>", "unexpected-character-in-attribute-name ", "\""),
        ("<p a=b\"c>", "unexpected-character-in-unquoted-attribute-value ", "\""),
        ("<p =a>", "unexpected-equals-sign-before-attribute-name ", "="),
        ("<p a= >", "missing-attribute-value ", "= "),
        ("<p a='b'c>", "missing-whitespace-between-attributes ", "c"),
        ("<p / a>", "unexpected-solidus-in-tag ", "/"),
        ("<p></p a>", "end-tag-with-attributes p", "</p a>"),
        ("<p></p/>", "end-tag-with-trailing-solidus p", "</p/>"),
        ("<p/>", "non-void-html-element-start-tag-with-trailing-solidus p", "<p/>"),
        ("a <b", "eof-in-tag b", "<b"),
        ("a <3", "invalid-first-character-of-tag-name ", "<"),
        ("a </3>", "invalid-first-character-of-tag-name ", "</"),
        ("a <", "eof-before-tag-name ", "<"),
        ("a </>", "missing-end-tag-name ", "</>"),
        ("<?xml?>", "unexpected-question-mark-instead-of-tag-name ", "<?"),
        ("<!x>", "incorrectly-opened-comment ", "<!"),
        ("<!-- ", "eof-in-comment ", "<!-- "),
        ("<!-->", "abrupt-closing-of-empty-comment ", "<!-->"),
        ("<!-- <!-- -->", "nested-comment ", "<!--"),
        ("<!-- --!>", "incorrectly-closed-comment ", "<!-- --!>"),
        ("<![CDATA[x]]>", "cdata-in-html-content ", "<![CDATA["),
        ("a\u{1}", "control-character-in-input-stream ", "\u{1}"),
        ("a\u{85}", "control-character-in-input-stream ", "\u{85}"),
        ("a\u{fdd0}", "noncharacter-in-input-stream ", "\u{fdd0}"),
        ("a\u{1ffff}", "noncharacter-in-input-stream ", "\u{1ffff}"),
    ] {
        assert_eq!(in_body(html), [format!("{code} {place:?}")], "{html}");
    }
    assert_eq!(in_body("<svg><![CDATA[x")[1], "eof-in-cdata  \"<![CDATA[x\"");
    assert!(in_body("« é — ’ \u{a0}…\u{feff}🙂 \u{fffd}").is_empty());
}

#[test]
fn doctypes() {
    for (html, code) in [
        ("<!doctypehtml>", "missing-whitespace-before-doctype-name"),
        ("<!doctype html x>", "invalid-character-sequence-after-doctype-name"),
        ("<!doctype html system>", "missing-doctype-system-identifier"),
        ("<!doctype html system 'about:legacy-compat' x>", "unexpected-character-after-doctype-system-identifier"),
        ("<!doctype html public x>", "missing-quote-before-doctype-public-identifier"),
        ("<!doctype html public \"x>", "abrupt-doctype-public-identifier"),
        ("<!doctype", "eof-in-doctype"),
    ] {
        assert!(faults(html).iter().any(|fault| fault.starts_with(code)), "{html}: {:?}", faults(html));
        assert!(parse(html).has_doctype());
    }
    assert_eq!(faults("<p>x"), ["missing-doctype p \"<p>\""]);
    assert!(parse("<p>x").is_quirks() && !parse("<!doctype html><p>x").is_quirks());
    assert_eq!(in_body("<!doctype html>"), ["misplaced-doctype  \"<!doctype html>\""]);
}

#[test]
fn faults_of_the_tree_name_their_element() {
    for (html, expected) in [
        ("<p>a</div>", &["stray-end-tag div \"</div>\""][..]),
        ("a</span>", &["stray-end-tag span \"</span>\""]),
        ("a</p>", &["stray-end-tag p \"</p>\""]),
        ("<div><span>a</div>", &["unclosed-element span \"<span>\""]),
        ("<span><label>a</span>", &["unclosed-element label \"<label>\""]),
        ("<div>a", &["unclosed-element div \"<div>\""]),
        ("<main><div>a</main>", &["unclosed-element div \"<div>\""]),
        ("<b>a<p>b</b>", &["misnested-end-tag b \"</b>\""]),
        ("<a href=x>a<a href=y>b</a>", &["nested-link a \"<a href=y>\""]),
        ("<h2>a</h3>", &["mismatched-heading-end-tag h3 \"</h3>\""]),
        ("<form><form></form>", &["nested-form form \"<form>\""]),
        ("<button>a<button>b</button>", &["nested-button button \"<button>\""]),
        ("<table><div>a<p>b</div></table>", &["foster-parented-content div \"<div>\""]),
        ("<table>a<tr><td></table>", &["foster-parented-content  \"a\""]),
        ("<tr>a", &["misplaced-start-tag tr \"<tr>\""]),
        ("<style>a", &["unclosed-element style \"<style>\""]),
        ("<template><p>a", &["unclosed-element template \"<template>\""]),
        ("<svg><g></svg>", &["unclosed-element g \"<g>\""]),
        ("<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e<td>f<tr><th>g</table>", &[]),
        ("<select><option>a<option>b</select><dl><dt>a<dd>b</dl><ruby>a<rt>b</ruby>", &[]),
        ("<p>a<br/><img src=x /><svg><g/></svg></body></html>\n", &[]),
    ] {
        assert_eq!(in_body(html), expected, "{html}");
    }
}

#[test]
fn no_more_than_a_thousand_are_kept() {
    assert_eq!(parse(&"</x>".repeat(5_000)).errors().len(), 1_000);
}
