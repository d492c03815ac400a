//! Whether a file of captions can be read (Web Video Text Tracks, 4.1 and 4.2.2).

/// What is wrong with a file of captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not UTF-8.
    Encoding,
    /// It does not begin with `WEBVTT`.
    Signature,
    /// An arrow stands between what are not two times, at this line.
    Timing(usize),
    /// A cue ends before it begins, at this line.
    Backwards(usize),
    /// It has no cue.
    Empty,
}

/// The first fault of a file of captions.
pub(super) fn fault(bytes: &[u8]) -> Option<Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Some(Fault::Encoding) };
    let rest = text.strip_prefix("WEBVTT");
    if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])) {
        return Some(Fault::Signature);
    }
    let mut cues = 0;
    // Inside a comment, a style or a region, and inside the text of a cue, an arrow cannot stand; it begins a new cue.
    for (number, line) in lines(text).enumerate().skip(1) {
        let Some((start, end)) = line.split_once("-->") else { continue };
        let end = end.trim_start().split([' ', '\t']).next().unwrap_or_default();
        let (Some(start), Some(end)) = (time(start.trim()), time(end)) else { return Some(Fault::Timing(number + 1)) };
        if end <= start {
            return Some(Fault::Backwards(number + 1));
        }
        cues += 1;
    }
    (cues == 0).then_some(Fault::Empty)
}

/// Lines end by a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let after = &text[end..];
        rest = Some(after.strip_prefix("\r\n").unwrap_or(&after[1..]));
        Some(&text[..end])
    })
}

/// Milliseconds of `hh:mm:ss.ttt` or `mm:ss.ttt`.
fn time(text: &str) -> Option<u64> {
    let (whole, thousandths) = text.split_once('.')?;
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u64>().ok()).flatten()
    };
    let mut parts = whole.rsplit(':');
    let (seconds, minutes) = (parts.next()?, parts.next()?);
    let hours = parts.next().map_or(Some(0), |hours| number(hours).filter(|_| hours.len() >= 2))?;
    let two = |digits: &str| number(digits).filter(|value| digits.len() == 2 && *value < 60);
    if parts.next().is_some() || thousandths.len() != 3 {
        return None;
    }
    Some(((hours * 60 + two(minutes)?) * 60 + two(seconds)?) * 1000 + number(thousandths)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_read() {
        let good = "\u{feff}WEBVTT - Portes ouvertes\r\n\r\nNOTE\r\n\r\n1\r\n00:01.000 --> 00:02.500 align:start\r\nBonjour\r\n\r\n100:00:00.000 --> 100:00:01.000\r\nFin";
        assert_eq!(fault(good.as_bytes()), None);
        for (text, expected) in [
            ("1\n00:00:01,000 --> 00:00:02,000\nBonjour", Fault::Signature),
            ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nBonjour", Fault::Timing(3)),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\nBonjour", Fault::Backwards(3)),
            ("WEBVTT\r\r00:02.000 --> 00:61.000\rBonjour", Fault::Timing(3)),
            ("WEBVTT\n", Fault::Empty),
            ("WEBVTTX", Fault::Signature),
        ] {
            assert_eq!(fault(text.as_bytes()), Some(expected), "{text}");
        }
        assert_eq!(fault(b"WEBVTT\n\xe9"), Some(Fault::Encoding));
    }
}
