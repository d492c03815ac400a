//! A build as the preview shows it.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::editor::Editor;
use crate::build::Build;
use crate::finding::{Finding, OutputPath};
use crate::model::{Page, PageId, Site};
use crate::output::{Content, Output};
use crate::render::{Early, Trace};

/// What may stand in the path of an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Where the sources are, for who opens them.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The folder of the site, absolute.
    pub root: PathBuf,
    /// What opens its files.
    pub editor: Option<Editor>,
}

/// What the preview serves: a build, with the last good form of pages that could not be made.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The rank of the build, from 1; some are dropped and never shown.
    pub number: u64,
    /// The build.
    pub build: Arc<Build>,
    /// The address of the page whose source was edited last, when the browser follows it.
    pub follow: Option<String>,
    /// Why the last build could not be made at all; this one is older.
    pub fault: Option<String>,
    /// Where the sources are.
    pub desk: Desk,
    /// What of the next build is there already; the rest is of `build`.
    early: Option<Arc<Early>>,
    kept: BTreeSet<OutputPath>,
    addresses: Arc<Addresses>,
}

/// Where a site has what.
#[derive(Debug)]
struct Addresses {
    pages: HashMap<OutputPath, PageId>,
    redirects: HashMap<String, String>,
}

impl Addresses {
    fn of(site: &Site) -> Self {
        let pages = site.pages.iter().enumerate().map(|(rank, page)| (page.output.clone(), PageId(rank))).collect();
        let decoded = |url: &str| percent_decode_str(url).decode_utf8_lossy().into_owned();
        let redirects = site.aliases.iter().map(|(from, to, _)| (decoded(from), to.clone())).collect();
        Self { pages, redirects }
    }
}

impl Snapshot {
    /// A build as it is shown. A page that `last` has and that could not be rendered now stays as it was there.
    pub fn new(number: u64, mut build: Build, last: Option<&Self>, desk: Desk) -> Self {
        let kept = last.map(|last| keep(&mut build.output, &last.build.output)).unwrap_or_default();
        let addresses = Arc::new(Addresses::of(&build.site));
        Self { number, build: Arc::new(build), follow: None, fault: None, desk, early: None, kept, addresses }
    }

    /// The same, with what of the next build is there already. What is found and weighed is still of the last, but for
    /// pages that come with what is found on them.
    #[must_use]
    pub fn with_early(&self, number: u64, mut early: Early) -> Self {
        let is_same = Arc::ptr_eq(&early.site.by_path, &self.site().by_path);
        let addresses = if is_same { Arc::clone(&self.addresses) } else { Arc::new(Addresses::of(&early.site)) };
        if let Some(before) = &self.early {
            // A build between was dropped. What is there of it stays, but for the sheets that have come again.
            let stands = before.findings.iter().filter(|(path, _)| !early.output.contains_key(*path));
            let stands: Vec<_> = stands.map(|(path, found)| (path.clone(), found.clone())).collect();
            early.findings.extend(stands);
            let sheets: Vec<OutputPath> = early.output.keys().filter(|path| is_sheet(path)).cloned().collect();
            let is_kept = |path: &OutputPath| !is_sheet(path) || !sheets.iter().any(|new| is_same_sheet(path, new));
            for (path, content) in before.output.iter().filter(|(path, _)| is_kept(path)) {
                early.output.entry(path.clone()).or_insert_with(|| content.clone());
            }
            for (path, trace) in &before.traces {
                early.traces.entry(path.clone()).or_insert_with(|| trace.clone());
            }
        }
        // Pages are seen with other sheets than they were looked at with.
        if early.output.keys().any(is_sheet) {
            early.findings.clear();
        }
        Self { number, follow: None, early: Some(Arc::new(early)), addresses, ..self.clone() }
    }

    /// The same, when what came after could not be made at all.
    #[must_use]
    pub fn failed(&self, number: u64, fault: String) -> Self {
        Self { number, follow: None, fault: Some(fault), ..self.clone() }
    }

    /// A delivered file.
    pub fn file(&self, path: &OutputPath) -> Option<&Content> {
        self.early.as_ref().and_then(|early| early.output.get(path)).or_else(|| self.build.output.get(path))
    }

