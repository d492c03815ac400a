//! The Web Sustainability Guidelines that a program decides, wholly or in part, and how.

use std::sync::LazyLock;

use super::decided::Decided;
use super::table::{localized, root, tables, text};
use crate::config::Localized;
use crate::data::Table;

/// Where the guidelines come from, to be shown wherever they are.
pub const ATTRIBUTION: &str = "Web Sustainability Guidelines, W3C Group Note Draft, 28 July 2026";

/// Where they are published; the id of a guideline is a fragment of it.
pub const ADDRESS: &str = "https://www.w3.org/TR/web-sustainability-guidelines/";

/// How many guidelines that draft has: those that are not in the list are for people.
pub const COUNT: usize = 71;

/// A guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guideline {
    /// Its id in the draft.
    pub id: &'static str,
    /// What it asks for, in words of ours.
    pub title: Localized,
    /// How much of it is decided.
    pub extent: Extent,
    /// How.
    pub decided: Decided,
}

/// How much of a guideline a program decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All that it asks of pages.
    Whole,
    /// Some of it: people look at the rest.
    Part,
}

/// What a guideline comes to in a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is published that is against it.
    Held,
    /// Nothing is published that is against what is decided of it.
    InPart,
    /// A rule that decides it only warns, or lets faults through.
    NotHeld,
}

impl State {
    /// Its name in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::InPart => "part",
            Self::NotHeld => "not",
        }
    }
}

/// Every guideline that is decided, in the order of the draft's chapters.
pub fn all() -> &'static [Guideline] {
    static ALL: LazyLock<Vec<Guideline>> = LazyLock::new(load);
    &ALL
}

/// What every guideline comes to. `holds` tells whether a rule lets no fault through in this site.
pub fn states(holds: &dyn Fn(&str) -> bool) -> Vec<(&'static Guideline, State)> {
    let state = |guideline: &'static Guideline| {
        let state = match (guideline.decided.settle(holds).0, guideline.extent) {
            (None, _) => State::NotHeld,
            (Some(_), Extent::Whole) => State::Held,
            (Some(_), Extent::Part) => State::InPart,
        };
        (guideline, state)
    };
    all().iter().map(state).collect()
}

fn load() -> Vec<Guideline> {
    static ROOT: LazyLock<Table> = LazyLock::new(|| root(include_str!("wsg.toml")));
    tables(&ROOT, "guidelines").filter_map(guideline).collect()
}

fn guideline(table: &'static Table) -> Option<Guideline> {
    Some(Guideline {
        id: text(table, "id")?,
        title: localized(table, "title")?,
        extent: if text(table, "extent")? == "whole" { Extent::Whole } else { Extent::Part },
        decided: Decided::read(table)?,
    })
}
