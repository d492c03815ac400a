//! Short hands to make Tera values.

use tera::{Map, Value};

use crate::data;

/// A map of these entries, in this order.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Map {
    entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
}

/// Text, or none when it is empty.
pub(super) fn text(text: &str) -> Value {
    if text.is_empty() { Value::none() } else { Value::from(text) }
}

/// A tree of data as it is.
pub(super) fn tree(value: &data::Value) -> Value {
    match value {
        data::Value::Null => Value::none(),
        data::Value::Bool(value) => Value::from(*value),
        data::Value::Integer(number) => Value::from(*number),
        data::Value::Float(number) => Value::from(*number),
        data::Value::Text(text) | data::Value::Datetime(text) => Value::from(text.as_str()),
        data::Value::List(nodes) => Value::from(nodes.iter().map(|node| tree(&node.value)).collect::<Vec<_>>()),
        data::Value::Table(table) => Value::from(table_map(table)),
    }
}

/// A table as it is.
pub(super) fn table_map(table: &data::Table) -> Map {
    table.0.iter().map(|entry| (entry.key.clone().into(), tree(&entry.node.value))).collect()
}

/// The value under `key` of a map; nothing when `value` is not one.
pub(super) fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.as_map()?.iter().find(|(known, _)| known.as_str() == Some(key)).map(|(_, value)| value)
}
