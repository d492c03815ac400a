//! The page as a whole: its language, its title, its head.

mod accesskey;
mod blink_marquee;
mod charset_missing;
mod doctype_missing;
mod document_title;
mod html_has_lang;
mod html_lang_valid;
mod html_xml_lang_mismatch;
mod meta_refresh;
mod meta_refresh_no_exceptions;
mod meta_viewport;
mod parse_error;
mod refresh;
mod text_direction;
mod viewport;

use crate::check::{Page, PageRule};

pub(super) use refresh::redirects_at_once;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &accesskey::RULE, check: accesskey::check },
    PageRule { rule: &blink_marquee::RULE, check: blink_marquee::check },
    PageRule { rule: &charset_missing::RULE, check: charset_missing::check },
    PageRule { rule: &doctype_missing::RULE, check: doctype_missing::check },
    PageRule { rule: &document_title::RULE, check: document_title::check },
    PageRule { rule: &html_has_lang::RULE, check: html_has_lang::check },
    PageRule { rule: &html_lang_valid::RULE, check: html_lang_valid::check },
    PageRule { rule: &html_xml_lang_mismatch::RULE, check: html_xml_lang_mismatch::check },
    PageRule { rule: &meta_refresh::RULE, check: meta_refresh::check },
    PageRule { rule: &meta_refresh_no_exceptions::RULE, check: meta_refresh_no_exceptions::check },
    PageRule { rule: &meta_viewport::RULE, check: meta_viewport::check },
    PageRule { rule: &parse_error::RULE, check: parse_error::check },
    PageRule { rule: &text_direction::RULE, check: text_direction::check },
];

/// Whether the file is served as HTML: a drawing has neither a title nor a main content of its own.
pub(super) fn is_html(page: &Page<'_>) -> bool {
    !["svg", "xml"].contains(&page.path.extension())
}
