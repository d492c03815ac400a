//! BibTeX and BibLaTeX files: each entry becomes the front matter of a publication.

use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, EntryType, Person, RawBibliography};

use crate::data::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, SourcePath, rules};

/// One entry of a bibliography, as front matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The entry's citation key.
    pub key: String,
    /// The bytes of the key, for findings on what is missing from the entry.
    pub span: Range<usize>,
    /// The entry as the front matter of a page of type `publication`.
    pub front: Table,
}

/// Reads a bibliography; the first fault of a broken file is a finding.
pub fn parse(path: &SourcePath, text: &str) -> (Vec<Reference>, Vec<Finding>) {
    let fault = |error: &biblatex::ParseError| {
        let span = error.span.start.min(text.len())..error.span.end.min(text.len());
        vec![
            Finding::new(&rules::BIBLIOGRAPHY_INVALID, Place::at(path, span), error.kind.to_string())
                .help("export the file again from your reference manager, in BibTeX or BibLaTeX"),
        ]
    };
    let raw = match RawBibliography::parse(text) {
        Ok(raw) => raw,
        Err(error) => return (Vec::new(), fault(&error)),
    };
    let spans: Vec<Range<usize>> = raw.entries.iter().map(|entry| entry.v.key.span.clone()).collect();
    match Bibliography::from_raw(raw) {
        Ok(bibliography) => {
            let references = bibliography.iter().zip(spans).map(|(entry, span)| reference(entry, span)).collect();
            (references, Vec::new())
        }
        Err(error) => (Vec::new(), fault(&error)),
    }
}

