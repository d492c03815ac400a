//! Publications as BibTeX, which reads back as the same publications.

use std::fmt::Write as _;

use super::authors::{self, Author};
use super::json_ld::plain;
use crate::load::bibliography::language_name;
use crate::model::value::Value;
use crate::model::{Page, Site};

/// The entries of these pages, in their order, each key once.
pub(super) fn file<'a>(site: &Site, pages: impl Iterator<Item = &'a Page>) -> String {
    let mut known: Vec<String> = Vec::new();
    let mut text = String::new();
    for page in pages {
        let first = key(page);
        let mut key = first.clone();
        let mut number = 1;
        while known.contains(&key) {
            number += 1;
            key = format!("{first}-{number}");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text += &entry(site, page, &key);
        known.push(key);
    }
    text
}

/// The key of a publication: the one it was imported with, else the last part of its path.
pub(super) fn key(page: &Page) -> String {
    let last = page.key.rsplit('/').next().unwrap_or_default().to_owned();
    let key = word(page, "bibtex_key").map_or(last, str::to_owned);
    key.chars().filter(|c| c.is_ascii_alphanumeric() || "-_:.+/".contains(*c)).collect()
}

fn entry(site: &Site, page: &Page, key: &str) -> String {
    let genre = word(page, "genre").unwrap_or("article");
    let (kind, container, house) = match genre {
        "article" => ("article", "journal", "publisher"),
        "book" => ("book", "booktitle", "publisher"),
        "chapter" => ("incollection", "booktitle", "publisher"),
        "conference" => ("inproceedings", "booktitle", "publisher"),
        "thesis" => ("thesis", "booktitle", "institution"),
        "report" => ("techreport", "booktitle", "institution"),
        "dataset" => ("dataset", "booktitle", "publisher"),
        "software" => ("software", "booktitle", "publisher"),
        _ => ("misc", "booktitle", "publisher"),
    };
    let mut entry = format!("@{kind}{{{key},\n");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(entry, "  {name} = {{{value}}},");
        }
    };
    let people: Vec<String> = authors::of(site, page).iter().map(person).collect();
    put("author", &people.join(" and "));
    put(
        "editor",
        &list(page, "editors").iter().map(|name| person(&Author::named(name))).collect::<Vec<_>>().join(" and "),
    );
    // The second braces keep the capitals of proper names.
    let language = word(page, "language").unwrap_or_default();
    put("title", &format!("{{{}}}", escape(&as_typed(page.title(), language))));
    put("year", &year(page).unwrap_or_default());
    for (name, field) in [(container, "journal"), (house, "publisher"), ("volume", "volume"), ("number", "issue")] {
        put(name, &escape(&as_typed(word(page, field).unwrap_or_default(), language)));
    }
    put("pages", &escape(word(page, "pages").unwrap_or_default()).replace('–', "--"));
    // These are read as they are.
    for (name, field) in [("doi", "doi"), ("hal_id", "hal"), ("isbn", "isbn"), ("issn", "issn"), ("url", "link")] {
        let value = word(page, field).unwrap_or_default();
        if balanced(value) {
            put(name, value);
        }
    }
    put("langid", language_name(language));
    put("keywords", &escape(&list(page, "keywords").join(", ")));
    if let Some(Value::Markdown(body)) = value(page, "abstract") {
        put("abstract", &escape(&plain(&body.html)));
    }
    entry + "}\n"
}

/// The year of a publication: its field, else that of its date.
fn year(page: &Page) -> Option<String> {
    match value(page, "year") {
        Some(Value::Integer(year)) => Some(year.to_string()),
        _ => page.envelope.date.as_ref().map(|date| date.year().to_string()),
    }
}

/// `Last, First`; what is not a person's name, or has « and » in it, stands in braces.
fn person(author: &Author) -> String {
    let safe = |part: &str| {
        let escaped = escape(part);
        let split = part.contains(',') || part.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
        if split { format!("{{{escaped}}}") } else { escaped }
    };
    let (first, last, suffix) = author.parts();
    match (first, suffix) {
        ("", "") if last.contains(' ') => format!("{{{}}}", escape(last)),
        ("", "") => safe(last),
        (first, "") => format!("{}, {}", safe(last), safe(first)),
        (first, suffix) => format!("{}, {}, {}", safe(last), safe(suffix), safe(first)),
    }
}

