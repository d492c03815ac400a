//! The cascade: what the style sheets of a page give each of its elements, without a browser.
//!
//! ```text
//! text -> compile (guard, black, mend) -> Sheet    once for each text
//! Sheets of a page -> World                        once for each set of sheets
//! World, Document -> walk -> Styles                each page
//!          element -> shape -> memo -> Record      made once for each place, shared by all pages
//! ```
//!
//! A selector is matched once for all states (a bit each, `matching`), a media query evaluated once for all
//! environments (`media`); a rule hence applies in some of the [`Cell`]s, and cells where the same applies share a
//! [`Style`]. What depends on siblings or contents is looked at for each element; all else is found by the shape of
//! the element and the place of what it is in.
//!
//! What is not known is said so: a property is in [`Style::uncertain`] when a variable, a function or a condition of
//! its value is not understood, and a page is not complete ([`Styles::is_complete`]) when a sheet is missing or too
//! deep. Approximations, all rare: transitions and animations do not run; of two `@scope`s the nearer is not sought;
//! colours outside of sRGB are clipped before they are mixed with others that are only known later; `currentColor`
//! is inherited as a colour, not as a word; layers are ordered whatever the media around them; `ch`,
//! `ex` and `lh` are taken from a usual font.

mod apply;
mod black;
mod buckets;
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
mod gradient;
mod guard;
mod hints;
mod kinds;
mod known;
mod length;
mod longhand;
mod matching;
mod media;
mod memo;
mod mend;
mod moves;
mod origin;
mod places;
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
mod usage;
mod value;
mod variables;
mod walk;
mod window;
mod world;

use std::sync::Arc;

pub use cell::{Cell, CellSet, Scheme, State, Width};
pub use color::{Color, Paint};
pub use computed::Style;
pub use engine::Engine;
pub use guard::{skip, tame};
pub use kinds::{
    Animation, Clip, Content, Decoration, Display, Extent, Image, Line, LineStyle, Overflow, Position, Shadow, Sides,
    TextAlign, TextTransform, Transform, WhiteSpace,
};
pub use property::{Property, PropertySet};
pub use styles::{Declaration, Origin, Pseudo, Rule, SheetName, Styles};
pub use tint::in_schemes;
pub use usage::{Met, Usage, dashed, words};
pub use window::Window;

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
