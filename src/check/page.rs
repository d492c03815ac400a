//! A delivered page as rules see it.

use super::paint::Paint;
use crate::aria::Tree;
use crate::finding::OutputPath;
use crate::html::{Document, Element};
use crate::style::Styles;

/// A delivered page.
#[derive(Debug)]
pub struct Page<'p> {
    /// Where it goes.
    pub path: &'p OutputPath,
    /// Its tree.
    pub document: &'p Document,
    /// Its computed styles.
    pub styles: &'p Styles,
    /// What assistive technologies are given of it.
    pub tree: Tree<'p>,
    /// What colours meet on it.
    pub(super) paint: Paint,
}

impl<'p> Page<'p> {
    /// A page of a document and its styles.
    pub fn new(path: &'p OutputPath, document: &'p Document, styles: &'p Styles) -> Self {
        Self { path, document, styles, tree: Tree::new(document, styles), paint: Paint::default() }
    }

    /// Every element, in tree order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'p>> + Clone + use<'p> {
        self.document.elements()
    }
}
