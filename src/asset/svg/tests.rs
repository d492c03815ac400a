//! Drawings made light without a change, and what is refused in them.

use super::*;

fn alone(body: &str) -> String {
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">{body}</svg>");
    light(&text, Shown::Alone).unwrap_or_else(|faults| panic!("{body}: {faults:?}"))
}

fn inside(body: &str) -> String {
    let whole = alone(body);
    let body = whole.strip_prefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"");
    body.and_then(|body| body.strip_prefix('>')).and_then(|body| body.strip_suffix("</svg>")).unwrap_or("").to_owned()
}

fn fault(body: &str) -> String {
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>");
    let faults = light(&text, Shown::Alone).expect_err(body);
    faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_editors_need_is_left_out() {
    let text = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!-- made by hand -->
<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">
<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\" xmlns:i=\"http://i\" version='1.1'
   i:version=\"1.4\" viewBox=\"0 0 10.000 10\">
  <metadata><rdf:RDF xmlns:rdf=\"http://r\"><a/></rdf:RDF></metadata>
  <i:view><i:grid/></i:view>
  <defs/>
  <g i:label=\"one\"  style=\"\">
    <path d=\"M 1.000,2.50 L 3 , 4 Z\"></path>
  </g>
</svg>
";
    let expected =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><g><path d=\"M1 2.5L3 4Z\"/></g></svg>";
    assert_eq!(light(text, Shown::Alone).as_deref(), Ok(expected));
    assert_eq!(
        light(text, Shown::Inline).as_deref(),
        Ok(&*expected.replace(" xmlns=\"http://www.w3.org/2000/svg\"", ""))
    );
    assert_eq!(light(expected, Shown::Alone).as_deref(), Ok(expected));
}

#[test]
fn what_readers_need_stays() {
    for kept in [
        "<title>A  tide </title><desc>Water &amp; sand</desc>",
        "<g id=\"a\" role=\"img\" aria-label=\"Sea\" class=\"b\"/><use href=\"#a\"/>",
        "<text xml:lang=\"fr\">La <tspan>mer</tspan> <tspan>monte</tspan></text>",
        "<style> .a { fill: red } </style>",
        "<a href=\"https://a.example/\"><path d=\"M0 0\"/></a>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<path fill=\"url(#g)\" style=\"stroke:url('#g')\" transform=\"rotate(4 5 6)\"/>",
        "<rect width=\"100%\" height=\"2em\"/>",
        "<title></title>",
    ] {
        assert_eq!(inside(kept), kept);
    }
}

#[test]
fn names_of_links_stay_where_they_are_used() {
    let text = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><use xlink:href=\"#a\"/></svg>";
    assert_eq!(light(text, Shown::Alone).as_deref(), Ok(text));
    let unused = text.replace("xlink:href", "href");
    assert!(!light(&unused, Shown::Alone).expect("a drawing").contains("xlink"));
}

#[test]
fn a_drawing_that_cares_for_space_or_prefixes_is_left() {
    for text in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:space=\"preserve\"> <text> a </text></svg>",
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"> <s:path d=\"M 0 0\"/></s:svg>",
    ] {
        assert_eq!(light(text, Shown::Alone).as_deref(), Ok(text));
    }
}

#[test]
fn paths_are_written_shorter_and_mean_the_same() {
    for (written, expected) in [
        ("M 10,-5 L 0.5 0.25", "M10-5L.5.25"),
        ("m0 0 l 1 1 l 2 2 m 3 3 m 4 4", "m0 0l1 1 2 2m3 3m4 4"),
        ("M1 1A2 2 0 0110 10", "M1 1A2 2 0 0 1 10 10"),
        ("M1 1a2 2 0 1 0 .5-.5", "M1 1a2 2 0 1 0 .5-.5"),
        ("M0 0h1.0000001v-0.000001z", "M0 0h1v-.000001z"),
        ("M 123.45678912 1e3", "M123.457 1e3"),
        ("M0 0 L1 1 Z Z", "M0 0L1 1ZZ"),
        // What browsers draw in part is left as it is.
        ("M 0 0 L 1", "M 0 0 L 1"),
        ("L 1 1", "L 1 1"),
        ("M 0 0 X 1", "M 0 0 X 1"),
        ("M 0 0 5.", "M 0 0 5."),
        ("none", "none"),
    ] {
        assert_eq!(inside(&format!("<path d=\"{written}\"/>")), format!("<path d=\"{expected}\"/>"));
    }
}

