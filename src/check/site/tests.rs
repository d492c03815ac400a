//! Small sites in memory, and what the rules of the site say of them.

#![expect(clippy::format_collect, reason = "pages of tests are built once")]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Facts, LINKS, SITE, Site, SiteFound, SiteRule, Survey, check, facts};
use crate::check::Page;
use crate::finding::{Outcome, OutputPath};
use crate::{html, style};

/// What the rule finds in a site of these files.
fn found(rule: &str, files: &[(&str, &str)]) -> Vec<SiteFound> {
    let rules: Vec<_> = SITE.iter().chain(LINKS).filter(|known| known.rule.id == rule).collect();
    assert!(!rules.is_empty(), "{rule}");
    run(&rules, files)
}

fn run(rules: &[&SiteRule], files: &[(&str, &str)]) -> Vec<SiteFound> {
    let survey = Survey::new(None);
    let files: BTreeMap<OutputPath, &[u8]> =
        files.iter().map(|(path, text)| (OutputPath::new(path), text.as_bytes())).collect();
    let pages = files.iter().filter(|(path, _)| path.extension() == "html");
    let pages: Vec<Arc<Facts>> = pages
        .map(|(path, text)| {
            let document = html::parse(std::str::from_utf8(text).expect("HTML"));
            let styles = style::compute(&style::Engine::default(), &document, &|_| None);
            Arc::new(facts(&Page::new(path, &document, &styles), &survey))
        })
        .collect();
    let exists = |path: &OutputPath| files.contains_key(path);
    let read =
        |path: &OutputPath, limit: usize| files.get(path).map(|bytes| Arc::from(&bytes[..bytes.len().min(limit)]));
    let site = Site::new(&pages, &exists, &read);
    check(&site, rules.iter().copied())
}

/// The pages of what is found, with the outcome.
fn places(rule: &str, files: &[(&str, &str)]) -> Vec<(String, Outcome)> {
    let mut places = Vec::new();
    for found in found(rule, files) {
        for page in std::iter::once(&found.page).chain(&found.pages) {
            places.push((page.to_string(), found.found.outcome));
        }
    }
    places
}

/// The fenced examples of a rule's page that say what they give.
fn examples(doc: &str) -> Vec<(&str, String)> {
    doc.split("```html ")
        .skip(1)
        .filter_map(|part| part.split_once('\n'))
        .map(|(kind, rest)| (kind, rest.split("```").next().unwrap_or_default().to_owned()))
        .collect()
}

fn fails(page: &str) -> (String, Outcome) {
    (page.to_owned(), Outcome::Fail)
}

fn reviews(page: &str) -> (String, Outcome) {
    (page.to_owned(), Outcome::Review)
}

/// A page with a menu of these folders.
fn page(menu: &[&str], body: &str) -> String {
    let links: String = menu.iter().map(|name| format!("<li><a href='/{name}/'>{name}</a>")).collect();
    format!(
        "<html lang=en><title>{body}</title><nav aria-label=Main><ul>{links}</ul></nav><main><h1>{body}</h1></main>"
    )
}

#[test]
fn a_menu_keeps_its_order() {
    let (one, two) = (page(&["a", "b", "c"], "x"), page(&["b", "a", "c"], "y"));
    let (three, four) = (page(&["a", "c"], "z"), page(&["a", "b", "c"], "t"));
    let files = [("index.html", &*one), ("a/index.html", &two), ("b/index.html", &three), ("c/index.html", &four)];
    assert_eq!(places("navigation-order", &files), [fails("a/index.html")]);
    // Pages that nothing leads to are no site.
    let files = [("1.html", &*one), ("2.html", &two), ("3.html", &three), ("4.html", &four)];
    assert_eq!(places("navigation-order", &files), []);
}

#[test]
fn the_pages_of_a_list_are_led_to_by_number_and_by_next() {
    let link = |number: usize, name: &str| format!("<li><a href='/{number}.html'>{name}</a>");
    let pager = |here: usize| {
        let numbers: String = (1..=9).filter(|n| *n != here).map(|n| link(n, &n.to_string())).collect();
        let (before, after) = (link(here - 1, "Previous"), link(here + 1, "Next"));
        format!("<html lang=en><title>{here}</title><nav aria-label=Pages><ol>{before}{numbers}{after}</ol></nav>")
    };
    let texts: Vec<(String, String)> = (2..=8).map(|here| (format!("{here}.html"), pager(here))).collect();
    let home = page(&["2.html", "3.html"], "x").replace("html/'", "html'");
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (&**path, &**text)).collect();
    files.push(("index.html", &home));
    for rule in ["navigation-order", "identification-inconsistent"] {
        assert_eq!(places(rule, &files), [], "{rule}");
    }
}

