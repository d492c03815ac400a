//! `[rules]` and `[[acknowledge]]`: what the site decides about the rules, and why.

use std::ops::Range;

use crate::data::{Node, Reader, Value};
use crate::finding::Severity;

/// What the site says of a rule in `[rules]`: `rule = "error"`, or with a reason
/// `rule = { severity = "warning", reason = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's id.
    pub rule: String,
    /// What its faults weigh; nothing when the rule is off.
    pub severity: Option<Severity>,
    /// Why; compulsory for what weighs less than the rule itself says.
    pub reason: String,
    /// Where it is written.
    pub span: Range<usize>,
}

/// A review that a person made: `[[acknowledge]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// `rule`: the rule's id.
    pub rule: String,
    /// `path`: the file it is about, as findings name it; every file when absent.
    pub path: Option<String>,
    /// `reason`: what was looked at and why it is right.
    pub reason: String,
    /// `date`: the day it was looked at.
    pub date: String,
    /// Where it is written.
    pub span: Range<usize>,
}

const SEVERITIES: &[&str] = &["error", "warning", "off"];

pub(super) fn rules(reader: &Reader<'_>) -> Vec<RuleSetting> {
    let mut settings = Vec::new();
    for entry in reader.named("rules") {
        let (word, reason) = match &entry.node.value {
            Value::Table(table) => {
                let fields = reader.of(table);
                let word = fields.choice("severity", SEVERITIES);
                let reason = fields.text("reason").unwrap_or_default();
                fields.finish();
                (word, reason)
            }
            _ => (reader.word(&entry.key, &entry.node, SEVERITIES), String::new()),
        };
        let Some(word) = word else { continue };
        let severity = match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            _ => None,
        };
        settings.push(RuleSetting { rule: entry.key.clone(), severity, reason, span: entry.span.clone() });
    }
    settings
}

pub(super) fn acknowledgements(reader: &Reader<'_>) -> Vec<Acknowledgement> {
    let mut all = Vec::new();
    for fields in reader.tables("acknowledge") {
        let span = fields.entries().first().map_or(0..0, |entry| entry.span.clone());
        let needed = |key: &'static str| {
            let node = fields.node(key);
            if node.is_none() {
                fields.report(span.clone(), format!("`{key}` is missing here"), NEEDED);
            }
            let text = fields.text(key)?;
            let is_empty = text.trim().is_empty();
            if is_empty && let Some(node) = node {
                fields.report(node.span.clone(), format!("`{key}` is empty"), NEEDED);
            }
            (!is_empty).then_some(text)
        };
        let (rule, reason) = (needed("rule"), needed("reason"));
        let date = date(&fields, fields.node("date"), &span);
        let path = fields.text("path");
        fields.finish();
        if let (Some(rule), Some(reason), Some(date)) = (rule, reason, date) {
            all.push(Acknowledgement { rule, path, reason, date, span });
        }
    }
    all
}

const NEEDED: &str = "write `rule`, `reason` and `date`: what was looked at, why it is right, and when";

fn date(fields: &Reader<'_>, node: Option<&Node>, span: &Range<usize>) -> Option<String> {
    match node {
        Some(Node { value: Value::Text(text) | Value::Datetime(text), .. })
            if text.parse::<jiff::civil::Date>().is_ok() =>
        {
            Some(text.clone())
        }
        Some(node) => fields.wrong("date", node, "a day such as `2026-11-22`"),
        None => {
            fields.report(span.clone(), "`date` is missing here", NEEDED);
            None
        }
    }
}
