//! Forms: what fields are for, how they are named, grouped and sent.

mod autocomplete_missing;
mod autocomplete_valid;
mod autofill;
mod fields;
mod fieldset_legend;
mod form_field_multiple_labels;
mod form_no_submit;
mod label_visible;
mod password_paste;
mod purpose;
mod required_not_said;
mod select_onchange;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &autocomplete_missing::RULE, check: autocomplete_missing::check },
    PageRule { rule: &autocomplete_valid::RULE, check: autocomplete_valid::check },
    PageRule { rule: &fieldset_legend::RULE, check: fieldset_legend::check },
    PageRule { rule: &form_field_multiple_labels::RULE, check: form_field_multiple_labels::check },
    PageRule { rule: &form_no_submit::RULE, check: form_no_submit::check },
    PageRule { rule: &label_visible::RULE, check: label_visible::check },
    PageRule { rule: &password_paste::RULE, check: password_paste::check },
    PageRule { rule: &required_not_said::RULE, check: required_not_said::check },
    PageRule { rule: &select_onchange::RULE, check: select_onchange::check },
];
