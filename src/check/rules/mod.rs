//! The rules, by topic. One file a rule, its page beside it.

mod form;
mod image;
mod language;
mod media;
mod page;
mod script;
mod structure;
mod table;

use super::PageRule;

/// Every rule that looks at one page at a time.
pub fn all() -> impl Iterator<Item = &'static PageRule> {
    [
        form::RULES,
        image::RULES,
        language::RULES,
        media::RULES,
        page::RULES,
        script::RULES,
        structure::RULES,
        table::RULES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
