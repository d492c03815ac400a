//! Pages to read next: what the author names, then pages of the same type that share terms.

use super::Site;
use super::page::{Kind, PageId};

/// How many pages are offered.
const OFFERED: usize = 3;

/// How many of a term's newest pages are looked at: this keeps the work linear in the pages.
const LOOKED_AT: usize = 24;

/// The newest pages under each term, by the name of their type.
#[derive(Debug)]
pub struct Shortlists(Vec<Vec<(String, Vec<PageId>)>>);

impl Shortlists {
    /// Those of the terms of a site.
    pub fn of(site: &Site) -> Self {
        let of_term = |pages: &[PageId]| {
            let mut lists: Vec<(String, Vec<PageId>)> = Vec::new();
            for id in pages {
                let name = &site.page(*id).content_type.name;
                match lists.iter_mut().find(|(known, _)| known == name) {
                    Some((_, list)) if list.len() < LOOKED_AT => list.push(*id),
                    Some(_) => {}
                    None => lists.push((name.clone(), vec![*id])),
                }
            }
            lists
        };
        Self(site.terms.iter().map(|term| of_term(&term.pages)).collect())
    }
}

/// The pages to read after this one.
pub fn related(site: &Site, Shortlists(shortlists): &Shortlists, id: PageId) -> Vec<PageId> {
    let page = site.page(id);
    let mut related = page.related.clone();
    if page.kind != Kind::Page || related.len() >= OFFERED || page.terms.is_empty() {
        return related;
    }
    // A rare term says more than a common one: each shared term weighs the inverse of its pages.
    let mut weights: Vec<(PageId, f64)> = Vec::new();
    for term in &page.terms {
        let shortlist = shortlists[term.0].iter().find(|(name, _)| *name == page.content_type.name);
        let weight = 1.0 / site.term(*term).pages.len() as f64;
        weights.extend(shortlist.into_iter().flat_map(|(_, list)| list).map(|other| (*other, weight)));
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
