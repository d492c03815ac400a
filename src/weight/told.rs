//! What pages tell that is known when everything is made: their own weight, `{{ page.weight }}`, and figures of the
//! whole site, `{{ site.eco.emissions }}`.
//!
//! Until then, something stands for each, of the characters that it may be of, so that fonts are cut for them.

use memchr::memmem;

/// What begins a stand-in: a word joiner, which nobody writes before all the digits, and those.
const OPENS: &str = "\u{2060}0123456789\u{a0}";
/// What ends it.
const CLOSES: &str = "\u{2060}";

/// The first and the last character of a stand-in: of all its characters, what no page is delivered with.
pub const EDGE: char = '\u{2060}';

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// What the page itself weighs, in kilobytes: how their unit is written.
    Weight(&'a str),
    /// A figure of the site.
    Figure {
        /// What stands before its decimals: `,` or `.`.
        point: char,
        /// Its rank among those that sites tell.
        rank: usize,
    },
}

impl<'a> Told<'a> {
    /// From what is between the marks of a stand-in.
    fn parse(written: &'a str) -> Self {
        let point = written.chars().next().unwrap_or_default();
        match written.strip_prefix(point).map(str::parse) {
            Some(Ok(rank)) => Self::Figure { point, rank },
            _ => Self::Weight(written),
        }
    }
}

/// What stands for the weight of a page in a language.
pub fn weight(language: &str) -> String {
    let is_french = language.split('-').next() == Some("fr");
    format!("{OPENS}{}{CLOSES}", if is_french { "Ko" } else { "kB" })
}

/// What stands for the figure of this rank, where `point` is written before decimals.
pub fn figure(point: char, rank: usize) -> String {
    format!("{OPENS}{point}{rank}{CLOSES}")
}

/// Whether a page tells something.
pub fn is_told(html: &[u8]) -> bool {
    memmem::find(html, OPENS.as_bytes()).is_some()
}

/// Whether a page tells a figure of the site.
pub fn has_figures(html: &[u8]) -> bool {
    stand_ins(html).any(|(_, told)| matches!(told, Told::Figure { .. }))
}

/// A page that tells what `say` says of each.
pub fn tell(html: &[u8], say: &dyn Fn(Told<'_>) -> String) -> Vec<u8> {
    let mut telling = Vec::with_capacity(html.len());
    let mut from = 0;
    for (span, told) in stand_ins(html) {
        telling.extend_from_slice(&html[from..span.start]);
        telling.extend_from_slice(say(told).as_bytes());
        from = span.end;
    }
    telling.extend_from_slice(&html[from..]);
    telling
}

/// The stand-ins of a page, in order; one that is cut off is none.
fn stand_ins(html: &[u8]) -> impl Iterator<Item = (std::ops::Range<usize>, Told<'_>)> {
    memmem::find_iter(html, OPENS.as_bytes()).filter_map(|at| {
        let start = at + OPENS.len();
        let end = start + memmem::find(&html[start..], CLOSES.as_bytes())?;
        let written = std::str::from_utf8(&html[start..end]).ok()?;
        Some((at..end + CLOSES.len(), Told::parse(written)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(told: Told<'_>) -> String {
        match told {
            Told::Weight(unit) => format!("45 {unit}"),
            Told::Figure { point, rank } => format!("0{point}0{rank}"),
        }
    }

    #[test]
    fn each_stand_in_is_said_in_its_language() {
        let page = format!("<p>{}, {}, {}</p>", weight("fr-CA"), weight("en"), figure(',', 12));
        assert!(is_told(page.as_bytes()) && !is_told(b"<p>0123456789</p>"));
        assert_eq!(tell(page.as_bytes(), &said), b"<p>45 Ko, 45 kB, 0,012</p>");
        assert!(has_figures(page.as_bytes()) && !has_figures(weight("fr").as_bytes()));
        assert_eq!(tell(b"<p>", &said), b"<p>");
        let cut = format!("{OPENS}kB");
        assert_eq!(tell(cut.as_bytes(), &said), cut.as_bytes());
    }
}
