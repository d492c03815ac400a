//! Encoded pictures, kept on disk between builds, and shared by all the sites of a machine.
//!
//! An entry is one plain picture file: `<key>-<checksum>.<extension>`. The key names the source's
//! bytes and the recipe, the checksum the entry's own bytes: an entry that is cut short, altered
//! or foreign does not answer to its name, is ignored and made again. The folder can be deleted
//! at any time, and a build that is stopped leaves in it what it had made, whole.

#![expect(clippy::disallowed_methods, reason = "the store of encoded pictures is on disk")]

mod heavy;
mod make;
mod queue;

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::picture::Recipe;
use super::poster::Poster;
use crate::finding::OutputPath;
use crate::output::Content;

pub use make::{Cancel, Cancelled, Made, pictures};

/// How long an entry that no build uses is kept: a site that is built twice a year finds its pictures again.
pub const KEPT: Duration = Duration::from_secs(200 * DAY);
/// How long, in seconds, an entry's time of use is taken to be right: it is not written at every build.
const DAY: u64 = 24 * 60 * 60;
/// How many hexadecimal digits of the checksum an entry's name holds.
const CHECKSUM: usize = 32;
/// The extension of an entry that is being written.
const TEMPORARY: &str = "tmp";

/// The pictures to make, by where they go.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Wanted {
    /// Those made of other pictures.
    pub variants: BTreeMap<OutputPath, Recipe>,
    /// Those drawn.
    pub posters: BTreeMap<OutputPath, Poster>,
}

impl Wanted {
    /// Whether a picture goes there.
    pub fn contains(&self, path: &OutputPath) -> bool {
        self.variants.contains_key(path) || self.posters.contains_key(path)
    }

    /// Forgets the pictures that go elsewhere.
    pub fn retain(&mut self, keep: impl Fn(&OutputPath) -> bool) {
        self.variants.retain(|path, _| keep(path));
        self.posters.retain(|path, _| keep(path));
    }
}

/// The folder of encoded pictures, and what it holds.
#[derive(Debug, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    /// The files by key: one, and what else was put under that name.
    entries: BTreeMap<String, Vec<PathBuf>>,
}

/// Some entries of a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many.
    pub entries: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How long ago the one that was used last was used; nothing when there is none.
    pub newest: Option<Duration>,
    /// How long ago the one that was not used for longest was used.
    pub oldest: Option<Duration>,
}

impl Store {
    /// The store in this folder, made when the first picture is kept; `None` remembers nothing.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let mut entries: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for path in folder.as_deref().map(listed).into_iter().flatten() {
            if let Some((key, _)) = named(&path) {
                entries.entry(key.to_owned()).or_default().push(path);
            }
        }
        Self { folder, entries }
    }

    /// What a folder holds.
    pub fn usage(folder: &Path) -> Usage {
        listed(folder).filter(|path| named(path).is_some()).fold(Usage::default(), |usage, path| usage.with(&path))
    }

    /// Removes from a folder the entries that were not used for this long, and the remains of builds that were stopped;
    /// what is not the store's is left alone. Gives what was removed, and the first fault when not all could be.
    pub fn clean(folder: &Path, unused: Duration) -> (Usage, anyhow::Result<()>) {
        let mut removed = Usage::default();
        let mut ended = match fs::read_dir(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot read {}", folder.display()))
            }
            _ => Ok(()),
        };
        for path in listed(folder) {
            let age = age(&path).unwrap_or_default();
            let is_entry = named(&path).is_some() && age >= unused;
            let is_left = is_remains(&path) && age.as_secs() >= DAY;
            if !is_entry && !is_left {
                continue;
            }
            let seen = removed.with(&path);
            match fs::remove_file(&path) {
                Ok(()) if is_entry => removed = seen,
                Ok(()) => {}
                // Another process was faster.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    ended = ended.and(Err(error).with_context(|| format!("cannot remove {}", path.display())));
                }
            }
        }
        (removed, ended)
    }

    /// The file of an entry whose bytes answer to its name, which counts as used.
    pub(super) fn get(&self, key: &blake3::Hash) -> Option<&Path> {
        let paths = self.entries.get(key.to_hex().as_str())?;
        let path = paths.iter().map(PathBuf::as_path).find(|path| is_sound(path).unwrap_or(false))?;
        if age(path).is_some_and(|age| age.as_secs() >= DAY) {
            // One that cannot be written is read all the same.
            let _ = fs::File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
        }
        Some(path)
    }

    /// Keeps an entry. A disk that is full or read-only costs only the memory of the bytes.
    pub(super) fn keep(&self, key: &blake3::Hash, extension: &str, bytes: Vec<u8>) -> Content {
        match self.try_keep(key, extension, &bytes) {
            Some(path) => Content::File(path),
            None => Content::from(bytes),
        }
    }

    fn try_keep(&self, key: &blake3::Hash, extension: &str, bytes: &[u8]) -> Option<PathBuf> {
        /// Tells apart what the threads of this process write: two sources may be copies of each other.
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let folder = self.folder.as_deref()?;
        fs::create_dir_all(folder).ok()?;
        let key = key.to_hex();
        let checksum = &blake3::hash(bytes).to_hex()[..CHECKSUM];
        let path = folder.join(format!("{key}-{checksum}.{extension}"));
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let temporary = folder.join(format!("{key}.{}.{number}.{TEMPORARY}", std::process::id()));
        let written = fs::File::create(&temporary)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written.ok().map(|()| path)
    }

    /// Forgets what no build has used for long.
    fn prune(&self) {
        if let Some(folder) = &self.folder {
            // What cannot be removed costs only room.
            let _ = Self::clean(folder, KEPT);
        }
    }
}

impl Usage {
    /// These and the entry at `path`.
    fn with(self, path: &Path) -> Self {
        let age = age(path);
        Self {
            entries: self.entries + 1,
            bytes: self.bytes + fs::metadata(path).map_or(0, |data| data.len()),
            newest: self.newest.into_iter().chain(age).min(),
            oldest: self.oldest.into_iter().chain(age).max(),
        }
    }
}

fn listed(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// The key and the checksum in the name of an entry.
fn named(path: &Path) -> Option<(&str, &str)> {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (key, checksum) = path.file_stem()?.to_str()?.split_once('-')?;
    (key.len() == 64 && checksum.len() == CHECKSUM && is_hex(key) && is_hex(checksum)).then_some((key, checksum))
}

/// Whether a file is an entry whose writing was stopped.
fn is_remains(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let key = name.split('.').next().unwrap_or_default();
    key.len() == 64 && path.extension().is_some_and(|extension| extension == TEMPORARY)
}

/// For how long a file was not used.
fn age(path: &Path) -> Option<Duration> {
    // A time to come is that of a clock that is wrong: the file is new.
    Some(SystemTime::now().duration_since(fs::metadata(path).ok()?.modified().ok()?).unwrap_or_default())
}

/// Whether the bytes of an entry answer to the checksum in its name.
fn is_sound(path: &Path) -> Option<bool> {
    let (_, checksum) = named(path)?;
    let bytes = fs::read(path).ok()?;
    Some(checksum == &blake3::hash(&bytes).to_hex()[..CHECKSUM])
}

#[cfg(test)]
mod tests;
