//! `navigation-order`: a menu has its links in the same order on every page.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::order::swaps;
use crate::check::say;
use crate::check::site::{Block, BlockKind, Facts, Landmark, Site, SiteReport, Target};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "navigation-order",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.3", "AA"), Criterion::rgaa("12.2")],
    doc: include_str!("navigation_order.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    // Nearly all pages have the same few menus.
    let mut alike: FxHashMap<(usize, u64), Vec<&Landmark>> = FxHashMap::default();
    for one in site.landmarks().flatten().filter(|one| one.kind == BlockKind::Nav) {
        alike.entry((one.language, one.menu)).or_default().push(one);
    }
    let mut alike: Vec<Vec<&Landmark>> = alike.into_values().collect();
    alike.sort_unstable_by_key(|all| (all[0].page, all[0].rank));
    let mut menus: BTreeMap<(&str, &str), Vec<_>> = BTreeMap::new();
    for all in alike {
        let (page, block) = all[0].of(site);
        let list = addresses(page, block);
        if list.len() > 1 {
            let places: Vec<(usize, usize)> = all.iter().map(|one| (one.page, one.rank)).collect();
            menus.entry((&page.language, &block.name)).or_default().push((places, list));
        }
    }
    for ((_, name), lists) in menus {
        // Lists of what comes before and after, of the parts of a page, of its kin, are other lists on each page.
        if lists.iter().map(|(places, _)| places.len()).sum::<usize>() < 3 {
            continue;
        }
        for swap in swaps(lists, 60) {
            let place = |(page, rank): &(usize, usize)| {
                let page = &site.pages[*page];
                (&page.path, &page.blocks[*rank].span)
            };
            let places: Vec<_> = swap.places.iter().map(place).collect();
            let (first, second) = (swap.first, swap.second);
            report.fail(
                &places[..],
                say(
                    format!("the menu `{name}` has `/{first}` before `/{second}` here, and after it on other pages"),
                    format!("le menu `{name}` place ici `/{first}` avant `/{second}`, et après sur d’autres pages"),
                ),
                say("keep one order of the links in all pages", "gardez le même ordre des liens sur toutes les pages"),
            );
        }
    }
}

/// The pages that a menu leads to, in order: what leads into the page itself is no navigation of the site, and what
/// several links that are apart lead to, as the number of a page of a list and « next » do, has no one place in it.
fn addresses<'s>(page: &'s Facts, block: &Block) -> Vec<&'s str> {
    let links = page.links[block.links.clone()].iter().filter_map(|link| match &link.to {
        Target::Here { path, fragment, .. } if fragment.is_empty() => Some(&**path),
        _ => None,
    });
    let mut list: Vec<&str> = links.collect();
    list.dedup();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for path in &list {
        *times.entry(path).or_default() += 1;
    }
    list.retain(|path| times[path] == 1);
    list
}
