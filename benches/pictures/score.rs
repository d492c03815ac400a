//! Scores pictures: reads `original<TAB>other` lines, writes the score of each (SSIMULACRA2), in their order.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program of the benchmark, not of Osier")]

use std::io::Read as _;

use anyhow::Context as _;
use osier::asset::picture;
use rayon::prelude::*;

fn main() -> anyhow::Result<()> {
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    let lines: Vec<&str> = lines.lines().collect();
    let scores: Vec<f64> = lines
        .par_iter()
        .map(|line| {
            let (original, other) = line.split_once('\t').context("a line is two paths")?;
            let read = |path: &str| std::fs::read(path).with_context(|| format!("cannot read {path}"));
            picture::score(&read(original)?, &read(other)?).with_context(|| other.to_owned())
        })
        .collect::<anyhow::Result<_>>()?;
    for score in scores {
        println!("{score:.2}");
    }
    Ok(())
}
