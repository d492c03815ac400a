//! A font cut to some characters, packed as WOFF2.

use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};
use ttf2woff2::{EncodeOptions, encode_with_options};

use super::face::{guarded, open};
use super::{Fault, Recipe};

/// Tables that screens do without: hints, rasteriser settings, metrics that vary (no browser moves lines with weights).
const DROPPED: &[&[u8; 4]] = &[b"gasp", b"MVAR", b"prep", b"fpgm", b"cvt ", b"hdmx", b"VDMX"];
/// Names that stay: the copyright and the address of the licence, as the SIL Open Font License (1.1, 2) asks, the
/// family.
const NAMES: &[u16] = &[0, 1, 14];
/// English, United States, in which these names are written.
const ENGLISH: u16 = 0x0409;
/// Features of the subsetter's own choice that only `font-variant-numeric` asks for: fractions.
const ASKED_ONLY: &[&[u8; 4]] = &[b"frac", b"numr", b"dnom"];
/// Above this, glyphs put together again may no longer fit the offsets of a short `loca` (twice 65,535 bytes).
const LARGEST_TRANSFORMED: usize = 100_000;

/// Cuts and packs a font.
pub(super) fn cut(bytes: &[u8], recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    let cut = subset(bytes, recipe)?;
    let options = EncodeOptions { transform_glyf_loca: cut.len() <= LARGEST_TRANSFORMED, ..EncodeOptions::default() };
    guarded(|| encode_with_options(&cut, options).map_err(|_| Fault::BROKEN))
}

/// The font with these characters only.
pub(super) fn subset(bytes: &[u8], recipe: &Recipe) -> Result<Vec<u8>, Fault> {
    guarded(|| {
        let font = open(bytes)?;
        let tags = |list: &[&[u8; 4]]| list.iter().map(|tag| Tag::new(tag)).collect::<Vec<_>>();
        let dropped: IntSet<Tag> = DEFAULT_DROP_TABLES.iter().copied().chain(tags(DROPPED)).collect();
        let asked_only = tags(ASKED_ONLY);
        let usual = DEFAULT_LAYOUT_FEATURES.iter().copied().filter(|tag| !asked_only.contains(tag));
        let own = recipe.features.iter().filter_map(|tag| Tag::new_checked(tag.as_bytes()).ok());
        let features: IntSet<Tag> = usual.chain(own).collect();
        let plan = Plan::new(
            &IntSet::empty(),
            &recipe.characters.chars().map(u32::from).collect(),
            &font,
            SubsetFlags::SUBSET_FLAGS_NO_HINTING,
            &dropped,
            &IntSet::all(),
            &features,
            &NAMES.iter().copied().map(NameId::from).collect(),
            &IntSet::from_iter([ENGLISH]),
        );
        subset_font(&font, &plan).map_err(|_| Fault::BROKEN)
    })
}
