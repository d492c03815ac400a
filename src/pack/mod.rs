//! What is remembered on the disk from one run to the next: records by the hash of what they come from.
//!
//! A folder holds packs, files that never change. A run reads the records that it asks for, and puts those that it had
//! to make in one pack more. A record that was spoiled, that cannot be read or that another program wrote is one that
//! is not there: it is made again.
//!
//! What a record has beside it is read when somebody wants it ([`Attached`]), and held against its hash then: a disk
//! that has lost it meanwhile ends the build with an error. It is also looked at when the record is read, unless the
//! pack is noted to be whole: its file still has the stamp ([`Stamp`]) that it had when it was written, or when a run
//! read records of it and found none spoiled.
//!
//! A folder that cannot be written costs only time. Who can write in it can say what is delivered, as who can write in
//! that of the sources: it is made for its owner alone.

mod attached;
mod file;
mod listing;
mod note;
mod shared;
mod stamp;
mod word;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use attached::Attached;
use file::{Draft, Entry, Pack, Segment, Written};
use listing::{LAST, numbered, remove_pack};
pub use listing::{Usage, clean, site_name, usage};
pub use shared::Shared;
pub use stamp::Stamp;
pub use word::{Word, blob};

/// The hash of what a record comes from, and of all that it depends on.
pub type Key = blake3::Hash;

/// As many packs are left as they are; of more, all but the largest become one.
const MOST: usize = 8;

/// A folder of records of one kind.
pub struct Shelf<T> {
    folder: PathBuf,
    writer: Key,
    write: fn(&[(Key, &T)]) -> Option<Written>,
    read: fn(&Segment, Entry) -> Option<T>,
}

impl<T> fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl<T: Serialize + DeserializeOwned> Shelf<T> {
    /// The records in a folder, as `writer` writes them: another program may give them another form or another sense.
    pub fn new(folder: PathBuf, writer: Key) -> Self {
        Self { folder, writer, write: Written::of, read: Segment::record }
    }
}

impl<T> Shelf<T> {
    /// Opens the shelf for a run that needs the records of these keys.
    pub fn open(&self, keys: &[Key]) -> Open<'_, T> {
        let mut foreign = Vec::new();
        let mut packs = Vec::new();
        let files = numbered(&self.folder);
        let next = files.last().map_or(0, |(number, _)| (number + 1).min(LAST));
        for (_, path) in files {
            match Pack::open(path.clone(), &self.writer) {
                Ok(Some(pack)) => packs.push(pack),
                Ok(None) => foreign.push(path),
                // It may be readable another time.
                Err(_) => {}
            }
        }
        let mut known: FxHashMap<Key, (usize, Entry)> = FxHashMap::default();
        for (rank, pack) in packs.iter().enumerate() {
            known.extend(pack.entries.iter().map(|(key, entry)| (*key, (rank, *entry))));
        }
        let all: usize = packs.iter().map(|pack| pack.entries.len()).sum();
        let wanted: FxHashSet<&Key> = keys.iter().collect();
        let needed = wanted.iter().filter(|key| known.contains_key(**key)).count();
        let largest = (0..packs.len()).max_by_key(|rank| packs[*rank].entries.len());
        // A site that is built in two ways by turns finds both, edits in between included.
        let is_stale = 2 * (all - needed) > 3 * wanted.len();
        let is_many = packs.len() >= MOST;
        let merged = (0..packs.len()).map(|rank| is_stale || is_many && Some(rank) != largest).collect();
        Open { shelf: self, packs, known, merged, foreign, next, draft: Mutex::default() }
    }
}

/// A shelf, while a run reads and writes it. Shared by threads.
pub struct Open<'s, T> {
    shelf: &'s Shelf<T>,
    packs: Vec<Pack>,
    known: FxHashMap<Key, (usize, Entry)>,
    /// Which packs go: what is needed of them is written again.
    merged: Vec<bool>,
    /// Files that nobody can read any more.
    foreign: Vec<PathBuf>,
    next: u64,
    draft: Mutex<Drafted>,
}

/// Reads records. A segment stays in memory as long as its reader.
pub struct Reader<'o, T> {
    open: &'o Open<'o, T>,
    segments: FxHashMap<(usize, u32), Option<Segment>>,
}

impl<T> Reader<'_, T> {
    /// The record of a key, and whether it has to be put again to be kept.
    pub fn get(&mut self, key: &Key) -> Option<(T, bool)> {
        let (rank, entry) = *self.open.known.get(key)?;
        let pack = &self.open.packs[rank];
        let segment = self.segments.entry((rank, entry.segment)).or_insert_with(|| pack.segment(entry.segment));
        let record = segment.as_ref().and_then(|segment| (self.open.shelf.read)(segment, entry));
        pack.saw(record.is_some());
        Some((record?, self.open.merged[rank]))
    }
}

/// The pack that a run makes.
#[derive(Debug, Default)]
enum Drafted {
    /// Nothing was put there.
    #[default]
    No,
    Yes(Draft),
    /// The disk is full, or may not be written, or a record cannot be.
    Failed,
}

impl<T> Open<'_, T> {
    /// What reads records of which many were written together.
    pub fn reader(&self) -> Reader<'_, T> {
        Reader { open: self, segments: FxHashMap::default() }
    }

    /// Keeps some records.
    pub fn put(&self, records: &[(Key, &T)]) {
        if records.is_empty() {
            return;
        }
        let draft = || self.draft.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*draft(), Drafted::Failed) {
            return;
        }
        let written = (self.shelf.write)(records);
        let mut draft = draft();
        let Some(written) = written else {
            // What they are in already stays.
            *draft = Drafted::Failed;
            return;
        };
        if matches!(*draft, Drafted::No) {
            let created = Draft::create(&self.shelf.folder, self.next, &self.shelf.writer);
            *draft = created.map_or(Drafted::Failed, Drafted::Yes);
        }
        if let Drafted::Yes(pack) = &mut *draft
            && pack.add(&written).is_err()
        {
            *draft = Drafted::Failed;
        }
    }

    /// Ends the run: what was put is there for the next.
    pub fn close(self) {
        let draft = self.draft.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_whole = match draft {
            Drafted::No => true,
            Drafted::Yes(draft) => draft.end().is_ok(),
            Drafted::Failed => false,
        };
        let merged = self.packs.iter().zip(&self.merged).filter(|(_, merged)| is_whole && **merged);
        for path in merged.map(|(pack, _)| pack.path()).chain(self.foreign.iter().map(PathBuf::as_path)) {
            // One that cannot be removed is read by the next run, which finds nothing new in it.
            let _ = remove_pack(path);
        }
        for pack in self.packs.iter().zip(&self.merged).filter(|(_, merged)| !**merged).map(|(pack, _)| pack) {
            pack.leave();
        }
    }
}
