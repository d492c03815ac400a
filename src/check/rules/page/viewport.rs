//! What a `meta name="viewport"` says of zooming, as browsers read it (CSS Device Adaptation 1, 9).

/// What it says; nothing for what it does not say.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Zoom {
    /// `user-scalable`: whether people may zoom.
    pub(super) allowed: Option<bool>,
    /// `maximum-scale`: how far, as a factor.
    pub(super) maximum: Option<f64>,
}

/// Reads the `content` of the `meta`; of two values of one property the last counts.
pub(super) fn read(content: &str) -> Zoom {
    let mut zoom = Zoom::default();
    for property in content.split([',', ';']).flat_map(pairs) {
        let (name, value) = property;
        match name.to_ascii_lowercase().as_str() {
            "user-scalable" => zoom.allowed = Some(is_allowed(value)),
            "maximum-scale" => zoom.maximum = scale(value).or(zoom.maximum),
            _ => {}
        }
    }
    zoom
}

/// `name=value` pairs, that white space parts as well; space may stand around `=`.
fn pairs(part: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = part.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.split_whitespace().next_back().unwrap_or_default();
        let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
        let end = after.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(after.len());
        if end > 0 {
            pairs.push((name, &after[..end]));
        }
        rest = &after[end..];
    }
    pairs
}

fn is_allowed(value: &str) -> bool {
    match number(value) {
        Some(number) => number.abs() >= 1.0,
        None => ["yes", "device-width", "device-height"].iter().any(|known| value.eq_ignore_ascii_case(known)),
    }
}

fn scale(value: &str) -> Option<f64> {
    match number(value) {
        Some(number) => (number >= 0.0).then_some(number),
        None if value.eq_ignore_ascii_case("yes") => Some(1.0),
        None if ["device-width", "device-height"].iter().any(|known| value.eq_ignore_ascii_case(known)) => Some(10.0),
        None => Some(0.1),
    }
}

/// The number that a value begins with, as `strtod` finds it.
fn number(value: &str) -> Option<f64> {
    let digits = |from: usize| from + value[from..].bytes().take_while(u8::is_ascii_digit).count();
    let sign = usize::from(value.starts_with(['+', '-']));
    let whole = digits(sign);
    let end = if value[whole..].starts_with('.') { digits(whole + 1) } else { whole };
    value[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_is_read_as_browsers_do() {
        let read = [
            ("width=device-width, initial-scale=1", None, None),
            ("user-scalable=no", Some(false), None),
            ("width=device-width user-scalable = NO;maximum-scale=3", Some(false), Some(3.0)),
            ("user-scalable=1.0", Some(true), None),
            ("user-scalable=-1", Some(true), None),
            ("user-scalable=0", Some(false), None),
            ("user-scalable=false", Some(false), None),
            ("user-scalable=no,user-scalable=yes", Some(true), None),
            ("maximum-scale=1.99x", None, Some(1.99)),
            ("maximum-scale=no", None, Some(0.1)),
            ("maximum-scale=-2", None, None),
            ("maximum-scale=device-width", None, Some(10.0)),
            ("maximum-scale=", None, None),
            ("=,;===", None, None),
        ];
        for (content, allowed, maximum) in read {
            assert_eq!(super::read(content), Zoom { allowed, maximum }, "{content}");
        }
    }
}
