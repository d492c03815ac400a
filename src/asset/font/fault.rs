//! Why a font cannot be used, and what to do about it.

use crate::finding::{Finding, Place, rules};

/// Why a font cannot be used: a finding without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

impl Fault {
    /// Its outlines are those of PostScript, which nothing at hand cuts.
    pub(super) const CFF: Self = Self {
        message: "the font has PostScript outlines (CFF), which cannot be cut",
        help: "take the TrueType version of the font, a `.ttf` file with a table `glyf`",
    };
    /// It is packed for the web already.
    pub(super) const PACKED: Self = Self {
        message: "the font is a WOFF file",
        help: "take the font that it was made of, a `.ttf` file: the build cuts and packs it",
    };
    /// It says that it may not be cut (OpenType 1.9.1, OS/2, fsType, bit 8).
    pub(super) const FORBIDDEN: Self = Self {
        message: "the font forbids to be cut to the characters in use",
        help: "ask its foundry for a licence for the web, or take a free font",
    };
    /// It cannot be read.
    pub(super) const BROKEN: Self = Self {
        message: "the file is not a font that can be read",
        help: "take a sound TrueType font, a `.ttf` file, from where the font is published",
    };

    /// The fault as a `font-invalid` finding.
    pub fn finding(self, place: Place) -> Finding {
        Finding::new(&rules::FONT_INVALID, place, self.message).help(self.help)
    }
}
