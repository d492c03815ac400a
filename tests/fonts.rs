//! Fonts are cut to what pages show, and pages name what was cut.

use std::fs;

use osier::build::Build;
use osier::cache::Cache;
use osier::output::Content;

use crate::fixture::{self, put};

const HOME: &str = "content/fr/_index.md";

fn site(theme: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let config = format!("title = \"Test\"\nbase_url = \"https://test.example/below\"\n\n[theme]\n{theme}\n");
    put(&folder.path().join("osier.toml"), config);
    put(&folder.path().join(HOME), format!("---\ntitle: Accueil\n---\n{text}\n"));
    folder
}

fn build(theme: &str, text: &str) -> Build {
    let build = fixture::build(site(theme, text).path(), &mut Cache::default());
    assert!(!build.is_broken(), "{}", fixture::lines(&build));
    build
}

fn fonts(build: &Build) -> Vec<&str> {
    build.output.keys().map(osier::finding::OutputPath::as_str).filter(|path| path.ends_with(".woff2")).collect()
}

fn text(build: &Build, wanted: impl Fn(&str) -> bool) -> String {
    let (_, content) = build.output.iter().find(|(path, _)| wanted(path.as_str())).expect("a file");
    match content {
        Content::File(path) => fs::read_to_string(path).expect("a file"),
        made => String::from_utf8_lossy(&made.made().expect("bytes")).into_owned(),
    }
}

fn css(build: &Build) -> String {
    text(build, |path| path.ends_with(".css"))
}

#[test]
fn pages_and_sheets_name_the_font_that_was_cut() {
    let build = build("", "Un texte.");
    let [font] = fonts(&build)[..] else { panic!("{:?}", fonts(&build)) };
    let page = text(&build, |path| path == "index.html");
    assert!(page.contains(&format!("<link rel=\"preload\" href=\"/below/{font}\"")), "{page}");
    assert!(css(&build).contains(&format!("src:url(/below/{font})")));
    let sheet = build.output.keys().find(|path| path.extension() == "css").expect("a sheet");
    assert!(page.contains(&format!("href=\"/below/{sheet}\"")), "{page}");
    assert!(css(&build).contains("size-adjust:99.4%"));
    assert_eq!(build.fonts[0].lacking, "");
}

#[test]
fn a_character_that_pages_come_to_show_changes_the_names() {
    let (before, after) = (build("", "Un texte."), build("", "Un texte, §."));
    assert_ne!(fonts(&before), fonts(&after));
    let sheet = |build: &Build| build.output.keys().find(|path| path.extension() == "css").cloned();
    assert_ne!(sheet(&before), sheet(&after));
    // Letters of the language are there whether a page has them or not.
    assert_eq!(fonts(&before), fonts(&build("", "Un cœur, « ça ».")));
}

#[test]
fn a_second_file_is_delivered_for_what_it_alone_has() {
    let build = build("", "Łódź, et 水.");
    let [extended, first] = fonts(&build)[..] else { panic!("{:?}", fonts(&build)) };
    assert!(extended.contains("extended") && first.contains("hyperlegible"));
    // A style of the theme makes capitals: `Ź` is shown too.
    assert!(css(&build).contains("unicode-range:U+141,U+179-17A;"));
    assert_eq!(build.fonts[0].lacking, "水");
    assert_eq!(build.fonts[0].files.len(), 2);
}

#[test]
fn the_font_of_the_reader_weighs_nothing() {
    let build = build("typography = \"system\"", "Un texte.");
    assert!(fonts(&build).is_empty() && build.fonts.is_empty());
    assert!(!css(&build).contains("@font-face"));
}
