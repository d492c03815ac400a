//! How pages look and behave: motion, sizes, spacing, the focus, what scrolls and what shows.

mod css_orientation_lock;
mod declared;
mod flash;
mod focus_obscured;
mod focus_visible;
mod hover_content;
mod letter_spacing_important;
mod line_height_important;
mod lines;
mod motion;
mod reflow;
mod reorder;
mod rotation;
mod scrollable_region_focusable;
mod spacing;
mod target_size;
mod text_clipped;
mod viewport_unit_text;
mod word_spacing_important;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &css_orientation_lock::RULE, check: css_orientation_lock::check },
    PageRule { rule: &flash::RULE, check: flash::check },
    PageRule { rule: &focus_obscured::RULE, check: focus_obscured::check },
    PageRule { rule: &focus_visible::RULE, check: focus_visible::check },
    PageRule { rule: &hover_content::RULE, check: hover_content::check },
    PageRule { rule: &letter_spacing_important::RULE, check: letter_spacing_important::check },
    PageRule { rule: &line_height_important::RULE, check: line_height_important::check },
    PageRule { rule: &motion::RULE, check: motion::check },
    PageRule { rule: &reflow::RULE, check: reflow::check },
    PageRule { rule: &reorder::RULE, check: reorder::check },
    PageRule { rule: &scrollable_region_focusable::RULE, check: scrollable_region_focusable::check },
    PageRule { rule: &target_size::RULE, check: target_size::check },
    PageRule { rule: &text_clipped::RULE, check: text_clipped::check },
    PageRule { rule: &viewport_unit_text::RULE, check: viewport_unit_text::check },
    PageRule { rule: &word_spacing_important::RULE, check: word_spacing_important::check },
];
