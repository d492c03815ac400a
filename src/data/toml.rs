//! TOML 1.1 through the `toml` crate's recoverable parser: every fault of a file in one go.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::{Entry, Fault, Node, Table, Value};
use crate::finding::{Finding, Place, Rule, SourcePath};

/// Reads a TOML document into a table node, or says everything that is wrong with it.
pub fn parse(text: &str) -> Result<Node, Vec<Fault>> {
    let (node, faults) = recover(text);
    if faults.is_empty() { Ok(node) } else { Err(faults) }
}

/// Reads a file that is a table: what can be read of it, and each fault as a finding of `rule`.
pub fn table(text: &str, path: &SourcePath, rule: &'static Rule) -> (Table, Vec<Finding>) {
    let (node, faults) = recover(text);
    let told = |fault: Fault| {
        Finding::new(rule, Place::at(path, fault.span), fault.message)
            .help(format!("`{}` is written in TOML: https://toml.io", path.name()))
    };
    let table = if let Value::Table(table) = node.value { table } else { Table::default() };
    (table, faults.into_iter().map(told).collect())
}

/// Reads what can be read of a TOML document, and says everything that is wrong with it.
pub fn recover(text: &str) -> (Node, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let fault = |error: &::toml::de::Error| {
        let span = error.span().unwrap_or(0..0);
        Fault { message: error.message().to_owned(), span: span.start.min(text.len())..span.end.min(text.len()) }
    };
    let faults = errors.iter().map(fault).collect();
    (Node { span: 0..text.len(), value: Value::Table(convert_table(table.into_inner())) }, faults)
}

fn convert_table(table: DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry { span: key.span(), key: key.into_inner().into_owned(), node: convert(value) })
        .collect();
    entries.sort_by_key(|entry| entry.span.start);
    Table(entries)
}

fn convert(value: Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::Text(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| Value::Text(number.as_str().to_owned()), Value::Float)
        }
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(datetime) => Value::Datetime(datetime.to_string()),
        DeValue::Array(array) => Value::List(array.into_iter().map(convert).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table)),
    };
    Node { span, value }
}
