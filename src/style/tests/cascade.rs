//! The order of the cascade.

use super::*;

const P: &str = "<p id=t class=c>x";

#[test]
fn the_strongest_rule_wins() {
    for (css, expected) in [
        ("p { color: lime } p { color: red } p { color: lime }", LIME),
        (".c { color: lime } p { color: red }", LIME),
        ("#t { color: lime } .c.c.c { color: red }", LIME),
        (":where(#t) { color: red } p { color: lime }", LIME),
        (":is(#t, b) { color: lime } .c { color: red }", LIME),
        ("p:not(#u) { color: lime } .c { color: red }", LIME),
        ("p:not(#u) { color: lime } #t { color: red; color: lime }", LIME),
        ("p { color: lime !important } #t { color: red }", LIME),
        ("p { color: lime !important; color: red }", LIME),
        ("p { color: lime; color: nonsense }", LIME),
        ("p { color: lime; color: rgb(1, 2) }", LIME),
        // Layers.
        ("@layer a { #t { color: red } } p { color: lime }", LIME),
        ("@layer a, b; @layer b { p { color: lime } } @layer a { #t { color: red } }", LIME),
        ("@layer a { p { color: lime } @layer b { #t { color: red } } }", LIME),
        ("@layer a.b { #t { color: red } } @layer a { p { color: lime } }", LIME),
        ("@layer a { @layer c; } @layer b; @layer a.c { #t { color: red } } @layer b { p { color: lime } }", LIME),
        ("@layer { #t { color: red } } @layer { p { color: lime } }", LIME),
        ("@layer a { p { color: lime !important } } @layer b { #t { color: red !important } }", LIME),
        ("@layer a { p { color: lime !important } } #t { color: red !important }", LIME),
        ("@layer a { p { color: lime } } @layer b { p { color: red; color: revert-layer } }", LIME),
        ("@layer a { p { color: lime } } p { color: revert-layer }", LIME),
        // Nesting and scopes.
        ("body { p { color: lime } } p { color: red; }", LIME),
        ("p { &.c { color: lime } color: red }", LIME),
        ("p { @media all { color: lime } }", LIME),
        (".c { body & { color: lime } } .c { color: red }", LIME),
        ("@scope (body) { p { color: lime } }", LIME),
        ("@scope (body) to (.c) { p { color: red } } * { color: lime }", LIME),
        ("@scope (.c) { :scope { color: lime } }", LIME),
        ("@scope (.c) { p { color: red } } body { color: lime }", LIME),
        ("@scope (body) { p { color: lime } } p { color: red }", LIME),
        ("*:has(i, .x), p { color: lime } p:is(b, .c):where(#u) { color: red }", LIME),
        ("body:has(> .c) p { color: red } body p.c { color: lime }", LIME),
        ("@scope (.other) { p { color: red } } * { color: lime }", LIME),
        // Conditions.
        ("@supports (display: grid) { p { color: lime } }", LIME),
        ("p { color: lime } @supports (display: nonsense) { p { color: red } }", LIME),
        ("p { color: lime } @media (width < 600px) { p { color: red } }", LIME),
        ("p { color: lime } @starting-style { p { color: red } }", LIME),
        ("p { color: lime } @media print { p { color: red } }", LIME),
        ("p { color: lime } @nonsense { p { color: red } }", LIME),
    ] {
        assert_eq!(color(css, P), expected, "{css}");
    }
}

#[test]
fn attributes_stand_where_they_should() {
    let html = "<p id=t style='color: lime'>x";
    assert_eq!(color("#t { color: red }", html), LIME);
    assert_eq!(color("p { color: blue !important }", html), BLUE);
    assert_eq!(color("p { color: red !important }", "<p id=t style='color: lime !important'>x"), LIME);
    assert_eq!(color("@layer a { p { color: blue !important } }", html), BLUE);
    let font = "<font id=t color=#00ff00>x</font>";
    assert_eq!(color("", font), LIME);
    assert_eq!(color("* { color: blue }", font), BLUE);
    assert_eq!(color("@layer a { font { color: blue } }", font), BLUE);
    assert_eq!(color("font { color: revert }", font), "#000000");
}

