//! `multiple-ways`: besides its menus, a site has a map or a search.

use crate::check::site::{Site, SiteReport};
use crate::check::{say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "multiple-ways",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.4.5", "AA"), Criterion::rgaa("12.1")],
    doc: include_str!("ways.md"),
};

/// Up to how many pages the links between them are ways enough.
const FEW: usize = 10;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let Some(home) = site.home() else { return };
    let pages: Vec<_> = site.reached().collect();
    if pages.len() <= FEW || pages.iter().any(|(_, page)| page.searches) {
        return;
    }
    let named = pages.iter().flat_map(|(_, page)| page.links.iter()).any(|link| {
        let name = words::plain(&link.name);
        words::of("").iter().any(|list| list.site_map.iter().chain(list.search).any(|word| name.contains(word)))
    });
    if named {
        return;
    }
    report.review(
        &site.pages[home].path,
        say("the site has neither a site map nor a search", "le site n’a ni plan du site ni recherche"),
        say(
            "offer one of them on every page, besides the menus",
            "proposez l’un des deux sur toutes les pages, en plus des menus",
        ),
    );
}
