//! A rule of the stages in a record: its id.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Rule;
use super::rules::STAGE;
use crate::pack::Word;

/// Writes the id of a rule.
pub fn serialize<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    Word::from(rule.id).serialize(serializer)
}

/// The rule of an id.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Rule, D::Error> {
    among(STAGE, deserializer)
}

/// The rule of an id, one of these, which are sorted.
pub fn among<'de, D: Deserializer<'de>>(rules: &[&'static Rule], deserializer: D) -> Result<&'static Rule, D::Error> {
    let id = Word::deserialize(deserializer)?;
    let found = rules.binary_search_by(|rule| rule.id.cmp(&id)).ok();
    found.map(|rank| rules[rank]).ok_or_else(|| D::Error::custom(format!("there is no rule `{id}`")))
}
