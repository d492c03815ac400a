//! What is remembered between two builds: pure work on one input, by the hash of that input.
//!
//! A warm build equals a cold one byte for byte; the tests hold this over seeded edits.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::asset::style::Sheets;
use crate::check::Inspected;
use crate::finding::Finding;
use crate::load::known::Known;
use crate::load::source::Source;
use crate::load::theme::Theme;
use crate::model::Modelled;
use crate::render::{Made, Prepared};
use crate::style::Engine;

/// The hash of an input and of all that its result depends on.
pub type Key = blake3::Hash;

/// What a build may remember for the next one.
#[derive(Debug, Default)]
pub struct Cache {
    /// The theme, with what is wrong with it.
    pub theme: Last<(Arc<Theme>, Vec<Finding>)>,
    /// Content files, read.
    pub sources: Memo<Source>,
    /// The model, of one world.
    pub model: Last<Modelled>,
    /// What all pages are rendered with, of one world.
    pub prepared: Last<Prepared>,
    /// Pages, rendered.
    pub pages: Memo<Made>,
    /// What was seen of each delivered page.
    pub checks: Memo<Inspected>,
    /// The style sheets of the site, asked about and pruned.
    pub sheets: Sheets,
    /// How long texts are once compressed, of which a sample is weighed.
    pub compressed: Memo<usize>,
    /// Texts that have not changed on the disk.
    pub texts: Known,
    /// Style sheets compiled, and the styles that pages share.
    pub engine: (Option<Key>, Engine),
}

impl Cache {
    /// For a build that no other follows: nothing is remembered.
    pub fn for_one_build() -> Self {
        Self {
            theme: Last::forgetful(),
            sources: Memo::forgetful(),
            model: Last::forgetful(),
            prepared: Last::forgetful(),
            pages: Memo::forgetful(),
            checks: Memo::forgetful(),
            sheets: Sheets::forgetful(),
            compressed: Memo::forgetful(),
            ..Self::default()
        }
    }
}

/// Results by the hash of their input. What a build did not use is forgotten at its end.
#[derive(Debug)]
pub struct Memo<T> {
    /// Nothing when results are not remembered at all.
    known: Option<FxHashMap<Key, Arc<T>>>,
    /// Results that the last build used.
    pub used: usize,
    /// Results computed by the last build.
    pub computed: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: Some(FxHashMap::default()), used: 0, computed: 0 }
    }
}

impl<T> Memo<T> {
    /// One that remembers nothing.
    pub fn forgetful() -> Self {
        Self { known: None, used: 0, computed: 0 }
    }
}

impl<T: Send + Sync> Memo<T> {
    /// Whether it remembers nothing.
    pub fn is_forgetful(&self) -> bool {
        self.known.is_none()
    }

    /// Remembers a result that was computed between two builds, for the next.
    pub fn remember(&mut self, key: Key, result: Arc<T>) {
        if let Some(known) = &mut self.known {
            known.insert(key, result);
        }
    }

    /// The result for each input, computed in parallel where it is not known; in the order of `inputs`.
    pub fn all<I: Sync>(
        &mut self,
        inputs: &[I],
        key: impl Fn(&I) -> Key + Sync,
        compute: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        self.used = inputs.len();
        let Some(known) = &self.known else {
            self.computed = inputs.len();
            return inputs.par_iter().map(|input| Arc::new(compute(input))).collect();
        };
        let results: Vec<(Key, Arc<T>, bool)> = inputs
            .par_iter()
            .map(|input| {
                let key = key(input);
                match known.get(&key) {
                    Some(known) => (key, Arc::clone(known), false),
                    None => (key, Arc::new(compute(input)), true),
                }
            })
            .collect();
        self.computed = results.iter().filter(|(_, _, computed)| *computed).count();
        self.known = Some(results.iter().map(|(key, result, _)| (*key, Arc::clone(result))).collect());
        results.into_iter().map(|(_, result, _)| result).collect()
    }
}

/// One result by the hash of its input: that of the last build.
#[derive(Debug)]
pub struct Last<T> {
    known: Option<(Key, Arc<T>)>,
    is_forgetful: bool,
    /// Whether the last build computed it.
    pub computed: bool,
}

impl<T> Default for Last<T> {
    fn default() -> Self {
        Self { known: None, is_forgetful: false, computed: false }
    }
}

impl<T> Last<T> {
    /// One that remembers nothing, and asks for no hash.
    pub fn forgetful() -> Self {
        Self { is_forgetful: true, ..Self::default() }
    }

    /// The result of the last build, with the hash of its input; nothing when it is not remembered.
    pub fn last(&self) -> Option<(Key, Arc<T>)> {
        self.known.as_ref().map(|(key, result)| (*key, Arc::clone(result)))
    }

    /// The result: that of the last build when the input has the same hash, else computed.
    pub fn get(&mut self, key: impl FnOnce() -> Key, compute: impl FnOnce() -> T) -> Arc<T> {
        self.computed = true;
        if self.is_forgetful {
            return Arc::new(compute());
        }
        let key = key();
        match &self.known {
            Some((last, result)) if *last == key => {
                self.computed = false;
                Arc::clone(result)
            }
            _ => {
                // What is not true any more makes room first.
                self.known = None;
                let result = Arc::new(compute());
                self.known = Some((key, Arc::clone(&result)));
                result
            }
        }
    }
}
