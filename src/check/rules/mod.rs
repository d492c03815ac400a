//! The rules, by topic. One file a rule, its page beside it.

mod aria;
mod color;
mod image;
mod name;
mod page;
mod presentation;

use super::PageRule;

/// Every rule that looks at one page at a time.
pub fn all() -> impl Iterator<Item = &'static PageRule> {
    [aria::RULES, color::RULES, image::RULES, name::RULES, page::RULES, presentation::RULES].into_iter().flatten()
}

#[cfg(test)]
mod tests;
