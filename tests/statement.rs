//! The accessibility statement of the default theme: its words, in both languages, and its mention on every page.
//!
//! `tests/statement/*.txt` are the texts that are read, block by block; `UPDATE=1 cargo test` rewrites them.

use std::fs;

use osier::build::{self, Build, Options, Pictures};
use osier::cache::Cache;
use osier::finding::OutputPath;
use osier::html::{self, Child, Element};
use osier::output::Content;

use crate::fixture::{self, NOW, put, repository};

pub(crate) const CONFIG: &str = "title = { fr = \"Université de l’Estran\", en = \"Estran University\" }\n\
    base_url = \"https://estran.example\"\ndefault_language = \"fr\"\n\
    [organization]\nname = \"Université de l’Estran\"\nemail = \"accueil@estran.example\"\n\
    [languages.fr]\nname = \"Français\"\n[languages.en]\nname = \"English\"\n";

#[test]
fn a_partial_conformity_is_told_in_both_languages() {
    let build = built("partial", NOW);
    assert_eq!(faults(&build), [""; 0]);
    holds("partial.fr", &build, "fr/accessibilite/index.html");
    holds("partial.en", &build, "en/accessibility/index.html");
    everywhere(&build, "fr/", "Accessibilité\u{a0}: partiellement conforme", "/fr/accessibilite/");
    everywhere(&build, "en/", "Accessibility: partially compliant", "/en/accessibility/");
}

#[test]
fn a_site_without_an_audit_says_that_it_does_not_conform() {
    let build = built("none", NOW);
    assert_eq!(faults(&build), [""; 0]);
    holds("none.fr", &build, "fr/accessibilite/index.html");
    holds("none.en", &build, "en/accessibility/index.html");
    everywhere(&build, "fr/", "Accessibilité\u{a0}: non conforme", "/fr/accessibilite/");
    everywhere(&build, "en/", "Accessibility: not compliant", "/en/accessibility/");
}

#[test]
fn a_total_conformity_is_told() {
    let build = built("full", NOW);
    assert_eq!(faults(&build), [""; 0]);
    holds("full.fr", &build, "fr/accessibilite/index.html");
    everywhere(&build, "fr/", "Accessibilité\u{a0}: totalement conforme", "/fr/accessibilite/");
}

#[test]
fn what_is_no_longer_valid_is_not_told() {
    let build = built("partial", "2029-11-21T12:00:00+01:00");
    let rules = faults(&build);
    assert!(rules.len() == 1 && rules[0].contains(": audit-expired: "), "{rules:?}");
    assert!(build.is_broken());
    everywhere(&build, "fr/", "Accessibilité\u{a0}: non conforme", "/fr/accessibilite/");
    assert!(
        text_of(&build, "fr/accessibilite/index.html")
            .contains("il n’existe aucun résultat d’audit en cours de validité")
    );
}

/// What is wrong with the record, or with what the theme makes of it.
fn faults(build: &Build) -> Vec<String> {
    let about =
        |line: &&str| ["audit.toml", "statement.html", "accessibility.html"].iter().any(|name| line.contains(name));
    fixture::lines(build).lines().filter(about).map(str::to_owned).collect()
}

/// A site of three pages a language, for the accessibility statement, whose record is `tests/statement/RECORD.toml`,
/// when there is one.
fn built(record: &str, now: &str) -> Build {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path();
    put(&site.join("osier.toml"), CONFIG);
    for (language, name, title) in [("fr", "accessibilite", "Accessibilité"), ("en", "accessibility", "Accessibility")]
    {
        put(&site.join(format!("content/{language}/_index.md")), format!("---\ntitle: {title}, home\n---\n"));
        let page = |more: &str| format!("---\ntitle: {title}\ntranslation_key: statement\n{more}---\n");
        put(&site.join(format!("content/{language}/{name}.md")), page("type: statement\n"));
        let contact = "---\ntitle: Contact\n---\n";
        put(&site.join(format!("content/{language}/contact.md")), contact);
    }
    let record = repository(&format!("tests/statement/{record}.toml"));
    if record.exists() {
        fixture::copy(&record, &site.join("audit.toml"));
    }
    let now = Some(now.parse().expect("a moment"));
    let options = Options { now, pictures: Pictures::Skip, ..Options::default() };
    build::build(site, &options, &mut Cache::default(), &|_, _, _| {}).expect("a readable disk")
}

pub(crate) fn delivered(build: &Build, path: &str) -> String {
    let made = build.output.get(&OutputPath::new(path)).and_then(Content::made);
    String::from_utf8_lossy(&made.unwrap_or_else(|| panic!("there is no {path}"))).into_owned()
}

/// Every page of a language has the mention once, and it leads to the statement.
fn everywhere(build: &Build, folder: &str, mention: &str, url: &str) {
    let mut pages = 0;
    for path in build.output.keys().filter(|path| path.as_str().starts_with(folder) && path.extension() == "html") {
        let document = html::parse(&delivered(build, path.as_str()));
        let links: Vec<_> = document.elements_named("a").filter(|link| link.text() == mention).collect();
        assert_eq!(links.len(), 1, "{path}");
        assert_eq!(links[0].attr("href"), Some(url), "{path}");
        assert!(links[0].ancestors_or_self().any(|element| element.is("footer")), "{path}");
        pages += 1;
    }
    assert!(pages >= 4, "{pages} pages in {folder}");
}

/// The text of a page is that of the file.
pub(crate) fn holds(name: &str, build: &Build, path: &str) {
    let text = text_of(build, path);
    let file = repository(&format!("tests/statement/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        put(&file, &text);
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, expected, "{name}; `UPDATE=1 cargo test` accepts it");
}

/// What `main` says after its heading and its summary, a line a block, links with where they lead.
pub(crate) fn text_of(build: &Build, path: &str) -> String {
    let document = html::parse(&delivered(build, path));
    let prose = document.elements().find(|element| element.attr("class") == Some("prose")).expect("the text");
    let mut out = String::new();
    write(prose, &mut out);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

fn write(element: Element<'_>, out: &mut String) {
    let start = match element.name() {
        "h2" => "\n## ",
        "h3" => "\n### ",
        "li" => "\n- ",
        "p" | "address" => "\n",
        "br" => " / ",
        _ => "",
    };
    out.push_str(start);
    for child in element.child_nodes() {
        match child {
            Child::Text(text) => out.push_str(&text.text().replace('\n', " ")),
            Child::Element(child) => write(child, out),
        }
    }
    if let Some(href) = element.attr("href") {
        out.extend([" <", href, ">"]);
    }
    if matches!(element.name(), "p" | "li" | "h2" | "h3" | "address") {
        out.push('\n');
    }
}
