//! Lists of numbers and the data of paths written shorter (SVG 2, 9.3).

use super::number::{length, push, short};

/// The data of a path; nothing when it cannot be read to its end, since browsers draw what comes before a fault.
pub(super) fn data(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut at, mut out) = (0, String::with_capacity(text.len()));
    let (mut command, mut count) = (None, 0_usize);
    loop {
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        let Some(byte) = bytes.get(at).copied() else { break };
        if byte.is_ascii_alphabetic() {
            let wanted = arguments(byte)?;
            if !complete(command, count) || command.is_none() && !matches!(byte, b'M' | b'm') {
                return None;
            }
            // A command that is said again need not be, but for `M`, after which numbers are lines.
            if command != Some(byte) || matches!(byte, b'M' | b'm') || wanted == 0 {
                out.push(char::from(byte));
            }
            (command, count) = (Some(byte), 0);
            at += 1;
            continue;
        }
        // A flag of an arc is one digit, which the next number may follow at once.
        let end = if matches!(command?, b'a' | b'A') && matches!(count % 7, 3 | 4) {
            matches!(byte, b'0' | b'1').then_some(1)?
        } else {
            length(&bytes[at..])?
        };
        if arguments(command?)? == 0 {
            return None;
        }
        push(&mut out, &short(&text[at..at + end])?);
        count += 1;
        at += end;
    }
    complete(command, count).then_some(out)
}

/// A list of numbers, as in `points` and `viewBox`; nothing when it is something else.
pub(super) fn list(text: &str) -> Option<String> {
    let numbers = text.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|part| !part.is_empty());
    Some(numbers.map(short).collect::<Option<Vec<_>>>()?.join(" "))
}

/// How many numbers a command takes.
fn arguments(command: u8) -> Option<usize> {
    Some(match command.to_ascii_lowercase() {
        b'z' => 0,
        b'h' | b'v' => 1,
        b'm' | b'l' | b't' => 2,
        b's' | b'q' => 4,
        b'c' => 6,
        b'a' => 7,
        _ => return None,
    })
}

/// Whether a command has all its numbers, once or more.
fn complete(command: Option<u8>, count: usize) -> bool {
    match command.and_then(arguments) {
        None | Some(0) => count == 0,
        Some(wanted) => count > 0 && count.is_multiple_of(wanted),
    }
}
