//! What authors write: words for pictures, languages, capitals, signs.

mod all_capitals;
mod cryptic_text;
mod foreign_passage;
mod image_alt_suspicious;
mod image_alt_wording;
mod image_redundant_alt;
mod lang_mismatch;
mod passages;
mod sensory_words;
mod spacing_by_breaks;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &all_capitals::RULE, check: all_capitals::check },
    PageRule { rule: &cryptic_text::RULE, check: cryptic_text::check },
    PageRule { rule: &foreign_passage::RULE, check: foreign_passage::check },
    PageRule { rule: &image_alt_suspicious::RULE, check: image_alt_suspicious::check },
    PageRule { rule: &image_alt_wording::RULE, check: image_alt_wording::check },
    PageRule { rule: &image_redundant_alt::RULE, check: image_redundant_alt::check },
    PageRule { rule: &lang_mismatch::RULE, check: lang_mismatch::check },
    PageRule { rule: &sensory_words::RULE, check: sensory_words::check },
    PageRule { rule: &spacing_by_breaks::RULE, check: spacing_by_breaks::check },
];
