//! What pages ask for while they are rendered: pictures to make, files to deliver, sheets that wait for their fonts.
//!
//! What a page asks for is a part of what it gives, so that a page that is remembered asks again without being
//! rendered. Templates call functions that know no page: these ask on behalf of the work that is [recorded](recording)
//! on their thread. What is made once for all pages keeps what it asked for, and each page that uses it asks for that
//! too.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fonts::Sheet;
use crate::asset::store::Wanted;
use crate::finding::{Finding, OutputPath, SourcePath};
use crate::output::Content;

/// What is to be made and copied, and what was found wrong on the way.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Asked {
    /// Pictures to make.
    pub(super) pictures: Wanted,
    /// Files to deliver, with the source of each; where there is no content, the source as it is.
    pub(super) files: BTreeMap<OutputPath, (Option<Content>, SourcePath)>,
    /// Which of them are style sheets that were compiled.
    pub(super) sheets: BTreeSet<OutputPath>,
    /// Sheets that name families of the theme, by the URL that stands in for theirs.
    pub(super) waiting: BTreeMap<String, Arc<Sheet>>,
    /// Families that a template preloads.
    pub(super) families: BTreeSet<String>,
    /// What is wrong with the drawings that stand in pages.
    pub(super) drawings: BTreeMap<SourcePath, Vec<Finding>>,
    /// Other faults, each once.
    pub(super) findings: Vec<Finding>,
}

impl Asked {
    /// Tells a fault, once.
    pub(super) fn tell(&mut self, finding: &Finding) {
        if !self.findings.contains(finding) {
            self.findings.push(finding.clone());
        }
    }

    /// Tells these faults, each once.
    pub(super) fn tell_all(&mut self, findings: &[Finding]) {
        for finding in findings {
            self.tell(finding);
        }
    }

    /// Whether it waits for the characters of all pages.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty() || !self.families.is_empty()
    }

    /// Whether it asks for all that another piece of work asks for.
    pub(super) fn has(&self, other: &Self) -> bool {
        let Self { pictures, files, sheets, waiting, families, drawings, findings } = other;
        pictures.variants.keys().all(|path| self.pictures.variants.contains_key(path))
            && pictures.posters.keys().all(|path| self.pictures.posters.contains_key(path))
            && files.keys().all(|path| self.files.contains_key(path))
            && sheets.is_subset(&self.sheets)
            && waiting.keys().all(|url| self.waiting.contains_key(url))
            && families.is_subset(&self.families)
            && drawings.keys().all(|path| self.drawings.contains_key(path))
            && findings.iter().all(|finding| self.findings.contains(finding))
    }

    /// Asks for what another piece of work asked for.
    pub(super) fn join(&mut self, other: &Self) {
        fill(&mut self.pictures.variants, &other.pictures.variants);
        fill(&mut self.pictures.posters, &other.pictures.posters);
        fill(&mut self.files, &other.files);
        fill(&mut self.waiting, &other.waiting);
        fill(&mut self.drawings, &other.drawings);
        for path in other.sheets.iter().filter(|path| !self.sheets.contains(*path)).collect::<Vec<_>>() {
            self.sheets.insert(path.clone());
        }
        for family in other.families.iter().filter(|family| !self.families.contains(*family)).collect::<Vec<_>>() {
            self.families.insert(family.clone());
        }
        self.tell_all(&other.findings);
    }
}

/// Adds what is not there: most of what a page asks for, others asked for before.
fn fill<K: Clone + Ord, V: Clone>(map: &mut BTreeMap<K, V>, other: &BTreeMap<K, V>) {
    for (key, value) in other {
        if !map.contains_key(key) {
            map.insert(key.clone(), value.clone());
        }
    }
}

thread_local! {
    /// What is asked for by the work under way on this thread; the last is the innermost piece of it.
    static UNDER_WAY: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
}

/// What a piece of work gives, and what it asks for. It must stay on its thread.
pub(super) fn recording<T>(work: impl FnOnce() -> T) -> (T, Asked) {
    UNDER_WAY.with_borrow_mut(|all| all.push(Asked::default()));
    let result = work();
    (result, UNDER_WAY.with_borrow_mut(Vec::pop).unwrap_or_default())
}

/// Asks for something on behalf of the work under way.
pub(super) fn ask(change: impl FnOnce(&mut Asked)) {
    UNDER_WAY.with_borrow_mut(|all| {
        assert!(!all.is_empty(), "nobody records what is asked for");
        if let Some(innermost) = all.last_mut() {
            change(innermost);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_belongs_to_the_innermost_work() {
        let family = |name: &str| {
            ask(|asked| {
                asked.families.insert(name.to_owned());
            });
        };
        let ((), outer) = recording(|| {
            family("a");
            let ((), inner) = recording(|| family("b"));
            assert_eq!(inner.families, BTreeSet::from(["b".to_owned()]));
            ask(|asked| asked.join(&inner));
            family("c");
        });
        assert_eq!(outer.families, ["a", "b", "c"].map(str::to_owned).into());
    }
}
