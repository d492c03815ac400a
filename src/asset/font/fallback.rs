//! The fonts that readers have, stretched to the measures of one that is still loading (CSS Fonts 5, 5).

use std::fmt::Write as _;

use super::Metrics;

/// Text whose mean width stands for that of any: English and French, each letter about as often as they use it.
pub(super) const SAMPLE: &str = "The tide leaves the shore twice a day and the islands stand closer; la mer se retire \
    deux fois par jour et les rochers se rapprochent.";

/// A font that many readers have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// What a theme calls it.
    pub name: &'static str,
    /// The names it goes by, with those of fonts drawn to the same widths.
    names: &'static [&'static str],
    /// The mean width of a character of [`SAMPLE`], in parts of its size.
    width: f64,
}

/// The fonts that a theme can fall back on. Widths were read in Liberation Sans 2.1.5 and Liberation Serif 2.1.5, which
/// have those of Arial and Times New Roman, and in Roboto 3.
pub const LOCALS: &[Local] = &[
    Local { name: "Arial", names: &["Arial", "Liberation Sans", "Arimo"], width: 0.4318 },
    Local { name: "Roboto", names: &["Roboto"], width: 0.4296 },
    Local { name: "Times New Roman", names: &["Times New Roman", "Liberation Serif", "Tinos"], width: 0.3854 },
];

/// The rules `@font-face` of the family `"<family> fallback"`: these local fonts, the first that the reader has.
///
/// `local` names some of [`LOCALS`], the best first. Rules of one family are tried from the last (CSS Fonts 4, 4.5.1),
/// so that is the order they are written in.
pub fn fallback(family: &str, metrics: &Metrics, local: &[&str]) -> String {
    let Some(width) = metrics.width else { return String::new() };
    let known = local.iter().rev().filter_map(|name| LOCALS.iter().find(|local| local.name == *name));
    let mut css = String::new();
    for Local { names, width: own, .. } in known {
        let adjust = width / own;
        let sources: Vec<String> = names.iter().map(|name| format!("local(\"{name}\")")).collect();
        let _ = write!(
            css,
            "@font-face{{font-family:\"{family} fallback\";src:{};size-adjust:{};ascent-override:{};\
             descent-override:{};line-gap-override:{}}}",
            sources.join(","),
            percent(adjust),
            percent(metrics.ascent / adjust),
            percent(metrics.descent / adjust),
            percent(metrics.line_gap / adjust),
        );
    }
    css
}

/// A part as CSS writes it, to a tenth of a percent.
fn percent(part: f64) -> String {
    let tenths = (part.max(0.0) * 1000.0).round() / 10.0;
    format!("{tenths}%")
}
