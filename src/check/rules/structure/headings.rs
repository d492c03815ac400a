//! The headings that assistive technologies list, with their level.

use crate::check::Page;
use crate::html::Element;

/// The exposed headings in tree order, with their level: that of the tag, or `aria-level` (WAI-ARIA 1.2, 6.6).
pub(super) fn headings<'p>(page: &Page<'p>) -> impl Iterator<Item = (Element<'p>, u32)> {
    page.any(&["h1", "h2", "h3", "h4", "h5", "h6"], &["role"]).filter_map(|element| {
        let tag = tag_level(element);
        let said = || element.attr("aria-level").and_then(|level| level.trim().parse().ok()).filter(|level| *level > 0);
        let is_heading = page.tree.role(element) == Some("heading") && page.tree.is_exposed(element);
        is_heading.then(|| (element, said().or(tag).unwrap_or(2)))
    })
}

fn tag_level(element: Element<'_>) -> Option<u32> {
    match element.name().as_bytes() {
        [b'h', digit @ b'1'..=b'6'] if element.is_html() => Some(u32::from(digit - b'0')),
        _ => None,
    }
}
