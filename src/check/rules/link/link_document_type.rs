//! `link-document-type`: a link to a document to download says what it is.

use super::context::{extension, links};
use crate::check::{Page, Report, say, words};
use crate::finding::{Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "link-document-type",
    severity: Severity::Warning,
    criteria: &[],
    doc: include_str!("link_document_type.md"),
};

/// Endings of documents that browsers give to another program, or show by one of their own. Sorted.
const DOCUMENTS: [&str; 16] =
    ["7z", "csv", "doc", "docx", "epub", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rar", "rtf", "xls", "xlsx", "zip"];

/// How much of the text around a link is read, in bytes.
const NEAR: usize = 600;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for link in links(page) {
        let Some(found) = link.attr("href").and_then(extension) else { continue };
        let extension = found.to_ascii_lowercase();
        if !DOCUMENTS.contains(&extension.as_str()) {
            continue;
        }
        let name = page.tree.name(link);
        let around = link.parent().filter(|parent| parent.is_any(&["li", "p", "td", "dd", "span"]));
        let said = [Some(name.to_string()), link.attr("title").map(str::to_owned), around.map(near)];
        if said.into_iter().flatten().any(|text| tells(&text.to_lowercase(), &extension)) {
            continue;
        }
        let kind = extension.to_uppercase();
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

/// Whether a text in lower case names a type of document or gives a size.
fn tells(text: &str, extension: &str) -> bool {
    let family = match extension {
        "doc" | "docx" => "word",
        "xls" | "xlsx" => "excel",
        "ppt" | "pptx" => "powerpoint",
        "odt" | "ods" | "odp" => "libreoffice",
        _ => extension,
    };
    let sizes = words::of("").iter().flat_map(|list| list.sizes);
    let mut before = "";
    text.split(|c: char| !(c.is_alphanumeric() || c == ',')).filter(|word| !word.is_empty()).any(|word| {
        let number = before.ends_with(|c: char| c.is_ascii_digit());
        let sized = sizes.clone().any(|size| {
            word == *size && number
                || word.strip_suffix(size).is_some_and(|n| n.ends_with(|c: char| c.is_ascii_digit()))
        });
        before = word;
        let word = word.trim_matches(',');
        sized || word == extension || word == family
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_sizes_are_read() {
        for text in ["rules (pdf)", "rules, 120 ko", "rules 1,2 mo", "rules (120kb)", "le pdf"] {
            assert!(tells(text, "pdf"), "{text}");
        }
        for text in ["rules", "pdfs of rules", "120 rules", "rules b"] {
            assert!(!tells(text, "pdf"), "{text}");
        }
        assert!(DOCUMENTS.is_sorted());
    }
}
