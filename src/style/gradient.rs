//! Gradients with an interpolation method (CSS Images 4, 3.1.1), which the parser does not read.

use super::guard;

/// The spaces that colours are mixed in along straight lines: each colour lies between those of two stops.
const STRAIGHT: &[&str] = &[
    "a98-rgb",
    "display-p3",
    "display-p3-linear",
    "lab",
    "oklab",
    "prophoto-rgb",
    "rec2020",
    "srgb",
    "srgb-linear",
    "xyz",
    "xyz-d50",
    "xyz-d65",
];

/// The spaces with a hue, and whether lightness is apart from it.
const ROUND: &[(&str, bool)] = &[("hsl", false), ("hwb", false), ("lch", true), ("oklch", true)];

/// A value whose gradients are written without their methods.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: String,
    /// Whether no colour shows that is lighter or darker than all stops.
    pub(super) between: bool,
}

/// The value without the methods of its gradients; nothing when it has none.
pub(super) fn plain(text: &str) -> Option<Plain> {
    let bytes = text.as_bytes();
    let (mut plain, mut between) = (String::with_capacity(text.len()), true);
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'(' && ends_in_gradient(&text[..at]) {
            let end = first_argument(bytes, at + 1);
            if let Some((rest, lies_between)) = without_method(&text[at + 1..end]) {
                between &= lies_between;
                plain.push_str(&text[from..=at]);
                plain.push_str(&rest);
                // Nothing else is said before the stops.
                from = if rest.is_empty() { end + 1 } else { end };
            }
        }
        at = guard::skip(bytes, at);
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    (from > 0).then_some(Plain { text: plain, between })
}

fn ends_in_gradient(text: &str) -> bool {
    const NAME: &[u8] = b"-gradient";
    let bytes = text.as_bytes();
    bytes.len() >= NAME.len() && bytes[bytes.len() - NAME.len()..].eq_ignore_ascii_case(NAME)
}

/// The byte of the comma after the first argument, or of the bracket that closes all.
fn first_argument(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'(' => depth += 1,
            b',' | b')' if depth == 0 => return at,
            b')' => depth -= 1,
            _ => {}
        }
        at = guard::skip(bytes, at);
    }
    bytes.len()
}

/// An argument without the method that it names, and whether each colour is then between two stops.
fn without_method(argument: &str) -> Option<(String, bool)> {
    let words: Vec<&str> = argument.split_ascii_whitespace().collect();
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found.eq_ignore_ascii_case(word));
    let start = (0..words.len()).find(|at| is(*at, "in"))?;
    let space = words.get(start + 1)?.to_ascii_lowercase();
    let round = ROUND.iter().find(|(name, _)| *name == space);
    if round.is_none() && !STRAIGHT.contains(&space.as_str()) {
        return None;
    }
    let way = round.is_some() && is(start + 3, "hue");
    let end = start + if way { 4 } else { 2 };
    let between = round.is_none_or(|(_, apart)| *apart && (!way || is(start + 2, "shorter")));
    let rest: Vec<&str> = words[..start].iter().chain(&words[end..]).copied().collect();
    Some((rest.join(" "), between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_taken_out() {
        for (text, expected) in [
            ("linear-gradient(in oklch,white,#eee)", Some(("linear-gradient(white,#eee)", true))),
            ("linear-gradient(to right in oklab, red, blue)", Some(("linear-gradient(to right, red, blue)", true))),
            (
                "url(a.png), conic-gradient(in hsl longer hue from 1turn, red, red) no-repeat",
                Some(("url(a.png), conic-gradient(from 1turn, red, red) no-repeat", false)),
            ),
            (
                "radial-gradient(IN LCH shorter hue, rgb(1, 2, 3), red)",
                Some(("radial-gradient( rgb(1, 2, 3), red)", true)),
            ),
            ("linear-gradient(in lch increasing hue,red,blue)", Some(("linear-gradient(red,blue)", false))),
            ("linear-gradient(in hwb,red,blue)", Some(("linear-gradient(red,blue)", false))),
            ("linear-gradient(in nonsense,red,blue)", None),
            ("linear-gradient(red,blue)", None),
            ("\"linear-gradient(in lab,red)\"", None),
            ("linear-gradient(in lab", Some(("linear-gradient(", true))),
        ] {
            let plain = plain(text);
            let found = plain.as_ref().map(|plain| (plain.text.as_str(), plain.between));
            assert_eq!(found, expected, "{text}");
        }
    }
}
