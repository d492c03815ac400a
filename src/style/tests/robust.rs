//! Hostile input, and the work that pages of one site share.

use std::fmt::Write;

use super::*;
use crate::html::Element;

#[test]
fn garbage_never_panics() {
    const PIECES: &[&str] = &[
        "a",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ":",
        ",",
        "@media ",
        "@import 's.css'",
        "@layer ",
        "url(",
        "\"",
        "'",
        "\\",
        "/*",
        "*/",
        "calc(",
        "é",
        "𝄞",
        "\n",
        "\r",
        "\0",
        "&",
        ">",
        "1e99",
        "-",
        "--x",
        "var(--x)",
        "!important",
        "@supports (a:b)",
        "color:red",
        "#fff",
        "%",
        "@",
        "@container (",
        ":is(",
        "::before",
        ":has(",
        ":not(",
        "+",
        "~",
        "linear-gradient(red,",
        "oklch(",
        "color-mix(in srgb,",
        "@keyframes k{from{",
        "<!--",
        "transform:rotate(1turn)",
        "animation:1s k",
        "font:1px/2 x",
        "background:",
        "margin:0",
        "@scope (",
        "light-dark(",
        "--x:var(--y)",
        "--y:",
        "env(",
        "attr(",
        "content:",
        "width:calc(1px + ",
        "@property --x{",
        ":nth-child(2n of ",
        "a,",
        "*",
        ".c",
        "#t",
    ];
    let mut seed = 1_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    for _ in 0..500 {
        let css: String = (0..next() % 60).map(|_| PIECES[next() % PIECES.len()]).collect();
        let inline: String = (0..next() % 10).map(|_| PIECES[next() % PIECES.len()]).collect();
        let inline = inline.replace('"', "&quot;");
        let (document, styles) =
            page(&css, &format!("<p id=t class=c style=\"{inline}\" width=\"{inline}\">x<a href=#>y</a>"));
        for element in document.elements() {
            let _ = (styles.of(element), styles.origin(element, Property::Color, Cell::default()));
        }
    }
}

#[test]
fn deep_sheets_are_bounded() {
    for open in [
        "(",
        "[",
        "{",
        "a{",
        ":is(",
        "a:not(",
        "@media (",
        "a{b:calc(",
        "a{--b:(",
        "@layer a{",
        "a{color:light-dark(",
        "a{width:min(",
        "@supports (",
        "a{color:color-mix(in srgb,",
        "@container (",
        "a{--x:var(--x,",
        "@scope (",
        "a{background:linear-gradient(",
        "&{",
        "@import url(",
        "a{color:var(--x,",
    ] {
        let (document, styles) = page(&open.repeat(20_000), "<a id=t>x");
        assert!(!styles.is_complete() || open == "@import url(", "{open}");
        assert!(styles.of(document.by_id("t").expect("an element")).rendered);
    }
    let names: Vec<String> = (0..100_000).map(|n| format!(".c{n}")).collect();
    assert_eq!(color(&format!("p, {} {{ color: lime }}", names.join(", ")), "<p id=t>x"), LIME);
    assert_eq!(color(&format!("{}p {{ color: red }} p {{ color: lime }}", "a ".repeat(100_000)), "<p id=t>x"), LIME);
}

#[test]
fn what_is_wrong_in_a_rule_is_dropped_alone() {
    let both = |css: &str| {
        let style = style(css, "<p id=t class=q>x");
        (hex(style.color), hex(style.background_color))
    };
    for css in [
        ".q{color:red;foo;background:lime}",
        ".q{color:red;background:lime;*zoom:1}",
        ".q{color:red;*zoom:1;background:lime}",
        ".q{color:red;:::x{color:blue}background:lime}",
        ".q{color:red;background:lime;color:blue !ie}",
        ".q{color:red;background:lime}@media print{a{b}",
    ] {
        assert_eq!(both(css), (RED.to_owned(), LIME.to_owned()), "{css}");
    }
}

