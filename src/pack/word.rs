//! What many records repeat, texts and contents of files: kept once in memory, and once in each part of a pack.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Attached;
use super::note::Opened;
use super::shared::Thing;

/// A text that many things repeat. In a pack its rank among the words of a segment stands for it; anywhere else it is a
/// text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Arc<str>);

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The words of some records, in the order of their ranks.
#[derive(Debug, Default)]
pub(super) struct Words {
    texts: Ranked<Word>,
    blobs: Ranked<Arc<[u8]>>,
    /// Things that are written, as bytes.
    things: Ranked<Arc<[u8]>>,
    /// The ranks of things by where they are in memory: what is shared is written as bytes once. They are held, so that
    /// nothing else comes to stand in their place.
    met: FxHashMap<usize, (u32, Arc<dyn Any + Send + Sync>)>,
    /// Those that are read.
    read: Vec<Thing>,
    beside: Beside,
}

/// Bytes that are to stand one after the other.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Where each begins, its bytes, and what they are of.
    pub(super) all: Vec<(u64, Arc<[u8]>, Attached)>,
    /// How many bytes they are together.
    pub(super) length: u64,
}

/// What records of a segment have beside them.
#[derive(Debug, Default)]
enum Beside {
    /// Nothing.
    #[default]
    Nothing,
    /// What is to be written.
    Written(Pieces),
    /// What is in a file, from this byte on, so long.
    In(Arc<Opened>, u64, u64),
}

impl Words {
    /// Words that are read.
    pub(super) fn of((texts, blobs, things): &Parts<'_>) -> Self {
        let texts = Ranked { all: texts.iter().map(|text| Word::from(*text)).collect(), ranks: FxHashMap::default() };
        let blobs = Ranked { all: blobs.iter().map(|blob| Arc::from(*blob)).collect(), ranks: FxHashMap::default() };
        let read = things.iter().map(|bytes| Thing::of(bytes)).collect();
        Self { texts, blobs, read, ..Self::default() }
    }

    /// The same, the records having beside them what is in a file from `at` on, so many bytes.
    #[must_use]
    pub(super) fn beside(self, file: &Arc<Opened>, at: u64, length: u64) -> Self {
        Self { beside: Beside::In(Arc::clone(file), at, length), ..self }
    }

    /// What the records that were written have beside them.
    pub(super) fn take_beside(&mut self) -> Pieces {
        match std::mem::take(&mut self.beside) {
            Beside::Written(pieces) => pieces,
            Beside::Nothing | Beside::In(..) => Pieces::default(),
        }
    }

    /// What they are.
    pub(super) fn parts(&self) -> Parts<'_> {
        let [blobs, things] =
            [&self.blobs, &self.things].map(|ranked| ranked.all.iter().map(|bytes| &**bytes).collect());
        (self.texts.all.iter().map(|word| &**word).collect(), blobs, things)
    }
}

/// Texts, contents of files, and things.
pub(super) type Parts<'a> = (Vec<&'a str>, Vec<&'a [u8]>, Vec<&'a [u8]>);

/// Things, each once, by their ranks.
#[derive(Debug)]
struct Ranked<T> {
    all: Vec<T>,
    ranks: FxHashMap<T, u32>,
}

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self { all: Vec::new(), ranks: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Ranked<T> {
    fn rank(&mut self, one: &T) -> u32 {
        if let Some(rank) = self.ranks.get(one) {
            return *rank;
        }
        let rank = self.all.len() as u32;
        self.all.push(one.clone());
        self.ranks.insert(one.clone(), rank);
        rank
    }

    fn get(&self, rank: u32) -> Option<T> {
        self.all.get(rank as usize).cloned()
    }
}

thread_local! {
    /// The words of the records that are written on this thread.
    static WRITTEN: RefCell<Words> = RefCell::default();
    /// Those of the records that are read on it.
    static READ: RefCell<Arc<Words>> = RefCell::default();
}

/// Does some work, on this thread alone, in which records are written; gives their words.
pub(super) fn writing<T>(work: impl FnOnce() -> T) -> (T, Words) {
    let outer = WRITTEN.take();
    let result = work();
    (result, WRITTEN.replace(outer))
}

/// Does some work, on this thread alone, in which records of these words are read.
pub(super) fn reading<T>(words: &Arc<Words>, work: impl FnOnce() -> T) -> T {
    let outer = READ.replace(Arc::clone(words));
    let result = work();
    READ.set(outer);
    result
}

/// Puts bytes beside the records that are written on this thread: gives where they begin.
pub(super) fn attach(attached: &Attached, bytes: Arc<[u8]>) -> u64 {
    WRITTEN.with_borrow_mut(|words| {
        if !matches!(words.beside, Beside::Written(_)) {
            words.beside = Beside::Written(Pieces::default());
        }
        let Beside::Written(all) = &mut words.beside else { unreachable!("it was just put there") };
        let from = all.length;
        all.length += bytes.len() as u64;
        all.all.push((from, bytes, attached.clone()));
        from
    })
}

/// The rank of a thing among those of the records that are written on this thread, if it was met there.
pub(super) fn rank_of_met<T>(thing: &Arc<T>) -> Option<u32> {
    WRITTEN.with_borrow(|words| words.met.get(&Arc::as_ptr(thing).addr()).map(|(rank, _)| *rank))
}

/// The rank of a thing that is met for the first time, of these bytes.
pub(super) fn rank_of_new<T: Any + Send + Sync>(thing: &Arc<T>, bytes: &[u8]) -> u32 {
    WRITTEN.with_borrow_mut(|words| {
        let known = words.things.ranks.get(bytes).copied();
        let rank = known.unwrap_or_else(|| words.things.rank(&Arc::from(bytes)));
        words.met.insert(Arc::as_ptr(thing).addr(), (rank, Arc::clone(thing) as _));
        rank
    })
}

/// What is asked of the thing of this rank among those of the records that are read on this thread.
pub(super) fn thing<T>(rank: u32, ask: impl FnOnce(&Thing) -> T) -> Option<T> {
    READ.with_borrow(|words| words.read.get(rank as usize).map(ask))
}

/// The file that holds what the records that are read on this thread have beside them, and where those bytes of it are.
pub(super) fn attached_at(from: u64, length: u64) -> Option<(Arc<Opened>, u64)> {
    READ.with_borrow(|words| match &words.beside {
        Beside::In(file, at, all) if from.checked_add(length)? <= *all => Some((Arc::clone(file), at + from)),
        _ => None,
    })
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(self);
        }
        serializer.serialize_u32(WRITTEN.with_borrow_mut(|words| words.texts.rank(self)))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Ok(Self::from(&*String::deserialize(deserializer)?));
        }
        let rank = u32::deserialize(deserializer)?;
        READ.with_borrow(|words| words.texts.get(rank)).ok_or_else(|| D::Error::custom("no such word"))
    }
}

/// The content of a file, which many records repeat, in a record: its rank.
pub mod blob {
    use std::sync::Arc;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{READ, WRITTEN};

    /// Writes the rank of a content.
    pub fn serialize<S: Serializer>(blob: &Arc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(WRITTEN.with_borrow_mut(|words| words.blobs.rank(blob)))
    }

    /// The content of a rank.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[u8]>, D::Error> {
        let rank = u32::deserialize(deserializer)?;
        READ.with_borrow(|words| words.blobs.get(rank)).ok_or_else(|| D::Error::custom("no such content"))
    }
}
