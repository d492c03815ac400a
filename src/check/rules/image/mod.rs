//! Pictures and what stands for them.

mod image_alt;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[PageRule { rule: &image_alt::RULE, check: image_alt::check }];
