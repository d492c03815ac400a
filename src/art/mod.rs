//! Drawings made from a word: what stands where a page has no picture. One word always gives the same drawing.
//!
//! A drawing is a few shapes in the colours of the theme. In a page it is SVG whose colours are custom properties, so
//! that it follows the reader's scheme; [`png`] makes pixels of it, in given colours, for those who load no page.

mod chance;
mod drawing;
mod person;
mod raster;
mod tide;
mod tiles;

pub use drawing::{Color, Colors, Drawing, Rgb};
pub use person::PORTRAITS;
pub use raster::png;

use chance::Chance;

/// What a cover shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Geometric tiles.
    Tiles,
    /// A shore.
    Tide,
    /// One or the other, as the word has it.
    Auto,
}

/// The cover of a word.
pub fn cover(seed: &str, cover: Cover) -> Drawing {
    let mut chance = Chance::of(seed);
    // Drawn in any case, so that the word gives the same tiles whether they are asked for or not.
    let tide = chance.one_in(4);
    match cover {
        Cover::Tiles => tiles::draw(&mut chance),
        Cover::Tide => tide::draw(&mut chance),
        Cover::Auto if tide => tide::draw(&mut chance),
        Cover::Auto => tiles::draw(&mut chance),
    }
}

/// A figure without features: it stands for a person and does not guess what they look like.
pub fn figure(seed: &str) -> Drawing {
    person::figure(&mut Chance::of(seed))
}

/// The drawn portrait of this number, from 1 to [`PORTRAITS`]; nothing for another.
pub fn portrait(number: usize) -> Option<Drawing> {
    person::portrait(number)
}

#[cfg(test)]
mod tests;
