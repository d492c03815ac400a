//! The rules, by topic. One file a rule, its page beside it.

mod aria;
pub(in crate::check) mod by_id;
mod color;
mod content;
pub(in crate::check) mod eco;
mod form;
mod image;
mod language;
mod link;
mod media;
mod name;
mod page;
mod presentation;
pub(in crate::check) mod script;
mod structure;
mod table;

use super::{PageRule, site};
use crate::finding::{Rule, rules as stage};

/// Every rule that looks at one page at a time.
pub fn all() -> impl Iterator<Item = &'static PageRule> {
    [
        aria::RULES,
        color::RULES,
        content::RULES,
        eco::RULES,
        form::RULES,
        image::RULES,
        language::RULES,
        link::RULES,
        media::RULES,
        name::RULES,
        page::RULES,
        presentation::RULES,
        script::RULES,
        structure::RULES,
        table::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rules of the stages that a site may decide about too: what they find does not keep a page from being made.
static OPEN: &[&Rule] = &[
    &stage::BUDGET_EXPIRED,
    &stage::FRAGMENT_BROKEN,
    &stage::LINK_BROKEN,
    &stage::PAGE_ELEMENTS,
    &stage::PAGE_REQUESTS,
    &stage::PAGE_WEIGHT,
    &stage::TRANSLATION_MISSING,
    &stage::WEIGHT_RISE,
];

/// Every rule that a site may decide about: how much it weighs, where it may pass.
pub fn decidable() -> Vec<&'static Rule> {
    let site = site::SITE.iter().map(|rule| rule.rule);
    all().map(|rule| rule.rule).chain(site).chain(OPEN.iter().copied()).collect()
}

/// Whether a site may decide about a rule.
pub fn is_decidable(rule: &Rule) -> bool {
    OPEN.contains(&rule) || !stage::STAGE.contains(&rule)
}

/// Every rule there is, sorted by id.
pub fn registry() -> Vec<&'static Rule> {
    let site = site::SITE.iter().chain(site::LINKS).map(|rule| rule.rule);
    let mut rules: Vec<&Rule> = all().map(|rule| rule.rule).chain(site).chain(stage::STAGE.iter().copied()).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules
}

#[cfg(test)]
mod tests;
