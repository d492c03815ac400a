//! A build as the preview shows it.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::editor::Editor;
use crate::build::Build;
use crate::finding::OutputPath;
use crate::model::{Page, PageId};
use crate::output::{Content, Output};

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
    /// The rank of the build, from 1.
    pub number: u64,
    /// The build.
    pub build: Arc<Build>,
    /// The address of the page whose source was edited last, when the browser follows it.
    pub follow: Option<String>,
    /// Why the last build could not be made at all; this one is older.
    pub fault: Option<String>,
    /// Where the sources are.
    pub desk: Desk,
    kept: BTreeSet<OutputPath>,
    pages: HashMap<OutputPath, PageId>,
    redirects: HashMap<String, String>,
}

impl Snapshot {
    /// A build as it is shown. A page that `last` has and that could not be rendered now stays as it was there.
    pub fn new(number: u64, mut build: Build, last: Option<&Self>, desk: Desk) -> Self {
        let kept = last.map(|last| keep(&mut build.output, &last.build.output)).unwrap_or_default();
        let pages =
            build.site.pages.iter().enumerate().map(|(rank, page)| (page.output.clone(), PageId(rank))).collect();
        let decoded = |url: &str| percent_decode_str(url).decode_utf8_lossy().into_owned();
        let redirects = build.site.aliases.iter().map(|(from, to, _)| (decoded(from), to.clone())).collect();
        Self { number, build: Arc::new(build), follow: None, fault: None, desk, kept, pages, redirects }
    }

    /// The same, when what came after could not be made at all.
    #[must_use]
    pub fn failed(&self, number: u64, fault: String) -> Self {
        Self { number, follow: None, fault: Some(fault), ..self.clone() }
    }

    /// A delivered file.
    pub fn file(&self, path: &OutputPath) -> Option<&Content> {
        self.build.output.get(path)
    }

    /// Whether a page could not be made: its last good form is shown.
    pub fn is_kept(&self, path: &OutputPath) -> bool {
        self.kept.contains(path)
    }

    /// The page that is written there, when an author wrote it.
    pub fn page(&self, path: &OutputPath) -> Option<&Page> {
        self.pages.get(path).map(|id| self.build.site.page(*id))
    }

    /// Where a former address leads.
    pub fn redirect(&self, url: &str) -> Option<&str> {
        self.redirects.get(url).map(String::as_str)
    }

    /// The address of a delivered page, without its host: `/fr/` for `fr/index.html`.
    pub fn url(&self, page: &OutputPath) -> String {
        let path = page.as_str();
        let bare =
            path.strip_suffix("index.html").filter(|bare| bare.is_empty() || bare.ends_with('/')).unwrap_or(path);
        format!("{}/{}", self.build.site.base_path(), utf8_percent_encode(bare, PATH))
    }

    /// Why the public does not see a page yet, or any more.
    pub fn hidden(&self, page: &Page) -> Option<&'static str> {
        crate::model::hidden_because(page, &self.build.site.moment)
    }
}

/// Puts back the pages of a former output that could not be rendered, which are empty, and says which.
fn keep(output: &mut Output, last: &Output) -> BTreeSet<OutputPath> {
    let mut kept = BTreeSet::new();
    for (path, content) in output.iter_mut().filter(|(path, _)| path.extension() == "html") {
        if matches!(content, Content::Bytes(bytes) if bytes.is_empty())
            && let Some(Content::Bytes(good)) = last.get(path)
        {
            *content = Content::Bytes(Arc::clone(good));
            kept.insert(path.clone());
        }
    }
    kept
}
