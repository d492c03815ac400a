//! The list of what Osier wrote: one `hash  path` a line, sorted, after a line with its version.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use blake3::Hash;

use super::plan::is_safe;
use crate::finding::OutputPath;

/// What Osier wrote, and the hash of each file's bytes.
pub(super) type Manifest = BTreeMap<OutputPath, Hash>;

const VERSION: &str = "osier-manifest 1";

/// The text of the manifest at `path`; empty when there is none.
pub(super) fn read(path: &Path) -> Result<String> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => {
            let bytes = read.with_context(|| format!("cannot read `{}`", path.display()))?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
    }
}

/// The manifest of this text; empty when it is of another version. A line that cannot be read, or that names a file
/// outside of the folder, counts for nothing.
pub(super) fn parse(text: &str) -> Manifest {
    let mut lines = text.lines();
    if lines.next() != Some(VERSION) {
        return Manifest::new();
    }
    let entries = lines.filter_map(|line| {
        let (hash, path) = line.split_once("  ")?;
        let path = OutputPath::new(path);
        Some((is_safe(&path).then_some(path)?, Hash::from_hex(hash).ok()?))
    });
    entries.collect()
}

/// The text of a manifest.
pub(super) fn text(manifest: &Manifest) -> String {
    let mut text = format!("{VERSION}\n");
    for (path, hash) in manifest {
        text.push_str(&hash.to_hex());
        text.push_str("  ");
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}
