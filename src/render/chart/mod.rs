//! Charts: SVG made at build from a CSV file, drawn in ems and percents so that the words keep the size of the page's
//! text at every width.
//!
//! Colours are the style sheet's: the first three series have `a`, `b` and `c` for class.

mod bars;
mod lines;
mod scale;
#[cfg(test)]
mod tests;
mod view;

use std::fmt::Write as _;

pub(super) use view::{Ask, View};

use super::dates::Formats;
use super::picture::escape as text;
use crate::load::dataset::Dataset;

/// The forms of a chart.
pub(super) const FORMS: [&str; 3] = ["bars", "columns", "lines"];

/// How a chart is written.
pub(super) struct Look<'a> {
    /// One of [`FORMS`].
    pub(super) form: &'a str,
    /// What it shows, in a sentence: `{least}`, `{least_at}`, `{most}` and `{most_at}` are filled in.
    pub(super) name: &'a str,
    /// What follows each value.
    pub(super) unit: &'a str,
    /// Digits after the point; those of the file when not given.
    pub(super) decimals: Option<usize>,
}

/// A chart of these columns of a table as an `<svg>`; an error says what it cannot show.
pub(super) fn svg(view: &View, look: &Look<'_>, formats: &Formats) -> Result<String, String> {
    let chart = Chart::of(&view.table, &view.drawn, look, formats);
    if chart.values().next().is_none() {
        return Err("the data have no number to draw".to_owned());
    }
    let (drawing, height) = match look.form {
        "bars" => bars::rows(&chart),
        "columns" if chart.series.len() > 1 => {
            return Err("a chart of columns shows one series: choose it, or draw bars or lines".to_owned());
        }
        "columns" => bars::columns(&chart),
        "lines" => lines::draw(&chart),
        form => return Err(format!("`{form}` is not a form of chart: `{}`", FORMS.join("`, `"))),
    };
    let mut svg = String::with_capacity(drawing.len() + 256);
    let _ = write!(
        svg,
        "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" height=\"{}em\">{drawing}</svg>",
        text(&chart.named(look.name)),
        coordinate(height)
    );
    Ok(svg)
}

/// What is drawn.
struct Chart<'a> {
    labels: Vec<String>,
    series: Vec<Series>,
    unit: &'a str,
    decimals: usize,
    formats: &'a Formats,
}

struct Series {
    name: String,
    /// Its rank among those drawn.
    rank: usize,
    /// One a label; nothing where the cell is empty.
    values: Vec<Option<f64>>,
}

impl Series {
    /// The class of what is drawn for it; none for the first.
    fn class(&self) -> &'static str {
        ["", " class=\"b\"", " class=\"c\""][self.rank % 3]
    }
}

impl<'a> Chart<'a> {
    fn of(table: &Dataset, drawn: &[usize], look: &Look<'a>, formats: &'a Formats) -> Self {
        let series = drawn.iter().enumerate().map(|(rank, column)| Series {
            name: table.columns[*column].name.clone(),
            rank,
            values: table.rows.iter().map(|row| row[*column].number).collect(),
        });
        let most = drawn.iter().map(|column| table.columns[*column].decimals).max().unwrap_or_default();
        Self {
            labels: table.rows.iter().map(|row| row[0].text.clone()).collect(),
            series: series.collect(),
            unit: look.unit,
            decimals: look.decimals.unwrap_or(most),
            formats,
        }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().copied().flatten())
    }

    /// A value as the language writes it, with its unit.
    fn written(&self, value: f64) -> String {
        let number = self.formats.number(value, self.decimals);
        if self.unit.is_empty() { number } else { format!("{number}\u{a0}{}", self.unit) }
    }

    /// The sentence with the least and the greatest value, and where they are.
    fn named(&self, sentence: &str) -> String {
        let mut all = Vec::new();
        for series in &self.series {
            for (label, value) in self.labels.iter().zip(&series.values) {
                let Some(value) = value else { continue };
                let at = if self.series.len() > 1 { format!("{}, {label}", series.name) } else { label.clone() };
                all.push((*value, at));
            }
        }
        let mut sentence = sentence.to_owned();
        // Of several that are equal the first is told.
        let least = all.iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let most = all.iter().rev().max_by(|a, b| a.0.total_cmp(&b.0));
        for (key, found) in [("least", least), ("most", most)] {
            if let Some((value, at)) = found {
                sentence = sentence.replace(&format!("{{{key}}}"), &self.written(*value));
                sentence = sentence.replace(&format!("{{{key}_at}}"), at);
            }
        }
        sentence
    }
}

/// Every how many labels one is written, so that they do not meet on a narrow screen: about 34 characters are on one
/// of 320 pixels.
fn thinned(count: usize, longest: usize) -> usize {
    (count * (longest + 1)).div_ceil(34).max(1)
}

/// A length in few digits.
fn coordinate(length: f64) -> String {
    let written = format!("{length:.1}");
    let written = written.strip_suffix(".0").unwrap_or(&written);
    if written == "-0" { "0".to_owned() } else { written.to_owned() }
}
