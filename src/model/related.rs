//! Pages to read next: what the author names, then pages of the same type that share terms.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Site;
use super::page::{Kind, PageId};
use super::taxonomy::TermId;

/// How many pages are offered.
const OFFERED: usize = 3;

/// How many of a term's newest pages are looked at: this keeps the work linear in the pages.
const LOOKED_AT: usize = 24;

/// Completes every page's related pages.
pub(super) fn relate(site: &mut Site) {
    // The newest pages of each type under each term.
    let shortlists: FxHashMap<(TermId, &str), Vec<PageId>> = {
        let mut lists: FxHashMap<(TermId, &str), Vec<PageId>> = FxHashMap::default();
        for (index, term) in site.terms.iter().enumerate() {
            for id in &term.pages {
                let list = lists.entry((TermId(index), site.page(*id).content_type.name.as_str())).or_default();
                if list.len() < LOOKED_AT {
                    list.push(*id);
                }
            }
        }
        lists
    };
    let related: Vec<Vec<PageId>> =
        (0..site.pages.len()).into_par_iter().map(|index| of(site, &shortlists, PageId(index))).collect();
    for (page, related) in site.pages.iter_mut().zip(related) {
        Arc::make_mut(page).related = related;
    }
}

fn of(site: &Site, shortlists: &FxHashMap<(TermId, &str), Vec<PageId>>, id: PageId) -> Vec<PageId> {
    let page = site.page(id);
    let mut related = page.related.clone();
    if page.kind != Kind::Page || related.len() >= OFFERED || page.terms.is_empty() {
        return related;
    }
    // A rare term says more than a common one: each shared term weighs the inverse of its pages.
    let mut weights: Vec<(PageId, f64)> = Vec::new();
    for term in &page.terms {
        let Some(shortlist) = shortlists.get(&(*term, page.content_type.name.as_str())) else { continue };
        let weight = 1.0 / site.term(*term).pages.len() as f64;
        weights.extend(shortlist.iter().map(|other| (*other, weight)));
    }
    weights.sort_by_key(|(other, _)| *other);
    weights.dedup_by(|(other, weight), (known, sum)| {
        let is_same = other == known;
        if is_same {
            *sum += *weight;
        }
        is_same
    });
    weights.retain(|(other, _)| *other != id && !related.contains(other));
    let date = |id: PageId| site.page(id).envelope.date.as_ref().map(jiff::Zoned::timestamp);
    let order = |(a, a_weight): &(PageId, f64), (b, b_weight): &(PageId, f64)| {
        b_weight.total_cmp(a_weight).then_with(|| date(*b).cmp(&date(*a))).then_with(|| a.cmp(b))
    };
    let left = OFFERED - related.len();
    if weights.len() > left {
        weights.select_nth_unstable_by(left, order);
        weights.truncate(left);
    }
    weights.sort_by(order);
    related.extend(weights.into_iter().map(|(id, _)| id));
    related
}
