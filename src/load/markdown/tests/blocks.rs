//! Tests of blocks: fences, attributes, nesting.

use super::*;

#[test]
fn blocks_are_holes_with_their_bodies() {
    let site = Site::new("fr");
    for (text, html) in [
        ("a\n::figure{src=\"a.jpg\"}\nb", "<p>a</p>[figure src=Image(\"a.jpg\")]<p>b</p>"),
        (":::note\nUn *mot*.\n:::\n", "[note: <p>Un <em>mot</em>.</p>]"),
        (":::box-of\n:::", "[box_of]"),
        ("::: box_of {title=\"l'x\"}\na\n:::", "[box_of title=Text(\"l'x\"): <p>a</p>]"),
        ("::::note\n:::note\na\n:::\nb\n::::", "[note: [note: <p>a</p>]<p>b</p>]"),
        (":::note\n:::note\na\n:::\nb\n:::\nc", "[note: [note: <p>a</p>]<p>b</p>]<p>c</p>"),
        ("- a\n\n  :::note\n  b\n  :::\n- c", "<ul><li><p>a</p>[note: <p>b</p>]</li><li><p>c</p></li></ul>"),
        ("* ::figure{src=a}\n", "<ul><li>[figure src=Image(\"a\")]</li></ul>"),
        ("> :::note\n> b\n> :::\n", "<blockquote>[note: <p>b</p>]</blockquote>"),
        (":::note\n- a\n:::\nb", "[note: <ul><li>a</li></ul>]<p>b</p>"),
        (
            ":::gallery\n::image{src=a}\n\n::image{src=b}\n:::",
            "[gallery: [image src=Image(\"a\")][image src=Image(\"b\")]]",
        ),
        ("::figure{\n  src=\"a\"\n  alt=\"b\n  c\"\n}\nd", "[figure src=Image(\"a\") alt=Text(\"b c\")]<p>d</p>"),
        (
            "```\n:::note\n::figure{\n*[A]: b\n```\n",
            "<pre tabindex=\"0\"><code>:::note\n::figure{\n*[A]: b</code></pre>",
        ),
        ("```\n::figure{src=a\nalt=b}\n```\n", "<pre tabindex=\"0\"><code>::figure{src=a\nalt=b}</code></pre>"),
        ("    :::note\n", "<pre tabindex=\"0\"><code>:::note</code></pre>"),
        ("<!--\n:::note\n-->\na", "<p>a</p>"),
        ("std::vec ::x\n::std::vec", "<p>std::vec ::x\n::std::vec</p>"),
        ("a\r\n:::note\r\nb\r\n:::\r\n", "<p>a</p>[note: <p>b</p>]"),
    ] {
        let html = html.replace("src=Image", if text.contains("::image") { "src=Text" } else { "src=Image" });
        assert_eq!(site.html(text), html, "{text}");
    }
}

#[test]
fn links_and_notes_reach_across_blocks() {
    let html = Site::new("fr").html(":::note\n[a][b] c[^d]\n\n## H\n:::\n\n[b]: e.md\n[^d]: f\n");
    assert!(html.starts_with("[note: <p><a href=\"@e.md\">a</a> c<sup"), "{html}");
    assert!(html.ends_with("↩</a></p></li></ol></section>"), "{html}");
}

#[test]
fn attributes_have_their_kinds() {
    let text = "::figure{src=a.jpg alt=\"l'eau ?\" caption=\"Vue de *l'île*\" width=4 open lang=pt-BR on=2026-11-26 \
                at=\"2026-11-26 18:00\" size=l #haut .un .deux to=\"/x.md\" tags=\"a, b\" ratio=1.5}\n\n## Haut";
    let (body, findings) = Site::new("fr").parse(text);
    assert_eq!(told(text, &findings), Vec::<String>::new());
    assert_eq!(
        shown(&body),
        "[figure src=Image(\"a.jpg\") alt=Text(\"l’eau\\u{202f}?\") caption=Vue de <em>l’île</em> width=Integer(4) \
         open=Bool(true) lang=Text(\"pt-BR\") on=Text(\"2026-11-26\") at=Text(\"2026-11-26T18:00\") size=Text(\"l\") \
         id=Text(\"haut\") class=Text(\"un deux\") to=Page(\"/x.md\", [\"event\"]) tags=List([\"a\", \"b\"]) \
         ratio=Float(1.5)]<h2 id=\"haut-2\">Haut</h2>"
    );
    let HoleKind::Block(block) = &body.holes[0].kind else { panic!() };
    assert_eq!(&text[block.args[2].span.clone()], "Vue de *l'île*");
}

