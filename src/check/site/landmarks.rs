//! The landmarks of all pages, side by side: several rules look at all of them, few at what is in one.

use std::sync::Arc;

use rayon::prelude::*;

use super::content::hash;
use super::{Block, BlockKind, Facts, Site};

/// A landmark of a page.
#[derive(Clone, Copy, Debug)]
pub struct Landmark {
    /// The page, by its rank.
    pub page: usize,
    /// The landmark, by its rank there.
    pub rank: usize,
    /// What it is.
    pub kind: BlockKind,
    /// The language of the page, by its rank.
    pub language: usize,
    /// A hash of its name.
    pub name: u64,
    /// A hash of its name and of its links ([`Block::menu`]).
    pub menu: u64,
}

impl Landmark {
    /// The page, and what is known of the landmark.
    pub fn of<'s>(&self, site: &Site<'s>) -> (&'s Facts, &'s Block) {
        let page: &Facts = &site.pages[self.page];
        (page, &page.blocks[self.rank])
    }
}

/// The landmarks of pages of these languages, in order.
pub(super) fn landmarks(pages: &[Arc<Facts>], languages: &[usize]) -> Vec<Landmark> {
    let of_page = |(page, facts): (usize, &Arc<Facts>)| {
        let language = languages[page];
        let landmark = move |(rank, block): (usize, &Block)| {
            let Block { kind, menu, .. } = *block;
            Landmark { page, rank, kind, language, name: hash(&block.name), menu }
        };
        facts.blocks.iter().enumerate().map(landmark).collect::<Vec<_>>()
    };
    pages.par_iter().enumerate().flat_map_iter(of_page).collect()
}
