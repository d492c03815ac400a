//! How what a standard asks for is decided for a site of Osier: by rules, by what such a site is, by people.

use super::table::{localized, text, texts};
use crate::audit::Verdict;
use crate::config::Localized;
use crate::data::Table;

/// How a criterion is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// No site is published in which one of these rules finds a fault; what that makes of the criterion.
    Rules(Vec<&'static str>, Verdict),
    /// Whatever the site, it is met; why.
    Construction(Localized),
    /// Whatever the site, it has nothing that the criterion is about; why.
    Absent(Localized),
    /// People say it.
    Declared,
}

/// Why a criterion comes to what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// People say so, with a comment that may be empty.
    Declared(Localized),
    /// These rules find nothing.
    Rules(&'static [&'static str]),
    /// What a site of static pages is.
    Kind(&'static Localized),
    /// Nobody has said anything.
    Open,
}

impl Decided {
    /// From the keys `by`, `rules`, `verdict` and `why` of a table.
    pub(super) fn read(table: &'static Table) -> Option<Self> {
        Some(match text(table, "by")? {
            "rules" => Self::Rules(texts(table, "rules"), Verdict::of(text(table, "verdict")?)?),
            "construction" => Self::Construction(localized(table, "why")?),
            "absent" => Self::Absent(localized(table, "why")?),
            _ => Self::Declared,
        })
    }

    /// What it comes to where people say nothing, and why. `holds` tells whether a rule lets no fault through.
    pub fn settle(&'static self, holds: &dyn Fn(&str) -> bool) -> (Option<Verdict>, Because) {
        match self {
            Self::Rules(rules, verdict) if rules.iter().all(|rule| holds(rule)) => {
                (Some(*verdict), Because::Rules(rules))
            }
            Self::Construction(why) => (Some(Verdict::Met), Because::Kind(why)),
            Self::Absent(why) => (Some(Verdict::NotApplicable), Because::Kind(why)),
            Self::Rules(..) | Self::Declared => (None, Because::Open),
        }
    }
}
