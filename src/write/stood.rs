//! What stood in an output folder when it was last written, so that it need not be read again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::finding::OutputPath;
use crate::output::Content;
use crate::pack::Key;
use crate::pack::Stamp;

/// What stood in an output folder: the files that can be told from all that may be written over them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood(BTreeMap<OutputPath, One>);

/// A file that held what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct One {
    /// A hash of what it was made of.
    made_of: [u8; blake3::OUT_LEN],
    /// What the disk said of it.
    stamp: Stamp,
}

impl One {
    pub(super) fn new(made_of: Key, stamp: Stamp) -> Self {
        Self { made_of: *made_of.as_bytes(), stamp }
    }
}

impl Stood {
    /// Those of these files that last changed before the folder `dir` did, as that of temporary files went: by then the
    /// clock of the disk had moved on.
    pub(super) fn of(files: impl IntoIterator<Item = (OutputPath, One)>, dir: &Path) -> Self {
        let Ok(dir) = fs::metadata(dir) else { return Self::default() };
        let dir = Stamp::of(&dir);
        Self(files.into_iter().filter(|(_, one)| one.stamp.is_before(&dir)).collect())
    }

    /// What stood at a path of the folder `dir`, if it does still and was made of this. The file is the same one,
    /// whatever the folders above it have become.
    pub(super) fn still(&self, dir: &Path, path: &OutputPath, made_of: &Key) -> Option<One> {
        let one = self.0.get(path).filter(|one| one.made_of == *made_of.as_bytes())?;
        let found = fs::symlink_metadata(dir.join(path.as_str())).ok()?;
        (found.is_file() && Stamp::of(&found) == one.stamp).then_some(*one)
    }
}

/// Whether the disk of the folder `dir` notes by itself when a file changes. Where it says when it was written instead,
/// which anybody may set (exFAT, SSHFS), nothing can be told from what is written over it. Tried in `temporary`, a
/// folder that is not there.
pub(super) fn changes_are_noted(temporary: &Path) -> bool {
    let name = temporary.join("probe");
    let probe = || {
        let file = File::create_new(&name)?;
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_hours(24))?;
        file.metadata().map(|found| Stamp::of(&found).notes_changes())
    };
    if fs::create_dir(temporary).is_err() {
        return false;
    }
    let are_noted = probe().unwrap_or(false);
    // What stays is cleared by the next run that writes.
    let _ = fs::remove_file(&name).and_then(|()| fs::remove_dir(temporary));
    are_noted
}

/// The name of what stands in a folder whose manifest has this text.
pub(super) fn key(dir: &Path, manifest: &str) -> Key {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let mut hasher = blake3::Hasher::new();
    hasher.update(dir.as_os_str().as_encoded_bytes()).update(b"\0").update(manifest.as_bytes());
    hasher.finalize()
}

/// A hash of what a file is made of, had without making it; nothing of a copy whose source may have changed just now.
pub(super) fn made_of(content: &Content, now: SystemTime) -> Option<Key> {
    match content {
        Content::Bytes(bytes) => Some(blake3::hash(bytes)),
        Content::Page(page) => Some(page.digest()),
        Content::File(source) => {
            let stamp = Stamp::of(&fs::metadata(source).ok()?);
            let of = format!("{} {stamp:?}", source.display());
            stamp.is_settled(now).then(|| blake3::hash(of.as_bytes()))
        }
    }
}
