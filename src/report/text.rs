//! Words and characters that several renderers share.

use crate::finding::{Criterion, Finding, Outcome, Severity};

/// The word that opens a finding: `error`, `warning`, or `review` when a person has to decide.
pub(super) fn label(finding: &Finding) -> &'static str {
    match (finding.outcome, finding.severity) {
        (Outcome::Review, _) => "review",
        (Outcome::Fail, Severity::Error) => "error",
        (Outcome::Fail, Severity::Warning) => "warning",
    }
}

/// `content/fr/x.md:14:31`, or the path alone when the line is not known.
pub(super) fn place(finding: &Finding) -> String {
    match &finding.location {
        Some(location) => {
            format!("{}:{}:{}", finding.place.path, location.line, location.column)
        }
        None => finding.place.path.to_string(),
    }
}

/// `WCAG 2.2 2.4.4 (A)`.
pub(super) fn criterion(criterion: &Criterion) -> String {
    match criterion.level {
        Some(level) => format!("{} {} ({level})", criterion.standard, criterion.id),
        None => format!("{} {}", criterion.standard, criterion.id),
    }
}

/// The criteria as people read them: `WCAG 2.2 2.4.4 (A), RGAA 4.1.2 6.1`.
pub fn criteria(criteria: &[Criterion]) -> String {
    criteria.iter().map(criterion).collect::<Vec<_>>().join(", ")
}

/// `1 page`, `2 pages`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `text` on one line, safe to show in a terminal.
pub fn one_line(text: &str) -> String {
    if is_plain(text) {
        return text.trim_end().to_owned();
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join(" ").chars().map(visible).collect()
}

/// Whether a text has nothing but letters, digits, signs and spaces of ASCII: it is shown as it is, a column for each.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// `c`, or a visible stand-in when a terminal would obey it or it would hide what is really written.
///
/// The text comes from files that many hands write: an escape sequence in one of them must not reach the
/// terminal, and characters that turn the direction of the text must not make a line look like another.
pub(super) fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}'..='\u{ffff}' => {
            char::REPLACEMENT_CHARACTER
        }
        other => other,
    }
}
