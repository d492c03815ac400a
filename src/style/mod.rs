//! The cascade: what the style sheets of a page give each of its elements, without a browser.

mod cell;
mod color;
mod property;
mod style;
mod styles;

use std::sync::Arc;

pub use cell::{Cell, CellSet, Scheme, State, Width};
pub use color::{Color, Paint};
pub use property::{Property, PropertySet};
pub use style::{
    Animation, Clip, Content, Decoration, Display, Extent, Image, Line, LineStyle, Overflow, Position, Shadow, Sides,
    Style, TextAlign, TextTransform, Transform, WhiteSpace,
};
pub use styles::{Declaration, Origin, Pseudo, Rule, SheetName, Styles};

use crate::html::Document;

/// What is remembered across the pages of a site: compiled sheets, styles shared by elements.
#[derive(Debug, Default)]
pub struct Engine {}

/// The computed styles of a document. `sheet` gives the text of a linked style sheet by its address as written; nothing
/// when it cannot be had.
pub fn compute(_: &Engine, document: &Document, _sheet: &dyn Fn(&str) -> Option<Arc<str>>) -> Styles {
    Styles::none(document)
}
