//! The gate: rules over each delivered page, with its computed styles, and over the site as a whole.
//!
//! A rule is a file in `rules/`: a [`Rule`] with its page beside it, and a function that is given a [`Page`] and says
//! what it finds to a [`Report`]. What is found keeps its place in the delivered bytes: whoever checks knows what
//! file of the site those came from.

mod index;
mod page;
pub mod paint;
mod report;
pub mod rules;
mod run;
pub mod site;
mod spent;
pub mod words;

pub use page::Page;
pub use report::{Found, Report, Said, say};
pub use run::{Around, Delivered, Inspected, inspect};
pub use spent::{Part, Spent};

use crate::finding::Rule;

/// A rule that looks at one page at a time.
pub struct PageRule {
    /// What it is.
    pub rule: &'static Rule,
    /// What it does.
    pub check: fn(&Page<'_>, &mut Report),
}

/// All that the rules find on a page.
pub fn page(page: &Page<'_>) -> Vec<Found> {
    let mut report = Report::default();
    for rule in rules::all() {
        report.under(rule.rule);
        (rule.check)(page, &mut report);
    }
    report.found
}
