//! From the bytes of a page to its tree, as browsers do (HTML Standard, 13.2): our tokenizer, which knows the place of
//! each tag, and html5ever's tree builder.

use super::document::Document;
use super::tokenizer;

/// The tree of a page. Scripts are taken to run: what is in `noscript` is text, as in browsers.
pub fn parse(html: &str) -> Document {
    // Places are kept in four bytes.
    tokenizer::run(&html[..html.floor_char_boundary(u32::MAX as usize / 2)])
}

#[cfg(test)]
mod tests;
