//! The header of a JPEG file: its frame size and EXIF orientation, without reading its pixels.

use std::io::{BufRead, Read, Seek, SeekFrom};

use image::metadata::Orientation;

use super::exif;
use crate::asset::picture::Fault;

/// What a JPEG file says before its pixels.
pub(super) struct Header {
    /// Its stored size.
    pub(super) size: (u32, u32),
    /// How to turn it.
    pub(super) orientation: Orientation,
    /// Whether it tells where it was taken.
    pub(super) located: bool,
}

/// Reads what a JPEG file says before its pixels.
pub(super) fn header(input: &mut (impl BufRead + Seek)) -> Result<Header, Fault> {
    let (mut size, mut orientation, mut located) = (None, Orientation::NoTransforms, false);
    expect(input, [0xff, 0xd8])?;
    loop {
        match marker(input)? {
            // Start of frame, of any coding; the three others of the range are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                size = Some(frame(input)?);
            }
            0xe1 => {
                if let Some(exif) = exif(input)? {
                    orientation = Orientation::from_exif_chunk(&exif).unwrap_or(orientation);
                    located |= exif::tells_a_place(&exif);
                }
            }
            // Start of scan, end of image: nothing of interest follows.
            0xda | 0xd9 => break,
            // Markers without a segment.
            0x01 | 0xd0..=0xd8 => {}
            _ => skip(input)?,
        }
    }
    let size = size.ok_or_else(|| Fault::broken("it has no frame"))?;
    Ok(Header { size, orientation, located })
}

fn marker(input: &mut impl Read) -> Result<u8, Fault> {
    let [first] = take::<1>(input)?;
    if first != 0xff {
        return Err(Fault::broken("a marker was expected"));
    }
    loop {
        let [byte] = take::<1>(input)?;
        if byte != 0xff {
            return Ok(byte);
        }
    }
}

/// The size in a frame header: length, precision, height, width, components.
fn frame(input: &mut (impl Read + Seek)) -> Result<(u32, u32), Fault> {
    let [high, low, _, h1, h0, w1, w0] = take(input)?;
    let rest = u16::from_be_bytes([high, low]).checked_sub(7);
    let rest = rest.ok_or_else(|| Fault::broken("its frame has no length"))?;
    input.seek(SeekFrom::Current(i64::from(rest))).map_err(Fault::broken)?;
    Ok((u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into()))
}

fn skip(input: &mut (impl Read + Seek)) -> Result<(), Fault> {
    let length = u16::from_be_bytes(take(input)?);
    let rest = length.checked_sub(2).ok_or_else(|| Fault::broken("a segment has no length"))?;
    input.seek(SeekFrom::Current(i64::from(rest))).map_err(Fault::broken)?;
    Ok(())
}

/// The EXIF data of an APP1 segment, when that holds some.
fn exif(input: &mut impl Read) -> Result<Option<Vec<u8>>, Fault> {
    let length = u16::from_be_bytes(take(input)?);
    let rest = length.checked_sub(2).ok_or_else(|| Fault::broken("a segment has no length"))?;
    let mut payload = vec![0; usize::from(rest)];
    input.read_exact(&mut payload).map_err(Fault::broken)?;
    Ok(payload.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec))
}

fn expect<const N: usize>(input: &mut impl Read, bytes: [u8; N]) -> Result<(), Fault> {
    if take(input)? == bytes { Ok(()) } else { Err(Fault::unknown()) }
}

fn take<const N: usize>(input: &mut impl Read) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes).map_err(|_| Fault::broken("it ends too early"))?;
    Ok(bytes)
}
