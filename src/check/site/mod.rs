//! The rules that need more than one page: what each page says of itself ([`Facts`]) is kept, its document is not.
//!
//! The site is either a build's output or a folder of anybody's HTML. In a folder of pages that have nothing to do with
//! each other, the rules that compare pages say nothing: they run only on the pages that a home page leads to.

mod address;
mod asset;
mod content;
mod css;
mod facts;
mod landmarks;
mod links;
mod pages;
pub mod pdf;
mod picture;
mod report;
mod resource;
mod rules;
mod survey;
mod vtt;

pub use address::{Target, resolve, target};
pub use css::{Css, Variant};
pub use facts::{Asset, AssetKind, Block, BlockKind, Facts, Frame, Link, Namesakes, Offer, Span, facts};
pub use landmarks::Landmark;
pub use pages::{Exists, File, Read, Site};
pub use report::{SiteFound, SiteReport};
pub use rules::{LINKS, SITE};
pub use survey::{Survey, Word};

use rayon::prelude::*;

use crate::finding::Rule;

/// A rule that looks at the whole site.
pub struct SiteRule {
    /// What it is.
    pub rule: &'static Rule,
    /// What it does.
    pub check: fn(&Site<'_>, &mut SiteReport),
}

/// The rules that look at one page or one file at a time.
const ALONE: &[&str] = &[
    "captions-invalid",
    "document-heavy",
    "pdf-inaccessible",
    "picture-animated",
    "picture-oversized",
    "script-notification",
    "script-sensor",
    "third-party",
];

impl SiteRule {
    /// Whether it looks at one page or one file at a time: what it finds is true even where pages are missing.
    pub fn is_alone(&self) -> bool {
        ALONE.contains(&self.rule.id)
    }
}

/// All that these rules, which run at the same time, find in a site: [`SITE`], and [`LINKS`] for a site whose links
/// nobody has checked.
pub fn check<'r>(site: &Site<'_>, rules: impl IntoIterator<Item = &'r SiteRule>) -> Vec<SiteFound> {
    let rules: Vec<&SiteRule> = rules.into_iter().collect();
    let found = rules.par_iter().map(|rule| {
        let mut report = SiteReport::under(rule.rule);
        (rule.check)(site, &mut report);
        report.found
    });
    found.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests;
