//! The files of a site as they come from its pages, its machines' files and its folders: each path has one owner.

use std::collections::hash_map::Entry;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::{Finding, OutputPath, Place, rules};
use crate::output::{Content, Output};

/// Files with the place each comes from. Two that go to one path are a finding that names both; the first stays.
#[derive(Default)]
pub(super) struct Delivery {
    files: Vec<(OutputPath, Content)>,
    /// What claims a path that is taken.
    pub(super) findings: Vec<Finding>,
    owners: FxHashMap<OutputPath, Place>,
    pages: FxHashSet<OutputPath>,
}

impl Delivery {
    /// Adds a file that comes from `place`.
    pub(super) fn put(&mut self, path: OutputPath, content: Content, place: Place) {
        match self.owners.entry(path.clone()) {
            Entry::Vacant(free) => {
                free.insert(place);
                self.files.push((path, content));
            }
            Entry::Occupied(taken) => {
                let message = format!("`{path}` is what `{}` and `{}` both give", taken.get().path, place.path);
                let help = "give one of them another name, `slug` or `url`, or remove one";
                self.findings.push(Finding::new(&rules::OUTPUT_CONFLICT, place, message).help(help));
            }
        }
    }

    /// Adds a page. Two pages of one URL are not told here: the model did.
    pub(super) fn put_page(&mut self, path: OutputPath, content: Content, place: Place) {
        if self.pages.insert(path.clone()) {
            self.put(path, content, place);
        }
    }

    /// The files.
    pub(super) fn output(mut self) -> Output {
        // A map is made at once of what is in order.
        self.files.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.files.into_iter().collect()
    }

    /// Whether a file goes there.
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.owners.contains_key(path)
    }
}
