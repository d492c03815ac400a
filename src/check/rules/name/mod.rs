//! Names of what people use: links, buttons, fields, frames.

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[];
