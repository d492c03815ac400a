//! Tests of feeds.

use super::*;
use crate::render::testing::{CONFIG, page, site, text};

const CONTENT: &[(&str, &str)] = &[
    ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
    (
        "content/fr/news/_index.md",
        "---\ntitle: Nouvelles\ndescription: Ce qui se passe\ncontains: post\nsort: title\n---\n",
    ),
    (
        "content/fr/news/a.md",
        "---\ntitle: A & <b>\ndescription: Premier\ndate: 2026-01-05\nupdated: 2026-02-01T10:00\nthemes: [Mer]\n---\nBonjour\n",
    ),
    ("content/fr/news/b.md", "---\ntitle: B\ndate: 2026-03-01T09:30\n---\n"),
    ("content/fr/news/c.md", "---\ntitle: C\ndate: 2025-01-01\n---\n"),
    ("content/fr/news/d.md", "---\ntitle: Sans date\n---\n"),
];

fn nothing(_: PageId) -> Option<String> {
    None
}

#[test]
fn a_feed_holds_the_newest_pages_whatever_the_order_of_the_list() {
    let site = site(CONFIG, CONTENT);
    let files = feeds(&site, &nothing);
    let atom: atom_syndication::Feed = text(&files, "fr/news/atom.xml").parse().expect("Atom");
    let titles: Vec<&str> = atom.entries.iter().map(|entry| entry.title.value.as_str()).collect();
    assert_eq!(titles, ["B", "A & <b>"]);
    assert_eq!(atom.title.value, "Nouvelles – Estran");
    assert_eq!(atom.id, "https://estran.example/u/fr/news/atom.xml");
    assert_eq!(atom.lang.as_deref(), Some("fr"));
    assert_eq!(atom.updated.to_rfc3339(), "2026-03-01T09:30:00+01:00");
    assert_eq!(atom.subtitle.expect("a description").value, "Ce qui se passe");
    let a = &atom.entries[1];
    assert_eq!(a.id, "https://estran.example/u/fr/news/a/");
    assert_eq!(a.published.expect("a date").to_rfc3339(), "2026-01-05T00:00:00+01:00");
    assert_eq!(a.updated.to_rfc3339(), "2026-02-01T10:00:00+01:00");
    assert_eq!(a.categories[0].term, "Mer");
    assert_eq!(a.summary.as_ref().expect("a description").value, "Premier");
    assert_eq!(a.content, None);
}

#[test]
fn the_two_formats_say_the_same() {
    let site = site(CONFIG, CONTENT);
    let files = feeds(&site, &nothing);
    let json: serde_json::Value = serde_json::from_str(&text(&files, "fr/news/feed.json")).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://estran.example/u/fr/news/feed.json");
    assert_eq!(json["items"][1]["id"], "https://estran.example/u/fr/news/a/");
    assert_eq!(json["items"][1]["content_text"], "Premier");
    assert_eq!(json["items"][1]["tags"], serde_json::json!(["Mer"]));
    assert_eq!(json["items"][0]["content_text"], "B");
}

#[test]
fn homes_sections_and_terms_have_feeds() {
    let site = site(CONFIG, CONTENT);
    let paths: Vec<String> =
        feeds(&site, &nothing).iter().map(|(path, _)| path.to_string()).filter(|path| path.ends_with("xml")).collect();
    assert_eq!(paths, ["fr/atom.xml", "fr/news/atom.xml", "fr/themes/mer/atom.xml"]);
    let listing =
        site.listings.iter().find(|listing| listing.subject == Subject::Section(page(&site, "/news"))).expect("a list");
    assert_eq!(
        links(&site, listing),
        [
            ("Nouvelles – Estran (Atom)".to_owned(), "/u/fr/news/atom.xml".to_owned(), "application/atom+xml"),
            ("Nouvelles – Estran (JSON Feed)".to_owned(), "/u/fr/news/feed.json".to_owned(), "application/feed+json"),
        ]
    );
}

#[test]
fn whole_texts_leave_the_site_with_absolute_urls() {
    let site = site(&CONFIG.replace("limit = 2", "limit = 2\ncontent = \"full\""), CONTENT);
    let files = feeds(&site, &|_| Some("<p><a href=\"/u/fr/\">x</a>\u{8}</p>".to_owned()));
    let atom: atom_syndication::Feed = text(&files, "fr/news/atom.xml").parse().expect("Atom");
    let content = atom.entries[0].content.as_ref().expect("a text");
    assert_eq!(content.value.as_deref(), Some("<p><a href=\"https://estran.example/u/fr/\">x</a></p>"));
    assert_eq!(content.content_type.as_deref(), Some("html"));
}

#[test]
fn an_empty_list_has_the_same_date_in_every_build() {
    let site = site(CONFIG, &[("content/fr/_index.md", "---\ntitle: Accueil\nfeed: true\n---\n")]);
    let atom: atom_syndication::Feed = text(&feeds(&site, &nothing), "fr/atom.xml").parse().expect("Atom");
    assert_eq!(atom.updated.to_rfc3339(), "1970-01-01T00:00:00+00:00");
    assert_eq!(atom.title.value, "Estran");
}

#[test]
fn only_urls_of_the_site_are_made_absolute() {
    let cases = [
        (r#"<a href="/x?a=1&amp;b">"#, r#"<a href="https://e.org/x?a=1&amp;b">"#),
        (r"<a class='a>b' href='#fn1'>", r"<a class='a>b' href='https://e.org/p/#fn1'>"),
        ("<a href=/x>", "<a href=https://e.org/x>"),
        ("<a href=/x/>", "<a href=https://e.org/x/>"),
        (
            r#"<a href="//cdn.org/x"><a href="mailto:a@b.c"><a href="https://o.org/">"#,
            r#"<a href="//cdn.org/x"><a href="mailto:a@b.c"><a href="https://o.org/">"#,
        ),
        (
            r#"<img srcset="/a.avif 480w, /b.avif 800w" alt="a = /b">"#,
            r#"<img srcset="https://e.org/a.avif 480w, https://e.org/b.avif 800w" alt="a = /b">"#,
        ),
        (
            r#"<IMG SRC = "/a.png"><video poster="/p.jpg">"#,
            r#"<IMG SRC = "https://e.org/a.png"><video poster="https://e.org/p.jpg">"#,
        ),
        (
            r#"<code>&lt;a href="/x"></code> 1 < 2 <!-- <a href="/x"> -->"#,
            r#"<code>&lt;a href="/x"></code> 1 < 2 <!-- <a href="/x"> -->"#,
        ),
        (r#"<script>if (1 <a) x = '<a href="/x">'</script>"#, r#"<script>if (1 <a) x = '<a href="/x">'</script>"#),
        (r#"<a data-href="/x" href>é</a><a href="/"#, r#"<a data-href="/x" href>é</a><a href="https://e.org/"#),
    ];
    for (given, expected) in cases {
        assert_eq!(absolute::html(given, "https://e.org/p/"), expected);
    }
}
