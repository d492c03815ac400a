//! Whether a JPEG file is whole. Decoders are lenient: what is missing of a picture that was cut short, they show as
//! grey.

use std::iter;

use image::ImageFormat;
use memchr::memchr;

/// More than the data of a few blocks.
const FILL: usize = 1 << 10;

/// Whether the file ends before its data do. One whose data are all there may lack the marker of the end, and whatever
/// is after it (cameras put more there) is no part of the picture.
pub(super) fn ends_early(bytes: &[u8]) -> bool {
    // Half of a marker is no data.
    let data = bytes.iter().rposition(|byte| *byte != 0xff).map_or(0, |last| last + 1);
    // What is missing would be seen: two ways to go on from there make two pictures.
    let shown = |fill: u8| {
        let filled: Vec<u8> =
            bytes[..data].iter().copied().chain(iter::repeat_n(fill, FILL)).chain([0xff, 0xd9]).collect();
        let image = image::load_from_memory_with_format(&filled, ImageFormat::Jpeg).ok()?;
        Some(blake3::hash(image.as_bytes()))
    };
    !has_end(bytes) && shown(0x00).is_none_or(|one| shown(0x55) != Some(one))
}

/// Whether the marker of the end is there (ITU-T T.81, B.1.1): segments are passed over, as they may hold a small
/// picture, which has its own.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(marker) = bytes.get(at..).and_then(|rest| memchr(0xff, rest)) {
        at += marker + 1;
        match bytes.get(at) {
            Some(0xd9) => return true,
            // Bytes of the data, and markers without a segment.
            Some(0x00 | 0x01 | 0xd0..=0xd8) => at += 1,
            Some(0xff) | None => {}
            Some(_) => {
                let Some(&[high, low]) = bytes.get(at + 1..at + 3) else { return false };
                at += 1 + usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
    false
}
