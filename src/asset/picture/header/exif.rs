//! What the EXIF data of a picture says that matters: whether it tells where the picture was taken.

/// The tag that leads to the data of a place (EXIF 2.32, 4.6.3).
const PLACE: u16 = 0x8825;
/// Bytes of an entry of a directory (TIFF 6.0, section 2).
const ENTRY: usize = 12;

/// Whether EXIF data, from its TIFF header on, tells a place.
pub(super) fn tells_a_place(exif: &[u8]) -> bool {
    first_directory(exif).is_some_and(|mut tags| tags.any(|tag| tag == PLACE))
}

/// The tags of the first directory.
fn first_directory(exif: &[u8]) -> Option<impl Iterator<Item = u16> + '_> {
    let is_big = match exif.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = move |at: usize| {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let start: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let start = if is_big { u32::from_be_bytes(start) } else { u32::from_le_bytes(start) } as usize;
    let entries = usize::from(short(start)?);
    Some((0..entries).map_while(move |rank| short(start.checked_add(2 + ENTRY * rank)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_in_either_order_of_bytes() {
        let big = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x20";
        let little = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x20\0\0\0";
        assert!(tells_a_place(big) && tells_a_place(little));
        assert!(!tells_a_place(&big[..22]));
        for hostile in [&b""[..], b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff\x01"] {
            assert!(!tells_a_place(hostile));
        }
    }
}
