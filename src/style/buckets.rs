//! Selectors, found by what an element has.

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use super::selector::{Compound, Selector, Simple};
use crate::html::Element;

/// Selectors by what their last compound asks for.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    ids: FxHashMap<String, Vec<u32>>,
    classes: FxHashMap<String, Vec<u32>>,
    names: FxHashMap<LocalName, Vec<u32>>,
    others: Vec<u32>,
}

impl Buckets {
    /// The selectors whose last compound may meet the element, in order.
    pub(super) fn candidates(&self, element: Element<'_>) -> Vec<u32> {
        let mut found = self.others.clone();
        // Names are kept in lower case, since some pages do not tell cases apart; matching tells the rest.
        let mut add = |map: &FxHashMap<String, Vec<u32>>, name: &str| {
            found.extend(map.get(&name.to_ascii_lowercase()).into_iter().flatten());
        };
        if let Some(id) = element.attr("id") {
            add(&self.ids, id);
        }
        for class in element.words("class") {
            add(&self.classes, class);
        }
        if let Some(list) = self.names.get(element.atom()) {
            found.extend_from_slice(list);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Puts a selector under what its last compound asks for.
    pub(super) fn add(&mut self, selector: &Selector, index: u32) {
        match keys(&selector.compounds[0]) {
            None => self.others.push(index),
            Some(keys) => {
                for key in keys {
                    match key {
                        Key::Id(id) => self.ids.entry(id.to_ascii_lowercase()).or_default().push(index),
                        Key::Class(class) => self.classes.entry(class.to_ascii_lowercase()).or_default().push(index),
                        Key::Name(lower, name) => {
                            self.names.entry(lower.clone()).or_default().push(index);
                            if lower != name {
                                self.names.entry(name.clone()).or_default().push(index);
                            }
                        }
                    }
                }
            }
        }
    }
}

enum Key<'s> {
    Id(&'s str),
    Class(&'s str),
    Name(&'s LocalName, &'s LocalName),
}

impl Key<'_> {
    const fn rank(&self) -> u8 {
        match self {
            Self::Id(_) => 2,
            Self::Class(_) => 1,
            Self::Name(..) => 0,
        }
    }
}

/// What an element has one of when it meets the compound; nothing when it may have none. Lists nest little.
fn keys(compound: &Compound) -> Option<Vec<Key<'_>>> {
    let plain = compound.simples.iter().filter_map(|simple| match simple {
        Simple::Id(id) => Some(Key::Id(id)),
        Simple::Class(class) => Some(Key::Class(class)),
        Simple::Name(lower, name) => Some(Key::Name(lower, name)),
        _ => None,
    });
    if let Some(key) = plain.max_by_key(Key::rank) {
        return Some(vec![key]);
    }
    compound.simples.iter().find_map(|simple| match simple {
        Simple::Is(list) => {
            let keys: Option<Vec<_>> = list.iter().map(|selector| keys(&selector.compounds[0])).collect();
            keys.map(|keys| keys.into_iter().flatten().collect())
        }
        _ => None,
    })
}
