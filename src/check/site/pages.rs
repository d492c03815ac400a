//! The site as its rules see it: the facts of every page, and the files that addresses lead to.

use std::collections::VecDeque;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::landmarks::{Landmark, landmarks};
use super::{Asset, Block, BlockKind, Facts, Link, Target};
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
    leads: Vec<Vec<Option<u32>>>,
    /// The languages of the pages, and which each has.
    languages: Vec<&'s str>,
    language_of: Vec<usize>,
    landmarks: Vec<Landmark>,
    /// What the other addresses of pages lead to, by their path.
    files: FxHashMap<&'s str, Option<At>>,
    /// The files that are no pages and that pages name.
    others: Vec<OutputPath>,
    /// Who links to them, and who shows or runs them, in the order of the pages.
    linked: Vec<Use>,
    shown: Vec<Use>,
}

/// What an address of the site leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// A page, by its place in [`Site::pages`].
    Page(usize),
    /// Another file.
    Other(OutputPath),
}

/// The same, by ranks.
#[derive(Clone, Copy)]
enum At {
    Page(usize),
    Other(usize),
}

/// A link or an asset of a page, by its rank there, and the file that it leads to.
struct Use {
    page: usize,
    rank: usize,
    file: usize,
}

/// What addresses lead to, while they are looked up.
#[derive(Default)]
struct Known {
    /// By where their paths are in memory.
    words: FxHashMap<*const u8, Option<At>>,
    /// The ranks of files.
    ranks: FxHashMap<OutputPath, usize>,
}

/// How many instant redirections are followed.
const REDIRECTIONS: usize = 8;

