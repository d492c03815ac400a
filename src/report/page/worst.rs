//! The heaviest pages, with what the rules find on them, and what was found in all.

use std::collections::BTreeMap;

use super::{Story, table};
use crate::budget::{kilobytes, parts, value};
use crate::config::Figure;
use crate::finding::{Finding, OutputPath};
use crate::report::text::label;

/// How many pages are told.
const PAGES: usize = 25;
/// How many rules are told.
const RULES: usize = 40;

/// The section of pages.
pub(super) fn pages(story: &Story<'_>) -> String {
    let mut found: BTreeMap<&OutputPath, [usize; 3]> = BTreeMap::new();
    for finding in story.findings {
        for page in finding.shown_on() {
            found.entry(page).or_default()[rank(finding)] += 1;
        }
    }
    let mut ranked: Vec<_> = story.weights.pages.iter().map(|page| (value(page, Figure::Initial), page)).collect();
    ranked.sort_by(|a, b| (b.0, &a.1.page).cmp(&(a.0, &b.1.page)));
    let rows: Vec<Vec<String>> = ranked
        .iter()
        .take(PAGES)
        .map(|(initial, page)| {
            let heaviest = parts(page, Figure::Initial).first().copied();
            let heaviest = heaviest.map_or_else(String::new, |part| {
                let name = match part.request.map(|rank| &page.requests.list[rank]) {
                    Some(request) => story.ground.name(&request.target),
                    None => "the page itself",
                };
                format!("{name}, {}", kilobytes(part.bytes))
            });
            let [errors, warnings, reviews] = found.get(&page.page).copied().unwrap_or_default();
            vec![
                page.page.to_string(),
                page.class.name().to_owned(),
                kilobytes(*initial),
                kilobytes(value(page, Figure::Full)),
                kilobytes(value(page, Figure::Next)),
                value(page, Figure::Requests).to_string(),
                value(page, Figure::Elements).to_string(),
                errors.to_string(),
                warnings.to_string(),
                reviews.to_string(),
                heaviest,
            ]
        })
        .collect();
    let head = [
        "Page",
        "Class",
        "First",
        "Scrolled",
        "Next",
        "Files",
        "Elements",
        "Errors",
        "Warnings",
        "Reviews",
        "Heaviest file",
    ];
    let caption = format!("The {} heaviest pages of {}, and what was found on them", rows.len(), ranked.len());
    format!("<h2>Heaviest pages</h2>\n{}", table(&caption, &head, &rows))
}

/// The section of rules.
pub(super) fn rules(story: &Story<'_>) -> String {
    let mut counts: BTreeMap<(usize, &str), (&Finding, usize, usize)> = BTreeMap::new();
    for finding in story.findings {
        let entry = counts.entry((rank(finding), finding.rule.id)).or_insert((finding, 0, 0));
        entry.1 += 1;
        entry.2 += finding.shown_on().count();
    }
    if counts.is_empty() {
        return "<h2>Findings and reviews</h2>\n<p>Nothing was found.</p>\n".to_owned();
    }
    let row = |(finding, times, pages): &(&Finding, usize, usize)| {
        vec![
            finding.rule.id.to_owned(),
            label(finding).to_owned(),
            times.to_string(),
            pages.to_string(),
            finding.rule.title().to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = counts.values().take(RULES).map(row).collect();
    let head = ["Rule", "Weight", "Times", "Pages", "What"];
    format!("<h2>Findings and reviews</h2>\n{}", table("What was found, by rule", &head, &rows))
}

/// Errors, then warnings, then reviews.
fn rank(finding: &Finding) -> usize {
    match label(finding) {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    }
}
