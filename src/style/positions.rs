//! The rank of each element among its siblings, counted once a page, when first asked for.

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use super::selector::Nth;
use crate::html::{Document, Element};

/// Ranks from 1, by node: among all siblings and among those of the same name, from the start and from the end.
#[derive(Debug)]
pub(super) struct Positions {
    ranks: Vec<[u32; 4]>,
}

impl Positions {
    pub(super) fn new(document: &Document) -> Self {
        let mut ranks = vec![[0; 4]; document.len()];
        let mut counts: FxHashMap<(usize, Option<&LocalName>), u32> = FxHashMap::default();
        let parent = |element: &Element<'_>| element.parent().map_or(usize::MAX, |parent| parent.id().index());
        for element in document.elements() {
            let rank = &mut ranks[element.id().index()];
            for (at, name) in [(0, None), (1, Some(element.atom()))] {
                let count = counts.entry((parent(&element), name)).or_default();
                *count += 1;
                rank[at] = *count;
            }
        }
        for element in document.elements() {
            let rank = &mut ranks[element.id().index()];
            for (at, name) in [(0, None), (1, Some(element.atom()))] {
                let count = counts.get(&(parent(&element), name)).copied().unwrap_or_default();
                rank[at + 2] = count + 1 - rank[at];
            }
        }
        Self { ranks }
    }

    /// Whether the rank of an element is as wanted.
    pub(super) fn meets(&self, nth: Nth, element: Element<'_>) -> bool {
        let at = usize::from(nth.of_type) + 2 * usize::from(nth.from_end);
        is_in_series(self.ranks[element.id().index()][at] as i32, nth)
    }
}

/// Whether a rank is `step × n + start` for some n from 0 on.
pub(super) fn is_in_series(rank: i32, nth: Nth) -> bool {
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
        let positions = Positions::new(&document);
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
