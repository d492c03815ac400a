//! `help-order`: ways to get help come in the same place on every page.

use std::collections::BTreeMap;

use super::order::swaps;
use crate::check::site::{BlockKind, Facts, Site, SiteReport, Target};
use crate::check::{say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "help-order",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.6", "A")],
    doc: include_str!("help_order.md"),
};

/// What stands for the main part of the page among the ways to get help.
const MAIN: &str = "the main part";

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut sets: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (index, page) in site.reached() {
        if let Some(list) = helps(page) {
            sets.entry(&page.language).or_default().push((index, list));
        }
    }
    for lists in sets.into_values().filter(|lists| lists.len() > 2) {
        for swap in swaps(lists, 60) {
            let places: Vec<_> =
                swap.places.iter().map(|page| (&site.pages[*page].path, &site.pages[*page].title.1)).collect();
            let (first, second) = (shown(swap.first, "the main part"), shown(swap.second, "the main part"));
            let (premier, deuxieme) = (shown(swap.first, "le contenu"), shown(swap.second, "le contenu"));
            report.fail(
                &places[..],
                say(
                    format!("{first} comes before {second} here, and after on other pages"),
                    format!("{premier} vient ici avant {deuxieme}, et après sur d’autres pages"),
                ),
                say(
                    "keep the ways to get help in the same place on all pages",
                    "gardez les moyens d’obtenir de l’aide au même endroit sur toutes les pages",
                ),
            );
        }
    }
}

fn shown(thing: &str, main: &str) -> String {
    if thing == MAIN { main.to_owned() } else { format!("`{thing}`") }
}

/// The ways to get help around the main part of a page, in order; nothing when one of them stands in two places, or when
/// the page is itself one of them.
fn helps(page: &Facts) -> Option<Vec<&str>> {
    let main = page.blocks.iter().find(|block| block.kind == BlockKind::Main)?;
    let around: Vec<_> = page.blocks.iter().filter(|block| block.kind != BlockKind::Main).collect();
    let lists = words::of(&page.language);
    let (mut found, mut passed) = (Vec::new(), false);
    for (index, link) in page.links.iter().enumerate() {
        if !passed && index >= main.links.start {
            passed = true;
            found.push(MAIN);
        }
        let outside = !main.links.contains(&index) && around.iter().any(|block| block.links.contains(&index));
        if !outside || !lists.iter().any(|list| words::has(list.help, &link.plain)) {
            continue;
        }
        let Target::Here { path, .. } = &link.to else { continue };
        if found.contains(&&**path) || page.path.as_str().strip_suffix("index.html") == Some(path) {
            return None;
        }
        found.push(path);
    }
    if !passed {
        found.push(MAIN);
    }
    (found.len() > 1).then_some(found)
}
