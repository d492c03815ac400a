//! Links: where they say they lead, and how they open.

mod context;
mod link_adjacent_duplicate;
mod link_document_type;
mod link_empty_fragment;
mod link_new_window;
mod link_text_out_of_context;
mod link_text_vague;
mod title_attribute_redundant;

use crate::check::PageRule;

pub(super) use link_document_type::{documents, says_size};

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &link_adjacent_duplicate::RULE, check: link_adjacent_duplicate::check },
    PageRule { rule: &link_document_type::RULE, check: link_document_type::check },
    PageRule { rule: &link_empty_fragment::RULE, check: link_empty_fragment::check },
    PageRule { rule: &link_new_window::RULE, check: link_new_window::check },
    PageRule { rule: &link_text_out_of_context::RULE, check: link_text_out_of_context::check },
    PageRule { rule: &link_text_vague::RULE, check: link_text_vague::check },
    PageRule { rule: &title_attribute_redundant::RULE, check: title_attribute_redundant::check },
];
