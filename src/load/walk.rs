//! The files below a folder of a site.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::finding::{Finding, Place, SourcePath, rules};
use crate::pack::Stamp;

/// A file: its path in the site, its path on the disk, and what the disk says of it.
pub(super) type Walked = (SourcePath, PathBuf, Stamp);

/// Adds the files below a folder of the site at `root`, links followed, those that are hidden left out. Says whether there were
/// links.
pub(super) fn walk(
    root: &Path,
    folder: &str,
    walked: &mut Vec<Walked>,
    findings: &mut Vec<Finding>,
) -> anyhow::Result<bool> {
    let mut found = Vec::new();
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(false);
    }
    let mut is_linked = false;
    // Hidden files are an editor's or a version control's, save in `static/` (`.well-known`).
    let hidden_too = folder == "static";
    let entries = WalkDir::new(&top).follow_links(true).into_iter().filter_entry(move |entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name == ".git" || name == ".DS_Store" || (name.starts_with('.') && !hidden_too))
    });
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads nowhere, or round in a circle, is the site's fault, not the disk's.
            Err(error) if is_broken_link(&error) => {
                if let Some(path) = error.path() {
                    let place = Place::file(&source_path(root, path));
                    let finding = Finding::new(&rules::FILE_MISSING, place, "the link leads to no file")
                        .help("remove the symbolic link, or make it lead to a file of the site");
                    findings.push(finding);
                }
                continue;
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read the folder {}", top.display())),
        };
        is_linked |= entry.path_is_symlink();
        if !entry.file_type().is_file() {
            continue;
        }
        found.push(entry);
    }
    let one = |entry: DirEntry| {
        let stamp = Stamp::of(&entry.metadata()?);
        Ok((source_path(root, entry.path()), entry.into_path(), stamp))
    };
    walked.append(&mut found.into_par_iter().map(one).collect::<anyhow::Result<_>>()?);
    Ok(is_linked)
}

fn is_broken_link(error: &walkdir::Error) -> bool {
    let missing = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    missing || error.loop_ancestor().is_some()
}

/// The path of a file in its site, with forward slashes.
fn source_path(root: &Path, path: &Path) -> SourcePath {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let segments: Vec<Cow<'_, str>> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(segments.join("/"))
}
