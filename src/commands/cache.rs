//! `osier cache`: what builds remember of pictures and of pages, shown and cleaned.

#![expect(clippy::disallowed_methods, reason = "the environment is read by the commands")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::asset::store::{Store, Usage};
use crate::cache::{Cache, KINDS, Key};
use crate::cli::BuildOptions;
use crate::pack::Stamp;
use crate::pack::{self, Shelf};

/// The folder of pictures, in that of all that is remembered.
const PICTURES: &str = "pictures";
/// The folder of what is remembered of each site, in that of all that is.
const SITES: &str = "sites";
/// The folder of the hash of a program, in that of its path.
const PROGRAM: &str = "program";
/// How long what is remembered of a site that nobody builds is kept.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// What is done with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// It is shown.
    Show,
    /// What was not used for this long is removed.
    Clean(Duration),
}

/// Shows the cache in `asked`, else where builds keep it, or cleans it.
///
/// # Errors
/// When `out` cannot be written, or something cannot be removed.
pub fn run(goal: Goal, asked: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<()> {
    let folder = folder(asked, Path::new("."));
    let (pictures, sites) = (folder.join(PICTURES), folder.join(SITES));
    match goal {
        Goal::Show => {
            writeln!(out, "{}", folder.display())?;
            writeln!(out, "{}", told(Store::usage(&pictures)))?;
            writeln!(out, "{}", of_sites(pack::usage(&sites, KINDS)))?;
        }
        Goal::Clean(unused) => {
            let (removed, of_pictures) = Store::clean(&pictures, unused);
            writeln!(out, "removed {}", told(removed))?;
            let (removed, of_pages) = pack::clean(&sites, KINDS, unused);
            writeln!(out, "removed {}", of_sites(removed))?;
            let (_, of_programs) = pack::clean(&sites, &[PROGRAM], unused);
            return of_pictures.and(of_pages).and(of_programs);
        }
    }
    Ok(())
}

/// The folder of encoded pictures, which sites share.
pub fn pictures(asked: Option<&Path>, site: &Path) -> PathBuf {
    folder(asked, site).join(PICTURES)
}

/// What a build that no other follows takes from former builds of the site, and leaves to the next.
pub(super) fn remembered(options: &BuildOptions) -> Cache {
    let cache = Cache::for_one_build();
    if options.no_cache { cache } else { kept(cache, options.cache.cache.as_deref(), &options.site) }
}

/// A cache that takes what former builds of a site have left on the disk, and leaves there what they had not.
pub(super) fn kept(cache: Cache, asked: Option<&Path>, site: &Path) -> Cache {
    let sites = folder(asked, site).join(SITES);
    let Some(writer) = writer(&sites) else { return cache };
    // What cannot be removed costs only room.
    let _ = pack::clean(&sites, KINDS, KEPT);
    let _ = pack::clean(&sites, &[PROGRAM], KEPT);
    let site = site.canonicalize().unwrap_or_else(|_| site.to_owned());
    cache.kept_in(&sites.join(pack::site_name(&site)), writer)
}

/// Which program this is, by its bytes: another may see other things in a page. They are read once for a stamp, and
/// their hash is remembered beside what is of sites. Nothing when they cannot be read.
fn writer(sites: &Path) -> Option<Key> {
    let path = std::env::current_exe().ok()?;
    let stamp = Stamp::of(&path.metadata().ok()?);
    let stamp = blake3::hash(format!("{} {stamp:?}", path.display()).as_bytes());
    let shelf = Shelf::new(sites.join(pack::site_name(&path)).join(PROGRAM), blake3::hash(PROGRAM.as_bytes()));
    let open = shelf.open(&[stamp]);
    let known: Option<([u8; blake3::OUT_LEN], _)> = open.reader().get(&stamp);
    let key = match known {
        Some((key, _)) => key,
        // Piece by piece: at once, it would take forty megabytes of memory.
        None => *blake3::Hasher::new().update_reader(File::open(&path).ok()?).ok()?.finalize().as_bytes(),
    };
    if known.is_none_or(|(_, again)| again) {
        open.put(&[(stamp, &key)]);
    }
    open.close();
    Some(Key::from_bytes(key))
}

/// The folder of all that is remembered: the one that is asked for, else the user's folder of caches (XDG Base
/// Directory Specification 0.8), else, when there is none, one in the site.
fn folder(asked: Option<&Path>, site: &Path) -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    let caches = || {
        let home =
            || set("HOME").map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
        set("XDG_CACHE_HOME").and_then(absolute).or_else(|| set("LOCALAPPDATA")).or_else(home)
    };
    let own = || caches().map_or_else(|| site.join(".osier"), |caches| caches.join("osier"));
    asked.map_or_else(own, Path::to_owned)
}

/// `312 pictures, 10.4 MB, last used 2 hours to 41 days ago`.
fn told(usage: Usage) -> String {
    let pictures = if usage.entries == 1 { "picture" } else { "pictures" };
    let size = format!("{} {pictures}, {:.1} MB", usage.entries, usage.bytes as f64 / 1e6);
    match (usage.newest.map(age), usage.oldest.map(age)) {
        (Some(newest), Some(oldest)) if newest == oldest => format!("{size}, used {newest} ago"),
        (Some(newest), Some(oldest)) => format!("{size}, used {newest} to {oldest} ago"),
        _ => size,
    }
}

/// `pages of 3 sites, 41.2 MB`.
fn of_sites(usage: pack::Usage) -> String {
    let sites = if usage.sites == 1 { "site" } else { "sites" };
    format!("pages of {} {sites}, {:.1} MB", usage.sites, usage.bytes as f64 / 1e6)
}

/// In days from two of them on, else in hours.
fn age(age: Duration) -> String {
    let hours = age.as_secs() / (60 * 60);
    match hours {
        0 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_short() {
        let days = |days: u64| Some(Duration::from_secs(days * 86_400 + 7_300));
        assert_eq!(told(Usage::default()), "0 pictures, 0.0 MB");
        let one = Usage { entries: 1, bytes: 80_000, newest: days(0), oldest: days(0) };
        assert_eq!(told(one), "1 picture, 0.1 MB, used 2 hours ago");
        let many = Usage { entries: 312, bytes: 10_400_000, newest: days(0), oldest: days(41) };
        assert_eq!(told(many), "312 pictures, 10.4 MB, used 2 hours to 41 days ago");
    }

    #[test]
    fn the_folder_that_is_asked_for_is_taken() {
        assert_eq!(pictures(Some(Path::new("/a")), Path::new("/site")), Path::new("/a/pictures"));
    }
}