#[test]
fn faults_of_attributes_are_told_at_their_place() {
    let site = Site::new("fr");
    let invalid = "block-attribute-invalid";
    for (text, message) in [
        ("::figure{src=a source=b}", "1:16 `source` `figure` has no attribute `source`"),
        ("::figure{src=a src=b}", "1:16 `src` `src` is given twice"),
        ("::figure", "1:3 `figure` `figure` needs `src`"),
        ("::figure{src=a width=four}", "1:22 `four` `four` is not a whole number"),
        ("::figure{src=a ratio=x}", "1:22 `x` `x` is not a number"),
        ("::figure{src=a open=maybe}", "1:21 `maybe` `maybe` is not a yes or a no"),
        ("::figure{src=a lang=fr_FR}", "1:21 `fr_FR` `fr_FR` is not a language code"),
        ("::figure{src=a on=26/11/2026}", "1:19 `26/11/2026` `26/11/2026` is not a date"),
        ("::figure{src=a at=2026-11-26}", "1:19 `2026-11-26` `2026-11-26` is not a date and time"),
        ("::figure{src=a size=xl}", "1:21 `xl` `xl` is not a choice of `size`"),
        ("::figure{src}", "1:10 `src` `src` has no value"),
        ("::figure{src=\"\"}", "1:10 `src` `src` is empty"),
        ("::figure{src=a, alt=b}", "1:15 `,` a comma between attributes"),
        ("::figure{src=a alt=\"b}", "1:20 `\"` `\"` is not closed"),
        ("::figure{src=a", "1:9 `{` `{` is not closed"),
        ("::figure{src=a caption=\"b <i>c</i>\"}", ""),
    ] {
        let expected = match message {
            "" => "html-raw 1:27 `<i>` `<i>` is HTML".to_owned(),
            message => format!("{invalid} {message}"),
        };
        assert_eq!(site.told(text), [expected], "{text}");
    }
}

#[test]
fn unknown_blocks_are_told_and_their_text_stays() {
    let text = ":::nte{a=b}\nUn *mot*\n:::\n::vidéo\n";
    let (body, findings) = Site::new("fr").parse(text);
    assert_eq!(shown(&body), "<p>Un <em>mot</em></p>");
    assert_eq!(
        told(text, &findings),
        ["block-unknown 1:4 `nte` there is no block `nte`", "block-unknown 4:3 `vidéo` there is no block `vidéo`"]
    );
    assert_eq!(findings[0].help, "did you mean `note`? blocks: `box-of`, `figure`, `gallery`, `image`, `note`");
}

