//! What a media element plays, and what scripts may do with it.

use crate::check::Page;
use crate::html::Element;

/// The addresses that a media element may play.
pub(super) fn sources(media: Element<'_>) -> impl Iterator<Item = &str> {
    let inside = media.children().filter(|child| child.is("source")).filter_map(|source| source.attr("src"));
    media.attr("src").into_iter().chain(inside).map(str::trim).filter(|src| !src.is_empty())
}

/// Whether the page has scripts, which may play and stop media by buttons of their own.
pub(super) fn has_scripts(page: &Page<'_>) -> bool {
    let is_code = |script: Element<'_>| {
        let kind = script.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
        kind.is_empty() || kind == "module" || kind.ends_with("javascript")
    };
    page.named("script").any(is_code) || page.with("onclick").next().is_some()
}
