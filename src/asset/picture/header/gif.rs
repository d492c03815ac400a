//! The blocks of a GIF file: its size and how many frames it has, without reading its pixels.

use std::io::{BufRead, Read, Seek, SeekFrom};

use crate::asset::picture::Fault;

/// The size of a GIF file, and its number of frames (two stand for more).
pub(super) fn size(input: &mut (impl BufRead + Seek)) -> Result<((u32, u32), u32), Fault> {
    let [.., w0, w1, h0, h1, flags, _, _] = take::<13>(input)?;
    let size = (u16::from_le_bytes([w0, w1]).into(), u16::from_le_bytes([h0, h1]).into());
    skip_colours(input, flags)?;
    let mut frames = 0;
    while frames < 2 {
        // A file cut short after its first frame is shown by browsers, so it is one frame here.
        match take::<1>(input) {
            Ok([0x2c]) => {
                frames += 1;
                let Ok([.., flags]) = take::<9>(input) else { break };
                let skipped = skip_colours(input, flags).and_then(|()| take::<1>(input));
                if skipped.and_then(|_| skip_blocks(input)).is_err() {
                    break;
                }
            }
            Ok([0x21]) => {
                if take::<1>(input).and_then(|_| skip_blocks(input)).is_err() {
                    break;
                }
            }
            _ => break,
        }
    }
    Ok((size, frames))
}

fn skip_colours(input: &mut impl Seek, flags: u8) -> Result<(), Fault> {
    if flags & 0x80 == 0 {
        return Ok(());
    }
    let colours = 2_i64 << (flags & 7);
    input.seek(SeekFrom::Current(3 * colours)).map_err(Fault::broken)?;
    Ok(())
}

fn skip_blocks(input: &mut (impl BufRead + Seek)) -> Result<(), Fault> {
    loop {
        let [length] = take::<1>(input)?;
        if length == 0 {
            return Ok(());
        }
        input.seek_relative(i64::from(length)).map_err(Fault::broken)?;
    }
}

fn take<const N: usize>(input: &mut impl Read) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes).map_err(|_| Fault::broken("it ends too early"))?;
    Ok(bytes)
}