#[test]
fn variables_that_multiply_are_bounded() {
    let mut css = String::from(":root { --v0: lol; ");
    for n in 1..60 {
        let _ = write!(css, "--v{n}: {};", format!("var(--v{}) ", n - 1).repeat(10));
    }
    css.push_str("} p { color: var(--v59); background: lime }");
    let style = style(&css, "<p id=t>x");
    assert_eq!((hex(style.color).as_str(), hex(style.background_color).as_str()), ("?", LIME));
    let mut css = String::from("p {");
    for n in 0..20_000 {
        let _ = write!(css, "--v{n}: var(--v{});", n + 1);
    }
    css.push_str("color: var(--v0, lime) }");
    assert_eq!(color(&css, "<p id=t>x"), "?");
}

#[test]
fn hostile_pages_are_bounded() {
    let deep = format!("{}<p id=t>x", "<div class=a><span>".repeat(1_500));
    assert_eq!(color(".a .a .a .a .a p, p { color: lime } .b .a .a p { color: red }", &deep), LIME);
    let wide = format!("{}<p id=t>x", "<p class=a>x".repeat(5_000));
    assert_eq!(color(".b ~ p { color: red } p:nth-child(n + 2) { color: lime }", &wide), LIME);
    let has = format!("{}<p id=t>x", "<div>".repeat(1_500));
    let (_, styles) = page("div:has(.x):has(.y) { color: red } p { color: lime }", &has);
    let _ = styles.is_complete();
}

#[test]
fn a_page_that_takes_too_many_steps_is_styled_alike_after_other_pages() {
    // Of all ways up, the last one that is tried is the one that leads there.
    let css = "<style>.b > .a .a .a i { color: lime }</style>";
    let nested = |depth: usize| parse(&format!("{css}<div class=b>{}", "<div class=a><i>x</i>".repeat(depth)));
    let colors = |engine: &Engine, depth: usize| {
        let document = nested(depth);
        let styles = compute(engine, &document, &|_| None);
        let color = |element: Element<'_>| hex(styles.of(element).color);
        (styles.is_complete(), document.elements_named("i").map(color).collect::<Vec<_>>())
    };
    let (whole, alone) = colors(&Engine::default(), 480);
    assert!(!whole && alone.iter().any(|color| color == LIME) && alone[3..].iter().any(|color| color != LIME));
    for before in [60, 120, 180] {
        let engine = Engine::default();
        assert!(colors(&engine, before).0, "{before}");
        assert_eq!(colors(&engine, 480), (false, alone.clone()), "{before}");
    }
}

/// A site of pages with one sheet: selectors matched and styles made for each page.
#[test]
fn later_pages_of_a_site_cost_next_to_nothing() {
    let mut css = String::new();
    for n in 0..300 {
        let _ = write!(css, ".c{n} .d{n} > a:hover {{ color: #{n:03x} }} .c{n} {{ margin: {n}px }} ");
    }
    css.push_str("li:nth-child(even) a { color: red } a { color: blue } .c1 + .c2 { color: red }");
    let css: Arc<str> = css.into();
    let engine = Engine::default();
    let work: Vec<(usize, usize)> = (0..3)
        .map(|page| {
            let mut html = String::from("<link rel=stylesheet href=s.css>");
            for n in 0..40 {
                let _ = write!(html, "<section class=c{} id=p{page}-{n}><ul class=d{0}>", n % 7);
                html.push_str(&"<li><a href=#>x</a>".repeat(5));
                html.push_str("</ul></section>");
            }
            let document = parse(&html);
            compute(&engine, &document, &|_| Some(css.clone())).work()
        })
        .collect();
    assert!(work[0].0 < 3_000 && work[0].1 < 100, "{work:?}");
    // What depends on siblings is looked at again: the rows, and the sections.
    assert!(work[1].0 < 700 && work[1].1 == 0, "{work:?}");
    assert_eq!(work[1], work[2]);
}

#[test]
fn pages_may_be_computed_at_the_same_time() {
    let engine = Engine::default();
    let css: Arc<str> = "p:nth-child(odd) { color: red } .a p { color: lime }".into();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (engine, css) = (&engine, &css);
            scope.spawn(move || {
                for page in 0..50 {
                    let html = format!("<link rel=stylesheet href=x><div class=a{}><p>x<p id=t>y", (page + thread) % 5);
                    let document = parse(&html.replace("a0", "a"));
                    let styles = compute(engine, &document, &|_| Some(css.clone()));
                    let expected = if (page + thread) % 5 == 0 { LIME } else { "#000000" };
                    assert_eq!(hex(styles.of(document.by_id("t").expect("an element")).color), expected);
                }
            });
        }
    });
}
