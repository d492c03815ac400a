//! Whether a picture moves, from the first bytes of its file.

/// How much of a file is read, in bytes.
pub(super) const READ: usize = 8 << 20;

/// How a picture moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    /// It does not, or not longer than five seconds.
    Still,
    /// Without end.
    Endless,
    /// So many milliseconds, more than five seconds.
    Long(u64),
}

/// The longest motion that starts by itself and needs no control, in milliseconds (WCAG 2.2, 2.2.2).
const LONGEST: u64 = 5000;

/// How a picture moves; nothing but stillness is known of a form that is not read.
pub(super) fn motion(bytes: &[u8]) -> Motion {
    let times = if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else {
        None
    };
    match times {
        Some(Times { plays: None, once: 1.. }) => Motion::Endless,
        Some(Times { plays: Some(plays), once }) if plays.saturating_mul(once) > LONGEST => {
            Motion::Long(plays.saturating_mul(once))
        }
        _ => Motion::Still,
    }
}

/// How long a picture moves.
struct Times {
    /// How many times it plays; nothing for without end.
    plays: Option<u64>,
    /// How long once lasts, in milliseconds.
    once: u64,
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

fn number_big(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// Graphics Interchange Format 89a, with the application extension that browsers take the number of plays from.
fn gif(bytes: &[u8]) -> Option<Times> {
    let table = |flags: u64| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(number(bytes, 10, 1)?);
    let (mut plays, mut once, mut frames) = (Some(1), 0, 0_u32);
    while let Some(kind) = bytes.get(at) {
        match kind {
            0x21 => {
                if bytes.get(at + 1) == Some(&0xf9) {
                    // What is shown for less than 20 ms is shown for 100 ms by browsers.
                    let delay = number(bytes, at + 4, 2)? * 10;
                    once += if delay < 20 { 100 } else { delay };
                }
                if bytes.get(at + 3..at + 14) == Some(b"NETSCAPE2.0") && bytes.get(at + 15) == Some(&1) {
                    plays = number(bytes, at + 16, 2).filter(|plays| *plays > 0).map(|plays| plays + 1);
                }
                at += 2;
            }
            0x2c => {
                frames += 1;
                at += 11 + table(number(bytes, at + 9, 1)?);
            }
            _ => break,
        }
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += usize::from(*length) + 1;
        }
        at += 1;
    }
    (frames > 1).then_some(Times { plays, once })
}

/// Portable Network Graphics 3, 11.3.6: `acTL` before the picture, one `fcTL` a frame.
fn png(bytes: &[u8]) -> Option<Times> {
    let (mut at, mut once, mut plays) = (8, 0, None);
    while let (Some(length), Some(kind)) = (number_big(bytes, at, 4), bytes.get(at + 4..at + 8)) {
        match kind {
            b"acTL" if number_big(bytes, at + 8, 4)? > 1 => plays = Some(number_big(bytes, at + 12, 4)?),
            b"IDAT" if plays.is_none() => return None,
            b"fcTL" => {
                let part = |at| number_big(bytes, at, 2).unwrap_or_default();
                let over = part(at + 30);
                once += part(at + 28) * 1000 / if over == 0 { 100 } else { over };
            }
            _ => {}
        }
        at = at.checked_add(length as usize + 12)?;
    }
    plays.map(|plays| Times { plays: Some(plays).filter(|plays| *plays > 0), once: once.max(1) })
}

/// WebP Container Specification: `ANIM` has the number of plays, each `ANMF` its duration.
fn webp(bytes: &[u8]) -> Option<Times> {
    let (mut at, mut once, mut frames, mut plays) = (12, 0, 0_u32, None);
    while let (Some(kind), Some(length)) = (bytes.get(at..at + 4), number(bytes, at + 4, 4)) {
        match kind {
            b"ANIM" => plays = Some(number(bytes, at + 12, 2)?),
            b"ANMF" => {
                frames += 1;
                once += number(bytes, at + 20, 3)?;
            }
            b"VP8 " | b"VP8L" => return None,
            _ => {}
        }
        at = at.checked_add(length as usize + 8 + (length as usize & 1))?;
    }
    (frames > 1).then_some(Times { plays: plays.filter(|plays| *plays > 0), once: once.max(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gif_of(frames: usize, delay: u8, plays: Option<u8>) -> Vec<u8> {
        let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
        if let Some(plays) = plays {
            bytes.extend_from_slice(b"\x21\xff\x0bNETSCAPE2.0\x03\x01");
            bytes.extend_from_slice(&[plays, 0, 0]);
        }
        for _ in 0..frames {
            bytes.extend_from_slice(&[0x21, 0xf9, 4, 0, delay, 0, 0, 0]);
            bytes.extend_from_slice(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
        }
        bytes.push(0x3b);
        bytes
    }

    #[test]
    fn gifs_are_timed() {
        assert_eq!(motion(&gif_of(1, 50, Some(0))), Motion::Still);
        assert_eq!(motion(&gif_of(2, 50, Some(0))), Motion::Endless);
        assert_eq!(motion(&gif_of(2, 50, None)), Motion::Still);
        assert_eq!(motion(&gif_of(3, 250, None)), Motion::Long(7500));
        assert_eq!(motion(&gif_of(2, 50, Some(9))), Motion::Long(10_000));
    }

    #[test]
    fn cut_files_end() {
        let gif = gif_of(3, 50, Some(0));
        for end in 0..gif.len() {
            let _ = motion(&gif[..end]);
        }
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x08acTL\0\0\0\x02\0\0\0\0CRC_\0\0\0\x1afcTL";
        let webp = b"RIFF\0\0\0\0WEBPANIM\x06\0\0\0\0\0\0\0\0\0ANMF\xff\xff\xff\xff";
        for (bytes, expected) in [(&png[..], Motion::Endless), (&webp[..], Motion::Still)] {
            assert_eq!(motion(bytes), expected);
        }
    }
}
