//! Drawings made from a word: what stands where a page has no picture. One word always gives the same drawing.
//!
//! A drawing is a few shapes in the colours of the theme. In a page it is SVG whose colours are custom properties, so
//! that it follows the reader's scheme; [`png()`] makes pixels of it, in given colours, for those who load no page.

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

/// The cover of a word; where the cover of another word stands `beside` it, on another ground than that one.
pub fn cover(seed: &str, kind: Cover, beside: Option<&str>) -> Drawing {
    let (mut chance, tide) = begun(seed);
    match kind {
        Cover::Tiles => tiles::draw(&mut chance, beside.map(|beside| begun(beside).0)),
        Cover::Tide => tide::draw(&mut chance),
        Cover::Auto => cover(seed, if tide { Cover::Tide } else { Cover::Tiles }, beside),
    }
}

/// The chance of a cover, and whether it is to be a tide when nothing else is asked.
fn begun(seed: &str) -> (Chance, bool) {
    let mut chance = Chance::of(seed);
    let tide = chance.one_in(4);
    (chance, tide)
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
