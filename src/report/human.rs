//! Findings for people: the line at fault, carets under it, what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use anstyle::{AnsiColor, Style};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Color;
use super::snippet::snippet;
use super::text::{criteria, label, one_line, place, visible};
use crate::finding::{Finding, OutputPath, Rule};

/// How many findings are written together.
const TOGETHER: usize = 1000;

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write, color: Color) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> = findings.iter().map(|finding| (finding.rule.id, finding.rule)).collect();
    let criteria = rules.into_iter().map(|(id, rule)| (id, criteria(rule.criteria))).collect();
    // So many at a time that they need not all be in memory.
    findings.chunks(TOGETHER).try_for_each(|findings| {
        let blocks: Vec<String> = findings.par_iter().map(|finding| block(finding, &criteria, color)).collect();
        out.write_all(blocks.concat().as_bytes())
    })
}

/// The style of the word that opens a finding.
pub(super) fn label_style(label: &str, color: Color) -> Style {
    match (color, label) {
        (Color::Plain, _) => Style::new(),
        (Color::Ansi, "error") => AnsiColor::Red.on_default().bold(),
        (Color::Ansi, "warning") => AnsiColor::Yellow.on_default().bold(),
        (Color::Ansi, _) => AnsiColor::Cyan.on_default().bold(),
    }
}

/// One finding; `criteria` are those of each rule by its id, as people read them.
fn block(finding: &Finding, criteria: &FxHashMap<&str, String>, color: Color) -> String {
    let (strong, frame) = match color {
        Color::Plain => (Style::new(), Style::new()),
        Color::Ansi => (Style::new().bold(), AnsiColor::Blue.on_default().bold()),
    };
    let label = label(finding);
    let mark = label_style(label, color);
    let line = finding.location.as_ref().map(|location| location.line.to_string());
    let gutter = " ".repeat(line.as_ref().map_or(1, String::len));
    let head = format!("{label}[{}]", finding.rule.id);
    let message = indented(&finding.message, head.len() + 2);
    let place = one_line(&place(finding));

    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{mark}{head}{mark:#}{strong}: {message}{strong:#}");
    let _ = writeln!(text, "{gutter}{frame}-->{frame:#} {place}");
    if let (Some(location), Some(line)) = (&finding.location, line) {
        let snippet = snippet(location);
        let carets = "^".repeat(snippet.carets);
        let indent = " ".repeat(snippet.indent);
        let space = if snippet.text.is_empty() { "" } else { " " };
        let _ = writeln!(text, "{gutter} {frame}|{frame:#}");
        let _ = writeln!(text, "{frame}{line} |{frame:#}{space}{}", snippet.text);
        let _ = writeln!(text, "{gutter} {frame}|{frame:#} {indent}{mark}{carets}{mark:#}");
    }
    let notes = [
        ("help", Some(Cow::Borrowed(finding.help.as_str()))),
        (if finding.pages.is_empty() { "page" } else { "pages" }, pages(finding).map(Cow::Owned)),
        ("criteria", criteria.get(finding.rule.id).map(|criteria| Cow::Borrowed(criteria.as_str()))),
    ];
    for (name, note) in notes {
        let Some(note) = note.filter(|note| !note.is_empty()) else { continue };
        let note = indented(&note, gutter.len() + 5 + name.len());
        let _ = writeln!(text, "{gutter} {frame}={frame:#} {strong}{name}{strong:#}: {note}");
    }
    text.push('\n');
    text
}

/// The pages that show a finding: the first ones, and how many more.
fn pages(finding: &Finding) -> Option<String> {
    const FIRST: usize = 3;
    let pages: Vec<&str> = finding.shown_on().map(OutputPath::as_str).collect();
    let more = pages.len().saturating_sub(FIRST);
    let first = pages[..pages.len() - more].join(", ");
    match more {
        0 => (!first.is_empty()).then_some(first),
        _ => Some(format!("{first} and {more} more ({} in all)", pages.len())),
    }
}

/// `text` safe for a terminal, its lines after the first set off by `indent` columns.
fn indented(text: &str, indent: usize) -> Cow<'_, str> {
    let text = text.trim_end();
    if text.chars().all(|c| c != '\n' && visible(c) == c) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| line.trim_end().chars().map(visible).collect::<String>();
    Cow::Owned(text.lines().map(line).collect::<Vec<_>>().join(&format!("\n{}", " ".repeat(indent))))
}
