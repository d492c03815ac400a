//! Pictures: what their header says, and the variants (one width, one format) made of them.
//!
//! A variant is a pure function of the source's bytes and its [`Recipe`], so that its file name is
//! known before it is made.

mod decode;
mod encode;
mod fault;
mod header;

pub use decode::Cut;
pub use encode::{Aim, encode, encode_source, score};
pub use fault::Fault;
pub(crate) use header::memory;
pub use header::{Dimensions, Header, Kind, header, probe};

use std::fmt;

use serde::{Deserialize, Serialize};

use super::short;
pub use crate::config::Effort;
use crate::finding::SourcePath;
use crate::load::markdown::latin;

/// No side may be longer, in pixels.
pub const MAX_SIDE: u32 = 16_384;
/// No picture may have more pixels.
pub const MAX_PIXELS: u64 = 120_000_000;

/// Part of every variant's name and key: raise it when an encoder or its settings change, so that
/// no variant of a former version is taken for one of this.
const ENCODER_VERSION: u32 = 4;
/// The longest part of a source's name that its variants keep.
const MAX_STEM: usize = 64;

/// The format of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// The lightest; read by every current browser.
    Avif,
    /// Lighter than JPEG; read by browsers since 2020.
    WebP,
    /// The fallback of pictures without transparency.
    Jpeg,
    /// The fallback of pictures with transparency.
    Png,
}

impl Format {
    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// Whether pages offer it before the fallback.
    pub fn is_light(self) -> bool {
        matches!(self, Self::Avif | Self::WebP)
    }

    /// Its media type, for `<source type>`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// How a variant is made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Recipe {
    /// The picture it is made of.
    pub source: SourcePath,
    /// What it shows of it.
    pub frame: Frame,
    /// Its format.
    pub format: Format,
    /// How it should look, and weigh.
    pub aim: Aim,
    /// How much time it is worth.
    pub effort: Effort,
}

/// What a variant shows of its source. Nothing is ever enlarged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Frame {
    /// The whole at this width in pixels; at the source's own where that is smaller.
    Whole(u32),
    /// A part.
    Cut(Cut),
}

impl Frame {
    /// Its width in pixels, where the source has as many.
    pub fn width(&self) -> u32 {
        match self {
            Self::Whole(width) => *width,
            Self::Cut(cut) => cut.width,
        }
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(width) => write!(f, "{width}"),
            Self::Cut(cut) => write!(f, "{}x{}", cut.width, cut.height),
        }
    }
}

/// The file name of a variant: `campus-800.3f2a9c1b.avif`.
///
/// It changes with the source's bytes, the recipe and the encoder, and with nothing else.
pub fn file_name(source: &SourcePath, content: &blake3::Hash, recipe: &Recipe) -> String {
    let key = short(&key(content, recipe));
    let stem = stem(source);
    format!("{stem}-{}.{}.{}", recipe.frame, key, recipe.format.extension())
}

/// What a variant is remembered by: the source's bytes, the recipe and the encoder.
pub(crate) fn key(content: &blake3::Hash, recipe: &Recipe) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&ENCODER_VERSION.to_le_bytes());
    hasher.update(content.as_bytes());
    match recipe.frame {
        Frame::Whole(width) => hasher.update(&width.to_le_bytes()),
        Frame::Cut(Cut { width, height, focus: (x, y) }) => {
            hasher.update(&width.to_le_bytes()).update(&height.to_le_bytes()).update(&[x, y])
        }
    };
    hasher.update(recipe.format.extension().as_bytes());
    match recipe.effort {
        Effort::Full => {
            for part in [recipe.aim.wanted, recipe.aim.least, recipe.aim.cap] {
                hasher.update(&part.to_le_bytes());
            }
        }
        Effort::Quick => {
            hasher.update(b"quick");
        }
    }
    hasher.finalize()
}

/// The source's name without its extension, as lower case letters, digits and hyphens.
fn stem(source: &SourcePath) -> String {
    let name = source.name();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut stem = String::new();
    for c in name.chars().flat_map(|c| latin(c).unwrap_or("-").chars()) {
        if stem.len() >= MAX_STEM {
            break;
        }
        if c.is_ascii_alphanumeric() {
            stem.push(c.to_ascii_lowercase());
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { "picture".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests;