#[test]
fn a_page_that_a_menu_leads_to_twice_keeps_its_name_and_its_place() {
    // A logo and « home », side by side.
    let twice = |menu: &[&str]| page(menu, "x").replace("<ul>", "<a href='/'>Home</a><a href='/'>Home</a><ul>");
    let usual = twice(&["a", "b", "c"]);
    let (moved, renamed) =
        (page(&["a", "b", "c"], "x").replace("</ul>", "</ul><a href='/'>Home</a>"), usual.replace(">Home<", ">Start<"));
    let with = |strange| {
        [("index.html", &*usual), ("a/index.html", strange), ("b/index.html", &usual), ("c/index.html", &usual)]
    };
    assert_eq!(places("navigation-order", &with(&moved)), [fails("a/index.html")]);
    assert_eq!(places("identification-inconsistent", &with(&renamed)), [reviews("a/index.html")]);
}

#[test]
fn help_keeps_its_place() {
    let top = |links: &str| format!("<html lang=en><header><a href=/help/>Help</a></header><main>{links}</main>");
    let home = top("<a href=/a/>a</a><a href=/b/>b</a>");
    let foot = "<html lang=en><main>x</main><footer><a href=/help/>Help</a></footer>";
    let (other, help) = (top("y"), top("z"));
    let files = [("index.html", &*home), ("a/index.html", foot), ("b/index.html", &other), ("help/index.html", &help)];
    assert_eq!(places("help-order", &files), [fails("a/index.html")]);
}

#[test]
fn a_link_of_a_menu_keeps_its_name() {
    let usual = page(&["a", "b", "c"], "x");
    let strange = usual.replace(">b<", ">Something else<");
    let files =
        [("index.html", &*usual), ("a/index.html", &strange), ("b/index.html", &usual), ("c/index.html", &usual)];
    assert_eq!(places("identification-inconsistent", &files), [reviews("a/index.html")]);
}

#[test]
fn pages_are_reached_by_links() {
    let home = page(&["a"], "x");
    let moved = "<meta http-equiv=refresh content='0; url=/b/'><title>Moved</title><a href=/b/>b</a>";
    let alone = page(&["a"], "alone");
    let a = page(&["old"], "a");
    let b = page(&["a"], "b");
    let files = [
        ("index.html", &*home),
        ("a/index.html", &a),
        ("old/index.html", moved),
        ("b/index.html", &b),
        ("alone.html", &alone),
        ("404.html", &alone),
    ];
    assert_eq!(places("page-orphan", &files), [fails("alone.html")]);
    assert_eq!(places("page-orphan", &files[1..]), []);
    // Servers of files find pages by other addresses than their own.
    let home = "<html lang=en><title>x</title><a href=/about>a</a> <a href=/fr>f</a> <a href=/old/>o</a>";
    let (other, french) = ("<html lang=en><title>y</title>", "<html lang=fr><title>z</title>");
    let files = [("index.html", home), ("about.html", other), ("fr/index.html", french), ("old/index.htm", other)];
    assert_eq!(places("page-orphan", &files), []);
    assert_eq!(places("link-language", &files), [fails("index.html")]);
}

