//! The packs on the disk, and how long nobody used them.

#![expect(clippy::disallowed_methods, reason = "this is where what is remembered is read and written")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use super::file::{EXTENSION, TEMPORARY};

/// How long a pack's time of use is taken to be right: it is not written by every run.
const DAY: Duration = Duration::from_hours(24);

/// Some packs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of how many folders.
    pub folders: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// What is below a folder that holds one folder for each site.
pub fn usage(folder: &Path) -> Usage {
    folders(folder).map(|one| of(&one)).fold(Usage::default(), Usage::with)
}

/// Removes what is below a folder of each site that nobody built for this long, with what runs that were stopped have left;
/// what is no pack is left alone. Gives what was removed.
pub fn clean(folder: &Path, unused: Duration) -> Usage {
    let mut removed = Usage::default();
    for site in folders(folder) {
        let left = packs(&site, TEMPORARY).filter(|path| age(path) >= DAY);
        let mut gone: Vec<PathBuf> = left.collect();
        let all: Vec<PathBuf> = packs(&site, EXTENSION).collect();
        let is_used = all.iter().any(|path| age(path) < unused);
        if !all.is_empty() && !is_used {
            removed = removed.with(of(&site));
            gone.extend(all);
        }
        for path in gone {
            remove(&path);
        }
        // Fails when the folder is not empty, and then it stays.
        for empty in
            WalkDir::new(&site).contents_first(true).into_iter().flatten().filter(|one| one.file_type().is_dir())
        {
            let _ = fs::remove_dir(empty.path());
        }
    }
    removed
}

impl Usage {
    fn with(self, other: Self) -> Self {
        Self { folders: self.folders + other.folders, bytes: self.bytes + other.bytes }
    }
}

/// The packs of a folder by their number, which grows from the oldest to the newest.
pub(super) fn numbered(folder: &Path) -> Vec<(u64, PathBuf)> {
    let number = |path: PathBuf| Some((path.file_stem()?.to_str()?.parse().ok()?, path));
    let mut packs: Vec<(u64, PathBuf)> = packs(folder, EXTENSION).filter_map(number).collect();
    packs.sort();
    packs
}

/// Notes that a pack was used today.
pub(super) fn touch(path: &Path) {
    if age(path) >= DAY {
        // One that cannot be written is read all the same.
        let _ = fs::File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// Removes a file; one that cannot be removed stays.
pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// The folders of sites.
fn folders(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let all = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().flatten();
    all.filter(|one| one.file_type().is_dir()).map(walkdir::DirEntry::into_path)
}

/// The files below a folder that have this extension.
fn packs(folder: &Path, extension: &'static str) -> impl Iterator<Item = PathBuf> {
    let all = WalkDir::new(folder).into_iter().flatten().filter(|one| one.file_type().is_file());
    all.map(walkdir::DirEntry::into_path).filter(move |path| path.extension().is_some_and(|found| found == extension))
}

/// What is in the folder of a site.
fn of(site: &Path) -> Usage {
    let bytes: Vec<u64> = packs(site, EXTENSION).filter_map(|path| Some(path.metadata().ok()?.len())).collect();
    Usage { folders: usize::from(!bytes.is_empty()), bytes: bytes.into_iter().sum() }
}

/// How long nobody used a file; no time at all when the disk does not say.
fn age(path: &Path) -> Duration {
    let modified = path.metadata().and_then(|known| known.modified()).ok();
    modified.and_then(|time| SystemTime::now().duration_since(time).ok()).unwrap_or_default()
}
