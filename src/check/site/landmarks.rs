//! The landmarks of all pages, side by side: several rules look at all of them, few at what is in one.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::content::hash;
use super::{Block, BlockKind, Facts, Link, Site, Target};

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

/// The links of a landmark to pages of the site, each with the path it leads to, where no other of them leads. What two lead to,
/// as the number of a page of a list and « next » do, has neither one place nor one name in it.
pub(super) fn only_links<'s>(page: &'s Facts, block: &Block) -> Vec<(&'s str, &'s Link)> {
    let links = page.links[block.links.clone()].iter();
    let mut links: Vec<(&str, &Link)> = links
        .filter_map(|link| match &link.to {
            Target::Here { path, fragment, .. } if fragment.is_empty() => Some((&**path, link)),
            _ => None,
        })
        .collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for (path, _) in &links {
        *times.entry(path).or_default() += 1;
    }
    links.retain(|(path, _)| times[path] == 1);
    links
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
