//! Passages in another language than the page.

mod valid_lang;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[PageRule { rule: &valid_lang::RULE, check: valid_lang::check }];
