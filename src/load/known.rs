//! The texts of the last build, so that files which have not changed are not read again.

use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use rustc_hash::FxHashMap;

use super::files::Files;
use crate::finding::SourcePath;
use crate::pack::Stamp;

/// Texts of the last time, by their path, with the stamps of their files: those that have kept these are not read again. Nothing
/// when texts are not remembered.
#[derive(Debug)]
pub struct Known(Option<FxHashMap<SourcePath, Entry>>);

impl Default for Known {
    fn default() -> Self {
        Self(Some(FxHashMap::default()))
    }
}

#[derive(Debug)]
struct Entry {
    stamp: Stamp,
    text: Arc<str>,
    digest: OnceLock<blake3::Hash>,
}

impl Known {
    /// Texts that are not remembered.
    pub fn forgetful() -> Self {
        Self(None)
    }

    /// The text of a file, if it is as it was.
    pub(super) fn text(&self, path: &SourcePath, stamp: &Stamp) -> Option<Arc<str>> {
        let known = self.0.as_ref()?.get(path)?;
        (known.stamp == *stamp).then(|| Arc::clone(&known.text))
    }

    /// The hash of a text; taken once of one that is remembered.
    pub(super) fn digest(&self, path: &SourcePath, text: &Arc<str>) -> blake3::Hash {
        match self.0.as_ref().and_then(|known| known.get(path)).filter(|known| Arc::ptr_eq(&known.text, text)) {
            Some(known) => *known.digest.get_or_init(|| blake3::hash(text.as_bytes())),
            None => blake3::hash(text.as_bytes()),
        }
    }

    /// Remembers the texts that were read or were known.
    pub(super) fn keep(&mut self, now: SystemTime, stamps: Vec<(SourcePath, Stamp)>, files: &Files) {
        let Some(all) = &mut self.0 else { return };
        let mut last = std::mem::take(all);
        all.reserve(stamps.len());
        for (path, stamp) in stamps {
            let Some(text) = files.texts.get(&path) else { continue };
            let known = match last.remove(&path).filter(|known| Arc::ptr_eq(&known.text, text)) {
                Some(known) => known,
                // What is no text is told each time: its faults were replaced.
                None if !stamp.is_settled(now) || text.len() as u64 != stamp.size || text.contains('\u{fffd}') => {
                    continue;
                }
                None => Entry { stamp, text: Arc::clone(text), digest: OnceLock::new() },
            };
            all.insert(path, known);
        }
    }
}
