//! From what the rules say of delivered pages to findings at their places in the site.
//!
//! A fault is told where its cause is: at the author's line when it comes from a text, once at the template's line
//! when every tag that the template's line writes has it. Then the site's own decisions are applied: severities,
//! allowances, acknowledgements, the baseline.

mod baseline;
mod cause;
mod few;
mod run;
mod settle;

pub use baseline::Baseline;
pub use cause::{findings, place};
pub use few::few;
pub use run::{Delivery, Fetches, Judgement, Reach, pending, run};
pub use settle::{settle, severities};

use crate::check::site::SiteFound;
use crate::check::{Found, Inspected};
use crate::finding::OutputPath;

/// One thing found, and the page that shows it first.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The page.
    pub page: &'a OutputPath,
    /// What was found.
    pub found: &'a Found,
    /// The other pages that show it.
    pub also: &'a [OutputPath],
}

/// All that was found: page by page, then in the site as a whole.
pub fn judged<'a>(
    inspected: impl IntoIterator<Item = (&'a OutputPath, &'a Inspected)>,
    site: &'a [SiteFound],
) -> Vec<Judged<'a>> {
    let of_page = |(page, inspected): (&'a OutputPath, &'a Inspected)| {
        inspected.found.iter().map(move |found| Judged { page, found, also: &[] })
    };
    let pages = inspected.into_iter().flat_map(of_page);
    let site = site.iter().map(|one| Judged { page: &one.page, found: &one.found, also: &one.pages });
    pages.chain(site).collect()
}
