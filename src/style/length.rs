//! Lengths as declared, and what they come to (CSS Values 4).

use lightningcss::properties::size::{MaxSize, Size};
use lightningcss::values::calc::{Calc, MathFunction};
use lightningcss::values::length::{Length, LengthPercentage, LengthPercentageOrAuto, LengthValue};

use super::kinds::Extent;

/// A length as declared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// `auto`, `none`, `normal`.
    Auto,
    /// `min-content` and the like.
    Content,
    /// A number and its unit.
    Unit(Unit, f32),
    /// The sum of these.
    Sum(Box<[Measure]>),
    /// A product.
    Times(f32, Box<Measure>),
    /// The least of these.
    Min(Box<[Measure]>),
    /// The greatest of these.
    Max(Box<[Measure]>),
    /// What is not understood.
    Unknown,
}

/// What a number is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A CSS px.
    Px,
    /// The font size of the element.
    Em,
    /// The font size of the root.
    Rem,
    /// A part of something else: 1 is all of it.
    Percent,
    /// A hundredth of the width of the window.
    Vw,
    /// A hundredth of its height.
    Vh,
    /// The lesser.
    Vmin,
    /// The greater.
    Vmax,
}

/// What units are measured with, in CSS px.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The font size of the element.
    pub(super) em: f32,
    /// The font size of the root.
    pub(super) rem: f32,
    /// The width of the window.
    pub(super) width: f32,
    /// The height of the window.
    pub(super) height: f32,
}

impl Measure {
    /// Whether it depends on the window.
    pub(super) fn depends_on_window(&self) -> bool {
        match self {
            Self::Unit(unit, _) => matches!(unit, Unit::Vw | Unit::Vh | Unit::Vmin | Unit::Vmax),
            Self::Sum(list) | Self::Min(list) | Self::Max(list) => list.iter().any(Self::depends_on_window),
            Self::Times(_, measure) => measure.depends_on_window(),
            _ => false,
        }
    }

    /// What it comes to.
    pub(super) fn extent(&self, scale: Scale) -> Extent {
        match self {
            Self::Auto => Extent::Auto,
            Self::Content => Extent::Content,
            other => match other.pair(scale) {
                Some((percent, px)) if px.is_finite() && percent.is_finite() => {
                    if percent == 0.0 {
                        Extent::Px(px)
                    } else {
                        Extent::Percent(percent, px)
                    }
                }
                _ => Extent::Unknown,
            },
        }
    }

    /// What it comes to when percentages are of `whole` CSS px.
    pub(super) fn px_of(&self, scale: Scale, whole: f32) -> Option<f32> {
        match self {
            Self::Min(list) => {
                list.iter().try_fold(f32::INFINITY, |least, one| Some(least.min(one.px_of(scale, whole)?)))
            }
            Self::Max(list) => {
                list.iter().try_fold(f32::NEG_INFINITY, |most, one| Some(most.max(one.px_of(scale, whole)?)))
            }
            Self::Sum(list) => list.iter().try_fold(0.0, |sum, one| Some(sum + one.px_of(scale, whole)?)),
            Self::Times(factor, one) => Some(factor * one.px_of(scale, whole)?),
            other => other.pair(scale).map(|(percent, px)| percent * whole + px),
        }
        .filter(|px| px.is_finite())
    }

    /// Its percentage and its CSS px, when it is such a sum.
    fn pair(&self, scale: Scale) -> Option<(f32, f32)> {
        let extreme = |list: &[Self], pick: fn(f32, f32) -> f32| {
            let mut pairs = list.iter().map(|one| one.pair(scale));
            let (percent, mut px) = pairs.next()??;
            for pair in pairs {
                let (other, value) = pair?;
                // Which is the lesser depends on a box that is not known, unless only the lengths differ.
                if (other - percent).abs() > f32::EPSILON {
                    return None;
                }
                px = pick(px, value);
            }
            Some((percent, px))
        };
        match self {
            Self::Auto | Self::Content | Self::Unknown => None,
            Self::Unit(Unit::Percent, value) => Some((*value, 0.0)),
            Self::Unit(unit, value) => {
                let factor = match unit {
                    Unit::Em => scale.em,
                    Unit::Rem => scale.rem,
                    Unit::Vw => scale.width / 100.0,
                    Unit::Vh => scale.height / 100.0,
                    Unit::Vmin => scale.width.min(scale.height) / 100.0,
                    Unit::Vmax => scale.width.max(scale.height) / 100.0,
                    Unit::Px | Unit::Percent => 1.0,
                };
                Some((0.0, value * factor))
            }
            Self::Sum(list) => list.iter().try_fold((0.0, 0.0), |sum, one| {
                let (percent, px) = one.pair(scale)?;
                Some((sum.0 + percent, sum.1 + px))
            }),
            Self::Times(factor, one) => one.pair(scale).map(|(percent, px)| (factor * percent, factor * px)),
            Self::Min(list) => extreme(list, f32::min),
            Self::Max(list) => extreme(list, f32::max),
        }
    }
}

