//! Words in another language: `:lang[en]{content first}`.

use std::ops::Range;

use super::run::{Mark, Rank, Reading, Run, What};
use super::typography::{Style, style};
use crate::config::Direction;
use crate::data::subtag;
use crate::finding::rules::BLOCK_ATTRIBUTE_INVALID;

/// What begins words in another language.
pub(super) const OPEN: &str = ":lang[";

/// How long the words may be, in bytes.
const REACH: usize = 4000;

/// A stretch of a run's text in one language.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    /// The typography of its language; nothing for what is not to be written.
    pub(super) style: Option<&'static Style>,
}

/// Cuts the run in parts of one language each, and marks those in another language than the text's.
/// Nothing when all of it is in the text's language.
pub(super) fn find(run: &Run, reading: &mut Reading<'_, '_>, marks: &mut Vec<Mark>) -> Vec<Part> {
    let text = run.text.as_str();
    let mut parts = Vec::new();
    // The languages we are in: typography, and where the words end.
    let mut open: Vec<(&'static Style, usize)> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(next) = text[at..].find([':', '}']) {
        let start = at + next;
        at = start + 1;
        let current = open.last().map_or(reading.style, |(style, _)| *style);
        if open.last().is_some_and(|(_, close)| *close == start) {
            parts.push(Part { range: from..start, style: Some(current) });
            parts.push(Part { range: start..at, style: None });
            marks.push(Mark { at: start, what: What::Tag("</span>"), depth: -1, rank: Rank::LanguageCloses });
            open.pop();
            from = at;
        } else if let Some((code, words)) = opening(run, start) {
            if !subtag::is_tag(code) {
                let code_at = start + OPEN.len()..start + OPEN.len() + code.len();
                let message = format!("`{code}` is not a language code");
                let finding = reading.sheet.finding(&BLOCK_ATTRIBUTE_INVALID, run.source(&code_at), message);
                reading.findings.push(finding.help("write a code such as `en` or `pt-BR`"));
                continue;
            }
            parts.push(Part { range: from..start, style: Some(current) });
            parts.push(Part { range: start..words.start, style: None });
            let tag = What::Html(tag(code));
            marks.push(Mark { at: words.start, what: tag, depth: 1, rank: Rank::LanguageOpens });
            open.push((style(code), words.end));
            from = words.start;
            at = words.start;
        }
    }
    if !parts.is_empty() {
        parts.push(Part { range: from..text.len(), style: Some(reading.style) });
    }
    parts
}

/// The language and the words of what opens at `start`, when it is well formed and cuts no other mark.
fn opening(run: &Run, start: usize) -> Option<(&str, Range<usize>)> {
    let text = run.text.as_str();
    let rest = text[start..].strip_prefix(OPEN)?;
    if run.is_literal(start) || text[..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let (code, after) = rest.split_at(rest.bytes().take(36).position(|byte| byte == b']')?);
    let words = after.strip_prefix("]{")?;
    let from = text.len() - words.len();
    let mut depth = 0_usize;
    let length = words.bytes().take(REACH).position(|byte| match byte {
        b'{' => {
            depth += 1;
            false
        }
        b'}' if depth == 0 => true,
        b'}' => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    let words = from..from + length;
    let first = run.marks.partition_point(|mark| mark.at <= start);
    let mut level = 0;
    for mark in run.marks[first..].iter().take_while(|mark| mark.at <= words.end) {
        level += i32::from(mark.depth);
        if mark.at < from || level < 0 {
            return None;
        }
    }
    (level == 0).then_some((code, words))
}

fn tag(code: &str) -> String {
    let language = code.split('-').next().unwrap_or_default();
    let dir = if Direction::of(language) == Direction::Rtl { " dir=\"rtl\"" } else { "" };
    format!("<span lang=\"{code}\"{dir}>")
}
