//! The eco-design of a site against the RGESN and the Web Sustainability Guidelines of the W3C, and what people declare
//! of it in `eco.toml`.
//!
//! Of the 78 criteria some are decided by rules, some by what a site of static pages is; the others are answered by
//! people. The sibling of [`crate::audit`], for the eco-design statement.

mod decided;
mod read;
mod result;
pub mod rgesn;
mod table;
pub mod wsg;

use jiff::civil::Date;

pub use decided::{Because, Decided};
pub use read::read;
pub use result::{Answered, Score, answers, findings, score};

use crate::audit::{Link, Number, Verdict};
use crate::config::Localized;
use crate::finding::Place;

/// The name of the record, at the root of a site.
pub const FILE: &str = "eco.toml";

/// What `eco.toml` says.
#[derive(Clone, Debug)]
pub struct Eco {
    /// `made`: the day the statement was made.
    pub made: Option<Date>,
    /// `review`: the day by which it is looked at again; it holds until then.
    pub review: Option<Date>,
    /// `entity`: who declares; the organisation's name when it is not given.
    pub entity: Localized,
    /// `scope`: what it applies to; the site's address when it is not given.
    pub scope: Localized,
    /// `method`: how the criteria were looked at.
    pub method: Localized,
    /// `measures`: what was done.
    pub measures: Vec<Localized>,
    /// `plans`: what will be done.
    pub plans: Vec<Localized>,
    /// `[contact]`.
    pub contact: Contact,
    /// `[criteria]`: the answers, `"1.1" = "C"` or `"1.1" = { verdict = "NC", comment = "…" }`.
    pub answers: Vec<Answer>,
    /// Where `review` is written.
    pub place: Place,
}

/// Whom to write to about eco-design: the site's « référent » (RGESN, 1.3).
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// `name`.
    pub name: Option<String>,
    /// `email`.
    pub email: Option<String>,
    /// `page`: an address, or the content path of a page.
    pub page: Option<Link>,
}

/// What people say of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub criterion: Number,
    /// `verdict`: `C`, `NC` or `NA`.
    pub verdict: Verdict,
    /// `comment`: why, or how.
    pub comment: Localized,
}

#[cfg(test)]
mod tests;
