//! What stands on disk, and whether it is what should stand there. Links are never followed.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use blake3::{Hash, Hasher};

use crate::finding::OutputPath;
use crate::output::{Content, LOST};
use crate::pack::Stamp;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing does.
    Nothing,
    /// A file, and what the disk says of it.
    File(Stamp),
    /// A folder.
    Folder,
    /// A link, a device: never followed, never replaced.
    Other,
}

pub(super) fn standing(path: &Path) -> Result<Standing> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Standing::File(Stamp::of(&found))),
        Ok(found) if found.is_dir() => Ok(Standing::Folder),
        Ok(_) => Ok(Standing::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Standing::Nothing),
        Err(error) => Err(error).with_context(|| format!("cannot look at `{}`", path.display())),
    }
}

/// A content, with what is made of it in memory: a page is read once, for all that is asked of it.
pub(super) enum Loaded<'c> {
    Bytes(Arc<[u8]>),
    File(&'c Path),
}

impl<'c> Loaded<'c> {
    pub(super) fn of(content: &'c Content) -> Result<Self> {
        match content {
            Content::Bytes(bytes) => Ok(Self::Bytes(Arc::clone(bytes))),
            Content::Page(page) => page.read().map(Self::Bytes).context(LOST),
            Content::File(file) => Ok(Self::File(file)),
        }
    }

    /// Its hash.
    pub(super) fn hash(&self) -> Result<Hash> {
        match self {
            Self::Bytes(bytes) => Ok(blake3::hash(bytes)),
            Self::File(file) => hash_file(file).with_context(|| format!("cannot read `{}`", file.display())),
        }
    }

    /// Whether the file at `path`, of `size` bytes, holds it; `hash` is its own.
    pub(super) fn is_at(&self, path: &Path, size: u64, hash: &Hash) -> Result<bool> {
        let read = || format!("cannot read `{}`", path.display());
        match self {
            Self::Bytes(bytes) => Ok(size == bytes.len() as u64 && fs::read(path).with_context(read)?[..] == bytes[..]),
            Self::File(file) => {
                let same_size = fs::metadata(file).is_ok_and(|found| found.len() == size);
                Ok(same_size && hash_file(path).with_context(read)? == *hash)
            }
        }
    }

    /// Makes a file of it. A copy has the ordinary permissions of a new file, not those of its source: what is private
    /// or read-only there must still be served.
    pub(super) fn make(&self, path: &Path) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        match self {
            Self::Bytes(bytes) => file.write_all(bytes),
            Self::File(source) => io::copy(&mut File::open(source)?, &mut file).map(drop),
        }
    }
}

/// Whether the folder `dir`, at `path` of the output, holds these files and nothing else.
pub(super) fn holds_only(dir: &Path, path: &OutputPath, files: &BTreeSet<OutputPath>) -> Result<bool> {
    let read = || format!("cannot read `{}`", dir.display());
    let mut empty = true;
    for entry in fs::read_dir(dir).with_context(read)? {
        let entry = entry.with_context(read)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { return Ok(false) };
        let inner = OutputPath::new(format!("{path}/{name}"));
        let ours = match standing(&entry.path())? {
            Standing::File(_) => files.contains(&inner),
            Standing::Folder => holds_only(&entry.path(), &inner, files)?,
            Standing::Nothing => true,
            Standing::Other => false,
        };
        if !ours {
            return Ok(false);
        }
        empty = false;
    }
    Ok(!empty)
}

fn hash_file(path: &Path) -> io::Result<Hash> {
    let mut hasher = Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}
