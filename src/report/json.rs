//! Findings for programs. The document is a contract: keys are added, never renamed or removed,
//! unless `schema` changes.

use std::io;

use serde::Serialize;

use super::Summary;
use crate::finding::{Criterion, Finding, Outcome, OutputPath, Severity};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    summary: &'a Summary,
    findings: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    outcome: Outcome,
    severity: Severity,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    output: Option<&'a str>,
    pages: Vec<&'a str>,
    message: &'a str,
    help: &'a str,
    criteria: Vec<Criterion>,
}

pub(super) fn print(findings: &[Finding], summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
    let document = Document {
        schema: 1,
        tool: Tool { name: "osier", version: env!("CARGO_PKG_VERSION") },
        summary,
        findings: findings.iter().map(item).collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn item(finding: &Finding) -> Item<'_> {
    Item {
        rule: finding.rule.id,
        outcome: finding.outcome,
        severity: finding.severity,
        path: finding.place.path.as_str(),
        line: finding.location.as_ref().map(|location| location.line),
        column: finding.location.as_ref().map(|location| location.column),
        output: finding.place.page.as_ref().map(OutputPath::as_str),
        pages: finding.shown_on().map(OutputPath::as_str).collect(),
        message: &finding.message,
        help: &finding.help,
        criteria: finding.rule.all_criteria(),
    }
}
