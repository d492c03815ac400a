//! The example site: real content in two languages, and nothing wrong with it.

use std::sync::OnceLock;

use osier::build::Build;
use osier::cache::Cache;
use osier::finding::OutputPath;
use osier::model::Page;
use osier::output::Content;

use crate::fixture::{self, repository};

#[test]
fn it_has_no_finding() {
    assert_eq!(fixture::lines(example()), "");
}

#[test]
fn it_has_pages_in_two_languages() {
    let build = example();
    let pages = |folder: &str| {
        let page = |path: &&OutputPath| path.as_str().starts_with(folder) && path.extension() == "html";
        build.output.keys().filter(page).count()
    };
    assert!(build.pages >= 60, "{} pages", build.pages);
    assert!(pages("fr/") >= 60, "{} pages in French", pages("fr/"));
    assert!(pages("en/") >= 30, "{} pages in English", pages("en/"));
    for path in ["index.html", "404.html", "fr/index.html", "en/index.html", "fr/404.html", "en/404.html"] {
        assert!(has(path), "{path}");
    }
}

#[test]
fn six_french_pages_in_ten_are_in_english_and_the_others_are_shown_in_french() {
    let site = &example().site;
    let rank = |code: &str| site.config.languages.all.iter().position(|language| language.code == code);
    let (french, english) = (rank("fr").expect("French"), rank("en").expect("English"));
    let written = |page: &&Page| page.language == french && page.path().extension() == "md";
    let pages: Vec<&Page> = site.pages.iter().filter(written).collect();
    let translated = pages.iter().filter(|page| page.translations[english].is_some()).count();
    assert!(pages.len() >= 90, "{} pages in French", pages.len());
    assert!(translated * 10 >= pages.len() * 6, "{translated} of {} pages are translated", pages.len());
    assert!(site.fallbacks.iter().any(|fallback| fallback.language == english), "the notice is shown somewhere");
}

#[test]
fn every_type_of_content_has_a_page() {
    let site = &example().site;
    for name in site.theme.types.keys() {
        assert!(site.pages.iter().any(|page| page.content_type.name == *name), "no page is a `{name}`");
    }
}

#[test]
fn it_has_feeds_calendars_a_site_map_and_redirects() {
    for (folder, file) in [("fr/", "/atom.xml"), ("en/", "/atom.xml"), ("fr/", "/feed.json"), ("fr/agenda/", ".ics")] {
        let found =
            example().output.keys().any(|path| path.as_str().starts_with(folder) && path.as_str().ends_with(file));
        assert!(found, "{folder}…{file}");
    }
    assert!(text("sitemap.xml").contains("hreflang=\"en\""));
    assert!(text("robots.txt").contains("Sitemap: https://estran.example/sitemap.xml"));
    assert!(!example().site.aliases.is_empty(), "a page has an alias");
    for (from, to, _) in &example().site.aliases {
        let path = osier::model::link::output_of(&example().site, from);
        assert!(text(path.as_str()).contains(to.as_str()), "{path} leads to {to}");
        for file in ["_redirects", "redirects.nginx.conf", "redirects.apache.conf", "redirects.caddy"] {
            assert!(text(file).contains(to.as_str()), "{file} leads to {to}");
        }
    }
}

#[test]
fn every_page_has_one_title_one_main_and_one_first_heading() {
    for (path, content) in &example().output {
        let Content::Bytes(bytes) = content else { continue };
        let html = String::from_utf8_lossy(bytes);
        if path.extension() != "html" {
            continue;
        }
        assert!(html.starts_with("<!doctype html>"), "{path}");
        for tag in ["<title>", "<main", "<h1"] {
            assert_eq!(html.matches(tag).count(), 1, "{tag} in {path}");
        }
    }
}

fn has(path: &str) -> bool {
    example().output.contains_key(&OutputPath::new(path))
}

fn text(path: &str) -> String {
    match example().output.get(&OutputPath::new(path)) {
        Some(Content::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Some(Content::File(_)) => panic!("{path} is a copy"),
        None => panic!("{path} is not there"),
    }
}

fn example() -> &'static Build {
    static BUILD: OnceLock<Build> = OnceLock::new();
    BUILD.get_or_init(|| fixture::build(&repository("example-site"), &mut Cache::default()))
}
