//! What is remembered of elements across pages: the place an element has in a page, and the styles it gets there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::places::{self, Places};
use super::record::Record;
use super::walk::places_in;

/// The place of an element, as the cascade sees it.
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

/// Styles by what they are made from: those of the element around, the rules met, the markup.
type Records = FxHashMap<Box<[u32]>, Arc<Record>>;

/// Places and styles.
#[derive(Debug, Default)]
pub(super) struct Memo {
    places: Places<Place>,
    records: Records,
}

/// The memo of all pages with what one page adds to it, which is not yet shared.
#[derive(Debug)]
pub(super) struct Layered<'m> {
    places: places::Layered<'m, Place>,
    shared: &'m Records,
    added: Records,
}

impl<'m> Layered<'m> {
    pub(super) fn new(shared: &'m Memo) -> Self {
        Self { places: places::Layered::new(&shared.places), shared: &shared.records, added: Records::default() }
    }

    pub(super) fn find(&self, key: &[u32]) -> Option<u32> {
        self.places.find(key)
    }

    pub(super) fn place(&self, rank: u32) -> &Place {
        self.places.place(rank)
    }

    pub(super) fn add(&mut self, key: &[u32], place: Place) -> u32 {
        self.places.add(key, place)
    }

    pub(super) fn record(&self, key: &[u32]) -> Option<&Arc<Record>> {
        self.shared.get(key).or_else(|| self.added.get(key))
    }

    pub(super) fn add_record(&mut self, key: &[u32], record: Arc<Record>) {
        self.added.insert(key.into(), record);
    }

    /// What the page adds, to be shared.
    pub(super) fn into_added(self) -> Added {
        Added { places: self.places.into_added(), records: self.added }
    }
}

/// What a page adds to a memo.
#[derive(Debug)]
pub(super) struct Added {
    places: places::Added<Place>,
    records: Records,
}

impl Added {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl Memo {
    /// Takes in what a page adds.
    pub(super) fn merge(&mut self, added: Added) {
        if self.places.merge(added.places, places_in) {
            self.records.extend(added.records);
        }
    }
}
