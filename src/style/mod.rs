//! The cascade: what the style sheets of a page give each of its elements, without a browser.

use std::sync::Arc;

use crate::html::{Document, Element};

/// What is remembered across the pages of a site: compiled sheets, styles shared by elements.
#[derive(Debug, Default)]
pub struct Engine {}

/// The computed styles of a document. `sheet` gives the text of a linked style sheet by its address as written; nothing
/// when it cannot be had.
pub fn compute(_: &Engine, document: &Document, _sheet: &dyn Fn(&str) -> Option<Arc<str>>) -> Styles {
    Styles::none(document)
}

/// The computed styles of the elements of one page.
#[derive(Debug)]
pub struct Styles {}

/// The computed values of one element that rules need.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// `display` is `none`.
    pub display_none: bool,
    /// `visibility` is `visible`.
    pub visible: bool,
}

impl Styles {
    /// The styles of a page without any sheet.
    pub fn none(_: &Document) -> Self {
        Self {}
    }

    /// The style of an element at rest, in the light scheme, in a wide window.
    pub fn of(&self, _: Element<'_>) -> &Style {
        &Style { display_none: false, visible: true }
    }
}
