//! The criteria of the RGAA 4 and the days its versions were published.

use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::Number;
use crate::data::{Node, Value, parse_toml};

/// Where the criteria come from, to be shown wherever they are.
pub const ATTRIBUTION: &str = "RGAA 4.1.2, direction interministérielle du numérique (DINUM), Licence Ouverte 2.0";

/// The versions and the day each was published. A correction, such as 4.1.2, is not another version: it changes no
/// criterion.
const VERSIONS: &[((u16, u16), Date)] = &[((4, 0), date(2019, 9, 20)), ((4, 1), date(2021, 2, 18))];

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its number.
    pub number: Number,
    /// The topic it belongs to.
    pub topic: &'static str,
    /// How many tests it has.
    pub tests: usize,
    /// How much of it a static tool decides.
    pub decided: Decided,
    /// Its title, in French, without links.
    pub title: &'static str,
}

/// How much of a criterion a static tool decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Most of it.
    Most,
    /// A part of it.
    Part,
    /// It gives a hint.
    Hint,
    /// Nothing: a person looks.
    Nothing,
}

/// Every criterion, in order.
pub fn all() -> &'static [Criterion] {
    static ALL: LazyLock<Vec<Criterion>> = LazyLock::new(load);
    &ALL
}

/// The criterion of this number.
pub fn find(number: &Number) -> Option<&'static Criterion> {
    all().iter().find(|criterion| criterion.number == *number)
}

/// The day the first version after `version` was published, when there is one.
pub fn superseded(version: &str) -> Option<Date> {
    let mut parts = version.split('.').map(str::parse::<u16>);
    let major = parts.next()?.ok()?;
    // « version 4 » is any of them.
    let minor = parts.next().and_then(Result::ok).unwrap_or(u16::MAX);
    VERSIONS.iter().find(|(known, _)| *known > (major, minor)).map(|(_, day)| *day)
}

fn load() -> Vec<Criterion> {
    static NODE: LazyLock<Node> =
        LazyLock::new(|| parse_toml(include_str!("rgaa.toml")).expect("the criteria are TOML"));
    let Value::Table(table) = &NODE.value else { return Vec::new() };
    let Some(Value::List(topics)) = table.get("topics").map(|node| &node.value) else { return Vec::new() };
    let topics = topics.iter().filter_map(|topic| {
        let Value::Table(topic) = &topic.value else { return None };
        let (Value::Text(title), Value::List(rows)) = (&topic.get("title")?.value, &topic.get("criteria")?.value)
        else {
            return None;
        };
        Some(rows.iter().filter_map(|row| criterion(title, row)))
    });
    topics.flatten().collect()
}

fn criterion(topic: &'static str, row: &'static Node) -> Option<Criterion> {
    let Value::List(cells) = &row.value else { return None };
    let [Value::Text(number), Value::Integer(tests), Value::Text(decided), Value::Text(title)] =
        [&cells.first()?.value, &cells.get(1)?.value, &cells.get(2)?.value, &cells.get(3)?.value]
    else {
        return None;
    };
    let decided = match decided.as_str() {
        "most" => Decided::Most,
        "part" => Decided::Part,
        "hint" => Decided::Hint,
        _ => Decided::Nothing,
    };
    Some(Criterion { number: Number::parse(number)?, topic, tests: usize::try_from(*tests).ok()?, decided, title })
}
