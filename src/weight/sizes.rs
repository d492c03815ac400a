//! `sizes`: how wide a picture will be (HTML Standard, 4.8.4.2.2).

use crate::style::Window;

/// The width that a `sizes` attribute tells in a window, in CSS px: the first of its sizes whose condition holds, else
/// that of the window.
pub(super) fn width(sizes: &str, window: Window) -> f32 {
    parts(sizes).find_map(|part| of(part.trim(), window)).unwrap_or(window.width)
}

/// A length, behind a condition or not.
fn of(part: &str, window: Window) -> Option<f32> {
    let start = last_word(part);
    let (condition, length) = part.split_at(start);
    let condition = condition.trim();
    (condition.is_empty() || window.holds(condition)).then(|| window.px(length)).flatten()
}

/// Where the last word begins, which may be a function with blanks in it.
fn last_word(part: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in part.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            c if c.is_ascii_whitespace() && depth == 0 => return at + 1,
            _ => {}
        }
    }
    0
}

/// The parts between commas that are in no brackets.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "what is computed from these is exact")]
    fn the_first_size_whose_condition_holds_is_taken() {
        let phone = Window { width: 390.0, height: 844.0, density: 2.0 };
        let desktop = Window { width: 1366.0, height: 768.0, density: 1.0 };
        for (sizes, on_phone, on_desktop) in [
            ("", 390.0, 1366.0),
            ("100vw", 390.0, 1366.0),
            ("(min-width: 66rem) 40rem, 100vw", 390.0, 640.0),
            ("(min-width: 66rem) min(100vw - 2rem, 76rem), calc(100vw - 2rem)", 358.0, 1216.0),
            ("not all and (min-width: 66rem) 20em, 50vw", 320.0, 683.0),
            ("auto, 200px", 200.0, 200.0),
            ("(what) 1px, (width > 0) wide", 390.0, 1366.0),
        ] {
            assert_eq!([width(sizes, phone), width(sizes, desktop)], [on_phone, on_desktop], "{sizes}");
        }
    }
}
