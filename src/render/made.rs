//! A page as it was rendered, and as it is delivered: what is remembered of it from one build to the next.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::body::{Found, Link};
use super::fonts;
use super::links::{self, Pointed};
use super::origin::Traced;
use super::origins::Origins;
use crate::finding::{Finding, OutputPath, SourcePath};
use crate::model::{PageId, Site};
use crate::output::{self, Names, Page};
use crate::pack::{Attached, Shared};

/// A file of HTML, made, with what it asks for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Made {
    /// The page it is of, when it is a page's own.
    pub(super) of: Option<PageId>,
    /// Where it goes.
    pub(super) output: OutputPath,
    /// The whole file, with stand-ins for the names of fonts and of the sheets that hold them.
    pub(super) html: Attached,
    /// Where its tags come from.
    pub(super) origins: Origins,
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
    pub(super) asked: Shared<Asked>,
    /// What it points to.
    #[serde(with = "once")]
    pub(super) pointed: OnceLock<Arc<Pointed>>,
    /// The characters that it shows, once somebody wants to know.
    #[serde(with = "once")]
    pub(super) characters: OnceLock<Vec<char>>,
    /// The files that it refers to, once somebody wants to know.
    #[serde(with = "once")]
    pub(super) files: OnceLock<BTreeSet<OutputPath>>,
    /// The page as it was delivered last.
    #[serde(skip)]
    pub(super) delivered: Mutex<Option<Arc<Delivered>>>,
}

impl Made {
    /// A page that counts as one, of which nobody asks for its parts.
    pub(super) fn new(output: OutputPath, source: SourcePath, traced: Traced, found: Found) -> Self {
        Self {
            of: None,
            output,
            html: traced.html.into(),
            origins: Origins::new(&traced.origins),
            parts: Vec::new(),
            findings: found.findings,
            links: found.links,
            counted: true,
            source,
            again: false,
            asked: Shared::default(),
            pointed: OnceLock::new(),
            characters: OnceLock::new(),
            files: OnceLock::new(),
            delivered: Mutex::default(),
        }
    }

    /// What it points to, by the stand-ins for names.
    pub(super) fn pointed(&self, site: &Site) -> &Arc<Pointed> {
        self.pointed.get_or_init(|| Arc::new(self.read(|html| links::point(site, &self.output, html))))
    }

    /// The characters that it shows, sorted.
    pub(super) fn characters(&self) -> &[char] {
        self.characters.get_or_init(|| self.read(fonts::characters))
    }

    /// The files that it refers to.
    pub(super) fn files(&self, site: &Site) -> &BTreeSet<OutputPath> {
        self.files.get_or_init(|| self.read(|html| links::files_of(site, html)))
    }

    /// What is in the page with its stand-ins. One that cannot be read any more is empty, and ends the build with an
    /// error.
    pub(super) fn read<T>(&self, what: impl FnOnce(&str) -> T) -> T {
        what(&output::text(&self.html.read().unwrap_or_default()))
    }

    /// The page with these names in place of their stand-ins, and what it points to. Remembered: names seldom change.
    pub(super) fn delivered(&self, site: &Site, names: &Arc<Names>) -> Arc<Delivered> {
        let mut last = self.delivered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = last.as_ref().filter(|known| known.names == *names) {
            return Arc::clone(known);
        }
        let page = Page::new(self.html.clone(), names);
        let pointed = self.pointed(site);
        let pointed = pointed.renamed(site, names).map_or_else(|| Arc::clone(pointed), Arc::new);
        let delivered = Arc::new(Delivered { page, pointed, names: Arc::clone(names) });
        *last = Some(Arc::clone(&delivered));
        delivered
    }
}

/// A page as it is delivered.
#[derive(Debug)]
pub(super) struct Delivered {
    /// The whole file.
    pub(super) page: Page,
    /// What it points to.
    pub(super) pointed: Arc<Pointed>,
    /// The names that were put in place of their stand-ins.
    names: Arc<Names>,
}

/// What is known once, in a record: what was known by then.
mod once {
    use std::sync::OnceLock;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(known: &OnceLock<T>, to: S) -> Result<S::Ok, S::Error> {
        known.get().serialize(to)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<OnceLock<T>, D::Error> {
        Ok(Option::<T>::deserialize(from)?.map_or_else(OnceLock::new, OnceLock::from))
    }
}
