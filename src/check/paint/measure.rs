//! The contrast of one text with what lies behind it.

use super::contrast::{Rgb, ratio};
use super::ground::Ground;
use crate::style::{Color, Property, Style};

/// The contrast of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The colour of the text as it shows over the worst ground.
    pub color: Rgb,
    /// The grounds that there may be, the worst first.
    pub grounds: Vec<Rgb>,
    /// The contrast with the worst ground.
    pub worst: f64,
    /// The contrast with the best ground.
    pub best: f64,
    /// Whether WCAG calls it large: 24 px, or 18.66 px when bold.
    pub large: bool,
    /// Whether the text lets what is behind it through.
    pub translucent: bool,
}

/// What level AAA asks for (WCAG 2.2, 1.4.6).
const ENHANCED: f64 = 7.0;

/// The same for large text.
const ENHANCED_LARGE: f64 = 4.5;

impl Measure {
    /// The ratio that WCAG asks for at level AA (1.4.3).
    pub const fn minimum(&self) -> f64 {
        if self.large { 3.0 } else { 4.5 }
    }

    /// The ratio that WCAG asks for at level AAA (1.4.6).
    pub const fn enhanced(&self) -> f64 {
        if self.large { ENHANCED_LARGE } else { ENHANCED }
    }
}

/// Whether WCAG calls a text of this style large.
pub(super) fn is_large(style: &Style) -> bool {
    style.font_size >= 24.0 || style.font_size >= 18.66 && style.font_weight >= 700.0
}

/// The contrast of a text of this style; nothing when nothing of it shows, or when it is that of level AAA with every
/// ground that there may be and `ground` is sure. An unknown colour is taken for black: what is said of it is that it
/// is not known.
pub(super) fn low(style: &Style, ground: &Ground) -> Option<Measure> {
    let known = style.color.known();
    let color = known.unwrap_or(Color::BLACK);
    if color.alpha <= 0.0 {
        return None;
    }
    let large = is_large(style);
    let sure =
        known.is_some() && !style.is_uncertain(Property::Color) && ground.doubt.is_none() && ground.effect.is_none();
    let enough = if large { ENHANCED_LARGE } else { ENHANCED };
    if sure && ground.over(color).all(|(text, behind)| ratio(text, behind) >= enough) {
        return None;
    }
    let mut pairs: Vec<(f64, Rgb, Rgb)> =
        ground.over(color).map(|(text, behind)| (ratio(text, behind), text, behind)).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (first, last) = (pairs.first()?, pairs.last()?);
    Some(Measure {
        color: first.1,
        grounds: pairs.iter().map(|pair| pair.2).collect(),
        worst: first.0,
        best: last.0,
        large,
        translucent: color.alpha < 1.0 || style.total_opacity < 1.0,
    })
}

/// Whether the verdict would be another if the letters were on the colour of their shadow.
pub(super) fn is_changed_by_shadow(style: &Style, ground: &Ground, measure: &Measure) -> bool {
    let enough = measure.worst >= measure.minimum();
    let mut shadows = style.text_shadow.iter().map(|shadow| shadow.known());
    shadows.any(|shadow| {
        let around = shadow.and_then(|shadow| ground.over(shadow).next());
        around.is_none_or(|(around, _)| (ratio(measure.color, around) >= measure.minimum()) != enough)
    })
}
