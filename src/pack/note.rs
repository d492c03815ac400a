//! What is noted beside a pack that is whole: the stamp that its file had then. As long as the file keeps it, what
//! records have beside them is not read only to be held against its hash.

#![expect(clippy::disallowed_methods, reason = "this is where what is remembered is read and written")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::Stamp;
use super::listing::{NOTE, remove};

/// A pack that is open, where bytes are read that its records have beside them.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    /// The path that it has, or will have once it is whole.
    pub(super) path: PathBuf,
    /// Whether it is as it was when it was noted to be whole.
    pub(super) is_noted: bool,
    /// Whether something in it was found to be spoiled.
    is_spoiled: AtomicBool,
}

impl Opened {
    /// A pack that is noted to be whole, or not.
    pub(super) fn new(file: File, path: PathBuf, is_noted: bool) -> Self {
        Self { file, path, is_noted, is_spoiled: AtomicBool::new(false) }
    }

    /// Takes note that something in it is spoiled: the next run looks at all of it.
    pub(super) fn spoil(&self) {
        self.is_spoiled.store(true, Ordering::Relaxed);
        let _ = forget(&self.path);
    }

    /// Whether nothing in it was found to be spoiled.
    pub(super) fn is_sound(&self) -> bool {
        !self.is_spoiled.load(Ordering::Relaxed)
    }
}

/// Whether a pack that has this stamp is noted to be whole.
pub(super) fn is_noted(pack: &Path, stamp: &Stamp) -> bool {
    fs::read(name(pack)).is_ok_and(|bytes| postcard::from_bytes::<Stamp>(&bytes).is_ok_and(|noted| noted == *stamp))
}

/// Notes that a pack with this stamp is whole. Where nothing can be written, it is read the next time.
pub(super) fn note(pack: &Path, stamp: &Stamp) {
    if let Ok(bytes) = postcard::to_allocvec(stamp) {
        let _ = fs::write(name(pack), bytes);
    }
}

/// Forgets what was noted of a pack.
pub(super) fn forget(pack: &Path) -> anyhow::Result<()> {
    remove(&name(pack))
}

fn name(pack: &Path) -> PathBuf {
    pack.with_extension(NOTE)
}
