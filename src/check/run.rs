//! The rules run over everything that is delivered.

use std::sync::Arc;

use super::{Found, Page, address, page};
use crate::aria;
use crate::finding::OutputPath;
use crate::html;
use crate::style;

/// A page that is delivered.
#[derive(Clone, Copy, Debug)]
pub struct Delivered<'a> {
    /// Where it goes.
    pub path: &'a OutputPath,
    /// Its bytes.
    pub html: &'a str,
}

/// What else is delivered, as the rules ask for it.
pub struct Around<'a> {
    /// The bytes of a delivered file.
    pub read: &'a (dyn Fn(&OutputPath) -> Option<Arc<[u8]>> + Sync),
    /// The site's own address, without a slash at its end; empty when it is not known.
    pub base: &'a str,
}

/// What is found on one page.
pub fn delivered(one: Delivered<'_>, around: &Around<'_>, engine: &style::Engine) -> Arc<[Found]> {
    let document = html::parse(one.html);
    let sheet = |href: &str| {
        let bytes = (around.read)(&address::resolve(one.path, around.base, href)?)?;
        Some(Arc::from(String::from_utf8_lossy(&bytes)))
    };
    let styles = style::compute(engine, &document, &sheet);
    page(&Page { path: one.path, document: &document, styles: &styles, tree: aria::Tree::new(&document, &styles) }).into()
}
