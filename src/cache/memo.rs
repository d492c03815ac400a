//! Results by the hash of what they come from.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::pack::{Key, Open, Shelf};

/// Results by the hash of their input. What a build did not use is forgotten at its end.
#[derive(Debug)]
pub struct Memo<T> {
    /// Nothing when results are not remembered at all.
    known: Option<FxHashMap<Key, Arc<T>>>,
    /// Where those of former runs are, until they were asked for.
    shelf: Option<Shelf<T>>,
    /// Results that the last build used.
    pub used: usize,
    /// Results computed by the last build.
    pub computed: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: Some(FxHashMap::default()), shelf: None, used: 0, computed: 0 }
    }
}

impl<T> Memo<T> {
    /// One that remembers nothing.
    pub fn forgetful() -> Self {
        Self { known: None, shelf: None, used: 0, computed: 0 }
    }

    /// The same, which the first time also takes what a former run left on a shelf, and leaves there what it lacked.
    #[must_use]
    pub fn kept(self, shelf: Shelf<T>) -> Self {
        Self { shelf: Some(shelf), ..self }
    }
}

impl<T: Send + Sync> Memo<T> {
    /// Forgets what is in memory.
    pub fn forget(&mut self) {
        self.known.iter_mut().for_each(FxHashMap::clear);
    }

    /// Whether it remembers nothing.
    pub fn is_forgetful(&self) -> bool {
        self.known.is_none()
    }

    /// The result of the last build for this input, when it is in memory.
    pub fn get(&self, key: &Key) -> Option<&Arc<T>> {
        self.known.as_ref()?.get(key)
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
        self.all_then(inputs, || key, compute, |_, result| result, || true)
    }

    /// The same. `keys` says how inputs are hashed: it is asked before the parallel work, and not at all when nothing
    /// is remembered. `then` is done with each result that is not remembered in memory, once it is written. In the end
    /// `keeps` says whether all these may be kept on the shelf, which is else left as it was.
    pub fn all_then<I: Sync, K: Fn(&I) -> Key + Sync>(
        &mut self,
        inputs: &[I],
        keys: impl FnOnce() -> K,
        compute: impl Fn(&I) -> T + Sync,
        then: impl Fn(&I, T) -> T + Sync,
        keeps: impl FnOnce() -> bool,
    ) -> Vec<Arc<T>> {
        self.used = inputs.len();
        let shelf = self.shelf.take();
        if self.is_forgetful() && shelf.is_none() {
            self.computed = inputs.len();
            return inputs.par_iter().map(|input| Arc::new(then(input, compute(input)))).collect();
        }
        let key = keys();
        let keys: Vec<Key> = inputs.par_iter().map(&key).collect();
        let open = shelf.as_ref().map(|shelf| shelf.open(&keys));
        let known = self.known.as_ref();
        // Records that are written together share their words.
        let together = (inputs.len() / PARTS).clamp(1, LARGEST);
        let parts = inputs.par_chunks(together).zip(keys.par_chunks(together));
        let results: Vec<Vec<(Arc<T>, Origin)>> = parts
            .map(|(inputs, keys)| {
                let mut reader = open.as_ref().map(Open::reader);
                let get = |(input, key): (&I, &Key)| {
                    if let Some(result) = known.and_then(|known| known.get(key)) {
                        return Got::Known(Arc::clone(result));
                    }
                    match reader.as_mut().and_then(|reader| reader.get(key)) {
                        Some((result, true)) => Got::Other(result, Origin::Merged),
                        Some((result, false)) => Got::Other(result, Origin::Kept),
                        None => Got::Other(compute(input), Origin::Computed),
                    }
                };
                let got: Vec<Got<T>> = inputs.iter().zip(keys).map(get).collect();
                if let Some(open) = &open {
                    let put: Vec<(Key, &T)> =
                        keys.iter().zip(&got).filter_map(|(key, got)| Some((*key, got.put()?))).collect();
                    open.put(&put);
                }
                let end = |(input, got)| match got {
                    Got::Known(result) => (result, Origin::Kept),
                    Got::Other(result, origin) => (Arc::new(then(input, result)), origin),
                };
                inputs.iter().zip(got).map(end).collect()
            })
            .collect();
        if let Some(open) = open.filter(|_| keeps()) {
            open.close();
        }
        let results = results.into_iter().flatten();
        self.computed = 0;
        let results: Vec<Arc<T>> = results
            .map(|(result, origin)| {
                self.computed += usize::from(origin == Origin::Computed);
                result
            })
            .collect();
        if let Some(known) = &mut self.known {
            *known = keys.into_iter().zip(results.iter().cloned()).collect();
        }
        results
    }
}

/// Into how many parts work is cut at least, where there is enough of it.
const PARTS: usize = 64;
/// The most results in a part: records that are written together share what they repeat, and are read together.
const LARGEST: usize = 128;

/// Where a result comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// It was computed.
    Computed,
    /// It was known.
    Kept,
    /// It was known, and what it was kept in goes.
    Merged,
}

/// A result that was got.
enum Got<T> {
    /// From memory.
    Known(Arc<T>),
    /// From elsewhere.
    Other(T, Origin),
}

impl<T> Got<T> {
    /// What has to be put on the shelf.
    fn put(&self) -> Option<&T> {
        match self {
            Self::Other(result, Origin::Computed | Origin::Merged) => Some(result),
            _ => None,
        }
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