/// A title without the spaces that a page in French has put before the signs of one in another language.
fn as_typed(text: &str, language: &str) -> String {
    if language.is_empty() || language.starts_with("fr") {
        return text.to_owned();
    }
    [":", ";", "!", "?"].iter().fold(text.to_owned(), |text, sign| {
        text.replace(&format!("\u{a0}{sign}"), sign).replace(&format!("\u{202f}{sign}"), sign)
    })
}

/// Text in which no character means anything to TeX.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '#' | '_' | '$' | '{' | '}' => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\u{a0}' | '\u{202f}' | '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn balanced(text: &str) -> bool {
    !text.contains(['{', '}', '\\'])
}

fn value<'a>(page: &'a Page, name: &str) -> Option<&'a Value> {
    page.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn word<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    match value(page, name)? {
        Value::Text(text) | Value::Plain(text) | Value::Url(text) => Some(text),
        _ => None,
    }
}

fn list(page: &Page, name: &str) -> Vec<String> {
    let Some(Value::List(values)) = value(page, name) else { return Vec::new() };
    let text = |value: &Value| match value {
        Value::Text(text) | Value::Plain(text) => Some(text.clone()),
        _ => None,
    };
    values.iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::SourcePath;
    use crate::load::bibliography;
    use crate::render::testing::{CONFIG, page, site};

    const LIBRARY: &str = r"
@article{duarte2005,
  author = {Duarte, Carlos M. and van der Berg, Jack and {Collectif Herbiers and friends} and King, Jr., Martin Luther},
  title = {Major role of {Zostera} \& other {100\%} \#1 \_x\_ plants: a {\$}5 study},
  journal = {Biogeosciences}, volume = {2}, number = {1}, pages = {1--8}, year = {2005},
  doi = {10.5194/bg_2-1-2005}, langid = {english}, keywords = {sea, carbon}, issn = {1726-4170},
  url = {https://example.org/a_b?c=d&e=f}
}
@book{ostrom1990, author = {Ostrom, Elinor}, title = {Governing the Commons}, publisher = {CUP}, year = {1990}, isbn = {9780521405997} }
@incollection{c, author = {A, B}, editor = {Martin, Ana and Roy, Jo}, title = {T}, booktitle = {Un livre}, year = {2001}, langid = {french} }
@thesis{t, author = {Oudot, Jeanne}, title = {Thèse}, institution = {Université de l'Estran}, year = {2026} }
@techreport{r, author = {X, Y}, title = {R}, institution = {Labo}, year = {2020} }
";

    #[test]
    fn what_is_exported_reads_back_as_the_same() {
        let contents: &[(&str, &str)] = &[
            ("content/fr/p/_index.md", "---\ntitle: P\ncontains: publication\nbibliography: refs.bib\n---\n"),
            ("content/fr/p/refs.bib", LIBRARY),
        ];
        let site = site(CONFIG, contents);
        let section = site.page(page(&site, "/p"));
        let pages = section.children.iter().map(|id| site.page(*id));
        let exported = file(&site, pages);
        let read = |text: &str| {
            let (references, findings) = bibliography::parse(&SourcePath::new("refs.bib"), text);
            assert_eq!(findings, [], "{text}");
            let mut all: Vec<_> = references.into_iter().map(|one| (one.key, told(&one.front))).collect();
            all.sort();
            all
        };
        let (before, after) = (read(LIBRARY), read(&exported));
        assert_eq!(before.len(), 5);
        assert_eq!(before, after, "{exported}");
    }

    /// Front matter without its places, spaces and quotation marks as typed.
    fn told(front: &crate::data::Table) -> Vec<String> {
        fn tell(value: &crate::data::Value) -> String {
            use crate::data::Value;
            let all = |values: Vec<String>| values.join("; ");
            match value {
                Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'"),
                Value::List(items) => all(items.iter().map(|item| tell(&item.value)).collect()),
                Value::Table(table) => all(table.0.iter().map(|entry| tell(&entry.node.value)).collect()),
                other => format!("{other:?}"),
            }
        }
        let mut lines: Vec<String> =
            front.0.iter().map(|entry| format!("{}={}", entry.key, tell(&entry.node.value))).collect();
        lines.sort();
        lines
    }
}
