//! Fonts: each file is cut at build to the characters that the pages of the site show, and sent as WOFF2.
//!
//! A font for a dozen languages weighs 35 KB where the pages of one site need 13. What is cut is a pure function of the
//! file's bytes and its [`Recipe`], so that its name is known before it is made. A variable font keeps its axes.
//!
//! While it loads, text is shown in a font that readers have ([`LOCALS`]), stretched to the same measures
//! ([`fallback`]), so that nothing moves when it comes.

mod cut;
mod face;
mod fallback;
mod fault;
mod letters;

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;

pub use face::{Face, Metrics, face};
pub use fallback::{LOCALS, fallback};
pub use fault::Fault;
pub use letters::letters;

use super::short;
use super::store::Store;
use crate::finding::{Finding, OutputPath, Place, SourcePath};
use crate::output::{Content, Output};

/// Part of every key: raise it when the same font and recipe give other bytes.
const VERSION: u32 = 1;
/// The extension of delivered fonts: WOFF2 is read by every browser since 2018.
const EXTENSION: &str = "woff2";

/// How a font is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The whole font, in TrueType.
    pub source: SourcePath,
    /// The hash of its bytes.
    pub content: blake3::Hash,
    /// What it has to show, sorted.
    pub characters: String,
    /// OpenType features to keep besides those that every text needs (kerning, ligatures, marks): `tnum`.
    pub features: Vec<String>,
}

impl Recipe {
    /// What the cut font is remembered by.
    fn key(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"font").update(&VERSION.to_le_bytes()).update(self.content.as_bytes());
        for part in std::iter::once(&self.characters).chain(&self.features) {
            hasher.update(part.as_bytes()).update(b"\0");
        }
        hasher.finalize()
    }

    /// Its file name: `hyperlegible.3f2a9c1b.woff2`.
    pub fn file_name(&self) -> String {
        file_name(&self.source, &self.key())
    }
}

/// A name as long as that of the font that will be cut of `source`, for pages that are made before anybody knows which
/// characters they show.
pub fn stand_in(source: &SourcePath) -> String {
    file_name(source, &blake3::hash(source.as_str().as_bytes()))
}

fn file_name(source: &SourcePath, key: &blake3::Hash) -> String {
    let name = source.name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{}.{EXTENSION}", short(key))
}

/// Cuts every wanted font, in parallel, or takes it from the store; a finding for each that cannot be.
///
/// # Errors
/// When `read` fails.
pub fn make(
    wanted: &BTreeMap<OutputPath, Recipe>,
    read: &(dyn Fn(&SourcePath) -> Result<Vec<u8>> + Sync),
    store: &Store,
) -> Result<(Output, Vec<Finding>)> {
    let made: Vec<Result<Content, Finding>> = wanted
        .par_iter()
        .map(|(_, recipe)| {
            if let Some(path) = store.get(&recipe.key()) {
                return Ok(Ok(Content::File(path.to_owned())));
            }
            let cut = cut::cut(&read(&recipe.source)?, recipe);
            Ok(cut
                .map(|bytes| store.keep(&recipe.key(), EXTENSION, bytes))
                .map_err(|fault| fault.finding(Place::file(&recipe.source))))
        })
        .collect::<Result<_>>()?;
    let (mut output, mut findings) = (Output::new(), Vec::new());
    for (path, made) in wanted.keys().zip(made) {
        match made {
            Ok(content) => drop(output.insert(path.clone(), content)),
            Err(finding) => findings.push(finding),
        }
    }
    Ok((output, findings))
}

/// The rule `@font-face` of one file of a family. `only`: the characters that it is loaded for; none for any text.
pub fn rule(family: &str, face: &Face, url: &str, only: Option<&str>) -> String {
    let style = if face.italic { "font-style:italic;" } else { "" };
    let weight = match face.weights {
        (400, 400) => String::new(),
        (low, high) if low == high => format!("font-weight:{low};"),
        (low, high) => format!("font-weight:{low} {high};"),
    };
    let range = only.map_or_else(String::new, |characters| format!("unicode-range:{};", ranges(characters)));
    // The format is not told: every browser that knows the sheets reads it.
    format!("@font-face{{font-family:\"{family}\";src:url({url});{style}{weight}{range}font-display:swap}}")
}

/// Sorted characters as a `unicode-range` (CSS Fonts 4, 4.5): `U+141-144,U+15E`.
fn ranges(characters: &str) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in characters.chars().map(u32::from) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => ranges.push((code, code)),
        }
    }
    let written = ranges
        .iter()
        .map(|(first, last)| if first == last { format!("U+{first:X}") } else { format!("U+{first:X}-{last:X}") });
    written.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests;
