//! What is remembered of places of elements across pages: a place is the shape of an element and those of all that it
//! is in.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// The place around the root.
pub(super) const NO_PLACE: u32 = u32::MAX;

/// More places than this are not remembered.
const MAX_PLACES: usize = 1 << 16;

/// Places by key. The rank of the place around is among the words of a key.
#[derive(Debug)]
pub(super) struct Places<P> {
    keys: FxHashMap<Box<[u32]>, u32>,
    all: Vec<P>,
}

impl<P> Default for Places<P> {
    fn default() -> Self {
        Self { keys: FxHashMap::default(), all: Vec::new() }
    }
}

/// The places of all pages with those that one page adds, which are not yet shared.
#[derive(Debug)]
pub(super) struct Layered<'m, P> {
    shared: &'m Places<P>,
    added: Places<P>,
    /// Keys of what is added, in order.
    order: Vec<Box<[u32]>>,
}

impl<'m, P> Layered<'m, P> {
    pub(super) fn new(shared: &'m Places<P>) -> Self {
        Self { shared, added: Places::default(), order: Vec::new() }
    }

    pub(super) fn find(&self, key: &[u32]) -> Option<u32> {
        self.shared.keys.get(key).or_else(|| self.added.keys.get(key)).copied()
    }

    pub(super) fn place(&self, rank: u32) -> &P {
        let rank = rank as usize;
        match rank.checked_sub(self.shared.all.len()) {
            Some(rank) => &self.added.all[rank],
            None => &self.shared.all[rank],
        }
    }

    /// How many places there are.
    pub(super) fn len(&self) -> usize {
        self.shared.all.len() + self.added.all.len()
    }

    pub(super) fn add(&mut self, key: &[u32], place: P) -> u32 {
        let rank = self.len() as u32;
        self.added.all.push(place);
        self.added.keys.insert(key.into(), rank);
        self.order.push(key.into());
        rank
    }

    /// What the page adds, to be shared.
    pub(super) fn into_added(self) -> Added<P> {
        Added { base: self.shared.all.len() as u32, all: self.added.all, order: self.order }
    }
}

/// What a page adds.
#[derive(Debug)]
pub(super) struct Added<P> {
    base: u32,
    all: Vec<P>,
    order: Vec<Box<[u32]>>,
}

impl<P> Added<P> {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl<P> Places<P> {
    /// Takes in what a page adds, unless there are too many: whether it did. Another page may have been quicker.
    /// `places_in` are the words of a key that are ranks of places.
    pub(super) fn merge(&mut self, added: Added<P>, places_in: fn(&[u32]) -> Range<usize>) -> bool {
        if self.all.len() + added.all.len() > MAX_PLACES {
            return false;
        }
        // The ranks that the page's places have here, in its order.
        let mut ranks: Vec<u32> = Vec::with_capacity(added.all.len());
        for (mut key, place) in added.order.into_iter().zip(added.all) {
            for at in places_in(&key) {
                if key[at] != NO_PLACE && key[at] >= added.base {
                    key[at] = ranks.get((key[at] - added.base) as usize).copied().unwrap_or(NO_PLACE);
                }
            }
            let next = self.all.len() as u32;
            let known = *self.keys.entry(key).or_insert(next);
            if known == next {
                self.all.push(place);
            }
            ranks.push(known);
        }
        true
    }
}
