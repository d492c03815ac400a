//! Pages that are made to cost much: what is made grows as the page does, and depth is bounded.

use crate::html::builder::DEPTH;
use crate::html::{Document, Element, Text, parse};

/// A text for each of the first numbers.
fn numbered(count: usize, text: fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn deepest(document: &Document) -> usize {
    let mut depths = vec![0; document.len()];
    for element in document.elements() {
        depths[element.id().index()] = element.parent().map_or(0, |parent| depths[parent.id().index()] + 1);
    }
    depths.into_iter().max().unwrap_or_default()
}

#[test]
fn depth_is_bounded() {
    for tags in [
        "<div>",
        "<b>",
        "<b id=x>",
        "<span>",
        "<ul><li>",
        "<svg><g>",
        "<svg><foreignObject>",
        "<table><tr><td>",
        "<a href=x><div>",
        "<b><p></b>",
        "<frameset>",
        "<template>",
        "<object><b>",
        "<p><b><i>",
        "<math><mi>",
    ] {
        let document = parse(&tags.repeat(3_000));
        assert!(deepest(&document) <= DEPTH as usize + 8, "{tags}: {}", deepest(&document));
    }
}

#[test]
fn what_is_too_deep_comes_after() {
    let (open, close) = ("<div>".repeat(2_000), "</div>".repeat(2_000));
    let document = parse(&format!("{open}<p>in</p><title>t</title><br>{close}<p>after"));
    assert_eq!(document.elements_named("div").count(), 2_000);
    let last = document.elements_named("p").last().expect("there is one");
    assert_eq!((last.text().as_str(), last.parent().map(Element::name)), ("after", Some("body")));
}

#[test]
fn a_tag_of_a_text_may_be_the_name_of_what_is_too_deep() {
    // In SVG `style` is an element like any other; `p` is out of it.
    let page = format!("{}<svg>{}<p><style>a</style>b", "<div>".repeat(509), "<style>".repeat(20));
    let document = parse(&page);
    let texts: Vec<&str> = document.root().expect("there is one").texts().map(Text::text).collect();
    assert_eq!(texts, ["a", "b"]);
}

#[test]
fn elements_opened_again_are_counted() {
    let open: String = numbered(400, |at| format!("<b id=x{at}>"));
    let page = format!("<p>{open}{}", "<p>x".repeat(20_000));
    let document = parse(&page);
    assert!(document.len() < page.len() + 101_000, "{}", document.len());
    assert!(document.errors().iter().any(|error| error.code == "too-many-elements"));
}

#[test]
fn as_many_nodes_as_tags() {
    // Nodes for 1,000 and for 2,000 of the same: about twice as many, never four times.
    for piece in [
        "<p>x",
        "<",
        "</",
        "&",
        "<!--",
        "<a b=\"",
        "<b><p></b>",
        "<table>x<tr><td>y",
        "<body a>",
        "</p>",
        "<x-y>",
        "<!>",
    ] {
        let count = |times: usize| parse(&piece.repeat(times)).len();
        let (one, two) = (count(1_000), count(2_000));
        assert!(two <= 3 * one, "{piece}: {one}, {two}");
    }
}

#[test]
fn many_attributes_are_read() {
    let names: String = numbered(100_000, |at| format!("attribute{} ", at % 50_000));
    let document = parse(&format!("<p {names}>"));
    let p = document.elements_named("p").next().expect("there is one");
    assert_eq!(p.attributes().count(), 50_000);
    assert_eq!(document.errors().len(), 1_000);
}

#[test]
fn many_names_are_read() {
    let tags: String = numbered(60_000, |at| format!("<element-{at}></element-{at}>"));
    assert_eq!(parse(&tags).elements().count(), 60_003);
}
