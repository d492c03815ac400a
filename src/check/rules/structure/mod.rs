//! Headings, landmarks, lists, and the ways around a page.

mod bypass;
mod definition_list;
mod dlitem;
mod fragment;
mod heading_order;
mod headings;
mod landmark_no_duplicate_banner;
mod landmark_no_duplicate_contentinfo;
mod landmark_one_main;
mod landmark_unique;
mod landmarks;
mod list;
mod listitem;
mod p_as_heading;
mod page_has_heading_one;
mod skip_link;
mod tabindex;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &bypass::RULE, check: bypass::check },
    PageRule { rule: &definition_list::RULE, check: definition_list::check },
    PageRule { rule: &dlitem::RULE, check: dlitem::check },
    PageRule { rule: &heading_order::RULE, check: heading_order::check },
    PageRule { rule: &landmark_no_duplicate_banner::RULE, check: landmark_no_duplicate_banner::check },
    PageRule { rule: &landmark_no_duplicate_contentinfo::RULE, check: landmark_no_duplicate_contentinfo::check },
    PageRule { rule: &landmark_one_main::RULE, check: landmark_one_main::check },
    PageRule { rule: &landmark_unique::RULE, check: landmark_unique::check },
    PageRule { rule: &list::RULE, check: list::check },
    PageRule { rule: &listitem::RULE, check: listitem::check },
    PageRule { rule: &p_as_heading::RULE, check: p_as_heading::check },
    PageRule { rule: &page_has_heading_one::RULE, check: page_has_heading_one::check },
    PageRule { rule: &skip_link::RULE, check: skip_link::check },
    PageRule { rule: &tabindex::RULE, check: tabindex::check },
];
