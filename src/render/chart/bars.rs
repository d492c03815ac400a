//! Charts of bars: rows of a length, columns of a height. The words stand outside the bars, so that they can be read
//! whatever the colours are.

use std::fmt::Write as _;

use super::{Chart, coordinate, text};

/// Bars that lie, one under the other, each below its own words: they can be read at any width.
pub(super) fn rows(chart: &Chart<'_>) -> (String, f64) {
    let axis = Axis::of(chart);
    let several = chart.series.len() > 1;
    let mut svg = String::new();
    let mut y = 0.0;
    for (row, label) in chart.labels.iter().enumerate() {
        if several {
            let _ = write!(svg, "<text y=\"{}em\"><tspan>{}</tspan></text>", coordinate(y + 1.0), text(label));
            y += 1.3;
        }
        for series in &chart.series {
            let Some(value) = series.values[row] else { continue };
            let words = if several { &series.name } else { label };
            let _ = write!(
                svg,
                "<text y=\"{}em\">{} <tspan>{}</tspan></text>",
                coordinate(y + 1.0),
                text(words),
                text(&chart.written(value))
            );
            let (from, to) = axis.ends(value);
            let x = if from > 0.0 { format!(" x=\"{}%\"", coordinate(100.0 * from)) } else { String::new() };
            let _ = write!(
                svg,
                "<rect{}{x} y=\"{}em\" width=\"{}%\" height=\".6em\"/>",
                series.class(),
                coordinate(y + 1.35),
                coordinate(100.0 * (to - from))
            );
            y += 2.3;
        }
        if several {
            y += 0.5;
        }
    }
    (svg, y)
}

/// Bars that stand side by side, of one series: for few and short labels.
pub(super) fn columns(chart: &Chart<'_>) -> (String, f64) {
    const HEIGHT: f64 = 10.0;
    let axis = Axis::of(chart);
    let values = &chart.series[0].values;
    let band = 100.0 / values.len().max(1) as f64;
    let words =
        |row: usize| [chart.labels[row].clone(), values[row].map_or_else(String::new, |value| chart.written(value))];
    let longest: usize = (0..values.len()).flat_map(words).map(|word| word.chars().count()).max().unwrap_or_default();
    let step = super::thinned(values.len(), longest);
    let mut svg = String::new();
    for (row, label) in chart.labels.iter().enumerate() {
        let middle = coordinate(band * (row as f64 + 0.5));
        if let Some(value) = values[row] {
            let (from, to) = axis.ends(value);
            let top = 1.5 + HEIGHT * (1.0 - to);
            let _ = write!(
                svg,
                "<rect x=\"{}%\" y=\"{}em\" width=\"{}%\" height=\"{}em\"/>",
                coordinate(band * (row as f64 + 0.1)),
                coordinate(top),
                coordinate(band * 0.8),
                coordinate(HEIGHT * (to - from))
            );
            if row % step == 0 {
                let words = text(&chart.written(value));
                let _ = write!(
                    svg,
                    "<text class=\"mid\" x=\"{middle}%\" y=\"{}em\"><tspan>{words}</tspan></text>",
                    coordinate(top - 0.4)
                );
            }
        }
        if row % step == 0 {
            let y = coordinate(HEIGHT + 3.0);
            let _ = write!(svg, "<text class=\"mid\" x=\"{middle}%\" y=\"{y}em\">{}</text>", text(label));
        }
    }
    (svg, HEIGHT + 3.5)
}

/// The line that bars begin at, which is zero, and their unit.
struct Axis {
    low: f64,
    room: f64,
}

impl Axis {
    fn of(chart: &Chart<'_>) -> Self {
        let (low, high) =
            chart.values().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        Self { low, room: if high > low { high - low } else { 1.0 } }
    }

    /// Where the bar of a value begins and ends, between 0 and 1.
    fn ends(&self, value: f64) -> (f64, f64) {
        let place = |value: f64| (value - self.low) / self.room;
        (place(value.min(0.0)), place(value.max(0.0)))
    }
}
