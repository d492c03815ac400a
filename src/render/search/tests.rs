//! Tests of the index: its words, its weights, its files.

use std::collections::HashMap;

use serde_json::Value;

use super::entry::{Entry, entries};
use super::files::files;
use super::postings::{Posting, postings};
use super::words::{self, Stemmer};
use crate::model::{PageId, Site};
use crate::render::testing::{CONFIG, page, site, text};

fn roots(code: &str, text: &str) -> Vec<String> {
    let mut roots = Vec::new();
    words::each(text, |word| roots.push(Stemmer::of(code).root(word).into_owned()));
    roots
}

#[test]
fn words_are_those_that_the_script_finds() {
    let table: Vec<(String, String, Vec<String>)> =
        serde_json::from_str(include_str!("../../../tests/browser/search/words.json")).expect("the table");
    assert!(table.len() > 10);
    for (code, text, wanted) in table {
        assert_eq!(roots(&code, &text), wanted, "{text}");
    }
}

#[test]
fn any_text_is_cut() {
    for text in ["", "’", "é", "\u{301}", "\u{ad}", "😀a😀", "aux", "es", "ies", "\u{fdfa}"] {
        for code in ["fr", "en", "ar", ""] {
            assert!(roots(code, text).iter().all(|root| !root.is_empty()), "{text:?}");
        }
    }
}

fn weight(postings: &[Posting], word: &str) -> Option<u8> {
    let (_, pages) = postings.iter().find(|(known, _)| known == word)?;
    Some(pages[0].1)
}

#[test]
fn a_title_says_more_than_a_heading_than_the_description_than_the_text() {
    let entry = Entry {
        title: "Herbiers".to_owned(),
        description: "Relevés de plantes.".to_owned(),
        headings: vec!["Les dunes".to_owned(), "Venir à pied ou en barque".to_owned()],
        texts: vec!["marée marée marée ".to_owned() + &"sable vent herbiers ".repeat(60) + "phoque"],
        ..Entry::default()
    };
    let postings = postings(&[entry], Stemmer::French);
    let weights = ["herbier", "dune", "barqu", "plant", "sabl", "mare", "phoqu"].map(|word| weight(&postings, word));
    assert_eq!(weights, [Some(9), Some(6), Some(5), Some(4), Some(3), Some(2), Some(1)]);
    assert_eq!(weight(&postings, "herbiers"), None);
}

/// What is searched of a French site whose pages have this delivered text.
fn found(site: &Site, texts: &[(&str, &str)]) -> Vec<Entry> {
    let texts: Vec<(PageId, [String; 1])> =
        texts.iter().map(|(key, html)| (page(site, key), [(*html).to_owned()])).collect();
    let texts: HashMap<PageId, &[String]> = texts.iter().map(|(id, html)| (*id, html.as_slice())).collect();
    entries(site, site.config.languages.default, &texts)
}

#[test]
fn pages_sections_and_terms_are_found_with_what_they_say() {
    let site = site(
        CONFIG,
        &[
            ("content/fr/equipe/_index.md", "---\ntitle: Équipe\ncontains: person\n---\n"),
            (
                "content/fr/equipe/ana.md",
                "---\ntitle: Ana\ndescription: Elle enseigne.\nthemes: [Mer]\norganizations: [/port]\n---\n",
            ),
            ("content/fr/port.md", "---\ntitle: Port-Salines\ntype: organization\n---\n"),
            ("content/fr/chercher.md", "---\ntitle: Chercher\ntemplate: search.html\n---\n"),
        ],
    );
    let found = found(&site, &[("/equipe/ana", "<h2 id=\"a\">Ses cours</h2><p>un</p><p>deux &amp; trois</p>")]);
    let titles: Vec<&str> = found.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Estran", "Équipe", "Ana", "Port-Salines", "Thèmes", "Mer"]);
    let ana = &found[2];
    assert_eq!((ana.url.as_str(), ana.section.as_str()), ("/u/fr/equipe/ana/", "Équipe"));
    assert_eq!(ana.headings, ["Mer", "Ses cours"]);
    let said = ana.texts.join("|");
    assert_eq!(roots("fr", &said), ["equip", "ses", "cour", "un", "deu", "troi", "port", "salin"].map(str::to_owned));
    assert_eq!((found[5].section.as_str(), found[5].url.as_str()), ("Thèmes", "/u/fr/themes/mer/"));
}