fn reference(entry: &biblatex::Entry, span: Range<usize>) -> Reference {
    let mut front = Vec::new();
    let mut put = |key: &str, value: Value| {
        front.push(Entry { key: key.to_owned(), span: span.clone(), node: Node { span: span.clone(), value } });
    };
    let text = |name: &str| {
        entry
            .get(name)
            .map(|chunks| chunks.format_verbatim().split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
    };
    if let Some(title) = text("title") {
        let title = text("subtitle").map_or_else(|| title.clone(), |subtitle| format!("{title}: {subtitle}"));
        put("title", Value::Text(title));
    }
    put("genre", Value::Text(genre(&entry.entry_type).to_owned()));
    put("bibtex_key", Value::Text(entry.key.clone()));
    let people = |name: &str| entry.get_as::<Vec<Person>>(name).unwrap_or_default();
    let list =
        |nodes: Vec<Value>| Value::List(nodes.into_iter().map(|value| Node { span: span.clone(), value }).collect());
    let authors = people("author");
    let authors = authors.iter().map(|person| {
        let node = Node { span: span.clone(), value: Value::Text(name(person)) };
        Value::Table(Table(vec![Entry { key: "name".into(), span: span.clone(), node }]))
    });
    let authors: Vec<Value> = authors.collect();
    if !authors.is_empty() {
        put("authors", list(authors));
    }
    let editors: Vec<Value> = people("editor").iter().map(|person| Value::Text(name(person))).collect();
    if !editors.is_empty() {
        put("editors", list(editors));
    }
    if let Some(year) = year(entry) {
        put("year", Value::Integer(year));
    }
    for (key, names) in [
        ("journal", &["journaltitle", "journal", "booktitle"][..]),
        ("publisher", &["publisher", "institution", "school", "organization"][..]),
        ("volume", &["volume"][..]),
        ("issue", &["issue", "number"][..]),
        ("pages", &["pages"][..]),
        ("doi", &["doi"][..]),
        ("hal", &["hal_id"][..]),
        ("isbn", &["isbn"][..]),
        ("issn", &["issn"][..]),
        ("language", &["langid", "language"][..]),
        ("abstract", &["abstract"][..]),
        ("link", &["url"][..]),
    ] {
        if let Some(value) = names.iter().find_map(|name| text(name)) {
            let value = match key {
                "pages" => value.replace("--", "–"),
                "language" => match language(&value) {
                    Some(code) => code,
                    None => continue,
                },
                _ => value,
            };
            put(key, Value::Text(value));
        }
    }
    if let Some(keywords) = text("keywords") {
        let words = keywords.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
        put("keywords", list(words.map(|word| Value::Text(word.to_owned())).collect()));
    }
    Reference { key: entry.key.clone(), span, front: Table(front) }
}

fn name(person: &Person) -> String {
    let parts = [&person.given_name, &person.prefix, &person.name, &person.suffix];
    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn year(entry: &biblatex::Entry) -> Option<i64> {
    let text = entry.get("date").or_else(|| entry.get("year"))?.format_verbatim();
    text.trim().get(..4)?.parse().ok()
}

/// The code of a language that BibLaTeX names as babel does; codes are kept, other names are left out.
fn language(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let code = match name.as_str() {
        "english" | "american" | "usenglish" | "british" | "ukenglish" | "australian" | "canadian" => "en",
        "french" | "francais" | "français" | "acadian" | "canadien" => "fr",
        "german" | "ngerman" | "austrian" | "naustrian" | "swissgerman" | "nswissgerman" => "de",
        "spanish" | "mexican" => "es",
        "italian" => "it",
        "portuguese" | "portuges" | "brazilian" | "brazil" => "pt",
        "dutch" => "nl",
        "catalan" => "ca",
        "basque" => "eu",
        "breton" => "br",
        "occitan" => "oc",
        "galician" => "gl",
        "polish" => "pl",
        "czech" => "cs",
        "romanian" => "ro",
        "greek" | "polutonikogreek" => "el",
        "russian" => "ru",
        "ukrainian" => "uk",
        "arabic" => "ar",
        "swedish" => "sv",
        "danish" => "da",
        "finnish" => "fi",
        "norsk" | "norwegian" | "nynorsk" => "no",
        "hungarian" | "magyar" => "hu",
        "latin" => "la",
        "turkish" => "tr",
        "japanese" => "ja",
        "chinese" => "zh",
        code if (2..=3).contains(&code.len()) || code.contains('-') => code,
        _ => return None,
    };
    Some(code.to_owned())
}

fn genre(kind: &EntryType) -> &'static str {
    match kind {
        EntryType::Article | EntryType::SuppPeriodical | EntryType::Periodical => "article",
        EntryType::Book | EntryType::MvBook | EntryType::Booklet | EntryType::Collection | EntryType::MvCollection => {
            "book"
        }
        EntryType::InBook | EntryType::InCollection | EntryType::BookInBook | EntryType::SuppBook => "chapter",
        EntryType::InProceedings | EntryType::Proceedings | EntryType::MvProceedings => "conference",
        EntryType::Thesis | EntryType::MastersThesis | EntryType::PhdThesis => "thesis",
        EntryType::Report | EntryType::TechReport => "report",
        EntryType::Dataset => "dataset",
        EntryType::Software => "software",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_becomes_front_matter_with_the_place_of_its_key() {
        let text = "@book{ostrom1990,\n  author = {Elinor Ostrom},\n  title = {Governing the {Commons}},\n  year = 1990,\n  doi = {10.1017/CBO9780511807763}\n}\n";
        let (references, findings) = parse(&SourcePath::new("content/fr/refs.bib"), text);
        assert!(findings.is_empty(), "{findings:?}");
        let reference = &references[0];
        assert_eq!(&text[reference.span.clone()], "ostrom1990");
        assert_eq!(reference.front.get("title").map(|n| &n.value), Some(&Value::Text("Governing the Commons".into())));
        assert_eq!(reference.front.get("year").map(|n| &n.value), Some(&Value::Integer(1990)));
    }

    #[test]
    fn a_broken_file_is_a_finding_with_a_place() {
        let (references, findings) = parse(&SourcePath::new("refs.bib"), "@book{a, title = {x\n");
        assert!(references.is_empty());
        assert_eq!(findings.len(), 1);
        assert!(findings[0].place.span.is_some());
    }
}
