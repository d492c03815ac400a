//! `picture-oversized`: the file of a picture is not much larger than its place.

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "picture-oversized",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("6.4"), Criterion::wsg("optimize-media-to-reduce-resource-use")],
    doc: include_str!("picture_oversized.md"),
};

/// How much of a file is read to know its size, in bytes: metadata may come first.
const READ: usize = 1 << 18;

/// Pixels of the file for one of the page: more is seen on no screen.
const DENSITY: f32 = 2.0;

/// Files narrower than this, in pixels, are small whatever their place.
const SMALL: u32 = 300;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (page, asset, file) in site.shown_files(|_| true) {
        // Of several files the browser takes the one that fits.
        if let Some(slot) = asset.offer.filter(|offer| offer.alone).and_then(|offer| offer.slot) {
            files.entry(file).or_default().push((slot, (&page.path, &asset.span)));
        }
    }
    for (file, uses) in files {
        // What is small in one place may be right in another.
        let slot = uses.iter().map(|(slot, _)| *slot).fold(0.0, f32::max);
        let Some((width, _)) = (site.read)(file, READ).and_then(|bytes| dimensions(&bytes)) else { continue };
        if width <= SMALL || width as f32 <= slot * DENSITY {
            continue;
        }
        let places: Vec<_> = uses.iter().map(|(_, place)| *place).collect();
        let slot = slot.round();
        report.fail(
            &places[..],
            say(
                format!("the picture `{file}` is {width} pixels wide, and is shown in {slot}"),
                format!("l’image `{file}` fait {width} pixels de large, et s’affiche sur {slot}"),
            ),
            say(
                format!("make it {} pixels wide, or offer several widths in `srcset`", slot * DENSITY),
                format!(
                    "réduisez-la à {} pixels de large, ou proposez plusieurs largeurs dans `srcset`",
                    slot * DENSITY
                ),
            ),
        );
    }
}

/// The width and the height of a picture of pixels.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_dimensions().ok()
}
