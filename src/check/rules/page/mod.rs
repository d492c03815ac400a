//! The page as a whole: its language, its title, its head.

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[];