#[test]
fn what_could_harm_is_told() {
    for (body, expected) in [
        ("<script>1</script>", "the drawing holds a script"),
        ("<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>", "the drawing holds a script"),
        ("<g onclick=\"a()\"/>", "the drawing holds a script, in `onclick`"),
        ("<a href=\" java&#10;script:a()\"/>", "the drawing holds a script, in an address"),
        ("<a href=\"data:text/html,a\"/>", "the drawing loads `data:text/html,a`"),
        ("<use href=\"b.svg#a\"/>", "the drawing loads `b.svg#a`"),
        ("<use href=\"data:image/svg+xml,a\"/>", "the drawing loads `data:image/svg+xml,a`"),
        ("<image xmlns:x=\"l\" x:href=\"//a.example/b\"/>", "the drawing loads `//a.example/b`"),
        ("<set attributeName=\"href\" to=\"#\"/>", "the drawing changes `href` as it is shown"),
        ("<foreignObject/>", "the drawing holds another document, in `foreignObject`"),
        ("<div/>", "`div` is not an element of SVG"),
        ("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>", "the drawing holds HTML"),
        ("<style>@import 'a.css';</style>", "the style of the drawing loads another file"),
        ("<style><![CDATA[a{fill:\\75 rl( \"http://a\")}]]></style>", "the style of the drawing loads `http://a`"),
        ("<g fill=\"url(b.svg#a)\"/>", "the style of the drawing loads `b.svg#a`"),
        ("<text>&a;</text>", "`&a;` is an entity of the file's own"),
        ("<g id=\"&a;\"/>", "an attribute of `g` holds an entity of the file's own"),
    ] {
        assert_eq!(fault(body), expected, "{body}");
    }
    for (text, expected) in [
        ("<?xml-stylesheet href=\"a.css\"?><svg/>", "the drawing loads a style sheet of another file"),
        ("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg/>", "the drawing declares entities"),
    ] {
        assert_eq!(light(text, Shown::Alone).expect_err(text)[0].message, expected);
    }
}

#[test]
fn bombs_do_not_unfold() {
    let level = |n: usize| format!("<g id=\"l{}\">{}</g>", n + 1, format!("<use href=\"#l{n}\"/>").repeat(10));
    let bomb = format!("<g id=\"l0\"><path/></g>{}", (0..8).map(level).collect::<String>());
    assert_eq!(fault(&bomb), "the drawing repeats its parts more than 100,000 times");
    assert_eq!(inside("<g id=\"a\"><use href=\"#a\"/></g>"), "<g id=\"a\"><use href=\"#a\"/></g>");
    assert!(fault(&"<g>".repeat(50_000)).contains("nested too deeply"));
}

#[test]
fn what_cannot_be_read_is_told_and_never_panics() {
    for text in
        ["", "<svg", "<svg>", "<svg></g>", "<p/>", "<svg a=1/>", "<svg a=\"1\" a=\"2\"/>", "<svg/>]]>&", "plain"]
    {
        assert!(light(text, Shown::Alone).is_err(), "{text}");
    }
    assert!(light_file(&[0xff, 0xfe, 0x3c]).is_err());
    assert!(light_file(&vec![b' '; LARGEST + 1]).is_err());
    let whole = include_str!("../../../themes/estran/assets/art/hero.svg");
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let _ = light(&whole[..end], Shown::Alone);
    }
}
