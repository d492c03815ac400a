//! The texts of the last build, so that files which have not changed are not read again.

use std::time::SystemTime;

use rustc_hash::FxHashMap;

use super::files::Files;
use super::listed::Listed;
use super::text::Text;
use crate::finding::SourcePath;
use crate::pack::{Shelf, Stamp};

/// Texts of the last time, by their path, with the stamps of their files: those that have kept these are not read again.
#[derive(Debug)]
pub struct Known {
    /// Nothing when texts are not remembered.
    texts: Option<FxHashMap<SourcePath, (Stamp, Text)>>,
    /// Where it is kept what those of a former run were, until it was asked for.
    pub(super) shelf: Option<Shelf<Listed>>,
}

impl Default for Known {
    fn default() -> Self {
        Self { texts: Some(FxHashMap::default()), shelf: None }
    }
}

impl Known {
    /// Texts that are not remembered.
    pub fn forgetful() -> Self {
        Self { texts: None, shelf: None }
    }

    /// The same, which the first time also asks a shelf what the texts of a former run were, and leaves there what they are.
    #[must_use]
    pub fn kept(self, shelf: Shelf<Listed>) -> Self {
        Self { shelf: Some(shelf), ..self }
    }

    /// Forgets what is in memory.
    pub fn forget(&mut self) {
        self.texts.iter_mut().for_each(FxHashMap::clear);
    }

    /// The text of a file, if it is as it was.
    pub(super) fn text(&self, path: &SourcePath, stamp: &Stamp) -> Option<Text> {
        let (known, text) = self.texts.as_ref()?.get(path)?;
        (known == stamp).then(|| text.clone())
    }

    /// Remembers the texts that were read or were known.
    pub(super) fn keep(&mut self, now: SystemTime, stamps: Vec<(SourcePath, Stamp)>, files: &Files) {
        let Some(all) = &mut self.texts else { return };
        let last = std::mem::take(all);
        all.reserve(stamps.len());
        for (path, stamp) in stamps {
            let Some(text) = files.texts.get(&path) else { continue };
            let is_known = last.get(&path).is_some_and(|(known, _)| *known == stamp);
            if is_known || stays(text, &stamp, now) {
                all.insert(path, (stamp, text.clone()));
            }
        }
    }
}

/// Whether a text that was read now is what its file holds as long as that has this stamp. What is no text is told each time:
/// its faults were replaced.
pub(super) fn stays(text: &Text, stamp: &Stamp, now: SystemTime) -> bool {
    stamp.is_settled(now)
        && text.len() as u64 == stamp.size
        && !text.at_hand().is_some_and(|text| text.contains('\u{fffd}'))
}
