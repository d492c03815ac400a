//! A page of the site, whatever its kind.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::exception::Exception;
use super::taxonomy::TermId;
use super::value::{Picture, Value};
use crate::finding::{OutputPath, Place, SourcePath};
use crate::load::body::Body;
use crate::load::fields::Field;
use crate::load::source::Source;
use crate::load::types::ContentType;

/// A page, by its rank in [`super::Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub usize);

/// What part a page has in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first page of a language.
    Home,
    /// A folder with an `_index.md`.
    Section,
    /// Any other.
    Page,
}

impl Kind {
    /// Its name in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Section => "section",
            Self::Page => "page",
        }
    }
}

/// Whether what a page says of itself can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soundness {
    /// It can.
    Sound,
    /// Some of its fields are wrong or missing: lists and templates, which rely on them, do without it, so that one
    /// fault is not told again wherever the page is shown.
    Faulty,
    /// Its front matter cannot be read at all: its URL and translations are not known either.
    Unreadable,
}

/// A page of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file it was written in.
    pub source: Arc<Source>,
    /// The rank of its language in the configuration.
    pub language: usize,
    /// Its content key: the path from the language's folder, `/actualites/prix`; `/` for the home.
    pub key: String,
    /// Home, section or page.
    pub kind: Kind,
    /// Its content type.
    pub content_type: Arc<ContentType>,
    /// Whether what it says of itself can be relied on.
    pub soundness: Soundness,
    /// What every page may say of itself.
    pub envelope: Envelope,
    /// What sections may say.
    pub section_keys: SectionKeys,
    /// The checked fields of its type, not resolved yet; emptied by the resolution.
    pub raw_fields: Vec<(String, Field)>,
    /// The fields of its type.
    pub fields: Vec<(String, Value)>,
    /// Its picture.
    pub image: Option<Picture>,
    /// Its URL path, below the base URL: `/fr/actualites/prix/`.
    pub url: String,
    /// Where it is written.
    pub output: OutputPath,
    /// The section it stands in; nothing for a home.
    pub section: Option<PageId>,
    /// Pages that stand in it, in the order of lists.
    pub children: Vec<PageId>,
    /// Sections that stand in it.
    pub subsections: Vec<PageId>,
    /// Its terms, by taxonomy.
    pub terms: Vec<TermId>,
    /// The same page in each language of the site, itself included.
    pub translations: Vec<Option<PageId>>,
    /// The neighbours in its section.
    pub previous: Option<PageId>,
    /// The neighbours in its section.
    pub next: Option<PageId>,
    /// Pages to read next, as the author names them: [`super::related`] completes them.
    pub related: Vec<PageId>,
    /// Pages that refer to it, by `type.field`.
    pub back: Vec<(String, Vec<PageId>)>,
}

impl Page {
    /// Where it is written.
    pub fn path(&self) -> &SourcePath {
        &self.source.path
    }

    /// Its text.
    pub fn body(&self) -> Arc<Body> {
        self.source.body()
    }

    /// A body that has the holes of its text, which say what it shows, and may have nothing else.
    pub fn holes(&self) -> Arc<Body> {
        self.source.holes()
    }

    /// The place of a front matter key, or of the file.
    pub fn key_place(&self, key: &str) -> Place {
        match self.source.split.front.entry(key) {
            Some(entry) => Place::at(self.path(), entry.node.span.clone()),
            None => Place::file(self.path()),
        }
    }

    /// Whether lists and templates may show it.
    pub fn is_sound(&self) -> bool {
        self.soundness == Soundness::Sound
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.envelope.title
    }
}

/// The front matter that every page may have.
#[derive(Clone, Debug, Default)]
pub struct Envelope {
    /// `title`.
    pub title: String,
    /// `description`.
    pub description: String,
    /// `lead`.
    pub lead: Option<Body>,
    /// `date`.
    pub date: Option<jiff::Zoned>,
    /// `updated`.
    pub updated: Option<jiff::Zoned>,
    /// `expires`.
    pub expires: Option<jiff::Zoned>,
    /// `draft`.
    pub draft: bool,
    /// `slug`.
    pub slug: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `aliases`.
    pub aliases: Vec<(String, std::ops::Range<usize>)>,
    /// `weight`.
    pub weight: Option<f64>,
    /// `image`, not resolved yet.
    pub image: Option<crate::load::fields::Image>,
    /// `template`.
    pub template: Option<(String, std::ops::Range<usize>)>,
    /// `translation_key`.
    pub translation_key: Option<String>,
    /// `related`, not resolved yet.
    pub related: Vec<(String, std::ops::Range<usize>)>,
    /// `search`.
    pub search: Option<bool>,
    /// `toc`.
    pub toc: Option<bool>,
    /// `bodyclass`.
    pub bodyclass: String,
    /// `allow`.
    pub allow: Vec<Allowance>,
    /// `budget`.
    pub budget: Option<Exception>,
    /// `extra`.
    pub extra: Option<crate::data::Node>,
    /// The taxonomies' keys: rank of the taxonomy, term as written, its bytes.
    pub terms: Vec<(usize, String, std::ops::Range<usize>)>,
}

/// The front matter that sections may have.
#[derive(Clone, Debug, Default)]
pub struct SectionKeys {
    /// `contains`.
    pub contains: Option<String>,
    /// `sort`.
    pub sort: Option<String>,
    /// `paginate`.
    pub paginate: usize,
    /// `pages_template`.
    pub pages_template: Option<(String, std::ops::Range<usize>)>,
    /// `feed`.
    pub feed: Option<bool>,
}

/// Findings of one rule that a page lets pass, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's id.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub span: std::ops::Range<usize>,
}
