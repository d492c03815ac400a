//! What is remembered of elements across pages: the place an element has in a page, and the styles it gets there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::record::Record;

/// More places than this are not remembered.
const MAX_PLACES: usize = 1 << 16;

/// The place of an element: its shape and those of all that it is in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The rules that it meets by that, with the states in which it does.
    pub(super) met: Arc<[(u32, u8)]>,
    /// The rules that it may meet, depending on its siblings and contents.
    pub(super) maybe: Arc<[u32]>,
    /// Its styles; none while rules that it may meet are to be looked at.
    pub(super) record: Option<Arc<Record>>,
    /// Whether it can take the focus, and whether it is a link.
    pub(super) focusable: bool,
    pub(super) link: bool,
}

/// Places by key. A key begins with the rank of the place around.
#[derive(Debug, Default)]
pub(super) struct Memo {
    keys: FxHashMap<Box<[u32]>, u32>,
    places: Vec<Place>,
    /// Styles by what they are made from: those of the element around, the rules met, the markup.
    records: FxHashMap<Box<[u32]>, Arc<Record>>,
}

/// The memo of all pages with what one page adds to it, which is not yet shared.
#[derive(Debug)]
pub(super) struct Layered<'m> {
    shared: &'m Memo,
    added: Memo,
    /// Keys of what is added, in order.
    order: Vec<(Box<[u32]>, u32)>,
}

impl<'m> Layered<'m> {
    pub(super) fn new(shared: &'m Memo) -> Self {
        Self { shared, added: Memo::default(), order: Vec::new() }
    }

    pub(super) fn find(&self, key: &[u32]) -> Option<u32> {
        self.shared.keys.get(key).or_else(|| self.added.keys.get(key)).copied()
    }

    pub(super) fn place(&self, rank: u32) -> &Place {
        let rank = rank as usize;
        match rank.checked_sub(self.shared.places.len()) {
            Some(rank) => &self.added.places[rank],
            None => &self.shared.places[rank],
        }
    }

    pub(super) fn add(&mut self, key: &[u32], place: Place) -> u32 {
        let rank = (self.shared.places.len() + self.added.places.len()) as u32;
        self.added.places.push(place);
        self.added.keys.insert(key.into(), rank);
        self.order.push((key.into(), rank));
        rank
    }

    pub(super) fn record(&self, key: &[u32]) -> Option<&Arc<Record>> {
        self.shared.records.get(key).or_else(|| self.added.records.get(key))
    }

    pub(super) fn add_record(&mut self, key: &[u32], record: Arc<Record>) {
        self.added.records.insert(key.into(), record);
    }

    /// What the page adds, to be shared.
    pub(super) fn into_added(self) -> Added {
        Added { base: self.shared.places.len() as u32, memo: self.added, order: self.order }
    }
}

/// What a page adds to a memo.
#[derive(Debug)]
pub(super) struct Added {
    base: u32,
    memo: Memo,
    order: Vec<(Box<[u32]>, u32)>,
}

impl Added {
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

impl Memo {
    /// Takes in what a page adds; another page may have been quicker.
    pub(super) fn merge(&mut self, added: Added) {
        if self.places.len() + added.memo.places.len() > MAX_PLACES {
            return;
        }
        let mut ranks: FxHashMap<u32, u32> = FxHashMap::default();
        for (mut key, rank) in added.order {
            for at in super::walk::places_in(&key) {
                if key[at] != super::walk::NO_PLACE && key[at] >= added.base {
                    key[at] = ranks.get(&key[at]).copied().unwrap_or(super::walk::NO_PLACE);
                }
            }
            let next = self.places.len() as u32;
            let known = *self.keys.entry(key).or_insert(next);
            if known == next {
                self.places.push(added.memo.places[(rank - added.base) as usize].clone());
            }
            ranks.insert(rank, known);
        }
        self.records.extend(added.memo.records);
    }
}
