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

/// Looks at every byte and the one after it, in a way that compiles to vector instructions.
pub(super) fn look(bytes: &[u8]) -> Found {
    let (mut not_plain, mut doubtful) = (false, false);
    for byte in bytes {
        not_plain |= *byte == 0 || *byte == b'\r';
        doubtful |= is_control(*byte);
    }
    for (byte, next) in bytes.iter().zip(bytes.iter().skip(1)) {
        // U+0080 to U+009F; the end of U+FFFE, U+1FFFE…; the beginning of U+FDD0 to U+FDEF.
        doubtful |= *byte == 0xC2 && *next < 0xA0;
        doubtful |= *byte == 0xBF && *next >= 0xBE;
        doubtful |= *byte == 0xEF && *next == 0xB7;
    }
    Found { is_plain: !not_plain, is_doubtful: doubtful }
}

/// An ASCII control that is neither U+0000 nor white space.
fn is_control(byte: u8) -> bool {
    let is_space = byte == b'\t' || byte == b'\n' || byte == 0x0C || byte == b'\r';
    byte < b' ' && byte != 0 && !is_space || byte == 0x7F
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
            if is_control(*byte) {
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
