//! What is needed of a page once it is rendered, and what is let go of: the memory of a large site is that of its
//! texts.

use rustc_hash::FxHashSet;

use super::made::Made;
use super::pages::Job;
use super::{credits, feed, search};
use crate::model::{PageId, Site};

/// What is needed of pages once they are rendered.
pub(super) struct Needs {
    /// Pages that are rendered more than once.
    again: FxHashSet<PageId>,
    /// Pages whose texts stand in feeds.
    fed: FxHashSet<PageId>,
    /// Whether texts stand in the index of a search.
    indexed: bool,
    /// Whether a page of credits tells what files the others show.
    credited: bool,
}

impl Needs {
    /// What is needed of the pages of a site.
    pub(super) fn of(site: &Site) -> Self {
        let mut languages = 0..site.config.languages.all.len();
        Self {
            again: site.fallbacks.iter().map(|fallback| fallback.page).collect(),
            fed: feed::told(site),
            indexed: languages.any(|language| search::link(site, language).is_some()),
            credited: site.pages.iter().any(|page| credits::is_credits(site, page)),
        }
    }

    /// Takes note of all that will be asked of a page, which may be remembered without being asked, and drops what will
    /// not.
    pub(super) fn settle(&self, site: &Site, made: &mut Made) {
        if !self.indexed && made.of.is_none_or(|id| !self.fed.contains(&id)) {
            made.parts = Vec::new();
        }
        made.pointed(site);
        if made.asked.waits() {
            made.characters();
        }
        if self.credited {
            made.files(site);
        }
    }

    /// Lets go of the text of a page that was rendered, when no other build follows.
    pub(super) fn release(&self, site: &Site, job: &Job<'_>) {
        if let Job::Page(id, ..) = job
            && !self.again.contains(id)
        {
            site.page(*id).source.release();
        }
    }
}
