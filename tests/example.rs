//! The example site: real content in two languages, and nothing wrong with it.

use std::sync::OnceLock;

use osier::build::{self, Build, Options};
use osier::cache::Cache;
use osier::finding::OutputPath;
use osier::model::Page;

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
    let pages: Vec<&Page> = site.pages.iter().map(|page| &**page).filter(written).collect();
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
    for (from, to, _) in example().site.aliases.iter() {
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
        if path.extension() != "html" {
            continue;
        }
        let bytes = content.made().expect("a page");
        let html = String::from_utf8_lossy(&bytes);
        assert!(html.starts_with("<!doctype html>"), "{path}");
        for tag in ["<title>", "<main", "<h1"] {
            assert_eq!(html.matches(tag).count(), 1, "{tag} in {path}");
        }
    }
}

#[test]
fn a_link_to_a_page_is_shown_with_its_picture_its_drawing_or_that_of_its_section() {
    let social = |path: &str| {
        let page = text(path);
        let after = page.split("<meta property=\"og:image\" content=\"").nth(1);
        after.and_then(|rest| rest.split('"').next()).expect("a social picture").to_owned()
    };
    let pages: Vec<&str> =
        example().output.keys().map(OutputPath::as_str).filter(|path| path.ends_with("/index.html")).collect();
    let find = |part: &str| *pages.iter().find(|path| path.contains(part)).unwrap_or_else(|| panic!("no page {part}"));
    assert!(social(find("prix-des-communs")).contains("/pictures/dandelions-1200x630."));
    assert!(social("fr/actualites/index.html").contains("/pictures/drawing-1200x630."));
    assert_ne!(social(find("fil-d-ariane")), social("fr/actualites/index.html"), "a post has its own");
    assert_eq!(social(find("fr/equipe/anouk")), social("fr/equipe/index.html"), "a person has that of the team");
}

#[test]
fn another_organisation_has_its_own_look_from_the_same_templates() {
    let config = Some("osier.cooperative.toml".to_owned());
    let options = Options { config, ..fixture::options() };
    let build = build::build(&repository("example-site"), &options, &mut Cache::default(), &|_, _, _| {});
    let build = build.expect("a readable disk");
    assert_eq!(fixture::lines(&build), "");
    assert_eq!(build.pages, example().pages, "the same pages");
    let home = of(&build, "fr/index.html");
    for part in ["<html lang=\"fr\">", "\"Cooperative\"", "coopérative d’énergie"] {
        assert!(home.contains(part), "{part}");
    }
    assert!(!home.contains(".woff2"), "no font is loaded");
    assert!(!home.contains("class=\"alert"), "an alert is of the other site");
    let [own, shipped] = [&build, example()].map(|build| {
        let is_style = |path: &&OutputPath| path.extension() == "css";
        of(build, build.output.keys().find(is_style).expect("a style sheet").as_str())
    });
    assert!(shipped.contains("#0a4d5e") && !own.contains("#0a4d5e"), "no colour of the other brand is left");
    assert!(own.contains(":system-ui,sans-serif"), "the reader’s own font");
}

#[test]
fn an_alert_stands_above_every_page() {
    for (path, words) in [("fr/index.html", "Grande marée du 24"), ("en/contact/index.html", "Spring tide on 24")] {
        let page = text(path);
        let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part} in {path}"));
        assert!(at("</header>") < at("<aside class=\"alert") && at("<aside class=\"alert") < at("<main"), "{path}");
        assert!(page.contains(words), "{path}");
    }
}

fn has(path: &str) -> bool {
    example().output.contains_key(&OutputPath::new(path))
}

fn text(path: &str) -> String {
    of(example(), path)
}

fn of(build: &Build, path: &str) -> String {
    let content = build.output.get(&OutputPath::new(path)).unwrap_or_else(|| panic!("{path} is not there"));
    let bytes = content.made().unwrap_or_else(|| panic!("{path} is a copy"));
    String::from_utf8_lossy(&bytes).into_owned()
}

pub(crate) fn example() -> &'static Build {
    static BUILD: OnceLock<Build> = OnceLock::new();
    BUILD.get_or_init(|| fixture::build(&repository("example-site"), &mut Cache::default()))
}
