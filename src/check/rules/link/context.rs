//! What a link says by itself, and what is said around it.

use memchr::{memchr2, memrchr};

use crate::check::{Page, words};
use crate::html::Element;

/// How far around a link its context is looked for: depth has no bound in HTML.
const DEPTH: usize = 32;

/// The longest name that a list of vague names has, in bytes, with room for arrows and points.
const LONGEST: usize = 32;

/// The links of a page that assistive technologies are given.
pub(super) fn links<'p>(page: &Page<'p>) -> impl Iterator<Item = Element<'p>> {
    page.named("a").filter(|element| element.has("href")).filter(|link| page.tree.is_exposed(*link))
}

/// The links whose names say nothing by themselves, with these names as they are heard.
pub(super) fn vague<'a, 'p>(page: &'a Page<'p>) -> impl Iterator<Item = (Element<'p>, &'a str)> {
    let vague = links(page).filter_map(|link| {
        // A link of more text has no shorter name, unless an attribute says so.
        let length: usize = link.texts().map(|text| text.text().trim().len()).take(8).sum();
        if length > LONGEST && !link.has("aria-label") && !link.has("aria-labelledby") {
            return None;
        }
        let name = page.tree.name(link);
        let short = name.trim();
        if short.is_empty() || short.len() > LONGEST {
            return None;
        }
        let plain = words::plain(short);
        let mut lists = words::of(words::language(link)).iter();
        if !lists.any(|list| words::has(list.vague_links, &plain)) {
            return None;
        }
        // A title that says more is a description to most assistive technologies.
        let told = link.attr("title").is_some_and(|title| words::plain(title).len() > plain.len());
        (!told).then(|| (link.id(), short.to_owned()))
    });
    let vague = page.vague_links.get_or_init(|| vague.collect());
    vague.iter().filter_map(|(link, name)| Some((page.document.element(*link)?, name.as_str())))
}

/// Whether what is around a link says what it is about: its paragraph, its item, its cell, or the heading just before
/// (RGAA 4.1.2, glossary, « contexte du lien »; WCAG 2.2, programmatically determined link context).
pub(super) fn has_context(link: Element<'_>) -> bool {
    if link.has("aria-describedby") {
        return true;
    }
    let own: usize = link.texts().map(|text| letters(text.text())).sum();
    let parts =
        ["p", "li", "td", "th", "dd", "blockquote", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6"];
    let says_more = |part: Element<'_>| {
        let mut said = 0;
        part.texts().any(|text| {
            said += letters(text.text());
            said > own
        })
    };
    let mut around = link.ancestors().take(DEPTH).take_while(|element| !element.is_any(&["body", "main"]));
    let mut blocks = 0;
    around.any(|element| {
        blocks += 1;
        element.is_any(&parts) && says_more(element) || follows_heading(element) || blocks == 1 && says_more(element)
    }) || follows_heading(link)
}

/// Whether a heading of a part of the page comes before an element, among its siblings.
fn follows_heading(element: Element<'_>) -> bool {
    let before = std::iter::successors(element.previous(), |before| before.previous()).take(8);
    before.take_while(|before| !before.is("hr")).any(|before| {
        let named = before.is_any(&["h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend"]) && before.has_text();
        named || before.is_any(&["header", "hgroup"]) && before.has_text()
    })
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Where the file of an address ends by one of these, after its last point; queries and fragments left out.
pub(super) fn extension(href: &str) -> Option<&str> {
    let path = &href[..memchr2(b'?', b'#', href.as_bytes()).unwrap_or(href.len())];
    let name = &path[memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1)..];
    let point = memrchr(b'.', name.as_bytes())?;
    // `https://example.org` has no file.
    let is_file = path.matches('/').count() > 2 || !path.contains("//");
    is_file.then(|| &name[point + 1..])
}
