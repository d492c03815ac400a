//! Tables of a standard, read from the TOML that the program holds.

use crate::config::Localized;
use crate::data::{Node, Table, Value, parse_toml};

/// The root of such a text.
pub(super) fn root(text: &str) -> Table {
    let Value::Table(table) = parse_toml(text).expect("the tables of a standard are TOML").value else {
        unreachable!("a text of TOML is a table")
    };
    table
}

/// The tables of a list.
pub(super) fn tables(table: &'static Table, key: &str) -> impl Iterator<Item = &'static Table> {
    list(table, key).iter().filter_map(|node| match &node.value {
        Value::Table(table) => Some(table),
        _ => None,
    })
}

/// The texts of a list.
pub(super) fn texts(table: &'static Table, key: &str) -> Vec<&'static str> {
    list(table, key).iter().filter_map(as_text).collect()
}

/// A text.
pub(super) fn text(table: &'static Table, key: &str) -> Option<&'static str> {
    as_text(table.get(key)?)
}

/// A text by language.
pub(super) fn localized(table: &'static Table, key: &str) -> Option<Localized> {
    let Value::Table(words) = &table.get(key)?.value else { return None };
    let words = words.0.iter().filter_map(|entry| Some((entry.key.clone(), as_text(&entry.node)?.to_owned())));
    Some(Localized(words.collect()))
}

fn list(table: &'static Table, key: &str) -> &'static [Node] {
    match table.get(key).map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    }
}

fn as_text(node: &'static Node) -> Option<&'static str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
