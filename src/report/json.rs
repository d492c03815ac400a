//! Findings for programs. The document is a contract: keys are added, never renamed or removed,
//! unless `schema` changes.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::Summary;
use crate::budget::{Sent, Weighed, Weights};
use crate::finding::{Criterion, Finding, Outcome, OutputPath, Severity};
use crate::weight::{self, Kind, PROFILES, Phase, Weight};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    summary: &'a Summary,
    findings: Vec<Item<'a>>,
    weights: Measured<'a>,
}

/// What pages weigh, in bytes.
#[derive(Serialize)]
struct Measured<'a> {
    estimated: bool,
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    path: &'a str,
    class: &'a str,
    elements: usize,
    elements_ecoindex: usize,
    bytes: u64,
    /// By profile, then by scenario.
    weights: BTreeMap<&'static str, BTreeMap<&'static str, Scenario>>,
    requests: Vec<Request<'a>>,
}

#[derive(Serialize)]
struct Scenario {
    bytes: u64,
    requests: usize,
    kinds: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct Request<'a> {
    target: &'a str,
    kind: &'static str,
    bytes: u64,
    shared: bool,
    /// By profile: `initial`, `lazy`, or nothing where it is not fetched.
    phases: BTreeMap<&'static str, Option<&'static str>>,
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

pub(super) fn print(
    findings: &[Finding],
    summary: &Summary,
    weights: &Weights,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let document = Document {
        schema: 1,
        tool: Tool { name: "osier", version: env!("CARGO_PKG_VERSION") },
        summary,
        findings: findings.iter().map(item).collect(),
        weights: Measured { estimated: weights.estimated, pages: weights.pages.iter().map(page).collect() },
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn page<'p>(page: &'p Weighed) -> Page<'p> {
    let scenario = |weight: &Weight| Scenario {
        bytes: weight.total(),
        requests: weight.requests,
        kinds: Kind::ALL.into_iter().map(|kind| (kind.name(), weight.of(kind))).collect(),
    };
    let scenarios = |profile| {
        weight::Scenario::ALL.into_iter().map(move |one| (one.name(), scenario(page.weight.of(profile, one)))).collect()
    };
    let request = |(request, sent): (&'p weight::Request, &Sent)| Request {
        target: request.target.as_str(),
        kind: request.kind.name(),
        bytes: sent.bytes,
        shared: sent.shared,
        phases: PROFILES.iter().zip(request.phases).map(|(profile, phase)| (profile.name, phase.map(told))).collect(),
    };
    let requests = page.requests.list.iter().zip(&page.sent);
    Page {
        path: page.page.as_str(),
        class: page.class.name(),
        elements: page.weight.elements.all,
        elements_ecoindex: page.weight.elements.ecoindex,
        bytes: page.own,
        weights: PROFILES.iter().enumerate().map(|(rank, profile)| (profile.name, scenarios(rank))).collect(),
        requests: requests.map(request).collect(),
    }
}

fn told(phase: Phase) -> &'static str {
    match phase {
        Phase::Initial => "initial",
        Phase::Lazy => "lazy",
    }
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
