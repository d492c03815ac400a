//! The publications of the example site: each can be cited, exported and found by its authors.

use osier::finding::SourcePath;
use osier::load::bibliography;
use osier::output::Content;

use crate::example::example;

#[test]
fn every_bibtex_file_reads_back() {
    let mut files = 0;
    for (path, _) in example().output.iter().filter(|(path, _)| path.extension() == "bib") {
        let (references, findings) = bibliography::parse(&SourcePath::new(path.as_str()), &text(path.as_str()));
        assert!(findings.is_empty() && !references.is_empty(), "{path}: {findings:?}");
        files += 1;
    }
    let publications = example().site.pages.iter().filter(|page| page.content_type.name == "publication").count();
    assert!(files > 2 * publications, "{files} files for {publications} publications");
}

#[test]
fn the_list_holds_every_publication() {
    let (references, _) =
        bibliography::parse(&SourcePath::new("publications.bib"), &text("fr/recherche/publications/publications.bib"));
    let is_french = |url: &str| url.starts_with("/fr/");
    let of = example().site.pages.iter();
    let of = of.filter(|page| page.content_type.name == "publication" && is_french(&page.url));
    let mut titles: Vec<String> = of.map(|page| plain(page.title())).collect();
    let title = |reference: &bibliography::Reference| match reference.front.get("title").map(|node| &node.value) {
        Some(osier::data::Value::Text(title)) => plain(title),
        other => panic!("{other:?}"),
    };
    let mut exported: Vec<String> = references.iter().map(title).collect();
    titles.sort();
    exported.sort();
    assert_eq!(titles, exported);
}

#[test]
fn a_reference_is_written_in_the_language_of_the_site() {
    let french = text("fr/recherche/publications/duarte2005/index.html");
    for words in [
        "<span lang=\"en\">Jack J. Middelburg</span> et <span lang=\"en\">Nina Caraco</span> (2005), «\u{a0}<span lang=\"en\">Major role",
        "\u{a0}», <cite lang=\"en\">Biogeosciences</cite>, vol.\u{a0}2, n°\u{a0}1, p.\u{a0}1–8. DOI\u{a0}: <a href=\"https://doi.org/10.5194/bg-2-1-2005\">",
        "<a href=\"/fr/recherche/publications/duarte2005/duarte2005.bib\" download>",
    ] {
        assert!(french.contains(words), "{words} in {french}");
    }
    let english = text("en/recherche/publications/duarte2005/index.html");
    assert!(english.contains("Jack J. Middelburg and Nina Caraco (2005), “Major role"), "{english}");
}

#[test]
fn authors_without_a_page_are_reached_too() {
    let page = text("fr/recherche/publications-par-auteur/index.html");
    for id in ["author-nina-caraco", "author-elinor-ostrom", "author-jeanne-oudot"] {
        assert!(page.contains(&format!("<h2 id=\"{id}\">")), "{id}");
    }
    let at = |id: &str| page.find(id).expect("an author");
    assert!(at("author-nina-caraco") < at("author-carlos-m-duarte"), "authors are sorted by their last names");
}

/// A title without what typography does to it.
fn plain(title: &str) -> String {
    title.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ").replace(" :", ":")
}

fn text(path: &str) -> String {
    let made = example().output.get(&osier::finding::OutputPath::new(path)).and_then(Content::made);
    String::from_utf8(made.unwrap_or_else(|| panic!("{path} is not made")).to_vec()).expect("UTF-8")
}
