//! The angle of a rotation as it is declared (CSS Transforms 1, 12, and 2, 3).

/// The rotation in the plane of the page that a value of `transform` or `rotate` asks for, in degrees clockwise;
/// nothing when there is none or when it cannot be told.
pub(super) fn declared(property: &str, value: &str) -> Option<f64> {
    let value = value.trim();
    match property {
        "transform" => transform(value),
        "rotate" => rotate(value),
        _ => None,
    }
}

/// The quarter turns that an angle is within 1 degree of: 0 to 3.
pub(super) fn quarters(degrees: f64) -> Option<u8> {
    let turned = degrees.rem_euclid(360.0);
    (0..=4_u8).find(|quarter| (turned - f64::from(*quarter) * 90.0).abs() <= 1.0).map(|quarter| quarter % 4)
}

/// `none`, an angle, an axis and an angle: `rotate: z 90deg`, `rotate: 0 0 1 90deg`.
fn rotate(value: &str) -> Option<f64> {
    let words: Vec<&str> = value.split_whitespace().collect();
    match words.as_slice() {
        ["none"] => Some(0.0),
        [only] => angle(only),
        ["z", rest] | [rest, "z"] => angle(rest),
        [x, y, z, rest] => around_z([x, y, z], rest),
        _ => None,
    }
}

fn transform(value: &str) -> Option<f64> {
    if value == "none" {
        return Some(0.0);
    }
    let mut degrees = None;
    for function in value.split_inclusive(')') {
        let (name, arguments) = function.trim().strip_suffix(')')?.split_once('(')?;
        let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
        let own = match (name.trim().to_ascii_lowercase().as_str(), arguments.as_slice()) {
            ("rotate" | "rotatez", [only]) => Some(angle(only)?),
            ("rotate3d", [x, y, z, rest]) => around_z([x, y, z], rest),
            ("matrix" | "matrix3d", [a, b, ..]) => Some(b.parse::<f64>().ok()?.atan2(a.parse().ok()?).to_degrees()),
            _ => None,
        };
        if let Some(own) = own {
            *degrees.get_or_insert(0.0) += own;
        }
    }
    degrees
}

/// The angle when the axis is that which points out of the page.
fn around_z([x, y, z]: [&str; 3], rest: &str) -> Option<f64> {
    let number = |text: &str| text.parse::<f64>().ok();
    let (x, y, z) = (number(x)?, number(y)?, number(z)?);
    (x == 0.0 && y == 0.0 && z != 0.0).then_some(angle(rest)? * z.signum())
}

fn angle(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let units = [("grad", 0.9), ("deg", 1.0), ("rad", 180.0 / std::f64::consts::PI), ("turn", 360.0)];
    for (unit, degrees) in units {
        if let Some(number) = text.strip_suffix(unit) {
            return number.trim().parse::<f64>().ok().map(|number| number * degrees);
        }
    }
    text.parse::<f64>().ok().filter(|number| *number == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_read_in_every_form() {
        let turned = |property, value| declared(property, value).and_then(quarters);
        assert_eq!(turned("transform", "rotate(90deg)"), Some(1));
        assert_eq!(turned("transform", "translateX(3px) rotateZ(-1.5708rad)"), Some(3));
        assert_eq!(turned("transform", "rotate(0.25turn)"), Some(1));
        assert_eq!(turned("transform", "rotate3d(0, 0, -1, 100grad)"), Some(3));
        assert_eq!(turned("transform", "matrix(0, 1, -1, 0, 0, 0)"), Some(1));
        assert_eq!(turned("transform", "rotate(1turn)"), Some(0));
        assert_eq!(turned("transform", "translateX(100px)"), None);
        assert_eq!(turned("transform", "rotate3d(1, 0, 0, 90deg)"), None);
        assert_eq!(turned("rotate", "0 0 1 -90deg"), Some(3));
        assert_eq!(turned("rotate", "45deg"), None);
        assert_eq!(turned("rotate", "none"), Some(0));
    }
}
