//! The widths that a picture is made in, which follow from the `sizes` that it is shown at (HTML Standard, 4.8.4.2.1).

/// The width of the narrowest and of the widest window that is thought of, in CSS pixels.
const WINDOWS: (u32, u32) = (320, 1920);
/// The widths of all pictures, in pixels, each about 1.6 times the one before: few enough that the places of a site
/// share them, near enough that nobody loads much more than is seen.
const WIDTHS: [u32; 6] = [200, 320, 500, 800, 1280, 1920];
/// Device pixels for each CSS pixel of a place: the least that any screen has on average, and the most that is worth
/// its bytes in a photograph.
const DENSITIES: (f64, f64) = (1.5, 1.6);
/// CSS pixels in a `rem`, as browsers have it.
const REM: f64 = 16.0;
/// The widths for a picture that is shown at these `sizes`, the narrowest first; nothing when they cannot be told.
pub(super) fn widths(sizes: &str) -> Option<Vec<u32>> {
    let places: Vec<Place> = split(sizes).into_iter().map(place).collect::<Option<_>>()?;
    let at = |window: u32| Some(places.iter().find(|place| place.condition.holds(window))?.length.at(window));
    let all: Vec<f64> = (WINDOWS.0..=WINDOWS.1).step_by(10).map(at).collect::<Option<_>>()?;
    let narrowest = all.iter().copied().fold(f64::INFINITY, f64::min);
    let widest = all.iter().copied().fold(1.0, f64::max);
    let rank = |pixels: f64| WIDTHS.iter().position(|width| f64::from(*width) >= pixels).unwrap_or(WIDTHS.len() - 1);
    let (first, last) = (rank(narrowest * DENSITIES.0), rank(widest * DENSITIES.1));
    Some(WIDTHS[first..=last].to_vec())
}

/// A place that a picture is shown in: when, and how wide.
struct Place {
    condition: Condition,
    length: Length,
}

#[derive(Clone, Copy)]
enum Condition {
    Always,
    /// In windows of at least these CSS pixels.
    From(f64),
    /// In windows of at most these CSS pixels.
    UpTo(f64),
}

#[derive(Clone, Copy)]
enum Length {
    Pixels(f64),
    /// Percents of the window.
    Window(f64),
}

impl Condition {
    fn holds(self, window: u32) -> bool {
        match self {
            Self::Always => true,
            Self::From(least) => f64::from(window) >= least,
            Self::UpTo(most) => f64::from(window) <= most,
        }
    }
}

impl Length {
    fn at(self, window: u32) -> f64 {
        match self {
            Self::Pixels(pixels) => pixels,
            Self::Window(percents) => f64::from(window) * percents / 100.0,
        }
    }
}

fn split(sizes: &str) -> Vec<&str> {
    sizes.split(',').map(str::trim).collect()
}

fn place(text: &str) -> Option<Place> {
    match text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((condition, length)) => {
            Some(Place { condition: self::condition(condition)?, length: self::length(length)? })
        }
        None => Some(Place { condition: Condition::Always, length: length(text)? }),
    }
}

/// `width >= 52rem`, `min-width: 832px` and their contraries.
fn condition(text: &str) -> Option<Condition> {
    let pixels = |text: &str| match length(text)? {
        Length::Pixels(pixels) => Some(pixels),
        Length::Window(_) => None,
    };
    let after = |name: &str| text.trim().strip_prefix(name).map(str::trim_start);
    let from = after("width").and_then(|rest| rest.strip_prefix(">=").or_else(|| rest.strip_prefix('>')));
    let up_to = after("width").and_then(|rest| rest.strip_prefix("<=").or_else(|| rest.strip_prefix('<')));
    if let Some(least) = from.or_else(|| after("min-width")?.strip_prefix(':')) {
        return Some(Condition::From(pixels(least)?));
    }
    let most = up_to.or_else(|| after("max-width")?.strip_prefix(':'))?;
    Some(Condition::UpTo(pixels(most)?))
}

fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = text[..unit].parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)?;
    match &text[unit..] {
        "px" => Some(Length::Pixels(number)),
        "rem" | "em" => Some(Length::Pixels(number * REM)),
        "vw" => Some(Length::Window(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_places() {
        let widths = |sizes| widths(sizes).unwrap_or_default();
        assert_eq!(widths("100vw"), [500, 800, 1280, 1920]);
        assert_eq!(widths("(width >= 52rem) 44rem, 92vw"), [500, 800, 1280]);
        assert_eq!(widths("(width >= 80rem) 76rem, 94vw"), [500, 800, 1280, 1920]);
        assert_eq!(widths("(min-width: 832px) 320px, (max-width: 400px) 100vw, 46vw"), [320, 500, 800]);
        assert_eq!(widths("12rem"), [320]);
        assert_eq!(widths("300rem"), [1920]);
    }

    #[test]
    fn what_is_not_understood_gives_none() {
        for sizes in [
            "",
            "auto",
            "calc(100vw - 2rem)",
            "(width >= 52rem) 44rem",
            "(orientation: portrait) 3rem, 4rem",
            "-3px",
            "(",
            "3",
        ] {
            assert_eq!(widths(sizes), None, "{sizes}");
        }
    }
}
