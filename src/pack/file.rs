//! One file of records: segments, then what is in them.
//!
//! A segment is some records that share their words; it is read whole, and its checksum with it. What these have beside
//! them stands before it, and is read when somebody wants it. The file ends with its contents (which program wrote it,
//! its segments, its records by key), their checksum and their length. A pack is never changed: it is made aside and
//! given its name once it is whole.

#![expect(clippy::disallowed_methods, reason = "this is where what is remembered is read and written")]

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::attached::read_at;
use super::listing::{EXTENSION, TEMPORARY, remove, stem, touch};
use super::note::{self, Opened};
use super::word::{self, Parts, Pieces, Words};
use super::{Key, Stamp};

/// The bytes of a checksum.
const CHECKSUM: usize = blake3::OUT_LEN;
/// What follows the contents of a pack: their checksum and their length.
const TAIL: usize = CHECKSUM + size_of::<u64>();

/// What is in a pack.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    /// Who wrote it.
    writer: [u8; CHECKSUM],
    segments: Vec<Extent>,
    entries: Vec<([u8; CHECKSUM], Entry)>,
}

/// Where a segment is in the file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Extent {
    at: u64,
    length: u32,
    /// How many of its bytes are its records; the others are their words.
    records: u32,
    /// How many bytes just before it are what its records have beside them.
    beside: u64,
    checksum: [u8; CHECKSUM],
}

/// Where a record is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) segment: u32,
    /// Where it begins among the bytes of the segment.
    at: u32,
    length: u32,
}

/// A pack that is read.
#[derive(Debug)]
pub(super) struct Pack {
    /// Its records.
    pub(super) entries: FxHashMap<Key, Entry>,
    segments: Vec<Extent>,
    opened: Arc<Opened>,
    /// What the disk said of it when it was opened.
    stamp: Stamp,
    /// Whether a record of it was read.
    is_read: AtomicBool,
}

/// A segment in memory.
#[derive(Debug)]
pub(super) struct Segment {
    words: Arc<Words>,
    bytes: Vec<u8>,
}

impl Pack {
    /// What is in the pack at `path`; nothing when it is no whole pack of this writer.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub(super) fn open(path: PathBuf, writer: &Key) -> io::Result<Option<Self>> {
        let file = File::open(&path)?;
        let stamp = Stamp::of(&file.metadata()?);
        let end = stamp.size;
        let Some(at) = end.checked_sub(TAIL as u64) else { return Ok(None) };
        let tail = part(&file, at, TAIL)?;
        let (checksum, length) = tail.split_at(CHECKSUM);
        let length = length.try_into().map_or(u64::MAX, u64::from_le_bytes);
        let (Some(start), Ok(length)) = (at.checked_sub(length), usize::try_from(length)) else { return Ok(None) };
        let bytes = part(&file, start, length)?;
        if *blake3::hash(&bytes).as_bytes() != checksum {
            return Ok(None);
        }
        let contents = postcard::from_bytes(&bytes).ok();
        Ok(contents.filter(|contents: &Contents| contents.writer == *writer.as_bytes()).map(|contents| {
            let entries = contents.entries.into_iter().map(|(key, entry)| (Key::from_bytes(key), entry)).collect();
            let is_noted = note::is_noted(&path, &stamp);
            let opened = Arc::new(Opened::new(file, path, is_noted));
            Self { entries, segments: contents.segments, opened, stamp, is_read: AtomicBool::new(false) }
        }))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.opened.path
    }

    /// Takes note of a record that was read, or was spoiled.
    pub(super) fn saw(&self, is_sound: bool) {
        if is_sound {
            self.is_read.store(true, Ordering::Relaxed);
        } else {
            self.opened.spoil();
        }
    }

    /// Leaves it for the next run: used today, and noted to be whole when it was, or when records were read of it and
    /// none was spoiled.
    pub(super) fn leave(&self) {
        let Opened { path, is_noted, .. } = &*self.opened;
        let stamp = || path.metadata().map(|found| Stamp::of(&found)).ok();
        let is_same = stamp() == Some(self.stamp);
        let is_touched = touch(path);
        let is_whole = *is_noted || self.is_read.load(Ordering::Relaxed);
        if is_same
            && is_whole
            && self.opened.is_sound()
            && (is_touched || !is_noted)
            && let Some(stamp) = stamp()
        {
            note::note(path, &stamp);
        }
    }

    /// A segment, by its rank; nothing when it cannot be read, or is not what was written.
    pub(super) fn segment(&self, rank: u32) -> Option<Segment> {
        let extent = self.segments.get(rank as usize)?;
        let bytes = part(&self.opened.file, extent.at, extent.length as usize).ok()?;
        if *blake3::hash(&bytes).as_bytes() != extent.checksum {
            return None;
        }
        let parts: Parts<'_> = postcard::from_bytes(bytes.get(extent.records as usize..)?).ok()?;
        let beside = extent.at.checked_sub(extent.beside)?;
        let words = Words::of(&parts).beside(&self.opened, beside, extent.beside);
        Some(Segment { words: Arc::new(words), bytes })
    }
}

