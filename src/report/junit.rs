//! Findings as `JUnit` XML: a failed test for every error, a skipped one for what does not stop a build.

use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::text::{label, place, visible};
use crate::finding::{Finding, Outcome, Severity};

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let mut suite = TestSuite::new("osier");
    if findings.is_empty() {
        suite.add_test_case(TestCase::new("no findings", TestCaseStatus::success()));
    }
    suite.add_test_cases(findings.iter().map(case));
    let mut report = Report::new("osier");
    report.add_test_suite(suite);
    // In memory first, so that what fails while writing keeps its own kind of error.
    let text = report.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn case(finding: &Finding) -> TestCase {
    let place = clean(&place(finding));
    let mut status = match (finding.outcome, finding.severity) {
        (Outcome::Fail, Severity::Error) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        _ => TestCaseStatus::skipped(),
    };
    status.set_type(label(finding)).set_message(clean(&finding.message));
    let mut description = format!("{place}\n{}", clean(&finding.message));
    if !finding.help.is_empty() {
        description.push_str("\nhelp: ");
        description.push_str(&clean(&finding.help));
    }
    status.set_description(description);
    let mut case = TestCase::new(format!("{}: {place}", finding.rule.id), status);
    case.set_classname(finding.rule.id);
    case.extra.insert("file".into(), clean(finding.place.path.as_str()).into());
    if let Some(location) = &finding.location {
        case.extra.insert("line".into(), location.line.to_string().into());
    }
    case
}

/// `text` without the characters that XML cannot hold at all, even escaped.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible(c) }).collect()
}
