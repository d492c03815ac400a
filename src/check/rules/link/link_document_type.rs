//! `link-document-type`: a link to a document to download says what it is.

use super::context::{extension, links};
use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "link-document-type",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("4.11")],
    doc: include_str!("link_document_type.md"),
};

/// Endings of documents that browsers give to another program, or show by one of their own. Sorted.
const DOCUMENTS: [&str; 16] =
    ["7z", "csv", "doc", "docx", "epub", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rar", "rtf", "xls", "xlsx", "zip"];

/// How much of the text around a link is read, in bytes.
const NEAR: usize = 600;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (link, kind) in documents(page) {
        if says_size(page, link, &kind).is_some() {
            continue;
        }
        let (name, kind) = (page.tree.name(link), kind.to_uppercase());
        report.fail(
            link,
            say(
                format!("the link `{name}` does not say that it leads to a document ({kind})"),
                format!("le lien `{name}` ne dit pas qu’il mène à un document ({kind})"),
            ),
            say(
                format!("add its type and size to the link: ({kind}, 120 kB)"),
                format!("ajoutez son format et son poids dans le lien : ({kind}, 120 ko)"),
            ),
        );
    }
}

/// The links to documents, each with its ending in lower case.
pub(in crate::check::rules) fn documents<'p>(page: &Page<'p>) -> impl Iterator<Item = (Element<'p>, String)> {
    links(page).filter_map(|link| {
        let extension = link.attr("href").and_then(extension)?.to_ascii_lowercase();
        DOCUMENTS.contains(&extension.as_str()).then_some((link, extension))
    })
}

/// Whether a link to a document says how heavy it is; nothing when it says neither that nor what it is.
pub(in crate::check::rules) fn says_size(page: &Page<'_>, link: Element<'_>, extension: &str) -> Option<bool> {
    let around = link.parent().filter(|parent| parent.is_any(&["li", "p", "td", "dd", "span"]));
    let said = [Some(page.tree.name(link).to_string()), link.attr("title").map(str::to_owned), around.map(near)];
    let said: Vec<String> = said.into_iter().flatten().map(|text| text.to_lowercase()).collect();
    if said.iter().any(|text| gives_size(text)) {
        return Some(true);
    }
    said.iter().any(|text| names_type(text, extension)).then_some(false)
}

/// The first texts of what a link is in.
fn near(around: Element<'_>) -> String {
    let mut said = String::new();
    for text in around.texts() {
        said.push_str(text.text());
        if said.len() > NEAR {
            break;
        }
    }
    said
}

/// Whether a text in lower case names the type of a document.
fn names_type(text: &str, extension: &str) -> bool {
    let family = match extension {
        "doc" | "docx" => "word",
        "xls" | "xlsx" => "excel",
        "ppt" | "pptx" => "powerpoint",
        "odt" | "ods" | "odp" => "libreoffice",
        _ => extension,
    };
    words_of(text).any(|word| [extension, family].contains(&word))
}

/// Whether a text in lower case gives a size.
fn gives_size(text: &str) -> bool {
    let sizes = words::of("").iter().flat_map(|list| list.sizes);
    let is_number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let mut before = "";
    words_of(text).any(|word| {
        let number = is_number(std::mem::replace(&mut before, word));
        sizes.clone().any(|size| word == *size && number || word.strip_suffix(size).is_some_and(is_number))
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == ','));
    words.map(|word| word.trim_matches(',')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_sizes_are_read() {
        for text in ["rules, 120 ko", "rules 1,2 mo", "rules (120kb)", "rules (pdf, 48\u{a0}ko, 2 pages)"] {
            assert!(gives_size(text), "{text}");
        }
        for text in ["rules (pdf)", "le pdf"] {
            assert!(names_type(text, "pdf") && !gives_size(text), "{text}");
        }
        for text in ["rules", "pdfs of rules", "120 rules", "rules b"] {
            assert!(!names_type(text, "pdf") && !gives_size(text), "{text}");
        }
        assert!(DOCUMENTS.is_sorted());
    }
}
