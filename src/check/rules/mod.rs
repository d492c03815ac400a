//! The rules, by topic. One file a rule, its page beside it.

mod aria;
mod image;
mod name;
mod page;

use super::PageRule;

/// Every rule that looks at one page at a time.
pub fn all() -> impl Iterator<Item = &'static PageRule> {
    [aria::RULES, image::RULES, name::RULES, page::RULES].into_iter().flatten()
}

#[cfg(test)]
mod tests;
