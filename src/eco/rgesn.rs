//! The criteria of the RGESN 2024, and how each is decided for a site of Osier.

use std::sync::LazyLock;

use super::decided::Decided;
use super::table::{localized, root, tables, text};
use crate::audit::Number;
use crate::config::Localized;
use crate::data::Table;

/// Where the criteria come from, to be shown wherever they are.
pub const ATTRIBUTION: &str = "RGESN 2024, Arcep et Arcom en collaboration avec l’ADEME, Licence Ouverte 2.0";

/// A theme of the RGESN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its title.
    pub title: Localized,
    /// Its criteria, in order.
    pub criteria: Vec<Criterion>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its number.
    pub number: Number,
    /// How much it counts.
    pub priority: Priority,
    /// Its title, in French.
    pub title: &'static str,
    /// How it is decided.
    pub decided: Decided,
}

/// How much a criterion counts in the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// « prioritaire »
    High,
    /// « recommandé »
    Middle,
    /// « modéré »
    Low,
}

impl Priority {
    /// Its weight in the score, in quarters: 1.5, 1.25 and 1 (RGESN 2024, calculation of the score).
    pub const fn quarters(self) -> usize {
        match self {
            Self::High => 6,
            Self::Middle => 5,
            Self::Low => 4,
        }
    }

    /// Its name in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }
}

/// Every theme, in order.
pub fn themes() -> &'static [Theme] {
    static ALL: LazyLock<Vec<Theme>> = LazyLock::new(load);
    &ALL
}

/// Every criterion, in order.
pub fn all() -> impl Iterator<Item = &'static Criterion> {
    themes().iter().flat_map(|theme| &theme.criteria)
}

/// The criterion of this number.
pub fn find(number: &Number) -> Option<&'static Criterion> {
    all().find(|criterion| criterion.number == *number)
}

fn load() -> Vec<Theme> {
    static ROOT: LazyLock<Table> = LazyLock::new(|| root(include_str!("rgesn.toml")));
    tables(&ROOT, "themes").filter_map(theme).collect()
}

fn theme(table: &'static Table) -> Option<Theme> {
    Some(Theme {
        title: localized(table, "title")?,
        criteria: tables(table, "criteria").filter_map(criterion).collect(),
    })
}

fn criterion(table: &'static Table) -> Option<Criterion> {
    let priority = match text(table, "priority")? {
        "high" => Priority::High,
        "middle" => Priority::Middle,
        _ => Priority::Low,
    };
    Some(Criterion {
        number: Number::parse(text(table, "id")?)?,
        priority,
        title: text(table, "title")?,
        decided: Decided::read(table)?,
    })
}