#[test]
fn what_says_so_is_left_out_with_what_stands_in_it() {
    let site = site(
        CONFIG,
        &[
            ("content/fr/_index.md", "---\ntitle: Accueil\nsearch: false\n---\n"),
            ("content/fr/a/_index.md", "---\ntitle: A\nsearch: false\n---\n"),
            ("content/fr/a/hidden.md", "---\ntitle: Hidden\n---\n"),
            ("content/fr/a/shown.md", "---\ntitle: Shown\nsearch: true\n---\n"),
            ("content/fr/b.md", "---\ntitle: B\n---\n"),
        ],
    );
    let titles: Vec<String> = found(&site, &[]).into_iter().map(|entry| entry.title).collect();
    assert_eq!(titles, ["Shown", "B"]);
}

/// Entries whose words, at least, are many.
fn many(count: usize) -> Vec<Entry> {
    let entry = |rank: usize| Entry {
        title: format!("Page {rank}"),
        url: format!("/{rank}/"),
        texts: (0..200).map(|step| format!("m{}", (rank * 31 + step * 17) % 2_000)).collect(),
        ..Entry::default()
    };
    (0..count).map(entry).collect()
}

#[test]
fn files_hold_every_word_and_page_once_and_are_small() {
    let entries = many(50);
    let postings = postings(&entries, Stemmer::None);
    let (first, files) = files("fr", &entries, &postings);
    let read = |path: &str| serde_json::from_str::<Value>(&text(&files, path)).expect("JSON");
    let index = read(first.as_str());
    assert_eq!((&index["language"], &index["count"], &index["size"]), (&"fr".into(), &50.into(), &16.into()));
    let file = |name: &Value| read(&format!("assets/search/{}", name.as_str().expect("a name")));

    let mut words = Vec::new();
    let shards = index["words"].as_array().expect("a list");
    assert!(shards.len() > 1);
    for shard in shards {
        let content = file(&shard[1]);
        let content = content.as_object().expect("words");
        assert_eq!(content.keys().next().map(String::as_str), shard[0].as_str());
        assert!(content.values().map(|value| value.to_string().len()).sum::<usize>() < 20_000);
        words.extend(content.iter().map(|(word, lists)| (word.clone(), pages(lists))));
    }
    assert_eq!(words, postings);

    let chunks = index["pages"].as_array().expect("a list");
    let sizes: Vec<usize> = chunks.iter().map(|name| file(name).as_array().map_or(0, Vec::len)).collect();
    assert_eq!(sizes, [16, 16, 16, 2]);
    assert_eq!(file(&chunks[1])[1], serde_json::json!(["Page 17", "/17/", "", ""]));
}

/// The pages that lists by weight tell, in order.
fn pages(lists: &Value) -> Vec<(u32, u8)> {
    let mut pages = Vec::new();
    for list in lists.as_array().expect("lists") {
        let numbers: Vec<u32> = serde_json::from_value(list.clone()).expect("numbers");
        let mut page = 0;
        for gap in &numbers[1..] {
            page += gap;
            pages.push((page, numbers[0] as u8));
        }
    }
    pages.sort_unstable();
    pages
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let once = || files("fr", &many(30), &postings(&many(30), Stemmer::French));
    assert_eq!(once(), once());
    let changed = files("fr", &many(31), &postings(&many(31), Stemmer::French));
    assert_ne!(once().0, changed.0);
}
