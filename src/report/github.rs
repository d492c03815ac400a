//! Findings as workflow commands, which GitHub and Forgejo Actions show beside the lines of a change.

use std::fmt::Write as _;
use std::io;

use crate::finding::{Finding, Outcome, Severity};

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
}

fn command(finding: &Finding) -> String {
    let level = match (finding.outcome, finding.severity) {
        (Outcome::Review, _) => "notice",
        (Outcome::Fail, Severity::Error) => "error",
        (Outcome::Fail, Severity::Warning) => "warning",
    };
    let mut text = format!("::{level} file={}", property(finding.place.path.as_str()));
    if let Some(location) = &finding.location {
        let _ = write!(text, ",line={},col={}", location.line, location.column);
        // An end column is only understood on the line of the start.
        let _ = if location.end_line > location.line {
            write!(text, ",endLine={}", location.end_line)
        } else {
            write!(text, ",endColumn={}", location.end_column)
        };
    }
    let separator = if finding.help.is_empty() { "" } else { "\n" };
    let message = data(&format!("{}{separator}{}", finding.message, finding.help));
    let _ = write!(text, ",title={}::{message}", property(finding.rule.id));
    text
}

/// The text of a command: one line, `%` first since it begins every escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends at a comma or at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