impl Segment {
    /// A record of it.
    pub(super) fn record<T: DeserializeOwned>(&self, entry: Entry) -> Option<T> {
        let end = entry.at.checked_add(entry.length)?;
        let bytes = self.bytes.get(entry.at as usize..end as usize)?;
        word::reading(&self.words, || postcard::from_bytes(bytes)).ok()
    }
}

/// Some bytes of a file.
fn part(file: &File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    // A length that the file does not have is not asked of the memory.
    if at.checked_add(length as u64).is_none_or(|end| file.metadata().is_ok_and(|found| end > found.len())) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut bytes = vec![0; length];
    read_at(file, &mut bytes, at)?;
    Ok(bytes)
}

/// A pack that is written, aside; gone when it is let go of before its end.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it is made.
    aside: PathBuf,
    /// Where it goes.
    name: PathBuf,
    file: BufWriter<File>,
    /// The same file, which is read meanwhile.
    read: Arc<Opened>,
    at: u64,
    contents: Contents,
}

impl Draft {
    /// The pack of this number in a folder. Two processes that make one at the same time make two.
    pub(super) fn create(folder: &Path, number: u64, writer: &Key) -> io::Result<Self> {
        create_folder(folder)?;
        let stem = stem(number);
        let aside = folder.join(format!("{stem}.{TEMPORARY}"));
        let file = BufWriter::new(File::create_new(&aside)?);
        let name = folder.join(format!("{stem}.{EXTENSION}"));
        let read = Arc::new(Opened::new(File::open(&aside)?, name.clone(), false));
        let contents = Contents { writer: *writer.as_bytes(), ..Contents::default() };
        Ok(Self { aside, name, file, read, at: 0, contents })
    }

    /// Adds some records. What they have beside them is let go of: from now on it is read here.
    pub(super) fn add(&mut self, written: &Written) -> io::Result<()> {
        let segment = self.contents.segments.len() as u32;
        let beside = self.at;
        for (_, bytes, _) in &written.beside.all {
            self.file.write_all(bytes)?;
        }
        self.at += written.beside.length;
        self.contents.segments.push(Extent { at: self.at, ..written.extent });
        let entries = written.entries.iter().map(|(key, entry)| (*key.as_bytes(), Entry { segment, ..*entry }));
        self.contents.entries.extend(entries);
        self.at += written.bytes.len() as u64;
        self.file.write_all(&written.bytes)?;
        self.file.flush()?;
        written.beside.all.iter().for_each(|(from, _, one)| one.let_go(&self.read, beside + from));
        Ok(())
    }

    /// Ends the pack and gives it its name.
    pub(super) fn end(mut self) -> io::Result<()> {
        let contents = postcard::to_allocvec(&self.contents).map_err(io::Error::other)?;
        self.file.write_all(&contents)?;
        self.file.write_all(blake3::hash(&contents).as_bytes())?;
        self.file.write_all(&(contents.len() as u64).to_le_bytes())?;
        self.file.flush()?;
        fs::rename(&self.aside, &self.name)?;
        if let Ok(found) = self.name.metadata()
            && self.read.is_sound()
        {
            note::note(&self.name, &Stamp::of(&found));
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It is not there any more when the pack has its name.
        let _ = remove(&self.aside);
    }
}

/// Makes a folder for its owner alone.
fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// As much room is kept for the next records, in bytes.
const ROOMY: usize = 4 << 20;

thread_local! {
    /// What the last records of this thread were written into, unless it was very large: room is dear to get, and is
    /// wanted again for the next.
    static ROOM: RefCell<Vec<u8>> = RefCell::default();
}

/// Records in the form of a segment.
#[derive(Debug)]
pub(super) struct Written {
    beside: Pieces,
    bytes: Vec<u8>,
    extent: Extent,
    entries: Vec<(Key, Entry)>,
}

impl Written {
    /// These records; nothing when one is of no form that can be written, or they are too long.
    pub(super) fn of<T: Serialize>(records: &[(Key, &T)]) -> Option<Self> {
        let (written, mut words) = word::writing(|| {
            let mut bytes = ROOM.take();
            let mut entries = Vec::with_capacity(records.len());
            for (key, record) in records {
                let at = bytes.len();
                bytes = postcard::to_extend(*record, bytes).ok()?;
                entries.push((*key, Entry { segment: 0, at: at as u32, length: (bytes.len() - at) as u32 }));
            }
            Some((bytes, entries))
        });
        let (bytes, entries) = written?;
        let records = u32::try_from(bytes.len()).ok()?;
        let bytes = postcard::to_extend(&words.parts(), bytes).ok()?;
        let length = u32::try_from(bytes.len()).ok()?;
        let checksum = *blake3::hash(&bytes).as_bytes();
        let beside = words.take_beside();
        let extent = Extent { at: 0, length, records, beside: beside.length, checksum };
        Some(Self { beside, bytes, extent, entries })
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        if self.bytes.capacity() <= ROOMY {
            self.bytes.clear();
            ROOM.set(std::mem::take(&mut self.bytes));
        }
    }
}
