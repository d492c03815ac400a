//! What transforms do to a box, as far as rules ask (CSS Transforms 1 and 2).

use lightningcss::properties::transform::{Matrix, Matrix3d, Rotate, Scale, Transform, TransformList, Translate};
use lightningcss::values::length::LengthPercentage;
use lightningcss::values::percentage::NumberOrPercentage;

use super::length::{Measure, Unit};
use super::value::Moves;

const NOTHING: Measure = Measure::Unit(Unit::Px, 0.0);

impl Moves {
    /// No transform.
    pub(super) const NONE: Self = Self { any: false, rotation: Some(0.0), flat: false, x: NOTHING, y: NOTHING };

    /// A transform that does nothing that is asked for.
    const SOME: Self = Self { any: true, ..Self::NONE };
}

/// `transform`.
pub(super) fn of_list(list: &TransformList) -> Moves {
    let mut moves = Moves { any: !list.0.is_empty(), ..Moves::NONE };
    for transform in &list.0 {
        let one = of_transform(transform);
        moves.rotation = moves.rotation.zip(one.rotation).map(|(a, b)| a + b);
        moves.flat |= one.flat;
        moves.x = sum(moves.x, one.x);
        moves.y = sum(moves.y, one.y);
    }
    moves
}

/// `translate`.
pub(super) fn of_translate(translate: &Translate) -> Moves {
    match translate {
        Translate::None => Moves::NONE,
        Translate::XYZ { x, y, .. } => shift(x.into(), y.into()),
    }
}

/// `rotate`.
pub(super) fn of_rotate(rotate: &Rotate) -> Moves {
    match rotate {
        Rotate::None => Moves::NONE,
        Rotate::XYZ { x, y, z, angle } => turn([*x, *y, *z], angle.to_degrees()),
    }
}

/// `scale`.
pub(super) fn of_scale(scale: &Scale) -> Moves {
    match scale {
        Scale::None => Moves::NONE,
        Scale::XYZ { x, y, .. } => stretch(x, y),
    }
}

fn of_transform(transform: &Transform) -> Moves {
    let one = NumberOrPercentage::Number(1.0);
    let zero = LengthPercentage::px(0.0);
    match transform {
        Transform::Translate(x, y) | Transform::Translate3d(x, y, _) => shift(x.into(), y.into()),
        Transform::TranslateX(x) => shift(x.into(), (&zero).into()),
        Transform::TranslateY(y) => shift((&zero).into(), y.into()),
        Transform::Scale(x, y) | Transform::Scale3d(x, y, _) => stretch(x, y),
        Transform::ScaleX(x) => stretch(x, &one),
        Transform::ScaleY(y) => stretch(&one, y),
        Transform::Rotate(angle) | Transform::RotateZ(angle) => turn([0.0, 0.0, 1.0], angle.to_degrees()),
        Transform::Rotate3d(x, y, z, angle) => turn([*x, *y, *z], angle.to_degrees()),
        Transform::Matrix(Matrix { a, b, c, d, e: right, f: down }) => matrix([*a, *b, *c, *d], [*right, *down]),
        Transform::Matrix3d(Matrix3d { m11, m12, m21, m22, m41, m42, .. }) => {
            matrix([*m11, *m12, *m21, *m22], [*m41, *m42])
        }
        _ => Moves::SOME,
    }
}

fn shift(x: Measure, y: Measure) -> Moves {
    Moves { x, y, ..Moves::SOME }
}

fn stretch(x: &NumberOrPercentage, y: &NumberOrPercentage) -> Moves {
    let number = |value: &NumberOrPercentage| -> f32 { value.into() };
    Moves { flat: number(x) == 0.0 || number(y) == 0.0, ..Moves::SOME }
}

/// A rotation around an axis: only that around the line of sight turns text.
fn turn([x, y, z]: [f32; 3], degrees: f32) -> Moves {
    let rotation = if x == 0.0 && y == 0.0 {
        Some(degrees * z.signum() * f32::from(u8::from(z != 0.0)))
    } else if z == 0.0 {
        Some(0.0)
    } else {
        None
    };
    Moves { rotation, ..Moves::SOME }
}

/// The first two columns of the matrix, and how far it moves.
fn matrix([a, b, c, d]: [f32; 4], [right, down]: [f32; 2]) -> Moves {
    Moves {
        rotation: Some(b.atan2(a).to_degrees()),
        flat: (a * d - b * c).abs() < 1e-6,
        x: Measure::Unit(Unit::Px, right),
        y: Measure::Unit(Unit::Px, down),
        any: true,
    }
}

fn sum(a: Measure, b: Measure) -> Measure {
    if a == NOTHING {
        b
    } else if b == NOTHING {
        a
    } else {
        Measure::Sum(Box::new([a, b]))
    }
}

#[cfg(test)]
mod tests {
    use lightningcss::traits::Parse;

    use super::*;

    #[test]
    fn rotations_and_flat_boxes_are_told() {
        for (text, rotation, flat) in [
            ("rotate(90deg)", Some(90.0), false),
            ("translate(1px) rotate(0.25turn) rotateZ(90deg)", Some(180.0), false),
            ("matrix(0, 1, -1, 0, 0, 0)", Some(90.0), false),
            ("rotate3d(0, 0, -1, 90deg)", Some(-90.0), false),
            ("rotateX(90deg)", Some(0.0), false),
            ("rotate3d(1, 1, 1, 90deg)", None, false),
            ("scale(0)", Some(0.0), true),
            ("scaleX(0%)", Some(0.0), true),
            ("matrix(0, 0, 0, 0, 0, 0)", Some(0.0), true),
        ] {
            let moves = of_list(&TransformList::parse_string(text).expect(text));
            assert!(moves.any, "{text}");
            assert_eq!((moves.rotation, moves.flat), (rotation, flat), "{text}");
        }
        assert_eq!(of_list(&TransformList::parse_string("none").expect("a list")), Moves::NONE);
    }
}
