//! The colours of the theme as a table: what they are in both schemes, and the least contrast of each.

use std::fmt::Write as _;

use crate::check::paint::contrast::{hex, rounded};
use crate::palette::{Palette, Source, Token};

/// One line a colour; nothing for a theme that declares none.
pub fn colors(palette: &Palette) -> String {
    let width = palette.tokens.iter().map(|token| token.name.len()).max().unwrap_or_default().max("colour".len());
    let mut table = String::new();
    for token in &palette.tokens {
        if table.is_empty() {
            let _ = writeln!(table, "{:>width$} light   dark    contrast", "colour");
        }
        let [light, dark] = token.colors.map(hex);
        let line = format!("{:>width$} {light} {dark} {}", token.name, contrast(palette, token));
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}

fn contrast(palette: &Palette, token: &Token) -> String {
    let source = match token.source {
        Source::Theme => "",
        Source::Site => ", set by the site",
        Source::Setting => ", worked out",
    };
    match palette.least(token) {
        Some(least) => {
            let ratio = rounded(least.ratio);
            format!("{ratio:>5} on {}, {} (at least {}){source}", least.on, least.scheme, token.contrast)
        }
        None => source.trim_start_matches(", ").to_owned(),
    }
}
