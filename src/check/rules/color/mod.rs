//! Colours: of texts, of links among words, of what one must see to find a control.

mod color_contrast;
mod color_contrast_enhanced;
mod link_in_text_block;
mod non_text_contrast;
mod text_background_missing;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &color_contrast::RULE, check: color_contrast::check },
    PageRule { rule: &color_contrast_enhanced::RULE, check: color_contrast_enhanced::check },
    PageRule { rule: &link_in_text_block::RULE, check: link_in_text_block::check },
    PageRule { rule: &non_text_contrast::RULE, check: non_text_contrast::check },
    PageRule { rule: &text_background_missing::RULE, check: text_background_missing::check },
];
