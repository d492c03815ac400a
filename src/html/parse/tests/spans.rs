//! Each tag, attribute and text keeps its place, wherever the parser puts it.

use crate::html::{Element, parse};

/// Each element's start tag and each text's bytes, as written, in tree order.
fn places(html: &str) -> Vec<String> {
    let document = parse(html);
    let mut places = Vec::new();
    for element in document.elements() {
        let tag = element.span().map_or("-", |span| &html[span]);
        places.push(format!("{}: {tag}", element.name()));
        for attribute in element.attributes() {
            places.push(format!("  {}", &html[attribute.span]));
        }
        let texts = element.texts().filter(|text| text.parent() == Some(element));
        places.extend(texts.map(|text| format!("  '{}'", &html[text.span()])));
    }
    places
}

/// Those of what is in the body.
fn body(html: &str) -> Vec<String> {
    let mut places = places(html);
    let body = places.iter().position(|place| place.starts_with("body: ")).expect("there is a body");
    places.split_off(body + 1)
}

#[test]
fn written_tags_have_their_place_and_implied_ones_none() {
    let html = "<!doctype html>\n<p ID=a  class = 'b c' hidden\n>x</p>";
    assert_eq!(places(html)[..3], ["html: -", "head: -", "body: -"]);
    assert_eq!(body(html), ["p: <p ID=a  class = 'b c' hidden\n>", "  ID=a", "  class = 'b c'", "  hidden", "  'x'"]);
    assert_eq!(body("<table><td>x"), ["table: <table>", "tbody: -", "tr: -", "td: <td>", "  'x'"]);
    assert_eq!(body("x</p></br>"), ["  'x'", "p: -", "br: -"]);
    assert_eq!(body("<image a>")[..2], ["img: <image a>", "  a"]);
}

#[test]
fn repeated_attributes_lose_their_place() {
    assert_eq!(body("<a b=1 c B=2 d>"), ["a: <a b=1 c B=2 d>", "  b=1", "  c", "  d"]);
}

#[test]
fn a_text_is_as_long_as_nothing_comes_between() {
    assert_eq!(
        body("<p>a &amp; b\r\n&lt;c<i>d</i>e"),
        ["p: <p>", "  'a &amp; b\r\n&lt;c'", "  'e'", "i: <i>", "  'd'"]
    );
    assert_eq!(body("<body><p>a</body>b")[..], ["p: <p>", "  'a'"]);
    assert_eq!(places("  x")[2..], ["body: -", "  'x'"]);
}

#[test]
fn moved_nodes_keep_their_place() {
    assert_eq!(
        body("<table>t<tr><i>u</i><td>v"),
        ["  't'", "i: <i>", "  'u'", "table: <table>", "tbody: -", "tr: <tr>", "td: <td>", "  'v'"]
    );
}

#[test]
fn elements_that_are_opened_again_keep_their_tag() {
    let html = "<b class=x>1<p>2</b>3<i>4</p>5";
    assert_eq!(
        body(html),
        [
            "b: <b class=x>",
            "  class=x",
            "  '1'",
            "p: <p>",
            "  '3'",
            "b: <b class=x>",
            "  class=x",
            "  '2'",
            "i: <i>",
            "  '4'",
            "i: <i>",
            "  '5'"
        ]
    );
    // Each link its own, though they are alike.
    let links = body("<p><a href=1 >a</a><a href=1>b<p>c");
    assert_eq!(links[links.len() - 3..], ["a: <a href=1>", "  href=1", "  'c'"]);
}

#[test]
fn a_second_body_adds_attributes() {
    assert_eq!(
        places("<body a=1>x<body a=2 b=3><body b=4 c>")[2..],
        ["body: <body a=1>", "  a=1", "  b=3", "  c", "  'x'"]
    );
    assert_eq!(places("x<html lang=fr>")[..2], ["html: <html lang=fr>", "  lang=fr"]);
}

#[test]
fn foreign_elements_are_spelled_and_keep_their_place() {
    let html = "<svg viewbox=0 xlink:href=#a><foreignobject Width=1><p a>";
    assert_eq!(
        body(html),
        [
            "svg: <svg viewbox=0 xlink:href=#a>",
            "  viewbox=0",
            "  xlink:href=#a",
            "foreignObject: <foreignobject Width=1>",
            "  Width=1",
            "p: <p a>",
            "  a"
        ]
    );
    let document = parse(html);
    let svg = document.elements().find(|element| element.name() == "svg").expect("there is one");
    assert_eq!((svg.attr("viewBox"), svg.attr("href"), svg.attr("viewbox")), (Some("0"), Some("#a"), None));
}

#[test]
fn what_is_in_a_template_is_left_out() {
    assert_eq!(
        body("<body><template id=t><p id=a>x</template><p id=b>"),
        ["template: <template id=t>", "  id=t", "p: <p id=b>", "  id=b"]
    );
    assert!(parse("<template><p id=a></template>").by_id("a").is_none());
    assert_eq!(body("<div><template shadowrootmode=open><p></template>y")[..2], ["div: <div>", "  'y'"]);
}

#[test]
fn ids_are_found_first_first() {
    let document = parse("<p id=b>1<p id=a>2<p id=b>3<p id=''>4");
    assert_eq!(document.by_id("b").map(Element::text), Some("1".to_owned()));
    assert_eq!(document.all_by_id("b").count(), 2);
    assert!(document.by_id("").is_none() && document.by_id("c").is_none());
}