#[test]
fn blocks_that_nest_without_end_are_told_once() {
    let site = Site::new("fr");
    let deep = 5_000;
    let opens: String = (0..deep).map(|rank| ":".repeat(deep - rank + 2) + "note\n").collect();
    let closes: String = (0..deep).map(|rank| ":".repeat(rank + 3) + "\n").collect();
    let told = site.told(&format!("{opens}Un mot\n{closes}"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("block-misplaced 33:") && told[0].ends_with("`note` stands in 32 other blocks"),
        "{told:?}"
    );
}

#[test]
fn misplaced_blocks_are_told() {
    let site = Site::new("fr");
    for (text, told) in [
        ("::image{src=a}", "1:3 `image` `image` stands outside `gallery`"),
        (":::gallery\n::figure{src=a}\n:::", "2:3 `figure` `figure` may not stand in `gallery`"),
        (
            ":::gallery\nUn mot\n\nUn autre\n::image{src=a}\n:::",
            "2:1 `Un mot` `gallery` holds only blocks, and this is a text",
        ),
        (":::figure{src=a}\nUn mot\n:::", "1:4 `figure` `figure` takes no text"),
        ("::note", "1:3 `note` `note` needs a text"),
        (":::note\n:::", "1:4 `note` `note` needs a text"),
    ] {
        assert_eq!(site.told(text), [format!("block-misplaced {told}")], "{text}");
    }
    let (body, _) = site.parse(":::figure{src=a}\nUn mot\n:::");
    assert_eq!(shown(&body), "[figure src=Image(\"a\")]<p>Un mot</p>");
}

#[test]
fn what_a_block_may_not_hold_is_shown_after_it() {
    let site = Site::new("fr");
    for (text, html) in [
        (
            ":::gallery\nUn [mot](a.md)\n\n::image{src=a}\n\nUn *autre*\n:::\n\nb",
            "[gallery: [image src=Text(\"a\")]]<p>Un <a href=\"@a.md\">mot</a></p><p>Un <em>autre</em></p><p>b</p>",
        ),
        (":::gallery\n:::note\na\n:::\n::image{src=a}\n:::", "[gallery: [image src=Text(\"a\")]][note: <p>a</p>]"),
        // A part that lacks what it needs cannot be shown as one.
        (":::gallery\n::image{src=a}\n::image\n:::", "[gallery: [image src=Text(\"a\")]][image]"),
        (":::galery\n::image{src=a}\n:::", "[image src=Text(\"a\")]"),
        ("a\n\n::image{src=a}\n\nb", "<p>a</p><p>b</p>"),
        (":::image{src=a}\nb\n:::", "<p>b</p>"),
    ] {
        assert_eq!(shown(&site.parse(text).0), html, "{text}");
    }
}

#[test]
fn fences_that_do_not_match_are_told() {
    let site = Site::new("fr");
    for (text, html, told) in [
        ("a\n:::\nb", "<p>a</p><p>b</p>", "2:1 `:::` `:::` closes no block"),
        (":::note\na", "[note: <p>a</p>]", "1:1 `:::note` `note` is not closed at the end of the text"),
        (
            "::::note\n:::note\na\n::::\nb",
            "[note: [note: <p>a</p>]]<p>b</p>",
            "2:1 `:::note` `note` is not closed before the block around it",
        ),
        (
            "- :::note\n  a\n\nb",
            "<ul><li>[note: <p>a</p>]</li></ul><p>b</p>",
            "1:3 `:::note` `note` is not closed in the list item, quotation or note it is opened in",
        ),
    ] {
        let (body, findings) = site.parse(text);
        assert_eq!(shown(&body), html, "{text}");
        assert_eq!(super::told(text, &findings), [format!("block-unclosed {told}")], "{text}");
    }
    assert_eq!(site.told("- :::note\n  a\n\n:::").len(), 2);
}

#[test]
fn text_on_a_fence_line_stays() {
    let text = ":::note Un titre\na\n:::";
    let (body, findings) = Site::new("fr").parse(text);
    assert_eq!(shown(&body), "[note: <p>Un titre</p><p>a</p>]");
    assert_eq!(findings.len(), 1);
}

#[test]
fn places_are_those_of_the_file() {
    let site = Site::new("fr");
    let text = "---\ntitle: é\n---\n::fig\n";
    let (_, findings) = parse(&"a.md".into(), text, 18..text.len(), &site.options());
    assert_eq!(told(text, &findings), ["block-unknown 4:3 `fig` there is no block `fig`"]);
}

#[test]
fn declarations_that_make_no_sense_are_refused() {
    for (component, error) in [
        ("x()", "`doc` is missing"),
        ("x() {\"doc\": \"d\", \"bdy\": \"none\"}", "did you mean `body`?"),
        ("x() {\"doc\": \"d\", \"body\": \"maybe\"}", "not `maybe`"),
        ("x(a) {\"doc\": \"d\", \"args\": {\"b\": {}}}", "describes `b`"),
        ("x(a) {\"doc\": \"d\", \"args\": {\"a\": {\"kind\": \"imge\"}}}", "did you mean `image`?"),
        ("x(a) {\"doc\": \"d\", \"args\": {\"a\": {\"kind\": \"choice\"}}}", "choices` are missing"),
        ("x(a: map) {\"doc\": \"d\"}", "say its kind"),
        ("x(...rest) {\"doc\": \"d\"}", "each of its arguments"),
    ] {
        let mut tera = tera::Tera::default();
        let template = format!("{{% component {component} %}}{{% endcomponent x %}}");
        tera.add_raw_template("x.html", &template).expect("a template");
        let info = tera.get_component_definition("x").expect("a component");
        let told = BlockSchema::from_component(&info).expect_err("a mistake");
        assert!(told.contains(error), "{component}: {told}");
    }
}
