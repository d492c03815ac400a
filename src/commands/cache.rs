//! `osier cache`: what builds remember of pictures, shown and cleaned.

#![expect(clippy::disallowed_methods, reason = "the environment is read by the commands")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::asset::store::{Store, Usage};

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
/// When `out` cannot be written.
pub fn run(goal: Goal, asked: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<()> {
    let folder = pictures(asked, Path::new("."));
    match goal {
        Goal::Show => {
            writeln!(out, "{}", folder.display())?;
            writeln!(out, "{}", told(Store::usage(&folder)))?;
        }
        Goal::Clean(unused) => writeln!(out, "removed {}", told(Store::clean(&folder, unused)))?,
    }
    Ok(())
}

/// The folder of encoded pictures: in the one that is asked for, else in the user's folder of caches (XDG Base Directory
/// Specification 0.8), else, when there is none, in the site.
pub fn pictures(asked: Option<&Path>, site: &Path) -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    let caches = || {
        let home =
            || set("HOME").map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
        set("XDG_CACHE_HOME").and_then(absolute).or_else(|| set("LOCALAPPDATA")).or_else(home)
    };
    let own = || caches().map_or_else(|| site.join(".osier"), |caches| caches.join("osier"));
    asked.map_or_else(own, Path::to_owned).join("pictures")
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
