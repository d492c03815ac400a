//! Findings as SARIF 2.1.0, for code scanning services and editors.

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, PropertyBag, Region,
    ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultKind, ResultLevel, Run, Sarif, Tool,
    ToolComponent,
};

use super::text::criterion;
use crate::finding::{self, Finding, Outcome, Rule, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The name for the folder that every path is relative to, as code scanning services know it.
const ROOT: &str = "%SRCROOT%";
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> = findings.iter().map(|finding| (finding.rule.id, finding.rule)).collect();
    let index: BTreeMap<&str, i64> = rules.keys().copied().zip(0..).collect();
    let driver = ToolComponent::builder()
        .name("osier")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(rules.values().map(|rule| descriptor(rule)).collect::<Vec<_>>())
        .build();
    let root = ArtifactLocation::builder().description("The folder of the site, where osier.toml is").build();
    let run = Run::builder()
        .tool(Tool::from(driver))
        .column_kind("unicodeCodePoints")
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root)]))
        .results(findings.iter().map(|finding| result(finding, &index)).collect::<Vec<_>>())
        .build();
    let document = Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs(vec![run]).build();
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let level = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let tags: Vec<String> = rule.all_criteria().iter().map(criterion).collect();
    let mut descriptor = ReportingDescriptor::builder()
        .id(rule.id)
        .short_description(text(rule.title()))
        .help(MultiformatMessageString::builder().text(rule.doc).markdown(rule.doc).build())
        .default_configuration(ReportingConfiguration::builder().level(json!(level)).build())
        .build();
    if !tags.is_empty() {
        descriptor.properties = Some(PropertyBag::builder().tags(tags).build());
    }
    descriptor
}

fn result(finding: &Finding, index: &BTreeMap<&str, i64>) -> SarifResult {
    // The standard wants the level `none` for what is not a decided fault.
    let (kind, level) = match (finding.outcome, finding.severity) {
        (Outcome::Review, _) => (ResultKind::Review, ResultLevel::None),
        (Outcome::Fail, Severity::Error) => (ResultKind::Fail, ResultLevel::Error),
        (Outcome::Fail, Severity::Warning) => (ResultKind::Fail, ResultLevel::Warning),
    };
    let separator = if finding.help.is_empty() { "" } else { "\n" };
    let message = format!("{}{separator}{}", finding.message, finding.help);
    let mut result = SarifResult::builder()
        .rule_id(finding.rule.id)
        .kind(kind)
        .level(level)
        .message(Message::builder().text(message).build())
        .locations(vec![location(finding)])
        .build();
    result.rule_index = index.get(finding.rule.id).copied();
    if let Some(page) = &finding.place.page {
        let output = BTreeMap::from([("output".to_owned(), json!(page))]);
        result.properties = Some(PropertyBag::builder().additional_properties(output).build());
    }
    result
}

fn location(finding: &Finding) -> Location {
    let artifact = ArtifactLocation::builder()
        .uri(utf8_percent_encode(finding.place.path.as_str(), PATH).to_string())
        .uri_base_id(ROOT)
        .build();
    let mut physical = PhysicalLocation::builder().artifact_location(artifact).build();
    physical.region = finding.location.as_ref().map(region);
    Location::builder().physical_location(physical).build()
}

fn region(location: &finding::Location) -> Region {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Region::builder()
        .start_line(number(location.line))
        .start_column(number(location.column))
        .end_line(number(location.end_line))
        .end_column(number(location.end_column))
        .build()
}

fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}
