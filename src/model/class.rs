//! What a page is, for a budget.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Kind, Site};
use crate::finding::OutputPath;

/// What a page is, for a budget.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The home of a language.
    Home,
    /// A section, a taxonomy, a term, and what else lists pages.
    List,
    /// A page of this content type.
    Type(Arc<str>),
}

impl Class {
    /// Its name in budgets and reports: `home`, `list`, or that of the content type.
    pub fn name(&self) -> &str {
        match self {
            Self::Home => "home",
            Self::List => "list",
            Self::Type(name) => name,
        }
    }
}

/// The classes that figures of a whole site are told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The homes.
    Home,
    /// The lists.
    List,
    /// The pages of every content type.
    Page,
    /// All of these.
    All,
}

impl Group {
    /// Every group, in the order that they are told in.
    pub const ALL: [Self; 4] = [Self::Home, Self::List, Self::Page, Self::All];

    /// Its name in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::List => "list",
            Self::Page => "page",
            Self::All => "all",
        }
    }

    /// Whether pages of this class are in it.
    pub fn has(self, class: &Class) -> bool {
        match self {
            Self::Home => *class == Class::Home,
            Self::List => *class == Class::List,
            Self::Page => matches!(class, Class::Type(_)),
            Self::All => true,
        }
    }

    /// The ranks of its two figures among those of all groups: of the median page, and of the worst.
    pub const fn figures(self) -> [usize; 2] {
        let first = self as usize * 2;
        [first, first + 1]
    }
}

/// The class of a page of a site that nothing is known of: its first page is a home, the others are pages.
pub fn class_by_path(path: &OutputPath) -> Class {
    match path.as_str() {
        "index.html" | "index.htm" => Class::Home,
        _ => Class::Type("page".into()),
    }
}

/// The class of each delivered page that is of a page of the model; the others are lists.
pub fn classes(site: &Site) -> FxHashMap<OutputPath, Class> {
    let of = |rank: usize| {
        let page = &site.pages[rank];
        match page.kind {
            Kind::Home => Class::Home,
            Kind::Section => Class::List,
            Kind::Page => Class::Type(page.content_type.name.as_str().into()),
        }
    };
    let own = site.pages.iter().enumerate().map(|(rank, page)| (page.output.clone(), of(rank)));
    let shown = site.fallbacks.iter().map(|fallback| (fallback.output.clone(), of(fallback.page.0)));
    own.chain(shown).collect()
}
