//! Findings for people: the line at fault, carets under it, what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Style};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Color;
use super::snippet::snippet;
use super::text::{criteria, is_plain, label, one_line, place, visible};
use crate::finding::{Finding, OutputPath, Rule};

/// How many findings are written together.
const TOGETHER: usize = 1024;
/// How many of these are written by one thread.
const BY_ONE: usize = 32;

pub(super) fn print(findings: &[Finding], out: &mut dyn io::Write, color: Color) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> = findings.iter().map(|finding| (finding.rule.id, finding.rule)).collect();
    let criteria = rules.into_iter().map(|(id, rule)| (id, criteria(rule.criteria))).collect();
    // So many at a time that they need not all be in memory.
    findings.chunks(TOGETHER).try_for_each(|findings| {
        let blocks = |findings: &[Finding]| {
            let mut text = String::new();
            for finding in findings {
                block(&mut text, finding, &criteria, color);
            }
            text
        };
        let texts: Vec<String> = findings.par_chunks(BY_ONE).map(blocks).collect();
        out.write_all(texts.concat().as_bytes())
    })
}

/// What turns a style on and off in a terminal.
struct Switch(String, String);

impl Switch {
    fn of(style: Style) -> Self {
        Self(style.render().to_string(), style.render_reset().to_string())
    }
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

/// Adds one finding to a text; `criteria` are those of each rule by its id, as people read them.
fn block(text: &mut String, finding: &Finding, criteria: &FxHashMap<&str, String>, color: Color) {
    let (strong, frame) = match color {
        Color::Plain => (Style::new(), Style::new()),
        Color::Ansi => (Style::new().bold(), AnsiColor::Blue.on_default().bold()),
    };
    let label = label(finding);
    let [Switch(mark, unmark), Switch(strong, weak), Switch(frame, unframe)] =
        [label_style(label, color), strong, frame].map(Switch::of);
    let line = finding.location.as_ref().map(|location| location.line.to_string());
    let gutter = " ".repeat(line.as_ref().map_or(1, String::len));
    let id = finding.rule.id;
    let message = indented(&finding.message, label.len() + id.len() + 4);
    let place = one_line(&place(finding));
    let mut put = |parts: &[&str]| text.extend(parts.iter().copied().chain(["\n"]));

    put(&[&mark, label, "[", id, "]", &unmark, &strong, ": ", &message, &weak]);
    put(&[&gutter, &frame, "-->", &unframe, " ", &place]);
    if let (Some(location), Some(line)) = (&finding.location, line) {
        let snippet = snippet(location);
        let carets = "^".repeat(snippet.carets);
        let indent = " ".repeat(snippet.indent);
        let space = if snippet.text.is_empty() { "" } else { " " };
        put(&[&gutter, " ", &frame, "|", &unframe]);
        put(&[&frame, &line, " |", &unframe, space, &snippet.text]);
        put(&[&gutter, " ", &frame, "|", &unframe, " ", &indent, &mark, &carets, &unmark]);
    }
    let notes = [
        ("help", Some(Cow::Borrowed(finding.help.as_str()))),
        (if finding.pages.is_empty() { "page" } else { "pages" }, pages(finding).map(Cow::Owned)),
        ("criteria", criteria.get(id).map(|criteria| Cow::Borrowed(criteria.as_str()))),
    ];
    for (name, note) in notes {
        let Some(note) = note.filter(|note| !note.is_empty()) else { continue };
        let note = indented(&note, gutter.len() + 5 + name.len());
        put(&[&gutter, " ", &frame, "=", &unframe, " ", &strong, name, &weak, ": ", &note]);
    }
    put(&[]);
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
    if is_plain(text) || text.chars().all(|c| c != '\n' && visible(c) == c) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| line.trim_end().chars().map(visible).collect::<String>();
    Cow::Owned(text.lines().map(line).collect::<Vec<_>>().join(&format!("\n{}", " ".repeat(indent))))
}
