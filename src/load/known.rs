//! The texts of the last build, so that files which have not changed are not read again.

use std::time::SystemTime;

use rustc_hash::FxHashMap;

use super::files::Files;
use super::listed::{self, Listed};
use super::text::Text;
use crate::finding::SourcePath;
use crate::pack::{Shelf, Stamp};

/// Texts of the last time, by their path, with the stamps of their files: those that have kept these are not read
/// again.
#[derive(Debug)]
pub struct Known {
    /// Nothing when texts are not remembered.
    texts: Option<FxHashMap<SourcePath, (Stamp, Text)>>,
    /// Where it is kept what those of a former process were.
    shelf: Option<Shelf<Listed>>,
    /// Whether that was asked for: afterwards what is in memory says more.
    is_recalled: bool,
    /// Whether it has to be left there once more to be kept.
    is_due: bool,
}

impl Default for Known {
    fn default() -> Self {
        Self { texts: Some(FxHashMap::default()), shelf: None, is_recalled: false, is_due: false }
    }
}

impl Known {
    /// Texts that are not remembered.
    pub fn forgetful() -> Self {
        Self { texts: None, ..Self::default() }
    }

    /// The same, which the first time also asks a shelf what the texts of a former process were, and leaves there what
    /// they are.
    #[must_use]
    pub fn kept(self, shelf: Shelf<Listed>) -> Self {
        Self { shelf: Some(shelf), ..self }
    }

    /// Forgets all texts, those of former processes too.
    pub fn forget(&mut self) {
        self.texts.iter_mut().for_each(FxHashMap::clear);
        self.shelf.iter().for_each(|shelf| listed::put(shelf, &Listed::default()));
    }

    /// What the texts of a former process were, the first time.
    pub(super) fn recall(&mut self) -> Option<Listed> {
        let shelf = self.shelf.as_ref().filter(|_| !self.is_recalled)?;
        let (listed, is_due) = listed::get(shelf);
        (self.is_recalled, self.is_due) = (true, is_due);
        Some(listed)
    }

    /// Leaves for the next process what texts are now, unless the former one has left the same.
    pub(super) fn leave(&self, former: &Listed, now: impl FnOnce() -> Listed, files: &Files) {
        let Some(shelf) = self.shelf.as_ref().filter(|_| self.is_due || !former.is_all_of(files)) else { return };
        let listed = now();
        if self.is_due || listed != *former {
            listed::put(shelf, &listed);
        }
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

/// Whether a text that was read now is what its file holds as long as that has this stamp. What is no text is told each
/// time: its faults were replaced.
pub(super) fn stays(text: &Text, stamp: &Stamp, now: SystemTime) -> bool {
    stamp.is_settled(now)
        && text.len() as u64 == stamp.size
        && !text.at_hand().is_some_and(|text| text.contains('\u{fffd}'))
}
