//! What is let go of once a page is rendered: the memory of a large site is that of its texts.

use rustc_hash::FxHashSet;

use super::made::Made;
use super::pages::Job;
use super::{feed, search};
use crate::model::{PageId, Site};

/// What is let go of once a page is rendered, when no other build follows.
pub(super) struct Releases<'a> {
    site: &'a Site,
    /// Pages that are rendered more than once.
    again: FxHashSet<PageId>,
    /// Pages whose texts stand in feeds.
    fed: FxHashSet<PageId>,
    /// Whether texts stand in the index of a search.
    indexed: bool,
}

impl<'a> Releases<'a> {
    /// What that is for the pages of a site.
    pub(super) fn of(site: &'a Site) -> Self {
        let mut languages = 0..site.config.languages.all.len();
        Self {
            site,
            again: site.fallbacks.iter().map(|fallback| fallback.page).collect(),
            fed: feed::told(site),
            indexed: languages.any(|language| search::link(site, language).is_some()),
        }
    }

    /// The page that was made of a job, without what nobody asks for any more.
    pub(super) fn after(&self, job: &Job<'_>, mut made: Made) -> Made {
        if let Job::Page(id, ..) = job
            && !self.again.contains(id)
        {
            self.site.page(*id).source.release();
        }
        if !self.indexed && made.of.is_none_or(|id| !self.fed.contains(&id)) {
            made.parts = Vec::new();
        }
        made
    }
}
