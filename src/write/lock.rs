//! One run at a time writes to an output folder.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a run waits for another to end.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long it sleeps before it looks again.
const NAP: Duration = Duration::from_millis(20);

/// Keeps other runs out of the folder `dir` for as long as what it gives lives. It is the folder itself that is locked,
/// and no file in it: nothing is left there, and the system lets go of it however the program ends. Where folders
/// cannot be locked (Windows, some disks), nothing is kept out.
pub(super) fn lock(dir: &Path) -> Result<Option<File>> {
    let Ok(folder) = File::open(dir) else { return Ok(None) };
    let start = Instant::now();
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(NAP),
            Err(TryLockError::WouldBlock) => {
                let folder = dir.display();
                bail!("another build is writing to `{folder}`: wait for its end, or build into another folder")
            }
        }
    }
}
