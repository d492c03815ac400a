//! The site as its rules see it: the facts of every page, and the files that addresses lead to.

use std::collections::VecDeque;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Facts, Link, Target};
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
    /// Pages by the folder that they are the index of: `fr/` of `fr/index.html`.
    by_folder: FxHashMap<&'s str, usize>,
    reached: Vec<bool>,
    /// The page that each link of each page leads to: several rules ask.
    leads: Vec<Vec<Option<usize>>>,
    /// What the other addresses of pages lead to, by their path.
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
        let folder = |page: &'s Facts| page.path.as_str().strip_suffix("index.html");
        let folder =
            |(index, page): (usize, &'s Arc<Facts>)| Some((folder(page).filter(|path| is_folder(path))?, index));
        let by_folder = pages.iter().enumerate().filter_map(folder).collect();
        let (reached, leads, files) = (Vec::new(), Vec::new(), FxHashMap::default());
        let mut site = Self { pages, exists, read, by_path, by_folder, reached, leads, files };
        // Nearly all links name a page or its folder, which is quick to know.
        let leads = pages.par_iter().map(|page| page.links.iter().map(|link| site.page_of(&link.to)).collect());
        site.leads = leads.collect();
        for (page, leads) in pages.iter().zip(&site.leads) {
            let links = page.links.iter().zip(leads).filter(|(_, page)| page.is_none()).map(|(link, _)| &link.to);
            for target in links.chain(page.other_targets()) {
                if let Target::Here { path, .. } = target
                    && !site.files.contains_key(&**path)
                {
                    site.files.insert(path, look(&site, path));
                }
            }
        }
        let mut leads = std::mem::take(&mut site.leads);
        leads.par_iter_mut().zip(pages).for_each(|(leads, page)| {
            for (lead, link) in leads.iter_mut().zip(&page.links).filter(|(lead, _)| lead.is_none()) {
                if let Some(File::Page(page)) = site.file(&link.to) {
                    *lead = Some(page);
                }
            }
        });
        site.leads = leads;
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
        self.leads[home].iter().any(|page| page.is_some_and(|page| page != home)).then_some(home)
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

    /// The page that a link of a page leads to, by its rank there.
    pub fn lead(&self, page: usize, link: usize) -> Option<usize> {
        self.leads[page][link]
    }

    /// The links that lead to other files of the site than pages, and these.
    pub fn linked_files(&self) -> impl Iterator<Item = (&'s Facts, &'s Link, OutputPath)> {
        self.pages.iter().zip(&self.leads).flat_map(move |(page, leads)| {
            let others = page.links.iter().zip(leads).filter(|(_, lead)| lead.is_none());
            others.filter_map(move |(link, _)| match self.file(&link.to)? {
                File::Other(file) => Some((&**page, link, file)),
                File::Page(_) => None,
            })
        })
    }

    /// What an address leads to, as servers of files find it; nothing when it leads out of the site or nowhere.
    pub fn file(&self, target: &Target) -> Option<File> {
        let Target::Here { path, .. } = target else { return None };
        self.page_of(target).map(File::Page).or_else(|| match self.files.get(&**path) {
            Some(known) => known.clone(),
            None => look(self, path),
        })
    }

    /// The page whose very path, or whose folder, an address is.
    fn page_of(&self, target: &Target) -> Option<usize> {
        let Target::Here { path, .. } = target else { return None };
        if is_folder(path) { self.by_folder.get(&**path).copied() } else { self.page(path) }
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
        let mut queue = VecDeque::from([root]);
        reached[root] = true;
        while let Some(at) = queue.pop_front() {
            let page = &self.pages[at];
            let frames = page.frames.iter().filter_map(|frame| frame.to.as_ref());
            let others = frames.chain(page.leads_to.as_ref()).filter_map(|target| match self.file(target)? {
                File::Page(next) => Some(next),
                File::Other(_) => None,
            });
            for next in self.leads[at].iter().flatten().copied().chain(others) {
                if !std::mem::replace(&mut reached[next], true) {
                    queue.push_back(next);
                }
            }
        }
        reached
    }
}

fn is_folder(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}

/// What servers of files find at a path.
fn look(site: &Site<'_>, path: &str) -> Option<File> {
    let at = |path: &str| {
        let page = site.page(path).map(File::Page);
        page.or_else(|| Some(OutputPath::new(path)).filter(|path| (site.exists)(path)).map(File::Other))
    };
    if is_folder(path) {
        return at(&format!("{path}index.html")).or_else(|| at(&format!("{path}index.htm")));
    }
    at(path).or_else(|| at(&format!("{path}/index.html"))).or_else(|| at(&format!("{path}.html")))
}
