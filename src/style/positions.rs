//! The rank of each element among its siblings, counted once a page, when first asked for.

use std::cell::OnceCell;

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use super::selector::Nth;
use crate::html::{Document, Element};

/// Ranks from 1 by node, from the start and from the end.
#[derive(Debug, Default)]
pub(super) struct Positions {
    among_all: OnceCell<Vec<[u32; 2]>>,
    among_same: OnceCell<Vec<[u32; 2]>>,
}

impl Positions {
    /// Whether the rank of an element is as wanted.
    pub(super) fn meets(&self, nth: Nth, element: Element<'_>) -> bool {
        match nth {
            Nth { of_type: false, from_end: false, step: 0, start: 1 } => element.previous().is_none(),
            Nth { of_type: false, from_end: true, step: 0, start: 1 } => element.next().is_none(),
            nth => {
                let document = element.document();
                let ranks = if nth.of_type {
                    self.among_same.get_or_init(|| among_same(document))
                } else {
                    self.among_all.get_or_init(|| among_all(document))
                };
                is_in_series(ranks[element.id().index()][usize::from(nth.from_end)], nth)
            }
        }
    }
}

/// The node of the element around.
fn parent(element: Element<'_>) -> usize {
    element.parent().map_or(0, |parent| parent.id().index())
}

fn among_all(document: &Document) -> Vec<[u32; 2]> {
    let mut counts = vec![0; document.len()];
    let mut ranks = vec![[0; 2]; document.len()];
    for element in document.elements() {
        let count = &mut counts[parent(element)];
        *count += 1;
        ranks[element.id().index()][0] = *count;
    }
    for element in document.elements() {
        let rank = &mut ranks[element.id().index()];
        rank[1] = counts[parent(element)] + 1 - rank[0];
    }
    ranks
}

fn among_same(document: &Document) -> Vec<[u32; 2]> {
    let mut counts: FxHashMap<(usize, &LocalName), u32> = FxHashMap::default();
    let mut ranks = vec![[0; 2]; document.len()];
    for element in document.elements() {
        let count = counts.entry((parent(element), element.atom())).or_default();
        *count += 1;
        ranks[element.id().index()][0] = *count;
    }
    for element in document.elements() {
        let rank = &mut ranks[element.id().index()];
        rank[1] = counts.get(&(parent(element), element.atom())).copied().unwrap_or_default() + 1 - rank[0];
    }
    ranks
}

/// Whether a rank is `step × n + start` for some n from 0 on.
pub(super) fn is_in_series(rank: u32, nth: Nth) -> bool {
    let over = i64::from(rank) - i64::from(nth.start);
    let step = i64::from(nth.step);
    if step == 0 { over == 0 } else { over % step == 0 && over / step >= 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    #[test]
    fn ranks_are_counted_from_both_ends() {
        let document = parse("<ul><li>1</li><li>2</li><p>3</p><li>4</ul>");
        let positions = Positions::default();
        let nth = |of_type, from_end, start| Nth { of_type, from_end, step: 0, start };
        let ranks: Vec<[bool; 4]> = document
            .elements_named("li")
            .zip([1, 2, 4])
            .map(|(li, rank)| {
                [
                    positions.meets(nth(false, false, rank), li),
                    positions.meets(nth(false, true, 5 - rank), li),
                    positions.meets(nth(true, false, rank.min(3)), li),
                    positions.meets(nth(true, true, 4 - rank.min(3)), li),
                ]
            })
            .collect();
        assert_eq!(ranks, [[true; 4]; 3]);
        let odd = Nth { of_type: false, from_end: false, step: 2, start: 1 };
        assert_eq!([1, 2, 3].map(|rank| is_in_series(rank, odd)), [true, false, true]);
        let first_two = Nth { step: -1, start: 2, ..odd };
        assert_eq!([1, 2, 3].map(|rank| is_in_series(rank, first_two)), [true, true, false]);
    }
}
