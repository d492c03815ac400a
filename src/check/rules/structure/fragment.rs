//! Links to a place in the same page.

use percent_encoding::percent_decode_str;

use crate::check::Page;
use crate::html::Element;

/// How many links to places of the page are followed: a skip link is among the first, and each may cost a look at the
/// whole page.
pub(super) const FOLLOWED: usize = 40;

/// The fragment of a link to a place of this page, without `#`: neither the top (`#`, `#top`) nor another page.
pub(super) fn fragment<'p>(page: &Page<'_>, link: Element<'p>) -> Option<&'p str> {
    let (path, fragment) = link.attr("href").filter(|_| link.is("a"))?.trim().split_once('#')?;
    let own = page.path.as_str();
    let here = path.is_empty()
        || path.strip_prefix('/').is_some_and(|path| own.strip_suffix("index.html").unwrap_or(own) == path);
    (here && !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top")).then_some(fragment)
}

/// The element that a fragment leads to (HTML Standard, 7.4.6.3): by id, by decoded id, by the name of an anchor.
pub(super) fn target<'p>(page: &Page<'p>, fragment: &str) -> Option<Element<'p>> {
    let decoded = percent_decode_str(fragment).decode_utf8_lossy();
    page.document
        .by_id(fragment)
        .or_else(|| page.document.by_id(&decoded))
        .or_else(|| page.named("a").find(|anchor| anchor.attr("name") == Some(&*decoded)))
}
