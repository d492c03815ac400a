//! What pages weigh, as a table: a line for each kind of page, with the heaviest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::budget::{Weighed, Weights};
use crate::weight::Scenario;

const HEAD: [&str; 8] = ["kB", "pages", "first", "at most", "scrolled", "next", "files", "elements"];

/// The table: medians of the bytes of a first visit, the most of them, medians once scrolled to the end and for who
/// comes from another page, all in the heavier of the windows; then medians of files and elements, and the page that
/// weighs the most. Nothing when nothing was weighed.
pub fn weights(weights: &Weights) -> String {
    let mut classes: BTreeMap<String, Vec<&Weighed>> = BTreeMap::new();
    for page in &weights.pages {
        classes.entry(page.class.name().to_owned()).or_default().push(page);
    }
    if classes.is_empty() {
        return String::new();
    }
    let all: Vec<&Weighed> = weights.pages.iter().collect();
    let mut rows = vec![HEAD.map(str::to_owned)];
    let mut worst = vec!["heaviest"];
    for (name, pages) in classes.iter().map(|(name, pages)| (name.as_str(), pages)).chain([("all", &all)]) {
        let first = |page: &Weighed| page.weight.heaviest(Scenario::Initial).total();
        let kilobytes = |of: &dyn Fn(&Weighed) -> u64| kilobytes(median(pages, of));
        let heaviest = pages.iter().max_by_key(|page| (first(page), std::cmp::Reverse(&page.page)));
        worst.push(heaviest.map_or("", |page| page.page.as_str()));
        rows.push([
            name.to_owned(),
            pages.len().to_string(),
            kilobytes(&first),
            heaviest.map_or_else(String::new, |page| self::kilobytes(first(page))),
            kilobytes(&|page| page.weight.heaviest(Scenario::Full).total()),
            kilobytes(&|page| page.weight.heaviest(Scenario::Next).total()),
            median(pages, &|page| page.weight.heaviest(Scenario::Initial).requests as u64).to_string(),
            median(pages, &|page| page.weight.elements.all as u64).to_string(),
        ]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; HEAD.len()] = std::array::from_fn(width);
    let mut table = String::new();
    for (row, worst) in rows.iter().zip(worst) {
        let _ = write!(table, "{:<w$}", row[0], w = widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            let _ = write!(table, "  {cell:>width$}");
        }
        let _ = writeln!(table, "  {worst}");
    }
    if weights.estimated {
        table.push_str(
            "texts as a host compresses them on the fly, by a sample; `[output] compress` makes them exact\n",
        );
    }
    table
}

fn median(pages: &[&Weighed], of: &dyn Fn(&Weighed) -> u64) -> u64 {
    let mut numbers: Vec<u64> = pages.iter().map(|page| of(page)).collect();
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// Bytes as kilobytes of 1,000 bytes, with a digit after the point below 100.
fn kilobytes(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1000.0;
    if kilobytes < 99.95 { format!("{kilobytes:.1}") } else { format!("{kilobytes:.0}") }
}
