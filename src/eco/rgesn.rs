//! The criteria of the RGESN 2024, and how each is decided for a site of Osier.

use std::sync::LazyLock;

use crate::audit::{Number, Verdict};
use crate::config::Localized;
use crate::data::{Node, Table, Value, parse_toml};

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
    static NODE: LazyLock<Node> =
        LazyLock::new(|| parse_toml(include_str!("rgesn.toml")).expect("the criteria are TOML"));
    let Value::Table(table) = &NODE.value else { return Vec::new() };
    tables(table, "themes").filter_map(theme).collect()
}

fn theme(table: &'static Table) -> Option<Theme> {
    Some(Theme {
        title: localized(table, "title")?,
        criteria: tables(table, "criteria").filter_map(criterion).collect(),
    })
}

fn criterion(table: &'static Table) -> Option<Criterion> {
    let decided = match text(table, "by")? {
        "rules" => Decided::Rules(texts(table, "rules"), Verdict::of(text(table, "verdict")?)?),
        "construction" => Decided::Construction(localized(table, "why")?),
        "absent" => Decided::Absent(localized(table, "why")?),
        _ => Decided::Declared,
    };
    let priority = match text(table, "priority")? {
        "high" => Priority::High,
        "middle" => Priority::Middle,
        _ => Priority::Low,
    };
    Some(Criterion { number: Number::parse(text(table, "id")?)?, priority, title: text(table, "title")?, decided })
}

fn list(table: &'static Table, key: &str) -> &'static [Node] {
    match table.get(key).map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    }
}

fn tables(table: &'static Table, key: &str) -> impl Iterator<Item = &'static Table> {
    list(table, key).iter().filter_map(|node| match &node.value {
        Value::Table(table) => Some(table),
        _ => None,
    })
}

fn texts(table: &'static Table, key: &str) -> Vec<&'static str> {
    list(table, key).iter().filter_map(as_text).collect()
}

fn text(table: &'static Table, key: &str) -> Option<&'static str> {
    as_text(table.get(key)?)
}

fn as_text(node: &'static Node) -> Option<&'static str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn localized(table: &'static Table, key: &str) -> Option<Localized> {
    let Value::Table(words) = &table.get(key)?.value else { return None };
    let words = words.0.iter().filter_map(|entry| Some((entry.key.clone(), as_text(&entry.node)?.to_owned())));
    Some(Localized(words.collect()))
}
