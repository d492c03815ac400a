//! The packs on the disk, and how long nobody used them.

#![expect(clippy::disallowed_methods, reason = "this is where what is remembered is read and written")]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use walkdir::WalkDir;

use super::note;

/// How long a pack's time of use is taken to be right: it is not written by every run.
const DAY: Duration = Duration::from_hours(24);

/// The extension of a pack.
pub(super) const EXTENSION: &str = "pack";
/// The extension of one that is being written.
pub(super) const TEMPORARY: &str = "tmp";
/// The extension of what is noted of one.
pub(super) const NOTE: &str = "whole";
/// How many hexadecimal digits the name of the folder of a site has.
const OF_SITE: usize = 32;
/// How many follow the number of a pack.
const OF_PACK: usize = 16;
/// The number that no pack passes.
pub(super) const LAST: u64 = 999_999_999_999;
/// How many digits the number of a pack has at most.
const DIGITS: usize = 12;

/// What is kept of some sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many sites.
    pub sites: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// What is in a folder that holds one folder for each site, with one for each of these kinds of records in it.
pub fn usage(folder: &Path, kinds: &[&str]) -> Usage {
    sites(folder).map(|site| of(&packs_of(&site, kinds))).fold(Usage::default(), Usage::with)
}

/// Removes from such a folder what is kept of each site that nobody built for this long, and what runs that were
/// stopped have left; what is not of this module is left alone. Gives what was removed, and the first fault when not
/// all could be.
pub fn clean(folder: &Path, kinds: &[&str], unused: Duration) -> (Usage, anyhow::Result<()>) {
    let mut removed = Usage::default();
    let mut ended = Ok(());
    for site in sites(folder) {
        let folders = kinds.iter().map(|kind| site.join(kind));
        for (_, path) in folders.clone().flat_map(|folder| listed(&folder, TEMPORARY)) {
            if age(&path) >= DAY.min(unused) {
                ended = ended.and(remove(&path));
            }
        }
        for (_, note) in folders.clone().flat_map(|folder| listed(&folder, NOTE)) {
            if !note.with_extension(EXTENSION).exists() {
                ended = ended.and(remove(&note));
            }
        }
        let packs = packs_of(&site, kinds);
        if packs.iter().any(|path| age(path) < unused) {
            continue;
        }
        let seen = of(&packs);
        for path in &packs {
            ended = ended.and(remove_pack(path));
        }
        if packs_of(&site, kinds).is_empty() {
            removed = removed.with(seen);
        }
        for folder in folders.chain([site.clone()]) {
            // Fails when something is in it, and then it stays.
            let _ = fs::remove_dir(folder);
        }
    }
    (removed, ended)
}

impl Usage {
    fn with(self, other: Self) -> Self {
        Self { sites: self.sites + other.sites, bytes: self.bytes + other.bytes }
    }
}

/// The packs of a folder by their number, which grows from the oldest to the newest.
pub(super) fn numbered(folder: &Path) -> Vec<(u64, PathBuf)> {
    listed(folder, EXTENSION)
}

/// The name of a pack of this number, which no other has: `00000012-9f86d081884c7d65`.
pub(super) fn stem(number: u64) -> String {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let of_process = (std::process::id(), SystemTime::now(), MADE.fetch_add(1, Ordering::Relaxed));
    let name = blake3::hash(format!("{of_process:?}").as_bytes()).to_hex();
    format!("{number:08}-{}", &name[..OF_PACK])
}

/// Has a pack say that it was used today: whether it did not before.
pub(super) fn touch(path: &Path) -> bool {
    let is_old = age(path) >= DAY;
    if is_old {
        // One that cannot be written is read all the same.
        let _ = fs::File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    }
    is_old
}

/// Removes a pack, and first what is noted of it.
pub(super) fn remove_pack(path: &Path) -> anyhow::Result<()> {
    note::forget(path).and(remove(path))
}

/// Removes a file, when another process has not; one that cannot be removed stays.
pub(super) fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// The folders of sites: their names are hashes.
fn sites(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let all = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().flatten();
    let of_sites = all.filter(move |one| {
        one.file_type().is_dir() && one.file_name().to_str().is_some_and(|name| is_hash(name, OF_SITE))
    });
    of_sites.map(walkdir::DirEntry::into_path)
}

fn packs_of(site: &Path, kinds: &[&str]) -> Vec<PathBuf> {
    kinds.iter().flat_map(|kind| numbered(&site.join(kind))).map(|(_, path)| path).collect()
}

/// The files in a folder that have a name of [`stem`] and this extension, by their number.
fn listed(folder: &Path, extension: &str) -> Vec<(u64, PathBuf)> {
    let all = WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().flatten();
    let number = |one: &walkdir::DirEntry| {
        let (number, rest) = one.file_name().to_str()?.split_once('-')?;
        let is_name = is_hash(rest.strip_suffix(extension)?.strip_suffix('.')?, OF_PACK);
        let is_number = number.len() <= DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_name && is_number && one.file_type().is_file() { number.parse().ok() } else { None }
    };
    let mut files: Vec<(u64, PathBuf)> = all.filter_map(|one| Some((number(&one)?, one.into_path()))).collect();
    files.sort();
    files
}

/// The name of the folder of the site at a path.
pub fn site_name(path: &Path) -> String {
    let mut name = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex().to_string();
    name.truncate(OF_SITE);
    name
}

/// Whether a name is so many digits of a hash.
fn is_hash(name: &str, digits: usize) -> bool {
    name.len() == digits && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What these are.
fn of(packs: &[PathBuf]) -> Usage {
    let bytes = packs.iter().filter_map(|path| Some(path.metadata().ok()?.len())).sum();
    Usage { sites: usize::from(!packs.is_empty()), bytes }
}

/// How long nobody used a file; no time at all when the disk does not say.
fn age(path: &Path) -> Duration {
    let modified = path.metadata().and_then(|known| known.modified()).ok();
    modified.and_then(|time| SystemTime::now().duration_since(time).ok()).unwrap_or_default()
}
