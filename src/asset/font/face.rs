//! What a font file says of itself: its characters, its weights, its measures.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use skrifa::attribute::Style;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider, Tag};

use super::Fault;
use super::fallback::SAMPLE;

/// What a font file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// The characters that it can show.
    pub characters: BTreeSet<char>,
    /// From the lightest to the boldest, as in CSS.
    pub weights: (u16, u16),
    /// Whether it is an italic or oblique.
    pub italic: bool,
    /// Its measures.
    pub metrics: Metrics,
}

/// Measures of a font, in parts of its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// From the baseline up.
    pub ascent: f64,
    /// From the baseline down, positive.
    pub descent: f64,
    /// What is left between two lines.
    pub line_gap: f64,
    /// The mean width of a character of Latin text; nothing for a font without these letters.
    pub width: Option<f64>,
}

/// Reads a font.
pub fn face(bytes: &[u8]) -> Result<Face, Fault> {
    guarded(|| {
        let font = open(bytes)?;
        let mappings = font.charmap().mappings();
        let characters: BTreeSet<char> = mappings.filter_map(|(code, _)| char::from_u32(code)).collect();
        Ok(Face { characters, weights: weights(&font), italic: italic(&font), metrics: metrics(&font)? })
    })
}

/// The font of these bytes, when it may and can be cut.
pub(super) fn open(bytes: &[u8]) -> Result<FontRef<'_>, Fault> {
    if bytes.starts_with(b"wOF") {
        return Err(Fault::PACKED);
    }
    let font = FontRef::new(bytes).map_err(|_| Fault::BROKEN)?;
    let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some();
    if has(b"CFF ") || has(b"CFF2") {
        return Err(Fault::CFF);
    }
    let whole = [b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"].into_iter().all(has);
    if !whole || !font.charmap().has_map() {
        return Err(Fault::BROKEN);
    }
    let embedding = font.os2().map_or(0, |os2| os2.fs_type());
    if embedding & 0x0100 != 0 { Err(Fault::FORBIDDEN) } else { Ok(font) }
}

/// A reader that panics on the bytes is a fault of theirs.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, Fault> + std::panic::UnwindSafe) -> Result<T, Fault> {
    catch_unwind(read).unwrap_or(Err(Fault::BROKEN))
}

fn weights(font: &FontRef<'_>) -> (u16, u16) {
    let axis = font.axes().iter().find(|axis| axis.tag() == Tag::new(b"wght"));
    let own = font.attributes().weight.value();
    let (low, high) = axis.map_or((own, own), |axis| (axis.min_value(), axis.max_value()));
    (low.round() as u16, high.round() as u16)
}

fn italic(font: &FontRef<'_>) -> bool {
    font.attributes().style != Style::Normal
}

fn metrics(font: &FontRef<'_>) -> Result<Metrics, Fault> {
    let em = f64::from(font.head().map_err(|_| Fault::BROKEN)?.units_per_em());
    if em < 16.0 {
        return Err(Fault::BROKEN);
    }
    let all = font.metrics(Size::unscaled(), LocationRef::default());
    let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let map = font.charmap();
    let advances: Option<Vec<f64>> = SAMPLE.chars().map(|c| glyphs.advance_width(map.map(c)?).map(f64::from)).collect();
    let width = advances.map(|all| all.iter().sum::<f64>() / all.len() as f64 / em).filter(|width| *width > 0.0);
    Ok(Metrics {
        ascent: f64::from(all.ascent) / em,
        descent: -f64::from(all.descent) / em,
        line_gap: f64::from(all.leading) / em,
        width,
    })
}
