//! `title-duplicate`: no two pages of a language have one title.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "title-duplicate",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.2", "A"), Criterion::rgaa("8.6")],
    doc: include_str!("title_duplicate.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut titles: FxHashMap<(&str, &str), Vec<_>> = FxHashMap::default();
    for (_, page) in site.reached().filter(|(_, page)| !page.title.0.is_empty() && !page.unlisted) {
        titles.entry((&page.language, &page.title.0)).or_default().push(page);
    }
    let several: BTreeMap<_, _> = titles.into_iter().filter(|(_, pages)| pages.len() > 1).collect();
    for ((_, title), mut pages) in several {
        let mut contents = std::collections::BTreeSet::new();
        pages.retain(|page| contents.insert(page.content));
        if pages.len() < 2 {
            continue;
        }
        let places: Vec<_> = pages.iter().map(|page| (&page.path, &page.title.1)).collect();
        report.fail(
            &places[..],
            say(
                format!("{} pages have the title `{title}`", pages.len()),
                format!("{} pages ont pour titre `{title}`", pages.len()),
            ),
            say(
                "say in each title what this page has that the others have not",
                "dites dans chaque titre ce que cette page a de particulier",
            ),
        );
    }
}
