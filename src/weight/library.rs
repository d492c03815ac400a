//! What is remembered from one page of a site to the next: sheets, and what words of pages come to in each window.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::profile::PROFILES;
use super::sheet::Sheet;
use super::sizes;
use crate::finding::OutputPath;

/// More texts than this are not remembered.
const MOST: usize = 4096;

/// What is remembered from one page of a site to the next. Pages may be looked at at the same time.
#[derive(Debug, Default)]
pub struct Library {
    sheets: RwLock<FxHashMap<Box<str>, Option<Arc<Sheet>>>>,
    media: RwLock<FxHashMap<Box<str>, [bool; PROFILES.len()]>>,
    sizes: RwLock<FxHashMap<Box<str>, [f32; PROFILES.len()]>>,
}

impl Library {
    /// The sheet at a path, whose text `read` gives.
    pub fn sheet(&self, path: &OutputPath, read: impl FnOnce() -> Option<Arc<str>>) -> Option<Arc<Sheet>> {
        remember(&self.sheets, path.as_str(), || read().map(|css| Arc::new(Sheet::parse(&css))))
    }

    /// Whether media queries hold in each profile.
    pub(super) fn holds(&self, media: &str) -> [bool; PROFILES.len()] {
        if media.trim().is_empty() {
            return [true; PROFILES.len()];
        }
        remember(&self.media, media, || PROFILES.map(|profile| profile.window.holds(media)))
    }

    /// What a `sizes` attribute tells in each profile, in CSS px.
    pub(super) fn widths(&self, sizes: &str) -> [f32; PROFILES.len()] {
        remember(&self.sizes, sizes, || PROFILES.map(|profile| sizes::width(sizes, profile.window)))
    }
}

fn remember<V: Clone>(known: &RwLock<FxHashMap<Box<str>, V>>, key: &str, make: impl FnOnce() -> V) -> V {
    if let Some(value) = known.read().unwrap_or_else(PoisonError::into_inner).get(key) {
        return value.clone();
    }
    let value = make();
    let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() < MOST {
        known.insert(key.into(), value.clone());
    }
    value
}
