//! Any rule in a record: its id.

use std::sync::LazyLock;

use serde::Deserializer;

use super::registry;
pub(in crate::check) use crate::finding::by_id::serialize;
use crate::finding::{Rule, by_id};

/// Every rule, sorted by id.
static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(registry);

/// The rule of an id.
pub(in crate::check) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Rule, D::Error> {
    by_id::among(&RULES, deserializer)
}
