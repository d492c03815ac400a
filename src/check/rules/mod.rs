//! The rules, by topic. One file a rule, its page beside it.

mod content;
mod image;
mod link;
mod page;

use super::PageRule;

/// Every rule that looks at one page at a time.
pub fn all() -> impl Iterator<Item = &'static PageRule> {
    [content::RULES, image::RULES, link::RULES, page::RULES].into_iter().flatten()
}

#[cfg(test)]
mod tests;
