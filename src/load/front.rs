//! Front matter: where it is in a file, and the keys that every page has whatever its type.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::data::{Node, Table, Value, parse_toml, parse_yaml};
use crate::finding::{Finding, Place, SourcePath, rules};

/// A key that every page has, for documentation, the schema and "did you mean".
pub struct EnvelopeKey {
    /// The key.
    pub name: &'static str,
    /// What it takes, in the words of content types.
    pub kind: &'static str,
    /// What it is for.
    pub help: &'static str,
}

const fn key(name: &'static str, kind: &'static str, help: &'static str) -> EnvelopeKey {
    EnvelopeKey { name, kind, help }
}

/// The keys of every page.
pub const ENVELOPE: &[EnvelopeKey] = &[
    key("title", "text", "the title, compulsory"),
    key("description", "text", "one or two sentences for lists, feeds and search engines"),
    key("lead", "markdown", "the standfirst, above the text"),
    key("date", "datetime", "when it was or will be published"),
    key("updated", "datetime", "when it was last revised"),
    key("expires", "datetime", "when it leaves the site"),
    key("draft", "boolean", "`true` keeps it out of the site, save with `--drafts`"),
    key("slug", "text", "the last segment of its URL, instead of the file's name"),
    key("url", "text", "its whole URL path, instead of the one its place gives"),
    key("aliases", "list of text", "former URL paths, which will redirect here"),
    key("weight", "number", "its rank in lists sorted by `weight`, the lightest first"),
    key("image", "image", "its picture: a path, or `src`, `alt`, `credit`, `licence`, `decorative`, `focus`, `ratio`"),
    key("template", "text", "the template to render it with, instead of its type's"),
    key("translation_key", "text", "the same word in each language pairs translations with different paths"),
    key("related", "list of reference", "pages to read next, by content path"),
    key("search", "boolean", "`false` keeps it out of the search, and what stands in it when it is a section"),
    key("toc", "boolean", "`false` hides the table of contents"),
    key("type", "text", "the content type, instead of the one its section says"),
    key("bodyclass", "text", "a class for the `body` element"),
    key("allow", "list of table", "findings to let pass on this page: `rule` and `reason`, each compulsory"),
    key("budget", "table", "what it may weigh more than its budget: figures, `reason` and `until`, both compulsory"),
    key("extra", "table", "anything for your own templates, unchecked"),
];

/// The keys of sections, in `_index.md`.
pub const SECTION: &[EnvelopeKey] = &[
    key("contains", "text", "the content type of the pages below"),
    key(
        "sort",
        "text",
        "`date`, `weight`, `title` or a field; with `-` before it, descending; when absent, the latest first for what has a \
         date and for events, `weight` for the rest",
    ),
    key("paginate", "number", "pages on one page of the list; all when absent"),
    key("pages_template", "text", "the template of the pages below, instead of their type's"),
    key("feed", "boolean", "whether the section has feeds, instead of what the type and the dates of its pages say"),
    key("blocks", "boolean", "whether each block of the theme has a page of the section, made from its declaration"),
    key("bibliography", "file", "a BibTeX file: each entry becomes a publication of the section"),
];

/// A file cut into its front matter and its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The front matter, a table; empty when there is none or it cannot be read.
    pub front: Table,
    /// The bytes of the whole front matter, fences included, for findings on what is missing from it.
    pub span: Range<usize>,
    /// The bytes of the text.
    pub body: Range<usize>,
}

/// Cuts a Markdown file. Faults of the front matter are findings, and the text is kept.
pub fn split(path: &SourcePath, text: &str) -> (Split, Vec<Finding>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = line_at(text, start);
    let fence = match text[first.clone()].trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => {
            let split = Split { front: Table::default(), span: start..start, body: start..text.len() };
            return (split, vec![headless(path, text, first)]);
        }
    };
    let mut line = first.clone();
    let end = loop {
        if line.end >= text.len() {
            break None;
        }
        line = line_at(text, line.end);
        if text[line.clone()].trim_end() == fence {
            break Some(line);
        }
    };
    let Some(end) = end else {
        let finding = Finding::new(
            &rules::FRONT_MATTER_INVALID,
            Place::at(path, first.start..first.start + 3),
            "the front matter is not closed",
        )
        .help(format!("write a line `{fence}` after the last key"));
        let split = Split { front: Table::default(), span: start..first.end, body: first.end..text.len() };
        return (split, vec![finding]);
    };
    let inner = first.end..end.start;
    let parsed = if fence == "---" { parse_yaml(&text[inner.clone()]) } else { parse_toml(&text[inner.clone()]) };
    let mut findings = Vec::new();
    let fault = |span: Range<usize>, message: String, help: &str| {
        Finding::new(&rules::FRONT_MATTER_INVALID, Place::at(path, span), message).help(help)
    };
    let front = match parsed.map(|node| node.shifted(inner.start)) {
        Ok(Node { value: Value::Table(table), .. }) => table,
        Ok(node) => {
            findings.push(fault(
                node.span,
                "the front matter is not a table of keys".into(),
                "write one `key: value` a line",
            ));
            Table::default()
        }
        Err(faults) => {
            let help = if fence == "---" {
                "put the value in quotes if it holds `:`, `#` or begins with a sign; indent with spaces"
            } else {
                "write `key = \"value\"`, one a line: https://toml.io"
            };
            findings.extend(
                faults
                    .into_iter()
                    .map(|f| fault(f.span.start + inner.start..f.span.end + inner.start, f.message, help)),
            );
            Table::default()
        }
    };
    (Split { front, span: start..end.end, body: end.end..text.len() }, findings)
}

/// Says that a file does not begin with its front matter, at the line that seems to be meant for its beginning.
fn headless(path: &SourcePath, text: &str, first: Range<usize>) -> Finding {
    let mut line = first;
    while text[line.clone()].trim().is_empty() && line.end < text.len() {
        line = line_at(text, line.end);
    }
    let written = text[line.clone()].trim();
    let help = if matches!(written, "---" | "+++") {
        format!("nothing may stand before `{written}`, neither an empty line nor a space: remove it")
    } else if !written.is_empty() && written.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '=')) {
        format!("write three hyphens, `---`, in place of `{written}`, before the keys and after them")
    } else {
        "write a line `---`, then `title: …` and the other keys, then a line `---`, before the text".to_owned()
    };
    let start = line.start + text[line.clone()].len() - text[line].trim_start().len();
    let place = Place::at(path, start..start + written.len());
    Finding::new(&rules::FRONT_MATTER_INVALID, place, "the file does not begin with its front matter").help(help)
}

/// The line that begins at `start`, its line break included.
fn line_at(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |at| start + at + 1)
}
