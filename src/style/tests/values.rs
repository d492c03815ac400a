//! Values, variables and inheritance.

use super::*;

const P: &str = "<div><p id=t class=c>x</div>";

#[test]
fn colours_are_computed() {
    for (css, expected) in [
        ("p { color: var(--c, lime) }", LIME),
        ("p { --c: lime; color: var(--c) }", LIME),
        ("div { --c: lime; color: red } p { color: var(--c) }", LIME),
        ("div { color: lime } p { color: var(--none) }", LIME),
        ("div { color: lime } p { --c: nonsense; color: red; color: var(--c) }", LIME),
        ("p { --c: 0 255 0; color: rgb(var(--c)) }", LIME),
        ("p { --c: 0, 255, 0; color: rgb(var(--c), 1) }", LIME),
        ("p { --a: var(--b); --b: var(--a); color: var(--a, lime) }", LIME),
        ("div { --c: red } p { --c: initial; color: var(--c, lime) }", LIME),
        ("div { --c: lime } p { --c: inherit; color: var(--c) }", LIME),
        ("div { color: lime } p { --c: inherit; color: var(--c, inherit) }", LIME),
        (
            "@property --c { syntax: '<color>'; inherits: false; initial-value: lime } div { --c: red } p { color: var(--c) }",
            LIME,
        ),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: red } div { --c: lime } p { color: var(--c) }",
            LIME,
        ),
        ("div { color: lime } p { color: currentColor }", LIME),
        ("div { color: lime } p { color: color-mix(in srgb, currentColor, currentColor) }", LIME),
        ("div { color: lime } p { color: rgb(from currentColor r g b) }", LIME),
        ("p { --c: lime; color: color-mix(in oklab, var(--c) 100%, red) }", LIME),
        ("p { color: oklch(from lime l c h) }", LIME),
        ("div { color: lime } p { color: inherit }", LIME),
        ("div { color: lime } p { color: unset }", LIME),
        ("div { color: lime } p { color: red; all: unset }", LIME),
        ("div { color: red } p { all: initial }", "#000000"),
        ("p { color: color-mix(in oklab, red, black) }", "#630000"),
        ("p { --b: #000; color: color-mix(in oklch, red, var(--b)) }", "#630000"),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: lime } p { --c: 12px; color: var(--c) }",
            LIME,
        ),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: red } div { --c: lime } \
             p { --c: var(--none); --d: var(--c, blue); color: var(--d) }",
            LIME,
        ),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: lime } div { --c: red } \
             p { --c: initial; color: var(--c) }",
            LIME,
        ),
        (
            "@property --c { syntax: '<color>'; inherits: false; initial-value: lime } p { --d: var(--c); color: var(--d) }",
            LIME,
        ),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: red } \
             p { --c: color-mix(in oklab, red, black); color: var(--c) }",
            "#630000",
        ),
        (
            "@property --c { syntax: '<color>'; inherits: true; initial-value: red } \
             p { --c: contrast-color(red); color: var(--c) }",
            "?",
        ),
        ("@property --c { syntax: '*'; inherits: true } p { --c: lime; color: var(--c) }", LIME),
        ("p { color: lime; color: limey; color: #12; color: 3px }", LIME),
        ("p { color: lime; color: color-mix(in srgb, currentColor, nonsense) }", "?"),
        ("p { color: lime; color: color(nonsense 1 2 3) }", "?"),
        ("p { color: lime; color: -webkit-link }", "?"),
        ("p { color: contrast-color(red) }", "?"),
        ("p { color: env(nonsense) }", "?"),
        ("p { color: rgb(attr(data-x)) }", "?"),
        ("p { color: color-mix(in srgb, contrast-color(red), blue) }", "?"),
    ] {
        assert_eq!(color(css, P), expected, "{css}");
    }
}

#[test]
fn fonts_and_lengths_are_computed() {
    for (css, expected) in [
        ("p { font-size: 2em }", 32.0),
        ("div { font-size: 20px } p { font-size: 150% }", 30.0),
        ("html { font-size: 62.5% } p { font-size: 2rem }", 20.0),
        ("html { font-size: 2rem }", 32.0),
        ("p { font: 700 1.5rem/2 serif }", 24.0),
        ("p { font-size: x-large }", 24.0),
        ("p { font-size: larger }", 19.2),
        ("p { --s: 10px; font-size: calc(var(--s) * 3) }", 30.0),
        ("p { font: italic 0/0 a }", 0.0),
        ("p { font-size: clamp(1rem, 10vw, 2rem) }", 32.0),
        ("p { font-size: max(20px, 1em) }", 20.0),
        ("p { --w: 700; font: var(--w) 30px/1.5 var(--f, serif) }", 30.0),
    ] {
        assert_eq!(style(css, P).font_size, expected, "{css}");
    }
    let style = |css: &str| style(css, P);
    assert!(
        style("p { font: bold 20px serif }").is_bold()
            && !style("p { font: bold 20px serif; font: 20px serif }").is_bold()
    );
    assert_eq!(style("div { font-size: 10px; line-height: 1.5 } p { font-size: 20px }").line_height, Some(30.0));
    assert_eq!(style("div { font-size: 10px; line-height: 1.5em } p { font-size: 20px }").line_height, Some(15.0));
    assert_eq!(style("div { line-height: 2 } p { line-height: normal }").line_height, None);
    assert_eq!(style("div { letter-spacing: .1em; font-size: 20px } p { font-size: 40px }").letter_spacing, 2.0);
    assert_eq!(style("p { width: calc(100% - 20px) }").width, Extent::Percent(1.0, -20.0));
    assert_eq!(style("p { inline-size: 50vw; max-inline-size: none }").width, Extent::Px(640.0));
    assert_eq!(style("p { width: 50cqw }").width, Extent::Unknown);
    assert!(style("p { width: 50cqw }").is_uncertain(Property::Width));
    assert_eq!(style("p { padding: 1px 2px; padding-inline: 3px }").padding.left, Extent::Px(3.0));
    assert_eq!(style("p { margin-inline-end: 3px; direction: rtl }").margin.left, Extent::Px(3.0));
    assert_eq!(style("p { white-space: nowrap }").white_space, WhiteSpace::NoWrap);
    assert_eq!(style("p { text-transform: uppercase }").text_transform, TextTransform::Uppercase);
}

