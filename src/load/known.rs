//! The texts of the last build, so that files which have not changed are not read again.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::files::Files;
use crate::finding::SourcePath;

/// Texts of the last time, by their path, with their size and when they were written: those that have kept both are not
/// read again.
#[derive(Debug, Default)]
pub struct Known(HashMap<SourcePath, (u64, SystemTime, Arc<str>)>);

/// How old a file must be when it is read for its time to tell it from what is written over it: clocks of file systems
/// are coarse.
const SETTLED: Duration = Duration::from_secs(2);

impl Known {
    /// The text of a file, if it is as it was.
    pub(super) fn text(&self, path: &SourcePath, size: u64, modified: Option<SystemTime>) -> Option<Arc<str>> {
        let (known_size, known_time, text) = self.0.get(path)?;
        (*known_size == size && Some(*known_time) == modified).then(|| Arc::clone(text))
    }

    /// Remembers the texts that were read or were known.
    pub(super) fn keep(&mut self, now: SystemTime, stamps: Vec<(SourcePath, u64, SystemTime)>, files: &Files) {
        let is_settled = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > SETTLED);
        let kept = stamps.into_iter().filter(|(_, _, time)| is_settled(*time)).filter_map(|(path, size, time)| {
            // What is no text is told each time: its faults were replaced.
            let is_whole = |text: &&Arc<str>| text.len() as u64 == size && !text.contains('\u{fffd}');
            let text = files.texts.get(&path).filter(is_whole)?;
            Some((path, (size, time, Arc::clone(text))))
        });
        self.0 = kept.collect();
    }
}
