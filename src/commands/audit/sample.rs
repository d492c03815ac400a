//! `osier audit sample`: the sample as people, programs and `audit.toml` read it.

use std::fmt::Write as _;

use anyhow::bail;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::draw::Drawn;
use crate::report::Format;

/// How the sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A list for people.
    List,
    /// One address a line.
    Short,
    /// A JSON document.
    Json,
    /// Tables of `audit.toml`.
    Toml,
}

/// The shape that is asked for.
///
/// # Errors
/// When a format is for findings only.
pub(super) fn shape(format: Format, toml: bool) -> anyhow::Result<Shape> {
    Ok(match (format, toml) {
        (Format::Human, true) => Shape::Toml,
        (Format::Human, false) => Shape::List,
        (Format::Short, false) => Shape::Short,
        (Format::Json, false) => Shape::Json,
        _ => bail!("a sample is written with `--toml`, or with `--format human`, `short` or `json`"),
    })
}

/// The sample as text.
pub(super) fn write(sample: &[Drawn], seed: u64, shape: Shape) -> anyhow::Result<String> {
    let mut text = String::new();
    match shape {
        Shape::List => {
            let width = |of: fn(&Drawn) -> &str| sample.iter().map(|page| of(page).width()).max().unwrap_or_default();
            let (titles, urls) = (width(|page| &page.title), width(|page| &page.url));
            let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
            for page in sample {
                let (title, url) = (&page.title, &page.url);
                writeln!(text, "{title}{}  {url}{}  {}", pad(title, titles), pad(url, urls), page.why)?;
            }
            writeln!(text, "\n{} pages and documents, seed {seed}", sample.len())?;
        }
        Shape::Short => sample.iter().try_for_each(|page| writeln!(text, "{}", page.url))?,
        Shape::Json => {
            let pages: Vec<_> =
                sample.iter().map(|page| json!({ "title": page.title, "url": page.url, "reason": page.why })).collect();
            text = serde_json::to_string_pretty(&json!({ "seed": seed, "sample": pages }))? + "\n";
        }
        Shape::Toml => {
            writeln!(text, "# Drawn by `osier audit sample --seed {seed}`.")?;
            for page in sample {
                // A JSON string is a basic string of TOML as well.
                let (title, url) = (serde_json::to_string(&page.title)?, serde_json::to_string(&page.url)?);
                writeln!(text, "\n# {}\n[[sample]]\ntitle = {title}\nurl = {url}", page.why)?;
            }
        }
    }
    Ok(text)
}
