//! `identification-inconsistent`: a link of a menu has one name on every page.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::check::say;
use crate::check::site::{BlockKind, Site, SiteReport, Span, Target, Word};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "identification-inconsistent",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("3.2.4", "AA")],
    doc: include_str!("identification_inconsistent.md"),
};

/// How many pages must have the usual name for another to be strange.
const USUAL: usize = 3;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    type Names<'s> = FxHashMap<Word, Vec<(&'s OutputPath, &'s Span, &'s str)>>;
    let mut links: FxHashMap<(&str, &str, &str), Names<'_>> = FxHashMap::default();
    for (_, page) in site.reached() {
        let unique = |name: &str| page.blocks.iter().filter(|block| *block.name == *name).count() == 1;
        let menus = page.blocks.iter().filter(|block| block.kind == BlockKind::Nav && unique(&block.name));
        for link in menus.flat_map(|block| page.links[block.links.clone()].iter().map(move |link| (block, link))) {
            let (block, link) = link;
            let Target::Here { path, query, fragment } = &link.to else { continue };
            if link.name.is_empty() || !query.is_empty() || !fragment.is_empty() {
                continue;
            }
            let names = links.entry((&page.language, &block.name, path)).or_default();
            names.entry(site.plain(&link.name)).or_default().push((&page.path, &link.span, &link.name));
        }
    }
    // Nearly every link has one name: only those that have several are worth an order.
    let several = links.into_iter().filter(|(_, names)| names.len() > 1);
    let several: BTreeMap<_, BTreeMap<_, _>> =
        several.map(|(link, names)| (link, names.into_iter().collect())).collect();
    for ((_, menu, _), names) in several {
        let Some((usual, often)) = names.iter().max_by_key(|(_, places)| places.len()) else { continue };
        for (name, places) in &names {
            // A name that holds the other adds a word to it: « page 2 », « (current page) ».
            if name == usual || name.contains(&**usual) || usual.contains(&**name) || often.len() < USUAL * places.len()
            {
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
