//! Posters: drawings as pictures, for those who show a link to a page with a picture of it.

use serde::{Deserialize, Serialize};

use super::short;
use crate::art::{self, Colors, Drawing};

/// The size that social networks ask for, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);
/// Part of every poster's key: raise it when the same drawing gives other pixels or other bytes.
const VERSION: u32 = 1;

/// A drawing in given colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poster {
    drawing: Drawing,
    colors: Colors,
    key: blake3::Hash,
}

impl Poster {
    /// The extension of its file.
    pub const EXTENSION: &str = "png";

    /// The poster of a drawing.
    pub fn new(drawing: Drawing, colors: Colors) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"poster").update(&VERSION.to_le_bytes());
        hasher.update(drawing.fingerprint(&colors).as_bytes());
        Self { drawing, colors, key: hasher.finalize() }
    }

    /// What it is remembered by.
    pub(super) fn key(&self) -> &blake3::Hash {
        &self.key
    }

    /// Its file name: `drawing-1200x630.3f2a9c1b.png`. Equal drawings in equal colours have one file.
    pub fn file_name(&self) -> String {
        let (width, height) = SIZE;
        format!("drawing-{width}x{height}.{}.{}", short(&self.key), Self::EXTENSION)
    }

    /// The picture, in PNG; nothing when there is nothing to draw.
    pub(super) fn make(&self) -> Option<Vec<u8>> {
        art::png(&self.drawing, &self.colors, SIZE)
    }
}