#[test]
fn imports_come_before_and_in_their_layer() {
    let files = [
        (
            "main.css",
            "@layer first; @import 'sub/a.css' layer(second); @import 'b.css' print; p { color: revert-layer }",
        ),
        ("sub/a.css", "@import '../c.css' layer; #t { color: lime }"),
        ("b.css", "#t { color: red }"),
        ("c.css", "#t { color: blue } @import 'sub/a.css';"),
    ];
    let document = parse("<link rel=stylesheet href=main.css><p id=t>x");
    let styles = compute(&Engine::default(), &document, &|href| {
        files.iter().find(|(name, _)| *name == href).map(|(_, text)| Arc::from(*text))
    });
    let t = document.by_id("t").expect("an element");
    assert_eq!(hex(styles.of(t).color), LIME);
    assert_eq!(hex(styles.on_paper(t).color), RED);
    assert!(styles.is_complete());
    let origin = styles.origin(t, Property::Color, Cell::default()).expect("an origin");
    // The rule that steps back is the one that wins.
    assert_eq!((origin.selector.as_str(), origin.line), ("p", 1));
}

#[test]
fn sheets_are_taken_in_as_their_links_say() {
    let color = |head: &str| {
        let document = parse(&format!("{head}<p id=t>x"));
        let sheet = |href: &str| Some(Arc::from(format!("p {{ color: {href} }}")));
        let styles = compute(&Engine::default(), &document, &sheet);
        hex(styles.of(document.by_id("t").expect("an element")).color)
    };
    let black = "#000000";
    for (head, expected) in [
        ("<link rel=stylesheet href=lime>", LIME),
        ("<link rel=' STYLESHEET x' href=lime>", LIME),
        ("<link rel=preload href=lime>", black),
        ("<link rel='alternate stylesheet' title=x href=lime>", black),
        ("<link rel=stylesheet disabled href=lime>", black),
        ("<link rel=stylesheet media=print href=lime>", black),
        ("<link rel=stylesheet media='screen and (width > 500px)' href=lime>", LIME),
        ("<link rel=stylesheet media='not (' href=lime>", black),
        ("<link rel=stylesheet media='all) {} p { color: red' href=lime>", black),
        ("<link rel=stylesheet type=text/plain href=lime>", black),
        ("<link rel=stylesheet title=a href=lime><link rel=stylesheet title=b href=red>", LIME),
        ("<link rel=stylesheet href=red><style>p { color: lime }</style>", LIME),
        ("<style media=print>p { color: red }</style>", black),
        ("<style type=text/less>p { color: red }</style>", black),
    ] {
        assert_eq!(color(head), expected, "{head}");
    }
}

#[test]
fn what_may_apply_is_uncertain() {
    for (css, expected) in [
        ("p { color: lime } @container (width > 10px) { p { color: red } }", true),
        ("@container (width > 10px) { p { color: red } } p { color: lime }", false),
        ("@container (width > 10px) { #t { color: red } } p { color: lime }", true),
        ("@supports (nonsense: 1px) { p { color: red } }", true),
        ("body { color: lime } @container x (width > 10px) { body { color: red } }", true),
        ("@container x (width > 10px) { body { color: red } } p { color: lime }", false),
        ("@container (width > 10px) { p { --c: red } } p { color: var(--c) }", true),
        ("@container (width > 10px) { p { background: red } }", false),
    ] {
        assert_eq!(style(css, P).is_uncertain(Property::Color), expected, "{css}");
    }
}

#[test]
fn origins_name_the_rule_at_fault() {
    let css =
        "body { color: red }\n\n/* é */ a:hover,\na:focus { background: blue }\n@media print { p { color: lime } }";
    let (document, styles) = page(css, "<p id=t><a href=# style='opacity: .5'>x</a>");
    let link = document.elements_named("a").next().expect("a link");
    let t = document.by_id("t").expect("an element");
    let told = |element, property, state| {
        styles.origin(element, property, Cell::in_state(state)).map(|origin| (origin.selector, origin.line))
    };
    assert_eq!(told(t, Property::Color, State::Rest), Some(("body".to_owned(), 1)));
    assert_eq!(told(link, Property::Color, State::Rest), None);
    assert_eq!(told(link, Property::BackgroundColor, State::Hover), Some(("a:hover, a:focus".to_owned(), 3)));
    assert_eq!(told(link, Property::BackgroundColor, State::Rest), None);
    assert_eq!(told(link, Property::Opacity, State::Rest), Some((String::new(), 0)));
    let rules: Vec<_> = styles.rules().iter().map(|rule| (rule.selector.as_str(), &*rule.media)).collect();
    assert_eq!(rules, [("body", ""), ("a:hover, a:focus", ""), ("p", "print")]);
    assert_eq!(styles.sheet(&styles.rules()[0]), SheetName::File("s.css".into()));
    assert!(styles.matches(&styles.rules()[1], link) && !styles.matches(&styles.rules()[1], t));
    assert_eq!(&css[styles.rules()[1].offset..][..7], "a:hover");
    assert!(styles.cells_of(&styles.rules()[1], link).contains(Cell::in_state(State::Focus)));
}
