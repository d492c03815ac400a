//! Scores pictures: reads `original<TAB>other` lines, writes the score of each (SSIMULACRA2), in their order.
//!
//! With `--equal webp` or `--equal avif`, writes beside it the bytes of the picture that Osier makes of the original,
//! as large as the other and at its very score, without a weight to keep within.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program of the benchmark, not of Osier")]

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use osier::asset::picture::{self, Aim, Effort, Format, Frame, Recipe};
use rayon::prelude::*;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let equal = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => None,
        ["--equal", "webp"] => Some(Format::WebP),
        ["--equal", "avif"] => Some(Format::Avif),
        _ => bail!("usage: picture-score [--equal webp|avif] < lines"),
    };
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    let lines: Vec<&str> = lines.lines().collect();
    let scores: Vec<String> = lines.par_iter().map(|line| score(line, equal)).collect::<anyhow::Result<_>>()?;
    for score in scores {
        println!("{score}");
    }
    Ok(())
}

fn score(line: &str, equal: Option<Format>) -> anyhow::Result<String> {
    let (original, other) = line.split_once('\t').context("a line is two paths")?;
    let read = |path: &str| std::fs::read(path).with_context(|| format!("cannot read {path}"));
    let (original, made) = (read(original)?, read(other)?);
    let score = picture::score(&original, &made).with_context(|| other.to_owned())?;
    let Some(format) = equal else { return Ok(format!("{score:.2}")) };
    let width = picture::header(Path::new(other)).with_context(|| other.to_owned())?.dimensions.width;
    let wanted = (score * 100.0).round() as u32;
    let recipe = Recipe {
        source: other.into(),
        frame: Frame::Whole(width),
        format,
        aim: Aim { wanted, least: wanted, cap: u32::MAX },
        effort: Effort::Full,
    };
    let own = picture::encode(&original, &recipe).with_context(|| other.to_owned())?;
    Ok(format!("{score:.2}\t{}", own.len()))
}
