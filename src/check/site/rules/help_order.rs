//! `help-order`: ways to get help come in the same place on every page.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::order::swaps;
use crate::check::site::{Block, BlockKind, Facts, Landmark, Link, Site, SiteReport, Target};
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
    for all in site.landmarks() {
        let page = all[0].page;
        if let Some(list) = helps(site, all, &mut known) {
            alike.entry((site.language(page).1, list)).or_default().push(page);
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
type Known = FxHashMap<(usize, u64), Vec<usize>>;

/// The ways to get help around the main part of a page, which has these landmarks, in order; nothing when one of them
/// stands in two places, or when the page is itself one of them.
fn helps<'s>(site: &Site<'s>, landmarks: &[Landmark], known: &mut Known) -> Option<Vec<&'s str>> {
    let main = landmarks.iter().find(|one| one.kind == BlockKind::Main)?;
    let mut around: Vec<(&Landmark, Vec<usize>)> = Vec::new();
    for one in landmarks.iter().filter(|one| one.kind != BlockKind::Main) {
        let inside = known.entry((one.language, one.menu)).or_insert_with(|| of_block(one.of(site)));
        if !inside.is_empty() {
            around.push((one, inside.clone()));
        }
    }
    if around.is_empty() {
        return None;
    }
    let (page, main) = main.of(site);
    let of_page = |(one, inside): (&Landmark, Vec<usize>)| {
        let start = page.blocks[one.rank].links.start;
        inside.into_iter().map(move |rank| start + rank)
    };
    let links = around.into_iter().flat_map(of_page).filter(|link| !main.links.contains(link));
    let links: BTreeSet<usize> = links.collect();
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
fn of_block((page, block): (&Facts, &Block)) -> Vec<usize> {
    let lists = words::of(&page.language);
    let is_help = |link: &Link| lists.iter().any(|list| words::has(list.help, &link.plain));
    let links = page.links[block.links.clone()].iter().enumerate();
    links.filter(|(_, link)| is_help(link)).map(|(rank, _)| rank).collect()
}