    /// The site.
    pub fn site(&self) -> &Site {
        self.early.as_ref().map_or(&*self.build.site, |early| &early.site)
    }

    /// Where a delivered page comes from.
    pub fn trace(&self, path: &OutputPath) -> Option<&Trace> {
        self.early.as_ref().and_then(|early| early.traces.get(path)).or_else(|| self.build.traces.get(path))
    }

    /// Whether all that was found and what pages weigh is of what is shown.
    pub fn is_judged(&self) -> bool {
        self.early.is_none()
    }

    /// What was found on a page.
    pub fn findings(&self, path: &OutputPath) -> Vec<&Finding> {
        let source = self.page(path).map(Page::path);
        let of_all = || self.build.findings.iter().filter(|one| one.concerns(path, source)).collect();
        self.found_early(path).map_or_else(of_all, |own| own.iter().collect())
    }

    /// Whether what was found on a page is of the page as it is shown.
    pub fn is_judged_on(&self, path: &OutputPath) -> bool {
        self.is_judged() || self.found_early(path).is_some()
    }

    fn found_early(&self, path: &OutputPath) -> Option<&Vec<Finding>> {
        self.early.as_ref()?.findings.get(path)
    }

    /// The style sheets that can be had, each with whether pages are to be shown with it.
    pub(super) fn sheets(&self) -> impl Iterator<Item = (&OutputPath, bool)> {
        let early = self.early.iter().flat_map(|early| early.output.keys().filter(|path| is_sheet(path)));
        let is_due = |path: &OutputPath| !early.clone().any(|new| is_same_sheet(path, new));
        let rest: Vec<_> =
            self.build.output.keys().filter(|path| is_sheet(path)).map(|path| (path, is_due(path))).collect();
        early.map(|path| (path, true)).chain(rest)
    }

    /// Whether a page could not be made: its last good form is shown.
    pub fn is_kept(&self, path: &OutputPath) -> bool {
        self.kept.contains(path)
    }

    /// The page that is written there, when an author wrote it.
    pub fn page(&self, path: &OutputPath) -> Option<&Page> {
        self.addresses.pages.get(path).map(|id| self.site().page(*id))
    }

    /// Where a former address leads.
    pub fn redirect(&self, url: &str) -> Option<&str> {
        self.addresses.redirects.get(url).map(String::as_str)
    }

    /// The address of a delivered page, without its host: `/fr/` for `fr/index.html`.
    pub fn url(&self, page: &OutputPath) -> String {
        let path = page.as_str();
        let bare =
            path.strip_suffix("index.html").filter(|bare| bare.is_empty() || bare.ends_with('/')).unwrap_or(path);
        format!("{}/{}", self.site().base_path(), utf8_percent_encode(bare, PATH))
    }

    /// Why the public does not see a page yet, or any more.
    pub fn hidden(&self, page: &Page) -> Option<&'static str> {
        crate::model::hidden_because(page, &self.site().moment)
    }
}

fn is_sheet(path: &OutputPath) -> bool {
    path.extension() == "css"
}

/// Whether one sheet is another with other contents: their names tell them apart by a hash alone.
fn is_same_sheet(one: &OutputPath, other: &OutputPath) -> bool {
    is_sheet(one) && is_sheet(other) && one != other && stem(one) == stem(other)
}

/// A path without the hash in its name and its extension.
pub(super) fn stem(path: &OutputPath) -> &str {
    let path = path.as_str();
    let bare = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
    bare.rsplit_once('.').map_or(bare, |(stem, _)| stem)
}

/// Puts back the pages of a former output that could not be rendered, which are empty, and says which.
fn keep(output: &mut Output, last: &Output) -> BTreeSet<OutputPath> {
    let mut kept = BTreeSet::new();
    for (path, content) in output.iter_mut().filter(|(path, _)| path.extension() == "html") {
        if content.is_void()
            && let Some(good) = last.get(path).filter(|good| !matches!(good, Content::File(_)))
        {
            *content = good.clone();
            kept.insert(path.clone());
        }
    }
    kept
}
