//! The cascade: what the style sheets of a page give each of its elements, without a browser.

mod apply;
mod black;
mod cascade;
mod cell;
mod color;
mod compile;
mod computed;
mod customs;
mod declare;
mod engine;
mod finish;
mod form;
mod gather;
mod generic;
mod guard;
mod hints;
mod kinds;
mod length;
mod longhand;
mod matching;
mod media;
mod memo;
mod moves;
mod origin;
mod positions;
mod property;
mod record;
mod reset;
mod selector;
mod shape;
mod sheet;
mod styles;
mod supports;
mod tint;
mod value;
mod variables;
mod walk;
mod world;

use std::sync::Arc;

pub use cell::{Cell, CellSet, Scheme, State, Width};
pub use color::{Color, Paint};
pub use computed::Style;
pub use engine::Engine;
pub use kinds::{
    Animation, Clip, Content, Decoration, Display, Extent, Image, Line, LineStyle, Overflow, Position, Shadow, Sides,
    TextAlign, TextTransform, Transform, WhiteSpace,
};
pub use property::{Property, PropertySet};
pub use styles::{Declaration, Origin, Pseudo, Rule, SheetName, Styles};

use crate::html::Document;

/// The computed styles of a document. `sheet` gives the text of a linked style sheet by its address as written; nothing
/// when it cannot be had.
pub fn compute(engine: &Engine, document: &Document, sheet: &dyn Fn(&str) -> Option<Arc<str>>) -> Styles {
    let mut gathered = gather::gather(engine, document, sheet);
    let world = engine.world(std::mem::take(&mut gathered.sheets));
    Styles::of_page(world, document, gathered)
}

#[cfg(test)]
mod tests;
