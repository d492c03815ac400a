//! The characters of the input stream (HTML Standard, 13.2.3.5): which pages need care, and which characters may not
//! be there.

use std::ops::Range;

/// What a page has that needs care.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Neither U+0000 nor carriage return.
    pub(super) is_plain: bool,
    /// Maybe a character that may not be there.
    pub(super) is_doubtful: bool,
}

/// Looks at every byte and the one after it, in a way that compiles to vector instructions: pairs of two slices, sums
/// of ones and zeros, and no way out.
pub(super) fn look(bytes: &[u8]) -> Found {
    let last = bytes.last().copied().unwrap_or(b' ');
    let (mut special, mut doubtful) = (is_special(last), is_control(last));
    for (byte, next) in bytes.iter().zip(bytes.get(1..).unwrap_or_default()) {
        special |= is_special(*byte);
        doubtful |= is_control(*byte);
        // U+0080 to U+009F; the end of U+FFFE, U+1FFFE…; the beginning of U+FDD0 to U+FDEF.
        doubtful |= is(*byte, 0xC2) & u8::from(*next < 0xA0);
        doubtful |= is(*byte, 0xBF) & u8::from(*next >= 0xBE);
        doubtful |= is(*byte, 0xEF) & is(*next, 0xB7);
    }
    Found { is_plain: special == 0, is_doubtful: doubtful != 0 }
}

fn is(byte: u8, other: u8) -> u8 {
    u8::from(byte == other)
}

/// 1 for U+0000 and a carriage return.
fn is_special(byte: u8) -> u8 {
    is(byte, 0) | is(byte, b'\r')
}

/// 1 for an ASCII control that is neither U+0000 nor white space.
fn is_control(byte: u8) -> u8 {
    let fine = is(byte, 0) | is(byte, b'\t') | is(byte, b'\n') | is(byte, 0x0C) | is(byte, b'\r');
    u8::from(byte < b' ') & (1 - fine) | is(byte, 0x7F)
}

/// Whether a code point is a noncharacter (Infra Standard, 4.6).
pub(super) fn is_noncharacter(code: u32) -> bool {
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// The characters that may not be in a page.
pub(super) fn faults(html: &str, tell: &mut dyn FnMut(&'static str, Range<usize>)) {
    let bytes = html.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte < 0x80 {
            if is_control(*byte) == 1 {
                tell("control-character-in-input-stream", at..at + 1);
            }
            continue;
        }
        if !matches!(byte, 0xC2 | 0xEF..) {
            continue;
        }
        let Some(character) = html[at..].chars().next() else { continue };
        let end = at + character.len_utf8();
        match u32::from(character) {
            0x80..=0x9F => tell("control-character-in-input-stream", at..end),
            code if is_noncharacter(code) => tell("noncharacter-in-input-stream", at..end),
            _ => {}
        }
    }
}

/// Characters with their newlines normalized and U+0000 as U+FFFD.
pub(super) fn clean(written: &str) -> String {
    written.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}
