//! What the rules of the site say.

use super::Span;
use crate::check::{Found, Said};
use crate::finding::{Outcome, OutputPath, Rule};

/// One thing that a rule found in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFound {
    /// What was found, with its place in the page where it shows first.
    pub found: Found,
    /// That page.
    pub page: OutputPath,
    /// The other pages that it shows on, by path.
    pub pages: Vec<OutputPath>,
}

/// Collects what one rule finds in a site.
#[derive(Debug)]
pub struct SiteReport {
    /// What was found so far.
    pub found: Vec<SiteFound>,
    rule: &'static Rule,
}

impl SiteReport {
    /// What is said under `rule`: nothing yet.
    pub fn under(rule: &'static Rule) -> Self {
        Self { found: Vec::new(), rule }
    }

    /// The rule is broken there.
    pub fn fail(&mut self, at: impl Into<Places>, message: Said, help: Said) {
        self.push(Outcome::Fail, at.into(), message, help);
    }

    /// The rule cannot decide: a person must look there.
    pub fn review(&mut self, at: impl Into<Places>, message: Said, help: Said) {
        self.push(Outcome::Review, at.into(), message, help);
    }

    fn push(&mut self, outcome: Outcome, places: Places, message: Said, help: Said) {
        let Places { page, span, pages } = places;
        let found = Found { rule: self.rule, outcome, span, message, help };
        self.found.push(SiteFound { found, page, pages });
    }
}

/// Where in the site.
#[derive(Clone, Debug)]
pub struct Places {
    page: OutputPath,
    span: Option<Span>,
    pages: Vec<OutputPath>,
}

impl From<(&OutputPath, &Span)> for Places {
    fn from((page, span): (&OutputPath, &Span)) -> Self {
        Self { page: page.clone(), span: (!span.is_empty()).then(|| span.clone()), pages: Vec::new() }
    }
}

/// The page as a whole.
impl From<&OutputPath> for Places {
    fn from(page: &OutputPath) -> Self {
        Self { page: page.clone(), span: None, pages: Vec::new() }
    }
}

/// The first of several places, and the pages of the others. There is at least one.
impl From<&[(&OutputPath, &Span)]> for Places {
    fn from(places: &[(&OutputPath, &Span)]) -> Self {
        let mut first = Self::from(places[0]);
        first.pages = places[1..].iter().map(|(page, _)| (*page).clone()).filter(|page| *page != first.page).collect();
        first.pages.dedup();
        first
    }
}
