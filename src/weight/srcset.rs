//! `srcset`: which candidate a browser takes (HTML Standard, 4.8.4.2 and 4.8.4.3).

use crate::style::Window;

/// A candidate of a `srcset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<'a> {
    /// Its address.
    pub url: &'a str,
    /// What it is for.
    pub size: Size,
}

/// What a candidate is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Size {
    /// A density, `2x`; 1 when nothing is said.
    Density(f32),
    /// A width in pixels, `800w`.
    Width(f32),
}

/// The candidates of a `srcset`, in order; those that are not understood are left out.
pub(super) fn parse(srcset: &str) -> Vec<Candidate<'_>> {
    let mut candidates = Vec::new();
    let mut rest = srcset;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return candidates;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(',');
        let (descriptors, after) = if url.len() < end { ("", &rest[end..]) } else { descriptors(&rest[end..]) };
        candidates.extend(size(descriptors).map(|size| Candidate { url, size }));
        rest = after;
    }
}

/// Which candidate a window takes for a picture that is `width` CSS px wide: the least dense that is dense enough, else
/// the densest (measured in Chromium: no mean of two is taken).
pub(super) fn choose<'c, 'a>(candidates: &'c [Candidate<'a>], width: f32, window: Window) -> Option<&'c Candidate<'a>> {
    let density = |candidate: &Candidate<'_>| match candidate.size {
        Size::Density(density) => density,
        Size::Width(own) => own / width.max(f32::MIN_POSITIVE),
    };
    let mut best: Option<&Candidate<'_>> = None;
    for candidate in candidates {
        let better = |best: &Candidate<'_>| {
            let (old, new) = (density(best), density(candidate));
            if old < window.density { new > old } else { new < old && new >= window.density }
        };
        if best.is_none_or(better) {
            best = Some(candidate);
        }
    }
    best
}

/// What follows an address up to the comma that ends its candidate, and what is after it.
fn descriptors(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    let end = text.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    end.map_or((text, ""), |end| (&text[..end], &text[end + 1..]))
}

fn size(descriptors: &str) -> Option<Size> {
    let mut size = None;
    for word in descriptors.split_ascii_whitespace() {
        let (number, unit) = word.split_at(word.len() - word.chars().next_back().map_or(0, char::len_utf8));
        match (unit, number.parse::<f32>()) {
            ("x", Ok(density)) if density >= 0.0 && size.is_none() => size = Some(Size::Density(density)),
            ("w", Ok(width)) if width >= 1.0 && size.is_none() => size = Some(Size::Width(width)),
            // The height is for the future, says the standard.
            ("h", Ok(_)) => {}
            _ => return None,
        }
    }
    Some(size.unwrap_or(Size::Density(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(srcset: &str) -> Vec<(&str, Size)> {
        parse(srcset).into_iter().map(|candidate| (candidate.url, candidate.size)).collect()
    }

    #[test]
    fn candidates_are_read_as_the_standard_says() {
        use Size::{Density, Width};
        assert_eq!(told("a.jpg"), [("a.jpg", Density(1.0))]);
        assert_eq!(told(" a.jpg 1x , b.jpg 2x,"), [("a.jpg", Density(1.0)), ("b.jpg", Density(2.0))]);
        assert_eq!(told("a,b.jpg 400w, c.jpg 800w 600h"), [("a,b.jpg", Width(400.0)), ("c.jpg", Width(800.0))]);
        assert_eq!(told("a.jpg, b.jpg 3x"), [("a.jpg", Density(1.0)), ("b.jpg", Density(3.0))]);
        assert_eq!(told("a.jpg 1x 2x, b.jpg 5q, c.jpg (x,y) 1w, d.jpg 2x"), [("d.jpg", Density(2.0))]);
        assert_eq!(told(",,"), []);
    }

    /// What Chromium takes for `sizes="100vw"` of 400, 800, 1200, 1600 and 2400 px, by width and density of the window.
    #[test]
    fn the_candidate_is_that_of_chromium() {
        let srcset = "400 400w, 800 800w, 1200 1200w, 1600 1600w, 2400 2400w";
        let candidates = parse(srcset);
        for (width, taken) in [
            (320.0, ["400", "800", "800", "1200"]),
            (360.0, ["400", "800", "800", "1200"]),
            (390.0, ["400", "800", "800", "1200"]),
            (412.0, ["800", "800", "1200", "1600"]),
            (768.0, ["800", "1200", "1600", "2400"]),
            (1024.0, ["1200", "1600", "2400", "2400"]),
            (1280.0, ["1600", "2400", "2400", "2400"]),
            (1366.0, ["1600", "2400", "2400", "2400"]),
            (1440.0, ["1600", "2400", "2400", "2400"]),
            (1920.0, ["2400", "2400", "2400", "2400"]),
        ] {
            for (density, expected) in [1.0, 1.5, 2.0, 3.0].into_iter().zip(taken) {
                let window = Window { width, height: 800.0, density };
                let chosen = choose(&candidates, width, window).map(|candidate| candidate.url);
                assert_eq!(chosen, Some(expected), "{width} at {density}");
            }
        }
        let dense = parse("a, b 1.5x, c 3x");
        for (density, expected) in [(1.0, "a"), (1.2, "b"), (2.0, "c"), (4.0, "c")] {
            let window = Window { width: 390.0, height: 800.0, density };
            assert_eq!(choose(&dense, 100.0, window).map(|candidate| candidate.url), Some(expected));
        }
    }
}
