//! The files below a folder of a site.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::aside::is_aside;
use super::bounds::{Bounds, CIRCLE, Refusal, SPECIAL};
use super::{lost, names};
use crate::finding::{Finding, SourcePath};
use crate::pack::Stamp;

/// A file: its path in the site, its path on the disk, and what the disk says of it.
pub(super) type Walked = (SourcePath, PathBuf, Stamp);

/// Adds the files below a folder of the site, links followed, those that are hidden left out. What links lead to out of
/// the site is not looked at: each is told. Says whether there were links.
pub(super) fn walk(
    bounds: &Bounds<'_>,
    folder: &str,
    walked: &mut Vec<Walked>,
    findings: &mut Vec<Finding>,
) -> anyhow::Result<bool> {
    let mut found = Vec::new();
    let top = bounds.root.join(folder);
    if std::fs::symlink_metadata(&top).is_err() {
        return Ok(false);
    }
    let mut is_linked = false;
    // Hidden files are an editor's or a version control's, save in `static/` (`.well-known`).
    let hidden_too = folder == "static";
    let is_left_out = |name: &OsStr| {
        let name = name.to_string_lossy();
        is_aside(&name) || (name.starts_with('.') && !hidden_too)
    };
    let is_ours = |entry: &DirEntry| entry.depth() == 0 || !is_left_out(entry.file_name());
    let mut entries = WalkDir::new(&top).follow_links(true).into_iter().filter_entry(is_ours);
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // An editor locks a file by a link that leads nowhere.
            Err(error) if error.path().and_then(Path::file_name).is_some_and(is_left_out) => continue,
            Err(error) => {
                // A link that leads nowhere, or round in a circle, is the site's fault, not the disk's.
                let Some((path, refusal)) = broken_link(bounds, &error) else {
                    return Err(lost::unwalked(&top, &error));
                };
                findings.push(bounds.told(path, refusal));
                continue;
            }
        };
        is_linked |= entry.path_is_symlink();
        if let Some(fault) = fault(bounds, &entry) {
            findings.push(fault);
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        // A file that stands in the place of the folder has nothing in it.
        if entry.file_type().is_file() && entry.depth() > 0 {
            found.push(entry);
        }
    }
    let one = |entry: DirEntry| {
        let stamp = Stamp::of(&entry.metadata().map_err(|error| lost::unwalked(entry.path(), &error))?);
        Ok((source_path(bounds.root, entry.path()), entry.into_path(), stamp))
    };
    walked.append(&mut found.into_par_iter().map(one).collect::<anyhow::Result<_>>()?);
    Ok(is_linked)
}

/// Why a file or a folder is not read.
fn fault(bounds: &Bounds<'_>, entry: &DirEntry) -> Option<Finding> {
    let path = entry.path();
    // The folder itself may be below a link, as that of a theme is when `themes` is one.
    let may_leave = entry.path_is_symlink() || entry.depth() == 0;
    let refusal = if may_leave { bounds.refuses(path) } else { None };
    let is_special = !entry.file_type().is_file() && !entry.file_type().is_dir();
    match refusal.or(is_special.then_some(SPECIAL)) {
        Some(refusal) => Some(bounds.told(path, refusal)),
        None => names::not_utf8(bounds.root, path),
    }
}

/// The link that could not be followed, and why; nothing when something else could not be read.
fn broken_link<'e>(bounds: &Bounds<'_>, error: &'e walkdir::Error) -> Option<(&'e Path, Refusal)> {
    let path = error.path().filter(|path| path.is_symlink())?;
    let refusal = if error.loop_ancestor().is_some() { Some(CIRCLE) } else { bounds.refuses(path) };
    Some((path, refusal?))
}

/// The path of a file in its site, with forward slashes.
pub(super) fn source_path(root: &Path, path: &Path) -> SourcePath {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let segments: Vec<Cow<'_, str>> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(segments.join("/"))
}
