//! By what it is known that a file is as it was, without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// How old a file must be when it is read for its time to tell it from what is written over it: clocks of file systems
/// are coarse.
const SETTLED: Duration = Duration::from_secs(2);

/// What the disk says of a file: its size and its times. On Unix, a file that was written over by one of the same size
/// and whose time was set back is told from it all the same (`ctime`, POSIX.1-2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    modified: Option<SystemTime>,
    changed: Changed,
}

impl Stamp {
    /// The stamp of a file.
    pub fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: metadata.modified().ok(), changed: changed(metadata) }
    }

    /// Whether the file had its last change when another was still to be written on the same disk: whatever changes it
    /// later is given another time. Never known where the disk does not tell every change.
    pub fn is_before(&self, other: &Self) -> bool {
        is_earlier(self.changed, other.changed)
    }

    /// Whether the disk has noted when the file changed by itself, and not when it says that it was written.
    pub fn notes_changes(&self) -> bool {
        let written = self.modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        written.is_some_and(|written| is_other(self.changed, written.as_secs()))
    }

    /// Whether it tells a file from all that may be written over it, whatever time that is given: on Unix alone.
    pub const fn tells_changes(&self) -> bool {
        cfg!(unix)
    }

    /// Whether it was not written so lately, when it was read, that what is written over it may be given the same time.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let is_far = |time: SystemTime| match now.duration_since(time) {
            Ok(age) => age > SETTLED,
            // A clock that was ahead.
            Err(ahead) => ahead.duration() > SETTLED,
        };
        self.modified.is_some_and(is_far)
    }
}

/// When a file last changed in any way, in seconds and nanoseconds, and which file it is.
#[cfg(unix)]
type Changed = (i64, i64, u64);

/// When a file was made, which is all that is told of it elsewhere.
#[cfg(not(unix))]
type Changed = Option<SystemTime>;

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Changed {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec(), metadata.ino())
}

#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> Changed {
    metadata.created().ok()
}

#[cfg(unix)]
fn is_earlier(one: Changed, other: Changed) -> bool {
    (one.0, one.1) < (other.0, other.1)
}

#[cfg(not(unix))]
fn is_earlier(_: Changed, _: Changed) -> bool {
    false
}

#[cfg(unix)]
fn is_other(changed: Changed, written: u64) -> bool {
    changed.0.unsigned_abs() != written
}

#[cfg(not(unix))]
fn is_other(_: Changed, _: u64) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn at(seconds: i64, nanoseconds: i64) -> Stamp {
        Stamp { size: 3, modified: Some(SystemTime::UNIX_EPOCH), changed: (seconds, nanoseconds, 1) }
    }

    #[test]
    fn a_change_in_one_tick_is_not_before_another() {
        assert!(at(5, 9).is_before(&at(6, 0)) && at(5, 0).is_before(&at(5, 1)));
        assert!(!at(5, 1).is_before(&at(5, 1)) && !at(6, 0).is_before(&at(5, 9)));
    }

    #[test]
    fn a_disk_that_takes_what_it_is_told_for_a_change_notes_none() {
        assert!(at(5, 0).notes_changes() && !at(0, 0).notes_changes());
    }
}
