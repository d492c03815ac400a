//! Values with places: YAML and TOML read into one tree in which every key and value knows its bytes.
//!
//! Front matter, `osier.toml`, content types and translations all come through here, so that every
//! fault in them has a line and a column. What their texts may have to be, wherever they are written, is here too: a
//! language ([`subtag`]), an e-mail address or a telephone number ([`contact`]).

pub mod contact;
mod reader;
pub mod subtag;
mod toml;
mod yaml;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use reader::Reader;
pub use toml::{parse as parse_toml, recover as recover_toml, table as table_of};
pub use yaml::parse as parse_yaml;

/// A value and the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The bytes of the value in its file.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing: `key:` in YAML.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal point.
    Float(f64),
    /// Text.
    Text(String),
    /// A TOML date, time or date-time, as written.
    Datetime(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// What it is, as a person says it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::Datetime(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// A table: its entries in the order of the file, each key once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table(pub Vec<Entry>);

/// One entry of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The bytes of the key.
    pub span: Range<usize>,
    /// The value.
    pub node: Node,
}

impl Table {
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry under `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }
}

/// Why a text could not be read: a message and the bytes at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Range<usize>,
}

impl Node {
    /// The node moved by `offset` bytes, for a text that is a part of a file.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        self.shift(offset);
        self
    }

    fn shift(&mut self, offset: usize) {
        shift(&mut self.span, offset);
        match &mut self.value {
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.shift(offset)),
            Value::Table(table) => {
                for entry in &mut table.0 {
                    shift(&mut entry.span, offset);
                    entry.node.shift(offset);
                }
            }
            _ => {}
        }
    }
}

fn shift(span: &mut Range<usize>, offset: usize) {
    span.start += offset;
    span.end += offset;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_read_the_same_tree_with_the_same_places() {
        let yaml = parse_yaml("title: Café\ntags: [a, b]\nn: 3\nt:\n  x: true\n").expect("valid");
        let Value::Table(table) = &yaml.value else { panic!("{yaml:?}") };
        assert_eq!(table.get("title").map(|n| &n.value), Some(&Value::Text("Café".into())));
        assert_eq!(table.entry("tags").map(|e| e.span.clone()), Some(13..17));
        let toml = parse_toml("title = \"Café\"\ntags = [\"a\", \"b\"]\nn = 3\n[t]\nx = true\n").expect("valid");
        let Value::Table(other) = &toml.value else { panic!("{toml:?}") };
        assert_eq!(other.get("n").map(|n| &n.value), Some(&Value::Integer(3)));
        assert_eq!(other.entry("t").map(|e| e.key.as_str()), Some("t"));
    }

    #[test]
    fn faults_have_a_place_inside_the_text() {
        for text in ["a: [1\nb: 2", "a: b: c", "\t x: 1", "a: 1\na: 2", "- x\n- y", "é: \"è"] {
            if let Err(faults) = parse_yaml(text) {
                assert!(!faults.is_empty());
                for fault in faults {
                    assert!(fault.span.end <= text.len(), "{text:?} {fault:?}");
                }
            }
        }
        for text in ["a = ", "a = 1\na = 2", "[x\n", "é = \"è"] {
            let faults = parse_toml(text).expect_err("faults");
            assert!(faults.iter().all(|fault| fault.span.end <= text.len()));
        }
    }
}
