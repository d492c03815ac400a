//! `identification-inconsistent`: a link of a menu has one name on every page.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::say;
use crate::check::site::{Block, BlockKind, Facts, Landmark, Link, Site, SiteReport, Target};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "identification-inconsistent",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.4", "AA")],
    doc: include_str!("identification_inconsistent.md"),
};

/// How many pages must have the usual name for another to be strange.
const USUAL: usize = 3;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    // Nearly every link has one name: only those that have several are worth a list.
    let mut names: FxHashMap<Identity<'_>, &str> = FxHashMap::default();
    let mut doubtful: FxHashSet<Identity<'_>> = FxHashSet::default();
    let mut known: FxHashSet<(usize, u64)> = FxHashSet::default();
    for menu in menus(site).filter(|menu| known.insert((menu.language, menu.menu))) {
        for (identity, link) in links(menu.of(site)) {
            if **names.entry(identity).or_insert(&link.plain) != *link.plain {
                doubtful.insert(identity);
            }
        }
    }
    if doubtful.is_empty() {
        return;
    }
    let is_doubtful = |menu: &Landmark| links(menu.of(site)).any(|(identity, _)| doubtful.contains(&identity));
    let mut suspects: FxHashMap<(usize, u64), bool> = FxHashMap::default();
    let mut is_suspect =
        |menu: &&Landmark| *suspects.entry((menu.language, menu.menu)).or_insert_with(|| is_doubtful(menu));
    let mut several: BTreeMap<Identity<'_>, BTreeMap<&str, Vec<_>>> = BTreeMap::new();
    for menu in menus(site).filter(|menu| is_suspect(menu)) {
        let (page, _) = menu.of(site);
        for (identity, link) in links(menu.of(site)).filter(|(identity, _)| doubtful.contains(identity)) {
            let places = several.entry(identity).or_default().entry(&link.plain).or_default();
            places.push((&page.path, &link.span, &link.name));
        }
    }
    for ((_, menu, _), names) in several {
        let Some((usual, often)) = names.iter().max_by_key(|(_, places)| places.len()) else { continue };
        for (name, places) in &names {
            // A name that holds the other adds a word to it: « page 2 », « (current page) ».
            if name == usual || name.contains(*usual) || usual.contains(*name) || often.len() < USUAL * places.len() {
                continue;
            }
            let (here, there) = (places[0].2, often[0].2);
            let at: Vec<_> = places.iter().map(|(page, span, _)| (*page, *span)).collect();
            report.review(
                &at[..],
                say(
                    format!("the link named `{here}` in the menu `{menu}` is named `{there}` on {} pages", often.len()),
                    format!(
                        "le lien nommé `{here}` dans le menu `{menu}` est nommé `{there}` sur {} pages",
                        often.len()
                    ),
                ),
                say("give it one name on all pages", "donnez-lui le même nom sur toutes les pages"),
            );
        }
    }
}

/// What a link of a menu is: the language of its page, the name of the menu, what it leads to.
type Identity<'s> = (&'s str, &'s str, &'s str);

/// The menus whose name no other landmark of their page has.
fn menus<'a>(site: &'a Site<'_>) -> impl Iterator<Item = &'a Landmark> {
    site.landmarks().flat_map(|all| {
        let is_unique = move |menu: &&Landmark| all.iter().filter(|one| one.name == menu.name).count() == 1;
        all.iter().filter(|one| one.kind == BlockKind::Nav).filter(is_unique)
    })
}

/// The links of a menu of a page, but those to what the menu itself gives several names, as a number and « next ».
fn links<'s>((page, menu): (&'s Facts, &'s Block)) -> impl Iterator<Item = (Identity<'s>, &'s Link)> {
    let named = page.links[menu.links.clone()].iter().filter_map(|link| match &link.to {
        Target::Here { path, query, fragment } if !link.name.is_empty() && query.is_empty() && fragment.is_empty() => {
            Some((&**path, link))
        }
        _ => None,
    });
    let named: Vec<(&str, &Link)> = named.collect();
    let mut names: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for (path, link) in &named {
        let name = names.entry(path).or_insert(Some(&link.plain));
        *name = name.filter(|name| **name == *link.plain);
    }
    let own = named.into_iter().filter(move |(path, _)| names[path].is_some());
    own.map(|(path, link)| ((&*page.language, &*menu.name, path), link))
}
