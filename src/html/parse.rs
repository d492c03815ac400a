//! From the bytes of a page to its tree, as browsers do (HTML Standard, 13.2): our tokenizer, which knows the place of
//! each tag, and a builder of trees: our own for pages that leave nothing to mend, html5ever's for all others.

use super::document::Document;
use super::driver::Driver;
use super::plain::Plain;
use super::tokenizer;

/// The tree of a page. Scripts are taken to run: what is in `noscript` is text, as in browsers.
pub fn parse(html: &str) -> Document {
    // Places are kept in four bytes.
    let html = &html[..html.floor_char_boundary(u32::MAX as usize / 2)];
    plain(html).unwrap_or_else(|| whole(html))
}

/// The tree of a page that leaves nothing to mend.
fn plain(html: &str) -> Option<Document> {
    tokenizer::run(html, Plain::new(html.len()))
}

/// The tree of any page.
fn whole(html: &str) -> Document {
    tokenizer::run(html, Driver::new(html.len()))
}

#[cfg(test)]
mod tests;
