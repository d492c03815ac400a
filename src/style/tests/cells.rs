//! States, colour schemes and widths.

use super::*;

/// The colour of `t` at rest, under the pointer, with the focus, visited.
fn states(css: &str, html: &str) -> [String; 4] {
    let (document, styles) = page(css, html);
    let t = document.by_id("t").expect("an element");
    [State::Rest, State::Hover, State::Focus, State::Visited]
        .map(|state| hex(styles.in_cell(t, Cell::in_state(state)).color))
}

#[test]
fn states_are_those_of_the_element_and_what_it_is_in() {
    let (black, red, blue) = ("#000000", RED, "#0000ff");
    let span = "<div><a href=#><span id=t>x</span></a></div>";
    let plain = "<div><p id=t>x</div>";
    let field = "<form><input id=t></form>";
    for (css, html, expected) in [
        ("p:hover { color: red }", plain, [black, red, black, black]),
        ("div:hover { color: red }", plain, [black, red, black, black]),
        ("div:hover p { color: red }", plain, [black, red, black, black]),
        ("p:not(:hover) { color: red }", plain, [red, black, red, red]),
        ("p:focus { color: red }", plain, [black; 4]),
        ("p:active { color: red }", plain, [black; 4]),
        ("* { color: black } a:focus * { color: red }", span, [black, black, red, black]),
        ("* { color: black } span:focus { color: red }", span, [black; 4]),
        ("* { color: black } div:focus-within span { color: red }", span, [black, black, red, black]),
        ("* { color: black } div:focus span { color: red }", span, [black; 4]),
        ("* { color: black } a:visited span { color: red }", span, [black, black, black, red]),
        ("* { color: black } a:link span { color: red }", span, [red, red, red, black]),
        ("* { color: black } a:any-link span { color: red }", span, [red; 4]),
        ("a:focus-visible { color: red } a:hover { color: blue }", span, ["#0000ee", blue, red, "#551a8b"]),
        ("* { color: black } form:focus-within * { color: red }", field, [black, black, red, black]),
        (
            "* { color: black } form:focus-within { color: red } input { color: inherit }",
            field,
            [black, black, red, black],
        ),
        ("* { color: black } form:focus { color: red } input { color: inherit }", field, [black; 4]),
        ("main:focus { color: red } a { color: inherit }", "<main tabindex=-1><a href=# id=t>x</a></main>", [black; 4]),
        ("main:focus { color: red }", "<main tabindex=-1><p id=t>x</main>", [black, black, red, black]),
        ("p:has(a:hover) { color: red }", "<p id=t><a href=#>x</a>", [black; 4]),
        ("div:has(p:hover) p { color: red }", plain, [black, red, black, black]),
    ] {
        assert_eq!(states(css, html), expected.map(str::to_owned), "{css} on {html}");
    }
}

#[test]
fn visited_links_change_their_colours_only() {
    let (document, styles) =
        page("a:visited { color: red; font-size: 50px } a:link { opacity: .5 }", "<a href=# id=t>x</a>");
    let style = styles.in_cell(document.by_id("t").expect("a link"), Cell::in_state(State::Visited));
    assert_eq!((hex(style.color), style.font_size, style.opacity), (RED.to_owned(), 16.0, 0.5));
}

#[test]
fn schemes_follow_the_sheet() {
    let html = "<p id=t>x";
    let schemes = |css: &str| {
        [Scheme::Light, Scheme::Dark, Scheme::MoreContrast]
            .map(|scheme| hex(in_cell(css, html, Cell::new(scheme, Width::Wide, State::Rest)).color))
    };
    let black = "#000000";
    for (css, expected) in [
        ("", [black; 3]),
        ("@media (prefers-color-scheme: dark) { p { color: red } }", [black, RED, black]),
        ("@media (prefers-contrast: more) { p { color: red } }", [black, black, RED]),
        (":root { color-scheme: light dark }", [black, "#ffffff", black]),
        (":root { color-scheme: light dark } p { color: light-dark(red, blue) }", [RED, BLUE, RED]),
        ("p { color: light-dark(red, blue) }", [RED; 3]),
        (":root { color-scheme: dark } p { color: light-dark(red, blue) }", [BLUE; 3]),
        (":root { color-scheme: light dark; --c: light-dark(red, blue) } p { color: var(--c) }", [RED, BLUE, RED]),
        (
            ":root { color-scheme: light dark } p { --a: red; color: light-dark(var(--a), var(--b, blue)) }",
            [RED, BLUE, RED],
        ),
    ] {
        assert_eq!(schemes(css), expected.map(str::to_owned), "{css}");
    }
    let document = parse("<meta name=color-scheme content='light dark'><p id=t>x");
    let styles = compute(&Engine::default(), &document, &|_| None);
    let dark = Cell::new(Scheme::Dark, Width::Wide, State::Rest);
    assert_eq!(hex(styles.in_cell(document.by_id("t").expect("an element"), dark).color), "#ffffff");
    assert_eq!(hex(Paint::Color(styles.canvas(&document, dark))), "#121212");
}

#[test]
fn widths_and_wishes_are_cells() {
    let css = "p { font-size: 2vw; animation: a 1s infinite } @media (width < 600px) { p { font-size: 20px } }
               @media (prefers-reduced-motion: reduce) { * { animation: none !important } }
               @media print { p { color: blue } }";
    let (document, styles) = page(css, "<p id=t>x");
    let t = document.by_id("t").expect("an element");
    assert_eq!(styles.of(t).font_size, 25.6);
    assert_eq!(styles.in_cell(t, Cell::new(Scheme::Dark, Width::Narrow, State::Rest)).font_size, 20.0);
    let animation = Animation { name: "a".into(), duration: 1.0, rounds: f32::INFINITY };
    assert_eq!(styles.of(t).animations[..], [animation]);
    assert!(styles.under_reduced_motion(t).animations.is_empty());
    assert_eq!(hex(styles.on_paper(t).color), BLUE);
    let cells: Vec<_> = styles.cells(t).map(|(cells, style)| (cells.iter().count(), style.font_size)).collect();
    assert_eq!(cells, [(12, 25.6), (12, 20.0)]);
}

#[test]
fn elements_that_nothing_moves_have_one_style() {
    let (document, styles) = page("p { color: red }", "<p id=t>x");
    assert_eq!(styles.cells(document.by_id("t").expect("an element")).count(), 1);
}
