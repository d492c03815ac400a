//! The eco-design statement of the default theme: its words, in both languages, and its link on every page.
//!
//! `tests/eco/*.txt` are the texts that are read, block by block; `UPDATE=1 cargo test` rewrites them.

use std::fs;

use osier::build::{self, Build, Options, Pictures};
use osier::cache::Cache;

use crate::fixture::{self, NOW, put, repository};
use crate::statement::{CONFIG, delivered, holds, text_of};

const CARBON: &str = "[carbon]\nhost = \"FR\"\naudience = { FR = 0.9, EU = 0.1 }\ngreen = 0.5\n";

#[test]
fn the_statement_is_told_in_both_languages() {
    let build = built("record", CARBON, NOW);
    assert_eq!(faults(&build), [""; 0]);
    holds("../eco/record.fr", &build, "fr/ecoconception/index.html");
    holds("../eco/record.en", &build, "en/eco-design/index.html");
    let given = build.site.config.carbon.assumptions();
    let pages: Vec<&osier::budget::Weighed> = build.weights.pages.iter().collect();
    let grams = |page| osier::budget::estimate(osier::carbon::Model::V4, page, &given).visit.total();
    let median = osier::budget::median(&pages).map(grams).expect("pages");
    let worst = pages.iter().copied().map(grams).max_by(f64::total_cmp).expect("pages");
    let row = format!("All{median:.3}{worst:.3}");
    assert!(text_of(&build, "en/eco-design/index.html").contains(&row), "{row}");
    assert!(text_of(&build, "fr/ecoconception/index.html").contains(&row.replace("All", "Ensemble").replace('.', ",")));
    for path in build.output.keys().filter(|path| path.extension() == "html" && path.as_str().starts_with("fr/")) {
        let document = osier::html::parse(&delivered(&build, path.as_str()));
        let mut links = document.elements_named("a").filter(|link| link.text() == "Écoconception");
        let link = links.find(|link| link.ancestors().any(|element| element.is("footer"))).expect("a link");
        assert_eq!(link.attr("href"), Some("/fr/ecoconception/"), "{path}");
    }
}

#[test]
fn a_site_without_a_record_tells_what_is_decided_anyway() {
    let build = built("none", "", NOW);
    assert_eq!(faults(&build), [""; 0]);
    let text = text_of(&build, "fr/ecoconception/index.html");
    assert!(text.contains("48 critères n’ont pas encore de réponse, et ne comptent pas"), "{text}");
}

#[test]
fn a_rule_that_is_lowered_decides_nothing() {
    let lowered = "[rules]\nthird-party = { severity = \"warning\", reason = \"a map, until May\" }\n";
    let build = built("none", lowered, NOW);
    let text = text_of(&build, "fr/ecoconception/index.html");
    assert!(text.contains("51 critères n’ont pas encore de réponse"), "{text}");
    assert!(text.contains("6.7 Sans réponse"), "{text}");
    assert!(text.contains("#treat-third-parties-the-same-as-first-parties>Non tenue"), "{text}");
}

#[test]
fn a_statement_that_is_past_gives_no_score() {
    let build = built("record", "", "2027-11-21T12:00:00+01:00");
    let rules = faults(&build);
    assert!(rules.len() == 1 && rules[0].contains(": eco-expired: "), "{rules:?}");
    assert!(build.is_broken());
    let text = text_of(&build, "en/eco-design/index.html");
    assert!(!text.contains("progress score") && text.contains("its score is no longer given"), "{text}");
}

/// What is wrong with the record, or with what the theme makes of it.
fn faults(build: &Build) -> Vec<String> {
    let about = |line: &&str| ["eco.toml", "eco.html", "ecoconception.md"].iter().any(|name| line.contains(name));
    fixture::lines(build).lines().filter(about).map(str::to_owned).collect()
}

/// A site of three pages a language whose record is `tests/eco/RECORD.toml`, when there is one.
fn built(record: &str, more: &str, now: &str) -> Build {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path();
    put(&site.join("osier.toml"), format!("{CONFIG}{more}"));
    for (language, name, title) in [("fr", "ecoconception", "Écoconception"), ("en", "eco-design", "Eco-design")] {
        put(&site.join(format!("content/{language}/_index.md")), format!("---\ntitle: {title}, home\n---\n"));
        let page = format!("---\ntitle: {title}\ntranslation_key: eco\ntype: eco-statement\n---\n");
        put(&site.join(format!("content/{language}/{name}.md")), page);
        put(&site.join(format!("content/{language}/contact.md")), "---\ntitle: Contact\n---\n");
    }
    if let Ok(record) = fs::read_to_string(repository(&format!("tests/eco/{record}.toml"))) {
        put(&site.join("eco.toml"), record);
    }
    let now = Some(now.parse().expect("a moment"));
    let options = Options { now, pictures: Pictures::Encode, ..Options::default() };
    build::build(site, &options, &mut Cache::default(), &|_, _, _| {}).expect("a readable disk")
}