impl From<&LengthValue> for Measure {
    fn from(value: &LengthValue) -> Self {
        if let Some(px) = value.to_px() {
            return Self::Unit(Unit::Px, px);
        }
        let (number, unit) = value.to_unit_value();
        // A digit, an `x` and a capital are about as wide or high as this in most fonts.
        let (unit, factor) = match unit {
            "em" | "ic" => (Unit::Em, 1.0),
            "ch" | "ex" => (Unit::Em, 0.5),
            "cap" => (Unit::Em, 0.7),
            "lh" => (Unit::Em, 1.2),
            "rem" | "ric" => (Unit::Rem, 1.0),
            "rch" | "rex" => (Unit::Rem, 0.5),
            "rcap" => (Unit::Rem, 0.7),
            "rlh" => (Unit::Rem, 1.2),
            "vw" | "svw" | "lvw" | "dvw" | "vi" | "svi" | "lvi" | "dvi" => (Unit::Vw, 1.0),
            "vh" | "svh" | "lvh" | "dvh" | "vb" | "svb" | "lvb" | "dvb" => (Unit::Vh, 1.0),
            "vmin" | "svmin" | "lvmin" | "dvmin" => (Unit::Vmin, 1.0),
            "vmax" | "svmax" | "lvmax" | "dvmax" => (Unit::Vmax, 1.0),
            _ => return Self::Unknown,
        };
        Self::Unit(unit, number * factor)
    }
}

impl From<&Length> for Measure {
    fn from(length: &Length) -> Self {
        match length {
            Length::Value(value) => value.into(),
            Length::Calc(calc) => of_calc(calc),
        }
    }
}

impl From<&LengthPercentage> for Measure {
    fn from(length: &LengthPercentage) -> Self {
        match length {
            LengthPercentage::Dimension(value) => value.into(),
            LengthPercentage::Percentage(part) => Self::Unit(Unit::Percent, part.0),
            LengthPercentage::Calc(calc) => of_calc(calc),
        }
    }
}

impl From<&LengthPercentageOrAuto> for Measure {
    fn from(length: &LengthPercentageOrAuto) -> Self {
        match length {
            LengthPercentageOrAuto::Auto => Self::Auto,
            LengthPercentageOrAuto::LengthPercentage(length) => length.into(),
        }
    }
}

impl From<&Size> for Measure {
    fn from(size: &Size) -> Self {
        match size {
            Size::Auto => Self::Auto,
            Size::LengthPercentage(length) => length.into(),
            _ => Self::Content,
        }
    }
}

impl From<&MaxSize> for Measure {
    fn from(size: &MaxSize) -> Self {
        match size {
            MaxSize::None => Self::Auto,
            MaxSize::LengthPercentage(length) => length.into(),
            _ => Self::Content,
        }
    }
}

/// A tree of sums and functions; sums are short, since longer ones are taken out of sheets.
fn of_calc<V>(calc: &Calc<V>) -> Measure
where
    for<'v> &'v V: Into<Measure>,
{
    let list = |list: &[Calc<V>]| list.iter().map(of_calc).collect::<Box<[Measure]>>();
    match calc {
        Calc::Value(value) => (&**value).into(),
        Calc::Number(number) if *number == 0.0 => Measure::Unit(Unit::Px, 0.0),
        Calc::Number(_) => Measure::Unknown,
        Calc::Sum(a, b) => Measure::Sum(Box::new([of_calc(a), of_calc(b)])),
        Calc::Product(factor, value) => Measure::Times(*factor, Box::new(of_calc(value))),
        Calc::Function(function) => match &**function {
            MathFunction::Calc(calc) => of_calc(calc),
            MathFunction::Min(values) => Measure::Min(list(values)),
            MathFunction::Max(values) => Measure::Max(list(values)),
            MathFunction::Clamp(least, value, most) => {
                let capped = Measure::Min(Box::new([of_calc(value), of_calc(most)]));
                Measure::Max(Box::new([of_calc(least), capped]))
            }
            _ => Measure::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use lightningcss::traits::Parse;

    use super::*;

    const SCALE: Scale = Scale { em: 20.0, rem: 16.0, width: 1280.0, height: 720.0 };

    #[test]
    fn lengths_come_to_px() {
        for (text, expected) in [
            ("12pt", Extent::Px(16.0)),
            ("1.5em", Extent::Px(30.0)),
            ("calc(1rem + 2vw)", Extent::Px(41.6)),
            ("clamp(1rem, 50vw, 30px)", Extent::Px(30.0)),
            ("max(10px, 1em)", Extent::Px(20.0)),
            ("50%", Extent::Percent(0.5, 0.0)),
            ("calc(100% - 2rem)", Extent::Percent(1.0, -32.0)),
            ("calc(-1 * (1rem + 4px))", Extent::Px(-20.0)),
            ("min(100%, 40rem)", Extent::Unknown),
            ("10cqw", Extent::Unknown),
        ] {
            let length = LengthPercentage::parse_string(text).expect(text);
            assert_eq!(Measure::from(&length).extent(SCALE), expected, "{text}");
        }
        let length = LengthPercentage::parse_string("min(100%, 40rem)").expect("a length");
        assert_eq!(Measure::from(&length).px_of(SCALE, 300.0), Some(300.0));
        assert!(
            Measure::from(&LengthPercentage::parse_string("calc(1px + 1vmin)").expect("a length")).depends_on_window()
        );
    }
}
