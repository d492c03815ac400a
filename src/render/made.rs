//! A page as it was rendered, and as it is delivered: what is remembered of it from one build to the next.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::asked::Asked;
use super::body::{Found, Link};
use super::fonts;
use super::links::{self, Pointed};
use super::origin::{Origin, Traced};
use crate::cache::Key;
use crate::finding::{Finding, OutputPath, SourcePath};
use crate::model::{PageId, Site};

/// A file of HTML, made, with what it asks for.
#[derive(Debug)]
pub struct Made {
    /// The page it is of, when it is a page's own.
    pub(super) of: Option<PageId>,
    /// Where it goes.
    pub(super) output: OutputPath,
    /// The whole file, with stand-ins for the names of fonts and of the sheets that hold them.
    pub(super) html: Arc<str>,
    /// Where its tags come from.
    pub(super) origins: Arc<[Origin]>,
    /// The HTML of the page's text, then of its Markdown fields.
    pub(super) parts: Vec<String>,
    /// What is wrong with it.
    pub(super) findings: Vec<Finding>,
    /// Author's links to check once everything is made.
    pub(super) links: Vec<Link>,
    /// Whether it counts as a page (redirects do not).
    pub(super) counted: bool,
    /// The file to name in what is wrong with the whole page.
    pub(super) source: SourcePath,
    /// Whether its text is another page's too, where what is wrong with it was said.
    pub(super) again: bool,
    /// What it asks for.
    pub(super) asked: Asked,
    /// The characters that it shows, once somebody wants to know.
    pub(super) characters: OnceLock<Vec<char>>,
    /// The files that it refers to, once somebody wants to know.
    pub(super) files: OnceLock<BTreeSet<OutputPath>>,
    /// The page as it was delivered last.
    pub(super) delivered: Mutex<Option<Arc<Delivered>>>,
}

impl Made {
    /// A page that counts as one, of which nobody asks for its parts.
    pub(super) fn new(output: OutputPath, source: SourcePath, traced: Traced, found: Found) -> Self {
        Self {
            of: None,
            output,
            html: traced.html.into(),
            origins: traced.origins.into(),
            parts: Vec::new(),
            findings: found.findings,
            links: found.links,
            counted: true,
            source,
            again: false,
            asked: Asked::default(),
            characters: OnceLock::new(),
            files: OnceLock::new(),
            delivered: Mutex::default(),
        }
    }

    /// The page with these names in place of their stand-ins, and what it points to. Remembered: names seldom change.
    pub(super) fn delivered(&self, site: &Site, names: &Arc<Vec<(String, String)>>) -> Arc<Delivered> {
        let mut last = self.delivered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = last.as_ref().filter(|known| known.names == *names) {
            return Arc::clone(known);
        }
        let html = fonts::rename(&self.html, names);
        let pointed = links::point(site, &html);
        let delivered = Arc::new(Delivered { html, pointed, names: Arc::clone(names), digest: Arc::default() });
        *last = Some(Arc::clone(&delivered));
        delivered
    }
}

/// A page as it is delivered.
#[derive(Debug)]
pub(super) struct Delivered {
    /// The whole file.
    pub(super) html: Arc<str>,
    /// What it points to.
    pub(super) pointed: Pointed,
    /// The names that were put in place of their stand-ins.
    names: Arc<Vec<(String, String)>>,
    /// The hash of the whole file, taken once however many builds deliver it, when one wants to know.
    pub(super) digest: Arc<OnceLock<Key>>,
}
