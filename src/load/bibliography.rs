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
        let entry = |key: &str, value: String| {
            let node = Node { span: span.clone(), value: Value::Text(value) };
            Entry { key: key.to_owned(), span: span.clone(), node }
        };
        let whole = name(person);
        let last = last_name(person);
        // The last word of a name sorts it unless something else is said.
        let said = whole.rsplit(' ').next() == Some(last.as_str());
        let last = (!said).then(|| entry("last_name", last));
        Value::Table(Table(std::iter::once(entry("name", whole)).chain(last).collect()))
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

fn last_name(person: &Person) -> String {
    [&person.prefix, &person.name]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn year(entry: &biblatex::Entry) -> Option<i64> {
    let text = entry.get("date").or_else(|| entry.get("year"))?.format_verbatim();
    text.trim().get(..4)?.parse().ok()
}

/// Languages by their codes and the names that BibLaTeX has for them, the usual one first.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["english", "american", "usenglish", "british", "ukenglish", "australian", "canadian"]),
    ("fr", &["french", "francais", "français", "acadian", "canadien"]),
    ("de", &["german", "ngerman", "austrian", "naustrian", "swissgerman", "nswissgerman"]),
    ("es", &["spanish", "mexican"]),
    ("it", &["italian"]),
    ("pt", &["portuguese", "portuges", "brazilian", "brazil"]),
    ("nl", &["dutch"]),
    ("ca", &["catalan"]),
    ("eu", &["basque"]),
    ("br", &["breton"]),
    ("oc", &["occitan"]),
    ("gl", &["galician"]),
    ("pl", &["polish"]),
    ("cs", &["czech"]),
    ("ro", &["romanian"]),
    ("el", &["greek", "polutonikogreek"]),
    ("ru", &["russian"]),
    ("uk", &["ukrainian"]),
    ("ar", &["arabic"]),
    ("sv", &["swedish"]),
    ("da", &["danish"]),
    ("fi", &["finnish"]),
    ("no", &["norwegian", "norsk", "nynorsk"]),
    ("hu", &["hungarian", "magyar"]),
    ("la", &["latin"]),
    ("tr", &["turkish"]),
    ("ja", &["japanese"]),
    ("zh", &["chinese"]),
];

/// The code of a language that BibLaTeX names as babel does; codes are kept, other names are left out.
fn language(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let known = LANGUAGES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(code, _)| *code);
    let is_code = (2..=3).contains(&name.len()) || name.contains('-');
    known.map(str::to_owned).or_else(|| is_code.then_some(name))
}

/// The name that BibLaTeX has for a language, else its code.
pub fn language_name(code: &str) -> &str {
    LANGUAGES.iter().find(|(known, _)| *known == code).map_or(code, |(_, names)| names[0])
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
