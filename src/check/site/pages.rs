//! The site as its rules see it: the facts of every page, and the files that addresses lead to.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Facts, Target};
use crate::finding::OutputPath;

/// How to read a delivered file: its first bytes, at most so many.
pub type Read<'s> = &'s (dyn Fn(&OutputPath, usize) -> Option<Arc<[u8]>> + Sync);

/// Whether a file is delivered at a path.
pub type Exists<'s> = &'s (dyn Fn(&OutputPath) -> bool + Sync);

/// A site. Several rules may look at it at the same time.
pub struct Site<'s> {
    /// Its pages, by path.
    pub pages: &'s [Arc<Facts>],
    /// Whether a file is delivered at this path.
    pub exists: Exists<'s>,
    /// Reads a delivered file.
    pub read: Read<'s>,
    by_path: FxHashMap<&'s str, usize>,
    reached: Vec<bool>,
    /// What the addresses of pages lead to, by their path: menus ask for the same again and again.
    files: FxHashMap<&'s str, Option<File>>,
}

/// What an address of the site leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// A page, by its place in [`Site::pages`].
    Page(usize),
    /// Another file.
    Other(OutputPath),
}

/// How many instant redirections are followed.
const REDIRECTIONS: usize = 8;

impl<'s> Site<'s> {
    /// A site of these pages, sorted by path.
    pub fn new(pages: &'s [Arc<Facts>], exists: Exists<'s>, read: Read<'s>) -> Self {
        let by_path = pages.iter().enumerate().map(|(index, page)| (page.path.as_str(), index)).collect();
        let mut site = Self { pages, exists, read, by_path, reached: Vec::new(), files: FxHashMap::default() };
        for target in pages.iter().flat_map(|page| page.targets()) {
            if let Target::Here { path, .. } = target
                && !site.files.contains_key(&**path)
            {
                site.files.insert(path, site.look(path));
            }
        }
        site.reached = site.reach();
        site
    }

    /// The page at a path.
    pub fn page(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The page that the root of the site shows, when it leads on: the sign that the folder is a site.
    pub fn home(&self) -> Option<usize> {
        let home = self.land(self.page("index.html")?);
        let leads_on = |target: &Target| matches!(self.file(target), Some(File::Page(page)) if page != home);
        self.pages[home].links.iter().any(|link| leads_on(&link.to)).then_some(home)
    }

    /// The pages that the home page leads to, itself included, without those that only lead elsewhere; none when the
    /// folder is no site.
    pub fn reached(&self) -> impl Iterator<Item = (usize, &'s Facts)> {
        let pages = self.pages.iter().map(|page| &**page).enumerate();
        pages.filter(|(index, page)| self.reached[*index] && page.leads_to.is_none())
    }

    /// Whether the home page leads to this page.
    pub fn is_reached(&self, page: usize) -> bool {
        self.reached[page]
    }

    /// What an address leads to, as servers of files find it; nothing when it leads out of the site or nowhere.
    pub fn file(&self, target: &Target) -> Option<File> {
        let Target::Here { path, .. } = target else { return None };
        self.files.get(&**path).cloned().unwrap_or_else(|| self.look(path))
    }

    fn look(&self, path: &str) -> Option<File> {
        let at = |path: &str| {
            let page = self.page(path).map(File::Page);
            page.or_else(|| Some(OutputPath::new(path)).filter(|path| (self.exists)(path)).map(File::Other))
        };
        if path.is_empty() || path.ends_with('/') {
            return at(&format!("{path}index.html")).or_else(|| at(&format!("{path}index.htm")));
        }
        at(path).or_else(|| at(&format!("{path}/index.html"))).or_else(|| at(&format!("{path}.html")))
    }

    /// The page where a browser ends that asks for this one: instant redirections followed.
    pub fn land(&self, page: usize) -> usize {
        let mut at = page;
        for _ in 0..REDIRECTIONS {
            match self.pages[at].leads_to.as_ref().and_then(|target| self.file(target)) {
                Some(File::Page(next)) => at = next,
                _ => break,
            }
        }
        at
    }

    /// Whether an address cannot lead to anything: it names a file of the site that is not there.
    pub fn is_broken(&self, target: &Target) -> bool {
        matches!(target, Target::Here { .. }) && self.file(target).is_none()
    }

    fn reach(&self) -> Vec<bool> {
        let mut reached = vec![false; self.pages.len()];
        let Some(root) = self.page("index.html").filter(|_| self.home().is_some()) else { return reached };
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut queue = VecDeque::from([root]);
        reached[root] = true;
        while let Some(at) = queue.pop_front() {
            let page = &self.pages[at];
            let links = page.links.iter().map(|link| &link.to);
            let frames = page.frames.iter().filter_map(|frame| frame.to.as_ref());
            for target in links.chain(frames).chain(page.leads_to.as_ref()) {
                let Target::Here { path, .. } = target else { continue };
                if !seen.insert(path) {
                    continue;
                }
                if let Some(File::Page(next)) = self.file(target)
                    && !std::mem::replace(&mut reached[next], true)
                {
                    queue.push_back(next);
                }
            }
        }
        reached
    }
}
