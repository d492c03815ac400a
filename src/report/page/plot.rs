//! Plots as drawings inside the page, each with its text alternative.

use std::fmt::Write as _;

use super::escape;
use crate::budget::kilobytes;

/// A row of a plot of spreads.
pub(super) struct Spread {
    /// What it is of.
    pub(super) name: String,
    /// Least, median, ninth decile, most, in bytes.
    pub(super) bytes: [u64; 4],
    /// The limit, where there is one for all.
    pub(super) limit: Option<u64>,
}

const WIDTH: f64 = 640.0;
const WORDS: f64 = 130.0;
const ROW: f64 = 26.0;

/// A line from the least to the most of each row, a bar from the median to the ninth decile, a stroke at the limit.
pub(super) fn spreads(alternative: &str, rows: &[Spread]) -> String {
    let most = rows.iter().flat_map(|row| [row.bytes[3], row.limit.unwrap_or_default()]).max().unwrap_or(1).max(1);
    let at = |bytes: u64| WORDS + (WIDTH - WORDS - 10.0) * bytes as f64 / most as f64;
    let height = ROW * rows.len() as f64 + 24.0;
    let mut svg = open(alternative, height);
    for (rank, row) in rows.iter().enumerate() {
        let y = ROW * rank as f64 + 14.0;
        let [least, median, decile, most] = row.bytes.map(at);
        let _ = write!(svg, "<text x=\"0\" y=\"{:.0}\">{}</text>", y + 4.0, escape(&row.name));
        let _ = write!(svg, "<path class=\"span\" d=\"M{least:.1} {y}H{most:.1}\"/>");
        let width = (decile - median).max(3.0);
        let _ =
            write!(svg, "<rect class=\"bar\" x=\"{median:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"12\"/>", y - 6.0);
        if let Some(limit) = row.limit.map(at) {
            let _ = write!(svg, "<path class=\"mark\" d=\"M{limit:.1} {}v20\"/>", y - 10.0);
        }
    }
    let _ = write!(svg, "<text x=\"{WORDS}\" y=\"{:.0}\">0</text>", height - 4.0);
    let _ = writeln!(
        svg,
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text></svg>",
        WIDTH - 2.0,
        height - 4.0,
        kilobytes(most)
    );
    svg
}

/// A line through values that follow each other.
pub(super) fn run(alternative: &str, values: &[u64]) -> String {
    let most = values.iter().max().copied().unwrap_or(1).max(1);
    let step = (WIDTH - 20.0) / (values.len().saturating_sub(1)).max(1) as f64;
    let mut svg = open(alternative, 120.0);
    let point = |(rank, value): (usize, &u64)| {
        format!("{:.1} {:.1}", 10.0 + step * rank as f64, 110.0 - 90.0 * *value as f64 / most as f64)
    };
    let points: Vec<String> = values.iter().enumerate().map(point).collect();
    let _ = write!(svg, "<path class=\"run\" d=\"M{}\"/>", points.join("L"));
    let _ = writeln!(svg, "<text x=\"10\" y=\"14\">{}</text></svg>", kilobytes(most));
    svg
}

fn open(alternative: &str, height: f64) -> String {
    format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">",
        escape(alternative)
    )
}
