//! Tests of texts: headings, links, tables, notes.

use super::*;

#[test]
fn blocks_of_text_are_compact_html() {
    let site = Site::new("fr");
    for (text, html) in [
        ("", ""),
        ("Un *mot* & **deux** < ~~trois~~", "<p>Un <em>mot</em> &amp; <strong>deux</strong> &lt; <del>trois</del></p>"),
        ("a\nb  \nc", "<p>a\nb<br>\nc</p>"),
        ("# T\n\n## Été & *co*", "<h1 id=\"t\">T</h1><h2 id=\"ete-co\">Été &amp; <em>co</em></h2>"),
        ("## A {#x .big}\n## A\n## A", "<h2 id=\"x\" class=\"big\">A</h2><h2 id=\"a\">A</h2><h2 id=\"a-2\">A</h2>"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("3. a\n\n4. b", "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("> q", "<blockquote><p>q</p></blockquote>"),
        ("a\n\n---", "<p>a</p><hr>"),
        (
            "```rust ignore\nlet a = \"b\" ;\n```",
            "<pre tabindex=\"0\"><code class=\"language-rust\">let a = \"b\" ;</code></pre>",
        ),
        ("    a < b", "<pre tabindex=\"0\"><code>a &lt; b</code></pre>"),
        ("T\n: d", "<dl><dt>T</dt><dd>d</dd></dl>"),
        ("`a \"b\" ?` !", "<p><code>a \"b\" ?</code>~!</p>"),
        (
            "- [x] a\n- [ ] b",
            "<ul><li><span role=\"img\" aria-label=\"Fait\">☑</span> a</li><li><span role=\"img\" aria-label=\"À faire\">☐</span> b</li></ul>",
        ),
        ("XX^e^ siècle, H~2~O, 2^3", "<p>XX<sup>e</sup>_siècle, H<sub>2</sub>O, 2^3</p>"),
        ("a\u{1}b", "<p>a b</p>"),
    ] {
        assert_eq!(site.html(text), html, "{text}");
    }
}

#[test]
fn typography_sees_across_elements() {
    let site = Site::new("fr");
    for (text, html) in [
        ("*mot* !", "<p><em>mot</em>~!</p>"),
        ("mot *!*", "<p>mot~<em>!</em></p>"),
        ("*mot*! \"*a*\"", "<p><em>mot</em>~! «~<em>a</em>~»</p>"),
        ("l'*été*", "<p>l’<em>été</em></p>"),
        ("12\nkm", "<p>12_km</p>"),
        ("a \\\"b\\\" c", "<p>a \"b\" c</p>"),
        ("\"a\n\nb\"", "<p>\"a</p><p>b\"</p>"),
        ("[a](b 'l\\'c') ?", "<p><a href=\"@b\" title=\"l'c\">a</a>~?</p>"),
        ("<https://a.fr/l'x?y> !", "<p><a href=\"https://a.fr/l'x?y\">https://a.fr/l'x?y</a>~!</p>"),
    ] {
        assert_eq!(site.html(text), html, "{text}");
    }
}

#[test]
fn tables_scroll_and_have_headers() {
    let html = Site::new("fr").html("| a | b | |\n|---|--:|:-:|\n| 1 | *2* | |\n\n| c |\n|---|\n");
    assert_eq!(
        html,
        "<div class=\"scroll\" role=\"region\" aria-label=\"Tableau\" tabindex=\"0\"><table><thead><tr>\
         <th scope=\"col\">a</th><th scope=\"col\" class=\"num\">b</th><td class=\"center\"></td></tr></thead>\
         <tbody><tr><td>1</td><td class=\"num\"><em>2</em></td><td class=\"center\"></td></tr></tbody></table></div>\
         <div class=\"scroll\" role=\"region\" aria-label=\"Tableau 2\" tabindex=\"0\"><table><thead><tr>\
         <th scope=\"col\">c</th></tr></thead></table></div>"
    );
}

#[test]
fn links_are_holes_at_their_target() {
    let text = "[a](../b.md#c \"d\") [e][f] <x@y.fr> [t](tel:1) ![i *j*](k.jpg 'l')\n\n![m](n.jpg)\n\n[f]: g.md\n";
    let (body, findings) = Site::new("en").parse(text);
    assert!(findings.is_empty());
    assert_eq!(
        shown(&body),
        "<p><a href=\"@../b.md#c\" title=\"d\">a</a> <a href=\"@g.md\">e</a> \
         <a href=\"mailto:x@y.fr\">x@y.fr</a> <a href=\"tel:1\">t</a> [img k.jpg|i j|l]</p>[img n.jpg|m|]"
    );
    let spans: Vec<&str> = body.holes.iter().map(|hole| &text[hole.span.clone()]).collect();
    assert_eq!(spans, ["../b.md#c", "g.md", "k.jpg", "n.jpg"]);
}

#[test]
fn notes_are_numbered_by_their_first_call() {
    let (body, findings) =
        Site::new("fr").parse("## Notes\n\na[^b] c[^a] d[^B]\n\n[^a]: un\n[^b]: deux\n\n    [x](y)\n");
    assert!(findings.is_empty());
    assert_eq!(
        shown(&body),
        "<h2 id=\"notes\">Notes</h2><p>a<sup class=\"fn\"><a id=\"r1\" href=\"#n1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup> \
         c<sup class=\"fn\"><a id=\"r2\" href=\"#n2\" role=\"doc-noteref\" aria-label=\"Note 2\">2</a></sup> \
         d<sup class=\"fn\"><a id=\"r1-2\" href=\"#n1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup></p>\
         <section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes-2\"><h2 id=\"notes-2\">Notes</h2><ol>\
         <li id=\"n1\"><p>deux</p><p><a href=\"@y\">x</a> \
         <a href=\"#r1\" role=\"doc-backlink\" aria-label=\"Retour à l’appel de note 1\">↩</a> \
         <a href=\"#r1-2\" role=\"doc-backlink\" aria-label=\"Retour à l’appel de note 1\">↩</a></p></li>\
         <li id=\"n2\"><p>un <a href=\"#r2\" role=\"doc-backlink\" aria-label=\"Retour à l’appel de note 2\">↩</a></p></li></ol></section>"
    );
    let headings: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(headings, ["notes", "notes-2"]);
    assert_eq!(body.ids, ["notes", "n1", "r1", "n2", "r2", "r1-2", "notes-2"]);
}

#[test]
fn notes_without_text_and_texts_without_call_are_told() {
    let text = "a[^x] \\[^y] `[^z]`\n\n[^w]: mot\n";
    assert_eq!(
        Site::new("fr").told(text),
        [
            "footnote-undefined 1:2 `[^x]` there is no note `x`",
            "footnote-undefined 3:1 `[^w]` nothing calls the note `w`"
        ]
    );
}

#[test]
fn abbreviations_say_what_they_stand_for() {
    let text =
        "*[A11Y]: accessibilité & co\n\nLe RGAA, l'A11Y et *le RGAAs* `RGAA` [RGAA](RGAA.md)\n\n```\n*[X]: y\n```\nX\n";
    let html = Site::new("fr").html(text);
    assert_eq!(
        html,
        "<p>Le <abbr title=\"Référentiel\">RGAA</abbr>, l’<abbr title=\"accessibilité &amp; co\">A11Y</abbr> et \
         <em>le RGAAs</em> <code>RGAA</code> <a href=\"@RGAA.md\"><abbr title=\"Référentiel\">RGAA</abbr></a></p>\
         <pre tabindex=\"0\"><code>*[X]: y</code></pre><p>X</p>"
    );
}

#[test]
fn html_is_refused_as_text() {
    let text = "a <b>c</b> <!-- d -->\n\n<!-- e\nf -->\n\n<div class=\"g\">\nh\n</div>\n";
    let (body, findings) = Site::new("fr").parse(text);
    assert_eq!(shown(&body), "<p>a &lt;b&gt;c&lt;/b&gt; </p><p>&lt;div class=\"g\"&gt;\nh\n&lt;/div&gt;</p>");
    assert_eq!(
        told(text, &findings),
        ["html-raw 1:3 `<b>` `<b>` is HTML", "html-raw 6:1 `<div class=\"g\">` `<div class=\"g\">` is HTML"]
    );
}

#[test]
fn html_is_sanitised_with_its_holes() {
    let site = Site::sanitising();
    let text = "<details id=\"d\" onclick=\"x\"><summary>s</summary>\n\n[a](b.md)<kbd>k</kbd> <script>x</script>\n\n::figure{src=\"f.jpg\"}\n\n</details>\n\n## D\n";
    let (body, findings) = site.parse(text);
    let left_out = "html-raw 3:23 `<script>` `<script>` is left out: it may do more than show a text";
    assert_eq!(told(text, &findings), [left_out]);
    assert_eq!(
        shown(&body),
        "<details id=\"d\"><summary>s</summary>\n<p><a href=\"@b.md\">a</a><kbd>k</kbd> </p>[figure src=Image(\"f.jpg\")]</details>\n<h2 id=\"d\">D</h2>"
    );
}

#[test]
fn words_are_counted_without_code() {
    let count = |text| Site::new("fr").parse(text).0.words;
    assert_eq!(count("Un mot « cité » ! `code` *deux*-mots l'eau"), 5);
    assert_eq!(count("## Un titre\n\n:::note\nquatre mots de plus\n:::\n\n```\nrien\n```\n"), 6);
}
