//! What a page makes readers' devices and networks do that it could do without (RGESN 2024, themes 4 to 6).

mod apis;
mod file_input_accept;
mod image_lazy;
mod image_size_missing;
mod link_document_size;
mod media_autoplay;
mod media_preload;
pub(in crate::check) mod script_notification;
pub(in crate::check) mod script_sensor;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &file_input_accept::RULE, check: file_input_accept::check },
    PageRule { rule: &image_lazy::RULE, check: image_lazy::check },
    PageRule { rule: &image_size_missing::RULE, check: image_size_missing::check },
    PageRule { rule: &link_document_size::RULE, check: link_document_size::check },
    PageRule { rule: &media_autoplay::RULE, check: media_autoplay::check },
    PageRule { rule: &media_preload::RULE, check: media_preload::check },
    PageRule { rule: &script_notification::RULE, check: script_notification::check },
    PageRule { rule: &script_sensor::RULE, check: script_sensor::check },
];
