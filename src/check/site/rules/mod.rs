//! The rules of the site. One file a rule, its page beside it.

mod asset_missing;
mod captions_invalid;
mod document_heavy;
mod drawn_missing;
mod expected_files;
mod font_variants;
mod fragment_broken;
mod frame_focusable_content;
mod frame_title_unique;
mod help_order;
mod identification_inconsistent;
mod link_broken;
mod link_language;
mod link_same_context;
mod link_same_name;
mod navigation_order;
mod order;
mod page_orphan;
mod pdf_accessible;
mod picture_animated;
mod picture_format;
mod picture_oversized;
mod script_notification;
mod script_sensor;
mod sheets;
mod third_party;
mod title_duplicate;
mod title_heading;
mod ways;

use super::SiteRule;

macro_rules! list {
    ($($module:ident),* $(,)?) => {
        &[$(SiteRule { rule: &$module::RULE, check: $module::check }),*]
    };
}

/// The rules of every site, by id.
pub static SITE: &[SiteRule] = list![
    captions_invalid,
    document_heavy,
    drawn_missing,
    expected_files,
    font_variants,
    frame_focusable_content,
    frame_title_unique,
    help_order,
    identification_inconsistent,
    link_language,
    link_same_context,
    link_same_name,
    navigation_order,
    page_orphan,
    pdf_accessible,
    picture_animated,
    picture_format,
    picture_oversized,
    script_notification,
    script_sensor,
    third_party,
    title_duplicate,
    title_heading,
    ways,
];

/// The rules of a site whose links nobody has checked yet: a build of ours checks its own.
pub static LINKS: &[SiteRule] = &[
    SiteRule { rule: &asset_missing::RULE, check: asset_missing::check },
    SiteRule { rule: &crate::finding::rules::FRAGMENT_BROKEN, check: fragment_broken::check },
    SiteRule { rule: &crate::finding::rules::LINK_BROKEN, check: link_broken::check },
];