#[test]
fn lines_and_backgrounds_are_computed() {
    let style = |css: &str| style(css, P);
    let border = style("p { color: red; border: solid; border-left: 1px dotted blue }").border;
    assert_eq!((border.top.width, hex(border.top.color)), (3.0, RED.to_owned()));
    assert_eq!((border.left.style, hex(border.left.color)), (LineStyle::Broken, BLUE.to_owned()));
    assert_eq!(style("p { border-width: 5px }").border.top.width, 0.0);
    assert_eq!(hex(style("p { --b: 1px solid blue; border: var(--b) }").border.right.color), BLUE);
    let outline = style("p { outline: 2px solid red; outline-offset: 3px }");
    assert!(outline.outline.is_drawn() && outline.outline_offset == 3.0);
    assert!(!style("p { outline: 2px solid red; outline: none }").outline.is_drawn());
    assert_eq!(hex(style("p { background: #0f0 url(x.png) }").background_color), LIME);
    assert_eq!(style("p { background: #0f0 url(x.png) }").background_images[..], [Image::Unknown]);
    assert!(style("p { background: url(x.png); background: none }").background_images.is_empty());
    let images = style("p { background: linear-gradient(red, blue 50%, currentColor) }").background_images;
    let [Image::Gradient(stops)] = &images[..] else { panic!("{images:?}") };
    assert_eq!(stops.iter().map(|stop| hex(*stop)).collect::<Vec<_>>(), [RED, BLUE, "#000000"]);
    let images =
        style("p { --c: red; background-image: linear-gradient(var(--c), color-mix(in srgb, currentColor, white)) }");
    assert!(matches!(&images.background_images[..], [Image::Gradient(stops)] if hex(stops[1]) == "#808080"));
    assert_eq!(hex(style("p { background: var(--none) }").background_color), "#00000000");
    // An interpolation method, or what nobody reads here.
    for (css, expected) in [
        ("background: linear-gradient(in oklch, red, blue)", &[RED, BLUE][..]),
        ("background-image: linear-gradient(to right in oklab, red, blue)", &[RED, BLUE]),
        ("background: linear-gradient(in lab, red, currentColor)", &[RED, LIME]),
        ("--m: in oklab; background: linear-gradient(var(--m), red, blue)", &[RED, BLUE]),
        ("background: radial-gradient(in hsl longer hue, red, red)", &["?"]),
        ("background: linear-gradient(in hsl, red, currentColor)", &["?"]),
        ("background-image: linear-gradient(nonsense, red, blue)", &["?"]),
        ("background-image: paint(x)", &["?"]),
    ] {
        let css = format!("p {{ color: lime; background: white; {css} }}");
        let images = style(&css).background_images;
        let [Image::Gradient(stops)] = &images[..] else { panic!("{css}: {images:?}") };
        assert_eq!(stops.iter().map(|stop| hex(*stop)).collect::<Vec<_>>(), expected, "{css}");
    }
    assert!(
        style("p { background: linear-gradient(red, blue); background: 3px nonsense }").background_images.len() == 1
    );
    assert!(
        style("p { outline: none; outline: -webkit-focus-ring-color auto 5px }").is_uncertain(Property::OutlineStyle)
    );
    assert!(style("p { background-clip: text; -webkit-text-fill-color: transparent }").background_clip_text);
    assert_eq!(style("p { -webkit-text-fill-color: red }").text_fill.map(hex).as_deref(), Some(RED));
    let shadow = style("p { box-shadow: inset 0 0 0 2px red, 0 0 transparent }").box_shadow;
    assert_eq!((shadow.len(), shadow[0].spread, shadow[0].inset), (1, 2.0, true));
    assert_eq!(style("p { text-shadow: 0 0 2px red }").text_shadow.len(), 1);
}

#[test]
fn displays_are_those_used() {
    let display = |css: &str| style(css, P).display;
    assert_eq!(display(""), Display::Block);
    assert_eq!(display("p { display: inline flex }"), Display::InlineFlex);
    assert_eq!(display("p { display: inline; float: left }"), Display::Block);
    assert_eq!(display("p { display: inline-flex; position: absolute }"), Display::Flex);
    assert_eq!(display("div { display: grid } p { display: inline }"), Display::Block);
    assert_eq!(display("p { display: inline; display: revert }"), Display::Block);
    assert_eq!(display("p { display: unset }"), Display::Inline);
    assert_eq!(display("body { display: flex } div { display: contents } p { display: inline }"), Display::Block);
}
