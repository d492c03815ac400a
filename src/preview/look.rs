//! The disk looked at again and again, where the system does not tell what changes.
//!
//! A file is another when its size or its time is, to the nanosecond and older as well as newer: a checkout puts back
//! old files, and an editor may save twice in a second.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind};
use walkdir::WalkDir;

use crate::pack::Stamp;

/// How often the disk is looked at.
const EACH: Duration = Duration::from_millis(500);

type Stamps = BTreeMap<PathBuf, Stamp>;

/// Tells what changes among the files at `root` and in these folders of it, links followed, until what is given is
/// dropped.
///
/// # Errors
/// When there is no thread to be had.
pub(super) fn start(
    root: &Path,
    folders: Vec<PathBuf>,
    mut tell: impl FnMut(notify::Result<Event>) + Send + 'static,
) -> notify::Result<Sender<()>> {
    let root = root.to_owned();
    let mut last = stamps(&root, &folders);
    let (stop, stopped) = mpsc::channel();
    let look = move || {
        while stopped.recv_timeout(EACH) == Err(RecvTimeoutError::Timeout) {
            let now = stamps(&root, &folders);
            let others = now.iter().filter(|(path, stamp)| last.get(*path) != Some(*stamp)).map(|(path, _)| path);
            let gone = last.keys().filter(|path| !now.contains_key(*path));
            let paths: Vec<PathBuf> = others.chain(gone).cloned().collect();
            if !paths.is_empty() {
                tell(Ok(paths.into_iter().fold(Event::new(EventKind::Any), Event::add_path)));
            }
            last = now;
        }
    };
    thread::Builder::new().name("osier-look".to_owned()).spawn(look)?;
    Ok(stop)
}

fn stamps(root: &Path, folders: &[PathBuf]) -> Stamps {
    let walks = std::iter::once(WalkDir::new(root).max_depth(1)).chain(folders.iter().map(WalkDir::new));
    let files = walks.flat_map(|walk| walk.follow_links(true)).filter_map(Result::ok);
    files
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((entry.into_path(), Stamp::of(&metadata)))
        })
        .collect()
}
