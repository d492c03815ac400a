//! What is not shown.

use super::*;

#[test]
fn elements_are_shown_or_not() {
    for (css, html, rendered, skipped) in [
        ("", "<p id=t>x", true, false),
        ("p { display: none }", "<p id=t>x", false, false),
        ("div { display: none } p { display: block }", "<div><p id=t>x</div>", false, false),
        ("div { display: contents }", "<div><p id=t>x</div>", true, false),
        ("", "<p id=t hidden>x", false, false),
        ("p { display: block }", "<p id=t hidden>x", true, false),
        ("", "<div hidden=until-found><p id=t>x</div>", true, true),
        ("", "<template id=t>x</template>", false, false),
        ("", "<noscript id=t>x</noscript>", false, false),
        ("", "<dialog id=t>x</dialog>", false, false),
        ("", "<dialog id=t open>x</dialog>", true, false),
        ("", "<div popover id=t>x</div>", false, false),
        ("", "<audio id=t>x</audio>", false, false),
        ("", "<audio id=t controls>x</audio>", true, false),
        ("", "<details><summary id=t>x</summary></details>", true, false),
        ("", "<details><p>y<summary><b id=t>x</b></summary></details>", true, false),
        ("", "<details><summary>x</summary><summary id=t>x</summary></details>", true, true),
        ("", "<details><summary>x</summary><p><b id=t>x</b></details>", true, true),
        ("", "<details open><summary>x</summary><p><b id=t>x</b></details>", true, false),
        ("div { content-visibility: hidden }", "<div id=t>x</div>", true, false),
        ("div { content-visibility: hidden }", "<div><p id=t>x</div>", true, true),
        ("span { content-visibility: hidden }", "<span><b id=t>x</b></span>", true, false),
    ] {
        let style = style(css, html);
        assert_eq!((style.rendered, style.skipped), (rendered, skipped), "{css} {html}");
    }
    assert!(style("", "<details id=t><summary>x</summary>y</details>").skips_contents);
    assert!(!style("div { visibility: hidden }", "<div><p id=t>x</div>").visible);
    assert!(style("div { visibility: hidden } p { visibility: visible }", "<div><p id=t>x</div>").visible);
    assert_eq!(style("div { opacity: 50% } p { opacity: .5 }", "<div><p id=t>x</div>").total_opacity, 0.25);
    assert_eq!(style("div { display: contents; opacity: 0 }", "<div><p id=t>x</div>").total_opacity, 1.0);
    assert!(!style("", "<input id=t type=HIDDEN>").rendered);
}

#[test]
fn clips_and_moves_are_told() {
    for (css, clip) in [
        ("clip-path: inset(50%)", Clip::All),
        ("clip-path: inset(10px)", Clip::Partly),
        ("clip-path: circle(0)", Clip::All),
        ("clip-path: polygon(0 0, 0 0, 0 0)", Clip::All),
        ("clip: rect(0 0 0 0); position: absolute", Clip::All),
        ("clip: rect(1px, 1px, 1px, 1px); position: absolute", Clip::All),
        ("clip: rect(0, 10px, 10px, 0); position: absolute", Clip::Partly),
        ("clip: rect(0 0 0 0)", Clip::None),
        ("clip: auto; position: absolute", Clip::None),
        ("clip-path: none", Clip::None),
    ] {
        assert_eq!(style(&format!("p {{ {css} }}"), "<p id=t>x").clip, clip, "{css}");
    }
    let style = |css: &str| style(&format!("p {{ {css} }}"), "<p id=t>x");
    assert_eq!(style("position: absolute; left: -9999px").inset.left, Extent::Px(-9999.0));
    assert_eq!(style("inset-inline-start: -10em").inset.left, Extent::Px(-160.0));
    assert_eq!(style("inset-inline-start: -10em; direction: rtl").inset.right, Extent::Px(-160.0));
    assert_eq!(style("text-indent: -9999px").text_indent, Extent::Px(-9999.0));
    assert_eq!(style("transform: translateX(-100%) translateX(5px)").transform.x, Extent::Percent(-1.0, 5.0));
    assert_eq!(style("rotate: 90deg; transform: rotate(90deg)").transform.rotation, Some(180.0));
    assert!(style("scale: 0").transform.flat && style("transform: scale(0)").transform.flat);
    assert!(!style("transform: rotate(90deg); display: inline").transform.any);
    assert_eq!(
        (style("overflow: hidden").overflow_x, style("overflow: hidden").overflow_y),
        (Overflow::Hidden, Overflow::Hidden)
    );
    assert_eq!(style("overflow-x: hidden").overflow_y, Overflow::Scroll);
}

#[test]
fn generated_text_is_told() {
    let css = "p::before { content: \"→ \" / \"\"; color: red } p:hover::after { content: attr(data-x) 'b' }
               b::before { content: none } b::after { color: red } i::before { content: url(x.png) / \"pic\" }
               input::placeholder { color: lime }";
    let (document, styles) = page(css, "<p id=t data-x=a>x<b>y</b><i>z</i><input placeholder=x>");
    let t = document.by_id("t").expect("an element");
    let before = styles.before(t).expect("a box");
    assert_eq!(before.content, Content::Text { text: "→ ".into(), alternative: Some("".into()) });
    assert_eq!(hex(before.color), RED);
    assert!(styles.after(t).is_none());
    let after = styles.pseudo(t, Pseudo::After, Cell::in_state(State::Hover)).expect("a box");
    assert_eq!(after.content, Content::Text { text: "ab".into(), alternative: None });
    assert_eq!(styles.pseudo_cells(t, Pseudo::After).map(|(cells, _)| cells.iter().count()).sum::<usize>(), 6);
    let one = |name: &'static str| document.elements_named(name).next().expect(name);
    assert!(styles.before(one("b")).is_none() && styles.after(one("b")).is_none());
    let alternative = Some("pic".into());
    assert_eq!(styles.before(one("i")).expect("a box").content, Content::Other { alternative });
    let placeholder = styles.pseudo(one("input"), Pseudo::Placeholder, Cell::default()).expect("a box");
    assert_eq!(hex(placeholder.color), LIME);
}

#[test]
fn lines_under_text_go_through() {
    let underlined = |css: &str| style(css, "<p><u><b id=t>x</b></u>").is_underlined();
    assert!(underlined(""));
    assert!(underlined("b { text-decoration: none }"));
    assert!(!underlined("b { display: inline-block }"));
    assert!(!underlined("u { text-decoration: none }"));
    assert!(
        style("a { text-decoration: none } a:hover { text-decoration: underline dotted red }", "<a id=t href=#>x</a>")
            .text_decoration
            == Decoration::default()
    );
}
