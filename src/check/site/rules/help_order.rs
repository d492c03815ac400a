//! `help-order`: ways to get help come in the same place on every page.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::order::swaps;
use crate::check::site::{Block, BlockKind, Facts, Link, Site, SiteReport, Target};
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
    let mut known = FxHashMap::default();
    let mut alike: FxHashMap<(&str, Vec<&str>), Vec<usize>> = FxHashMap::default();
    for (index, page) in site.reached() {
        if let Some(list) = helps(page, &mut known) {
            alike.entry((&page.language, list)).or_default().push(index);
        }
    }
    let mut sets: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for ((language, list), pages) in alike.into_iter().collect::<BTreeMap<_, _>>() {
        sets.entry(language).or_default().push((pages, list));
    }
    for lists in sets.into_values() {
        if lists.iter().map(|(pages, _)| pages.len()).sum::<usize>() < 3 {
            continue;
        }
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

/// Which links of a landmark lead to help, by their ranks in it: those of the landmarks of a language and a hash.
type Known<'s> = FxHashMap<(&'s str, u64), Vec<usize>>;

/// The ways to get help around the main part of a page, in order; nothing when one of them stands in two places, or when
/// the page is itself one of them.
fn helps<'s>(page: &'s Facts, known: &mut Known<'s>) -> Option<Vec<&'s str>> {
    let main = page.blocks.iter().find(|block| block.kind == BlockKind::Main)?;
    let mut links: Vec<usize> = Vec::new();
    for block in page.blocks.iter().filter(|block| block.kind != BlockKind::Main) {
        let inside = known.entry((&page.language, block.menu)).or_insert_with(|| of_block(page, block));
        links.extend(inside.iter().map(|rank| block.links.start + rank).filter(|link| !main.links.contains(link)));
    }
    links.sort_unstable();
    links.dedup();
    let (mut found, mut passed) = (Vec::new(), false);
    for index in links {
        if !passed && index >= main.links.start {
            passed = true;
            found.push(MAIN);
        }
        let Target::Here { path, .. } = &page.links[index].to else { continue };
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

/// The links of a landmark that lead to help.
fn of_block(page: &Facts, block: &Block) -> Vec<usize> {
    let lists = words::of(&page.language);
    let is_help = |link: &Link| lists.iter().any(|list| words::has(list.help, &link.plain));
    let links = page.links[block.links.clone()].iter().enumerate();
    links.filter(|(_, link)| is_help(link)).map(|(rank, _)| rank).collect()
}
