//! The grid of an audit as a CSV file: one line a criterion, one column a page.
//!
//! The file is made for the spreadsheets that people have: values are separated by semicolons, as French spreadsheets
//! write them, and a byte order mark says UTF-8; when it is read, commas and tabulations do as well. The number of a
//! criterion stands as `RGAA 1.10`, since a spreadsheet would make the date 1 October, or the number 1.1, of `1.10`.

use std::ops::Range;

use super::{Audit, Number, Results, Verdict, rgaa};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// A column that is not a page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The number of the criterion.
    Criterion,
    /// Its topic.
    Topic,
    /// Its title.
    Title,
    /// How many tests it has.
    Tests,
    /// How much of it the tool decides.
    Decided,
    /// What the tool found.
    Status,
    /// Why.
    Detail,
    /// What people have to say.
    Remarks,
}

/// The columns before those of the pages, then the one after them, with their words.
pub const HEADINGS: &[(Heading, &str)] = &[
    (Heading::Criterion, "Critère"),
    (Heading::Topic, "Thématique"),
    (Heading::Title, "Intitulé"),
    (Heading::Tests, "Tests"),
    (Heading::Decided, "Décidé par l’outil"),
    (Heading::Status, "État automatique"),
    (Heading::Detail, "Constats automatiques"),
    (Heading::Remarks, "Remarques"),
];

/// The heading of the column of a page.
pub fn page_heading(title: &str, url: &str) -> String {
    format!("{title}\u{a0}: {url}")
}

/// Reads a grid into `results`, and says what is wrong with it.
pub fn read(text: &str, path: &SourcePath, audit: &Audit, results: &mut Results) -> Vec<Finding> {
    let mut findings = Vec::new();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let delimiter = delimiter(&text[start..]);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut pages: Vec<(usize, String)> = Vec::new();
    let mut known: Vec<Number> = Vec::new();
    let fault = |span: Range<usize>, message: String, help: String| {
        Finding::new(&rules::AUDIT_INVALID, Place::at(path, span), message).help(help)
    };
    let mut first = true;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |position| position.byte() as usize + start);
                findings.push(fault(
                    at..at,
                    "the grid cannot be read from here on".to_owned(),
                    format!("save it again as a CSV file in UTF-8 ({error})"),
                ));
                break;
            }
        };
        let at = record.position().map_or(0, |position| position.byte() as usize) + start;
        let cell = |column: usize| cell(text, at, column, delimiter);
        if first {
            first = false;
            for (column, heading) in record.iter().enumerate() {
                let Some(url) = heading.split_whitespace().next_back().filter(|word| is_url(word)) else { continue };
                if audit.sample.iter().any(|page| page.url == url) {
                    pages.push((column, url.to_owned()));
                } else {
                    let help = did_you_mean(url, audit.urls())
                        .unwrap_or_else(|| "add it as a `[[sample]]` of `audit.toml`, or remove its column".to_owned());
                    findings.push(fault(cell(column), format!("`{url}` is not a page of the sample"), help));
                }
            }
            continue;
        }
        let Some(written) = record.get(0).map(str::trim).filter(|written| !written.is_empty()) else { continue };
        if written.starts_with("Source") {
            continue;
        }
        let number = Number::parse(written.rsplit(' ').next().unwrap_or_default());
        let number = number.filter(|number| !audit.is_rgaa() || rgaa::find(number).is_some());
        let Some(number) = number else {
            let help = "write the number of a criterion, `RGAA 1.1`".to_owned();
            findings.push(fault(cell(0), format!("`{written}` is not a criterion"), help));
            continue;
        };
        if known.contains(&number) {
            let help =
                "a spreadsheet makes `1.1` of `1.10`: write `RGAA 1.10`, which it leaves alone, or remove the line";
            findings.push(fault(cell(0), format!("the criterion `{number}` is there twice"), help.to_owned()));
            continue;
        }
        for (column, url) in &pages {
            let code = record.get(*column).unwrap_or_default().trim();
            match Verdict::of(code) {
                Some(verdict) => results.set_on(number.clone(), url, verdict),
                // « non testé »: like an empty cell, it has no result.
                None if code.is_empty() || code == "NT" => {}
                None => findings.push(fault(
                    cell(*column),
                    format!("the result of `{number}` on `{url}` is `{code}`"),
                    "write `C` (met), `NC` (not met) or `NA` (does not apply)".to_owned(),
                )),
            }
        }
        known.push(number);
    }
    findings
}

fn is_url(word: &str) -> bool {
    word.starts_with('/') || word.starts_with("https://") || word.starts_with("http://")
}

/// The separator of the first line: the one it has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    [b',', b'\t', b';'].into_iter().max_by_key(count).unwrap_or(b';')
}

/// The bytes of a cell of the record that begins at `at`.
fn cell(text: &str, at: usize, column: usize, delimiter: u8) -> Range<usize> {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    // The end of the line before may still be there.
    let at = at + rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let (mut start, mut number, mut quoted) = (at, 0, false);
    for (offset, byte) in text.as_bytes().get(at..).unwrap_or_default().iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => return start..at + offset,
            byte if *byte == delimiter && !quoted => {
                if number == column {
                    return start..at + offset;
                }
                number += 1;
                start = at + offset + 1;
            }
            _ => {}
        }
    }
    start..text.len()
}
