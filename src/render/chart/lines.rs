//! Charts of lines: what changes from one label to the next. Each line bears its name and last value at its end.

use std::fmt::Write as _;

use super::scale::Scale;
use super::{Chart, Series, coordinate, text};

/// The height of the plot, in ems.
const HEIGHT: f64 = 13.0;
/// What is above it: the half of a line of text.
const ABOVE: f64 = 1.2;
/// Where the plot begins, in percent: numbers of the axis are before it.
const LEFT: f64 = 13.0;
/// The least distance between two names, in ems.
const APART: f64 = 1.25;

/// The lines, over their axis.
pub(super) fn draw(chart: &Chart<'_>) -> (String, f64) {
    let scale = Scale::of(chart.values());
    let down = |value: f64| ABOVE + HEIGHT * (1.0 - scale.place(value));
    let mut svg = String::new();
    for tick in &scale.ticks {
        let y = down(*tick);
        let words = text(&chart.formats.number(*tick, scale.decimals));
        let (y, base) = (coordinate(y), coordinate(y - 0.25));
        let _ = write!(svg, "<line x2=\"100%\" y1=\"{y}em\" y2=\"{y}em\"/><text y=\"{base}em\">{words}</text>");
    }
    let count = chart.labels.len();
    let along = |row: usize| if count > 1 { row as f64 / (count - 1) as f64 } else { 0.5 };
    let longest = chart.labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let step = super::thinned(count, longest);
    for (row, label) in chart.labels.iter().enumerate().step_by(step) {
        let class = match row {
            0 if count > 1 => "",
            row if row + 1 == count && count > 1 => " class=\"end\"",
            _ => " class=\"mid\"",
        };
        let x = coordinate(LEFT + (100.0 - LEFT) * along(row));
        let _ =
            write!(svg, "<text{class} x=\"{x}%\" y=\"{}em\">{}</text>", coordinate(ABOVE + HEIGHT + 1.4), text(label));
    }
    let _ = write!(
        svg,
        "<svg x=\"{LEFT}%\" y=\"{ABOVE}em\" width=\"{}%\" height=\"{HEIGHT}em\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">",
        100.0 - LEFT
    );
    for series in &chart.series {
        for piece in pieces(series) {
            let point = |(row, value): &(usize, f64)| {
                format!("{} {}", coordinate(100.0 * along(*row)), coordinate(100.0 * (1.0 - scale.place(*value))))
            };
            let mut points: Vec<String> = piece.iter().map(point).collect();
            if points.len() == 1 {
                // A line of no length with round ends is a dot.
                points.push(points[0].clone());
            }
            let _ = write!(svg, "<polyline{} points=\"{}\"/>", series.class(), points.join(" "));
        }
    }
    svg += "</svg>";
    for (name, y) in names(chart, &down) {
        let _ = write!(svg, "<text class=\"end\" x=\"100%\" y=\"{}em\">{name}</text>", coordinate(y));
    }
    (svg, ABOVE + HEIGHT + 2.0)
}

/// The values of a series that follow each other without a gap.
fn pieces(series: &Series) -> Vec<Vec<(usize, f64)>> {
    let mut pieces: Vec<Vec<(usize, f64)>> = Vec::new();
    for (row, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(|(last, _)| last + 1 == row) => piece.push((row, *value)),
            _ => pieces.push(vec![(row, *value)]),
        }
    }
    pieces
}

/// The words at the end of each line, and how far down: above a line that rises and below one that falls, where the
/// line is not, and apart from each other.
fn names(chart: &Chart<'_>, down: &dyn Fn(f64) -> f64) -> Vec<(String, f64)> {
    let mut names: Vec<(String, f64)> = Vec::new();
    for series in &chart.series {
        let given: Vec<f64> = series.values.iter().copied().flatten().collect();
        let Some(last) = given.last() else { continue };
        let falls = given.len() > 1 && down(*last) - down(given[given.len() - 2]) > 0.5;
        let words = format!("{} <tspan>{}</tspan>", text(&series.name), text(&chart.written(*last)));
        names.push((words, down(*last) + if falls { 1.2 } else { -0.5 }));
    }
    names.sort_by(|a, b| a.1.total_cmp(&b.1));
    let bottom = ABOVE + HEIGHT - 0.2;
    for index in 1..names.len() {
        names[index].1 = names[index].1.max(names[index - 1].1 + APART);
    }
    let mut limit = bottom;
    for (_, y) in names.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - APART;
    }
    names
}