impl<'s> Site<'s> {
    /// A site of these pages, sorted by path.
    pub fn new(pages: &'s [Arc<Facts>], exists: Exists<'s>, read: Read<'s>) -> Self {
        let by_path = || pages.iter().enumerate().map(|(index, page)| (page.path.as_str(), index)).collect();
        let folder = |page: &'s Facts| page.path.as_str().strip_suffix("index.html");
        let folder =
            |(index, page): (usize, &'s Arc<Facts>)| Some((folder(page).filter(|path| is_folder(path))?, index));
        let by_folder = || pages.iter().enumerate().filter_map(folder).collect();
        let told = || {
            let (languages, language_of) = languages(pages);
            let landmarks = landmarks(pages, &language_of);
            (languages, language_of, landmarks)
        };
        let (by_path, (by_folder, (languages, language_of, landmarks))) =
            rayon::join(by_path, || rayon::join(by_folder, told));
        let (reached, files, others) = (Vec::new(), FxHashMap::default(), Vec::new());
        let (leads, linked, shown) = (Vec::new(), Vec::new(), Vec::new());
        let mut site = Self {
            pages,
            exists,
            read,
            by_path,
            by_folder,
            reached,
            leads,
            languages,
            language_of,
            landmarks,
            files,
            others,
            linked,
            shown,
        };
        // Nearly all links name a page or its folder, which is quick to know.
        site.leads = leads_to_pages(&site);
        site.look_up();
        site.reached = site.reach();
        site
    }

    /// Looks up every other address that a page names.
    fn look_up(&mut self) {
        let mut known = Known::default();
        for (page, facts) in self.pages.iter().enumerate() {
            for (rank, link) in facts.links.iter().enumerate() {
                if self.leads[page][rank].is_none() {
                    match self.know(&link.to, &mut known) {
                        Some(At::Page(other)) => self.leads[page][rank] = Some(compact(other)),
                        Some(At::Other(file)) => self.linked.push(Use { page, rank, file }),
                        None => {}
                    }
                }
            }
            for (rank, asset) in facts.assets.iter().enumerate() {
                if let Some(At::Other(file)) = self.know(&asset.to, &mut known) {
                    self.shown.push(Use { page, rank, file });
                }
            }
            for target in facts.frames.iter().filter_map(|frame| frame.to.as_ref()).chain(&facts.leads_to) {
                self.know(target, &mut known);
            }
        }
    }

    /// What an address leads to, which is remembered.
    fn know(&mut self, target: &'s Target, known: &mut Known) -> Option<At> {
        let Target::Here { path, .. } = target else { return None };
        // Pages share their words, of which the address says as much as the text.
        if let Some(at) = known.words.get(&path.as_ptr()) {
            return *at;
        }
        let at = if let Some(page) = self.page_of(target) {
            Some(At::Page(page))
        } else if let Some(at) = self.files.get(&**path) {
            *at
        } else {
            let at = look(self, path).map(|file| match file {
                File::Page(page) => At::Page(page),
                File::Other(file) => At::Other(*known.ranks.entry(file).or_insert_with_key(|file| {
                    self.others.push(file.clone());
                    self.others.len() - 1
                })),
            });
            self.files.insert(path, at);
            at
        };
        known.words.insert(path.as_ptr(), at);
        at
    }

    /// The page at a path.
    pub fn page(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The page that the root of the site shows, when it leads on: the sign that the folder is a site.
    pub fn home(&self) -> Option<usize> {
        let home = self.land(self.page("index.html")?);
        self.leads(home).any(|(_, page)| page != home).then_some(home)
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

    /// The language of a page, by its rank among all, and in lower case; empty when the page does not say.
    pub fn language(&self, page: usize) -> (usize, &'s str) {
        let rank = self.language_of[page];
        (rank, self.languages[rank])
    }

    /// The landmarks of the pages that the home page leads to, one page after the other.
    pub fn landmarks(&self) -> impl Iterator<Item = &[Landmark]> {
        let of_page = self.landmarks.chunk_by(|a, b| a.page == b.page);
        of_page.filter(|all| self.reached[all[0].page] && self.pages[all[0].page].leads_to.is_none())
    }

    /// The links of a page that lead to pages, by their ranks there, and these.
    pub fn leads(&self, page: usize) -> impl Iterator<Item = (usize, usize)> {
        let leads = self.leads[page].iter().enumerate();
        leads.filter_map(|(link, page)| page.map(|page| (link, page as usize)))
    }

    /// The links that lead to such files of the site other than pages, and these.
    pub fn linked_files(
        &self,
        wanted: impl Fn(&OutputPath) -> bool,
    ) -> impl Iterator<Item = (&'s Facts, &'s Link, &OutputPath)> {
        self.uses(&self.linked, wanted).map(|(page, rank, file)| (page, &page.links[rank], file))
    }

    /// What shows or runs such files of the site other than pages, and these.
    pub fn shown_files(
        &self,
        wanted: impl Fn(&OutputPath) -> bool,
    ) -> impl Iterator<Item = (&'s Facts, &'s Asset, &OutputPath)> {
        self.uses(&self.shown, wanted).map(|(page, rank, file)| (page, &page.assets[rank], file))
    }

    /// Those of these uses that are of such files: each file is looked at once.
    fn uses<'a>(
        &'a self,
        uses: &'a [Use],
        wanted: impl Fn(&OutputPath) -> bool,
    ) -> impl Iterator<Item = (&'s Facts, usize, &'a OutputPath)> {
        let wanted: Vec<bool> = self.others.iter().map(wanted).collect();
        let uses = uses.iter().filter(move |one| wanted[one.file]);
        uses.map(|one| (&*self.pages[one.page], one.rank, &self.others[one.file]))
    }

    /// What an address leads to, as servers of files find it; nothing when it leads out of the site or nowhere.
    pub fn file(&self, target: &Target) -> Option<File> {
        let Target::Here { path, .. } = target else { return None };
        self.page_of(target).map(File::Page).or_else(|| match self.files.get(&**path) {
            Some(Some(At::Page(page))) => Some(File::Page(*page)),
            Some(Some(At::Other(file))) => Some(File::Other(self.others[*file].clone())),
            Some(None) => None,
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
            for next in self.leads(at).map(|(_, page)| page).chain(others) {
                if !std::mem::replace(&mut reached[next], true) {
                    queue.push_back(next);
                }
            }
        }
        reached
    }
}

/// The page that each link of each page leads to, when its very path or folder is named. Pages have most of their links
/// in the parts that they share, which are looked up once.
fn leads_to_pages(site: &Site<'_>) -> Vec<Vec<Option<u32>>> {
    let lead = |link: &Link| site.page_of(&link.to).map(compact);
    let of_some = |pages: &[Arc<Facts>]| {
        let mut parts: FxHashMap<(u64, usize), Vec<Option<u32>>> = FxHashMap::default();
        let mut of_page = |page: &Arc<Facts>| {
            let mut leads = Vec::with_capacity(page.links.len());
            for block in apart(page) {
                leads.extend(page.links[leads.len()..block.links.start].iter().map(lead));
                let inside = || page.links[block.links.clone()].iter().map(lead).collect();
                leads.extend_from_slice(parts.entry((block.menu, block.links.len())).or_insert_with(inside));
            }
            leads.extend(page.links[leads.len()..].iter().map(lead));
            leads
        };
        pages.iter().map(&mut of_page).collect::<Vec<_>>()
    };
    site.pages.par_chunks(PART).flat_map_iter(of_some).collect()
}

/// How many pages are looked at together.
const PART: usize = 256;

/// The languages of pages, and which each has.
fn languages(pages: &[Arc<Facts>]) -> (Vec<&str>, Vec<usize>) {
    let mut all: Vec<&str> = Vec::new();
    let mut ranks: FxHashMap<&str, usize> = FxHashMap::default();
    let mut of = Vec::with_capacity(pages.len());
    for page in pages {
        of.push(*ranks.entry(&page.language).or_insert_with_key(|language| {
            all.push(language);
            all.len() - 1
        }));
    }
    (all, of)
}

/// The landmarks of a page that pages may share, but for those within others.
fn apart(page: &Facts) -> impl Iterator<Item = &Block> {
    let mut end = 0;
    let may_be = |block: &&Block| block.kind != BlockKind::Main && !block.links.is_empty();
    page.blocks.iter().filter(may_be).filter(move |block| {
        let is_apart = block.links.start >= end;
        end = end.max(block.links.end);
        is_apart
    })
}

/// The rank of a page: no site has more than are counted in 32 bits.
fn compact(page: usize) -> u32 {
    u32::try_from(page).expect("fewer pages than that")
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