#[test]
fn a_large_site_has_a_map_or_a_search() {
    let names: Vec<String> = (0..12).map(|number| format!("p{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let home = page(&names, "home");
    let paths: Vec<String> = names.iter().map(|name| format!("{name}/index.html")).collect();
    let mut files = vec![("index.html", &*home)];
    files.extend(paths.iter().map(|path| (&**path, "<main>x</main>")));
    assert_eq!(places("multiple-ways", &files), [reviews("index.html")]);
    let with = home.replace("</main>", "<a href=/p1/>Site map</a></main>");
    files[0].1 = &with;
    assert_eq!(places("multiple-ways", &files), []);
}

#[test]
fn titles_differ_and_say_what_headings_say() {
    let home = page(&["a", "b"], "Home");
    let (a, b) = (page(&["b"], "Studies").replace("<h1>", "<h1>All "), page(&["a"], "Studies"));
    let files = [("index.html", &*home), ("a/index.html", &a), ("b/index.html", &b)];
    assert_eq!(places("title-duplicate", &files), [fails("a/index.html"), fails("b/index.html")]);
    let strange = a.replace("<title>Studies", "<title>Welcome");
    let files = [("index.html", &*home), ("a/index.html", &strange), ("b/index.html", &b)];
    assert_eq!(places("title-duplicate", &files), []);
    assert_eq!(places("title-heading-mismatch", &files), [reviews("a/index.html")]);
}

#[test]
fn links_of_one_name_lead_to_one_place() {
    let links = |body: &str| format!("<main>{body}</main>");
    let other =
        [("a.html", "<main>Library</main>"), ("b.html", "<main>Sports</main>"), ("c.html", "<main>Library</main>")];
    let run = |rule: &str, body: &str| {
        let body = links(body);
        places(rule, &[&[("index.html", &*body)], &other[..]].concat())
    };
    let apart = "<p>The library:</p><p><a href=a.html>Contact</a></p><p>Sports:</p><p><a href=b.html>Contact</a></p>";
    assert_eq!(run("link-same-context", apart), [fails("index.html")]);
    assert_eq!(run("link-same-name", apart), [fails("index.html")]);
    // The same is said at both ends.
    assert_eq!(run("link-same-name", &apart.replace("b.html", "c.html")), []);
    // Their own paragraphs tell them apart.
    let told = "<p>The library: <a href=a.html>Contact</a></p><p>Sports: <a href=b.html>Contact</a></p>";
    assert_eq!(run("link-same-context", told), []);
    assert_eq!(run("link-same-name", told), [fails("index.html")]);
    // Nobody can tell them apart.
    assert_eq!(run("link-same-context", "<p><a href=a.html>Contact</a> <a href=b.html>Contact</a></p>"), []);
    // Headings do.
    let headed =
        "<h2>The library</h2><p><a href=a.html>Contact</a></p><h2>Sports</h2><p><a href=b.html>Contact</a></p>";
    assert_eq!(run("link-same-context", headed), []);
}

#[test]
fn frames_of_one_name_show_one_thing() {
    let frames = "<iframe aria-label=Map src=a.html></iframe><iframe aria-label=Map src=b.html></iframe>";
    let files = [("index.html", frames), ("a.html", "<p>one"), ("b.html", "<p>two")];
    assert_eq!(places("frame-title-unique", &files), [fails("index.html")]);
    assert_eq!(places("frame-title-unique", &[files[0], files[1], ("b.html", "<p>one")]), []);
}

#[test]
fn frames_with_controls_are_open_to_the_keyboard() {
    let frames = "<iframe aria-label=Form tabindex=-1 src=a.html></iframe>";
    assert_eq!(
        places("frame-focusable-content", &[("index.html", frames), ("a.html", "<button>x</button>")]),
        [fails("index.html")]
    );
    assert_eq!(places("frame-focusable-content", &[("index.html", frames), ("a.html", "<p>x")]), []);
}

#[test]
fn links_say_the_language_they_lead_to() {
    let home = "<html lang=en><a href=/fr/>Version</a> <a href=/fr/ hreflang=fr>FR</a> <a href=/en/>Home</a>";
    let files = [("index.html", home), ("fr/index.html", "<html lang=fr-FR>"), ("en/index.html", "<html lang=en-GB>")];
    assert_eq!(places("link-language", &files), [fails("index.html")]);
}

#[test]
fn captions_are_read_where_they_are() {
    let video = "<video><track kind=captions src=a.vtt></video>";
    for (captions, expected) in [("WEBVTT\n\n00:00.000 --> 00:01.000\nHi", 0), ("1\n00:00,000 --> 00:01,000\nHi", 1)] {
        assert_eq!(places("captions-invalid", &[("index.html", video), ("a.vtt", captions)]).len(), expected);
    }
    assert_eq!(places("captions-invalid", &[("index.html", video)]), [fails("index.html")]);
}

#[test]
fn pdfs_are_read() {
    let page = "<a href=a.pdf>Rules</a>";
    assert_eq!(
        places("pdf-inaccessible", &[("index.html", page), ("a.pdf", "no PDF at all")]),
        [reviews("index.html")]
    );
    assert_eq!(places("pdf-inaccessible", &[("index.html", page), ("a.pdf", "")]), [fails("index.html")]);
    assert_eq!(places("pdf-inaccessible", &[("index.html", page)]), []);
}

#[test]
fn what_is_named_is_there() {
    let page =
        "<a href=/b/>b</a> <a href=/b/#x>x</a> <a href=#y>y</a> <a href=/c/>c</a><img src=d.png><img src=/e.png>";
    let files = [("index.html", page), ("b/index.html", "<p id=x>"), ("d.png", "")];
    assert_eq!(places("link-broken", &files), [fails("index.html")]);
    assert_eq!(places("fragment-broken", &files), [fails("index.html")]);
    assert_eq!(places("asset-missing", &files), [fails("index.html")]);
}

#[test]
fn every_file_that_is_named_is_looked_for() {
    let page = "<style>@import '/s.css'; @font-face { font-family: X; src: url(/f.woff2) } p { background: url(/b.png) }</style>\
        <p style='background: url(a%20b.png), url(#x), url(data:,) '>x</p>\
        <img src=/ok.png srcset='/ok.png 1x, /two.png 2x'><picture><source srcset='/ok.png, /w.webp 2x'></picture>\
        <video src=/ok.mp4 poster=/p.jpg></video><svg><use href='/sprite.svg#a'/><use href='#b'/></svg>\
        <link rel=preload as=image imagesrcset='/i.avif 400w, /ok.png 800w'><meta property=og:image content=/og.png>\
        <meta property=og:image content=https://other.example/og.png>";
    let files = [("index.html", page), ("ok.png", ""), ("ok.mp4", "")];
    let said: Vec<String> = found("asset-missing", &files)
        .into_iter()
        .filter_map(|found| found.found.message.en.split('`').nth(1).map(str::to_owned))
        .collect();
    let drawn = ["/a b.png", "/b.png", "/f.woff2", "/s.css"];
    assert_eq!(said[..4], drawn);
    assert_eq!(said[4..], ["/i.avif", "/og.png", "/p.jpg", "/sprite.svg", "/two.png", "/w.webp"]);
    let drawn_only: Vec<_> = SITE.iter().filter(|known| known.rule.id == "asset-missing").collect();
    assert_eq!(run(&drawn_only, &files).len(), drawn.len());
}

#[test]
fn the_examples_of_a_page_give_what_they_say() {
    let mut run = 0;
    // Those of rules that look at pages too are run there.
    let own = |rule: &&SiteRule| !crate::check::rules::all().any(|other| other.rule == rule.rule);
    for rule in SITE.iter().filter(own) {
        for (kind, html) in examples(rule.rule.doc) {
            let found = found(rule.rule.id, &[("index.html", &html)]);
            assert_eq!(!found.is_empty(), kind == "fail", "{}: {html}", rule.rule.id);
            run += 1;
        }
    }
    assert!(run >= 9, "{run}");
}

#[test]
fn files_of_other_hosts_are_told_by_host() {
    let page = "<link rel=stylesheet href=/a.css><script src=https://cdn.jsdelivr.net/x.js></script>\
        <script src=https://cdn.jsdelivr.net/y.js></script><img src=/own.png srcset='https://img.example/a.png 2x'>\
        <a href=https://elsewhere.example/>x</a>";
    let css = "@import url(https://fonts.googleapis.com/css2?family=Inter); p { background: url(/own.png) }";
    let said: Vec<String> = found("third-party", &[("index.html", page), ("b.html", page), ("a.css", css)])
        .into_iter()
        .map(|found| format!("{} {} {}", found.found.message.en, found.pages.len(), found.found.help.en))
        .collect();
    assert_eq!(
        said,
        [
            "the page asks something of `cdn.jsdelivr.net` 1 put the file in `assets/`, if the page still needs it",
            "the page asks something of `fonts.googleapis.com` 0 put the font’s file in `assets/` and name it there, or use a font that devices have",
            "the page asks something of `img.example` 1 deliver the file with the site, or show a link that leads there",
        ]
    );
}

#[test]
fn scripts_in_files_are_read() {
    let page = "<script src=/a.js></script>";
    let ask = "x=navigator.geolocation.getCurrentPosition(y)";
    assert_eq!(places("script-sensor", &[("index.html", page), ("a.js", ask)]), [fails("index.html")]);
    assert_eq!(places("script-notification", &[("index.html", page), ("a.js", ask)]), []);
    let ask = "Notification.requestPermission()";
    assert_eq!(places("script-notification", &[("index.html", page), ("a.js", ask)]), [fails("index.html")]);
}

#[test]
fn pictures_fit_their_places() {
    // The head of a GIF holds its size: 0x0368 by 10, 872 pixels wide.
    let gif = "GIF89ah\u{3}\n\0\0\0\0,\0\0\0\0h\u{3}\n\0\0\u{2}\u{2}L\u{1}\0;";
    let run = |page: &str| places("picture-oversized", &[("index.html", page), ("a.gif", gif)]);
    assert_eq!(run("<img src=/a.gif width=400 height=4>"), [fails("index.html")]);
    assert_eq!(run("<img src=/a.gif width=436 height=4>"), []);
    assert_eq!(run("<img src=/a.gif>"), []);
    assert_eq!(run("<img src=/a.gif srcset='/a.gif 872w' width=400 height=4>"), []);
    assert_eq!(run("<style>img { width: 90px }</style><img src=/a.gif width=872 height=10>"), [fails("index.html")]);
}

#[test]
fn most_pictures_are_light() {
    let run = |page: &str| {
        let files = ["a.jpg", "b.png", "c.webp", "d.webp", "e.webp", "f.webp"].map(|name| (name, ""));
        places("picture-format", &[&[("index.html", page)], &files[..]].concat())
    };
    assert_eq!(run("<img src=a.jpg><img src=c.webp><img src=d.webp><img src=e.webp>"), [fails("index.html")]);
    assert_eq!(run("<img src=a.jpg><img src=c.webp><img src=d.webp><img src=e.webp><img src=f.webp>"), []);
    assert_eq!(run("<picture><source type=image/avif srcset=x.avif><img src=a.jpg></picture>"), []);
    assert_eq!(run("<p>x"), []);
}

#[test]
fn documents_are_light() {
    let page = "<a href=a.pdf>Report</a>";
    let (light, heavy) = ("x".repeat(5_000_000), "x".repeat(5_000_001));
    assert_eq!(places("document-heavy", &[("index.html", page), ("a.pdf", &heavy)]), [fails("index.html")]);
    assert_eq!(places("document-heavy", &[("index.html", page), ("a.pdf", &light)]), []);
}

#[test]
fn files_that_are_asked_for_anyway_are_there() {
    let home = page(&["a"], "x");
    let files = [("index.html", &*home), ("a/index.html", "<p>a")];
    assert_eq!(places("expected-files", &files).len(), 4);
    let all = [("404.html", ""), ("robots.txt", ""), ("sitemap.xml", ""), ("favicon.ico", "")];
    assert_eq!(places("expected-files", &[&files[..], &all[..]].concat()), []);
    let named = format!("<link rel=icon href=/i.svg>{home}");
    assert_eq!(places("expected-files", &[&[("index.html", &*named), files[1]], &all[..3]].concat()), []);
}

#[test]
fn every_rule_has_a_page_and_its_place_in_the_list() {
    for rules in [SITE, LINKS] {
        for rule in rules {
            let (id, title) = (rule.rule.id, rule.rule.title());
            assert!(!title.is_empty() && title.chars().count() <= 72 && !title.ends_with('.'), "{id}: {title}");
        }
    }
    for rule in SITE {
        let sections: Vec<&str> = rule.rule.doc.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(sections, ["## What", "## Why", "## How to mend", "## Examples"], "{}", rule.rule.id);
    }
}

#[test]
fn any_page_ends() {
    let nested = "<div><a href=#>x</a>".repeat(3000);
    let same: String = (0..3000).map(|number| format!("<p><a href=/{number}>x</a>")).collect();
    let frames = "<iframe srcdoc='<iframe srcdoc=x>'>".repeat(200);
    for html in [&*nested, &same, &frames, "", "<a href='http://['>", "<base href='::'><a href=x>"] {
        run(&SITE.iter().chain(LINKS).collect::<Vec<_>>(), &[("index.html", html)]);
    }
}

#[test]
fn rules_that_look_at_one_page_are_rules() {
    for id in super::ALONE {
        assert!(SITE.iter().any(|rule| rule.rule.id == *id && rule.is_alone()), "{id}");
    }
}
