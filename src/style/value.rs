//! Declared values, in a form that is quick to compute.

use std::sync::Arc;

use super::kinds::{Clip, Decoration, Display, LineStyle, Overflow, Position, TextAlign, TextTransform, WhiteSpace};
use super::length::Measure;
use super::property::Property;
use super::tint::Tint;

/// One declared value of a longhand property.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A keyword that all properties have.
    Wide(Wide),
    /// Known only once variables are: the declaration as written.
    Deferred(Arc<Deferred>),
    /// It cannot be known.
    Unknown,
    /// A colour.
    Tint(Tint),
    /// No colour (`fill: none`).
    NoTint,
    /// A length.
    Measure(Measure),
    /// A number: opacity, weight, order, a line height without a unit, a font size keyword as part of 16 px.
    Number(f32),
    /// `bolder` and `larger` (true), `lighter` and `smaller`.
    Relative(bool),
    /// For properties of which only a yes or a no matters; see [`super::declare`] for what is asked of each.
    Flag(bool),
    /// `flex-direction`: whether reversed, whether a column.
    Flex(bool, bool),
    /// `color-scheme`: whether light, whether dark.
    Schemes(bool, bool),
    Display(Display),
    Position(Position),
    LineStyle(LineStyle),
    Overflow(Overflow),
    TextTransform(TextTransform),
    TextAlign(TextAlign),
    WhiteSpace(WhiteSpace),
    Decoration(Decoration),
    Clip(Clip),
    /// `content`: what is shown, and what is read instead.
    Content(Box<[Piece]>, Option<Box<[Piece]>>),
    /// The layers of `background-image`: the colours of a gradient, nothing for a picture.
    Images(Box<[Option<Box<[Tint]>>]>),
    /// `text-shadow` and `box-shadow`.
    Shadows(Box<[DeclaredShadow]>),
    Moves(Moves),
    /// `animation-name`.
    Names(Box<[Arc<str>]>),
    /// `animation-duration` in seconds, `animation-iteration-count`.
    Numbers(Box<[f32]>),
}

/// Keywords of all properties (CSS Cascade 5, 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    Initial,
    Inherit,
    Unset,
    Revert,
    RevertLayer,
}

/// A declaration whose value depends on variables or on the colour of the text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Deferred {
    /// The property, maybe a shorthand.
    pub(super) name: Box<str>,
    /// Its value.
    pub(super) text: Box<str>,
}

/// A part of `content`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Text.
    Text(Box<str>),
    /// The value of an attribute.
    Attribute(Box<str>),
    /// A picture, a counter, what is not understood.
    Other,
}

impl Deferred {
    /// Whether it is variables that it waits for.
    pub(super) fn has_variables(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        text.contains("var(") || text.contains("env(")
    }
}

/// One shadow as declared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DeclaredShadow {
    pub(super) tint: Tint,
    pub(super) x: Measure,
    pub(super) y: Measure,
    pub(super) blur: Measure,
    pub(super) spread: Measure,
    pub(super) inset: bool,
}

/// What a `transform` does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moves {
    /// Whether it does anything.
    pub(super) any: bool,
    /// Degrees clockwise in the plane of the page; nothing when it cannot be told.
    pub(super) rotation: Option<f32>,
    /// Whether it makes the box flat.
    pub(super) flat: bool,
    pub(super) x: Measure,
    pub(super) y: Measure,
}

/// What a declaration sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A property.
    Plain(Property),
    /// The one of the first where lines start on the left, of the second where they start on the right.
    Inline(Property, Property),
    /// All but the direction and the variables.
    All,
}

/// A longhand declaration.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    pub(super) slot: Slot,
    pub(super) value: Value,
    /// Whether the value differs with the scheme or the width of a cell.
    pub(super) by_environment: bool,
}

impl Value {
    /// Whether it comes to something else in another colour scheme or another window.
    pub(super) fn depends_on_environment(&self) -> bool {
        match self {
            Self::Deferred(_) | Self::Schemes(..) => true,
            Self::Tint(tint) => tint.depends_on_scheme(),
            Self::Measure(measure) => measure.depends_on_window(),
            Self::Images(layers) => layers.iter().flatten().flatten().any(Tint::depends_on_scheme),
            Self::Shadows(shadows) => {
                shadows.iter().any(|shadow| shadow.tint.depends_on_scheme() || shadow.x.depends_on_window())
            }
            Self::Moves(moves) => moves.x.depends_on_window() || moves.y.depends_on_window(),
            _ => false,
        }
    }
}
