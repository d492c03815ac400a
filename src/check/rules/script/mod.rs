//! What scripts that are written in attributes ask of people.

mod click_on_down;
mod draggable;
mod event_handler_keyboard;
pub(in crate::check) mod frame_focusable_content;
mod javascript_link;
mod onfocus_change;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &click_on_down::RULE, check: click_on_down::check },
    PageRule { rule: &draggable::RULE, check: draggable::check },
    PageRule { rule: &event_handler_keyboard::RULE, check: event_handler_keyboard::check },
    PageRule { rule: &frame_focusable_content::RULE, check: frame_focusable_content::check },
    PageRule { rule: &javascript_link::RULE, check: javascript_link::check },
    PageRule { rule: &onfocus_change::RULE, check: onfocus_change::check },
];
