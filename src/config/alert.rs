//! `[alert]`: a sentence above every page, for a while.

use std::ops::Range;

use super::{Languages, Localized, localized};
use crate::data::{Node, Reader, Value};
use crate::finding::{Place, SourcePath};

/// What every page says before anything else: `[alert]`.
#[derive(Clone, Debug)]
pub struct Alert {
    /// `text`: one line of Markdown, by language. A language without a text has no alert.
    pub text: Localized,
    /// `url`: where to read more, a content path or an address, by language.
    pub url: Localized,
    /// `label`: the words of that link, by language; compulsory with `url`.
    pub label: Localized,
    /// `until`: the last day it is shown, in the site's time zone; without it, it stays.
    pub until: Option<jiff::civil::Date>,
    /// Where `url` is written.
    pub place: Place,
}

/// Reads `[alert]`.
pub(super) fn read(reader: &Reader<'_>, path: &SourcePath, languages: &Languages) -> Option<Alert> {
    let fields = reader.table("alert")?;
    let [text, url, label] = ["text", "url", "label"].map(|key| localized(&fields, key, languages));
    let span = |key: &'static str| -> Range<usize> { fields.node(key).map_or(0..0, |node| node.span.clone()) };
    let table = || reader.entry("alert").map_or(0..0, |entry| entry.span.clone());
    if text.is_empty() {
        fields.report(
            table(),
            "the alert has no `text`",
            "write `text = \"…\"`, or `text = { fr = \"…\", en = \"…\" }`",
        );
    }
    if !url.is_empty() && label.is_empty() {
        fields.report(span("url"), "the link of the alert has no words", "write them as `label = \"…\"`");
    }
    if url.is_empty() && !label.is_empty() {
        fields.report(
            span("label"),
            "the alert has the words of a link and no link",
            "write where it leads as `url = \"…\"`",
        );
    }
    let until = fields.node("until").and_then(|node| until(&fields, node));
    let place = Place::at(path, span("url"));
    fields.finish();
    Some(Alert { text, url, label, until, place })
}

fn until(fields: &Reader<'_>, node: &Node) -> Option<jiff::civil::Date> {
    match &node.value {
        // A date and nothing else: jiff would take the date of a longer text.
        Value::Text(text) | Value::Datetime(text) if text.len() == 10 => text.parse().ok(),
        _ => None,
    }
    .or_else(|| fields.wrong("until", node, "a day such as `2026-11-25`"))
}
