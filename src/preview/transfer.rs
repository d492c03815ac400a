//! How an answer goes over the wire: compressed as a host does it, or only the part that was asked for.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    IF_RANGE, RANGE, VARY,
};
use hyper::{Response, StatusCode};

use crate::asset::compress::SMALLEST;

/// The effort of Brotli, of 11: what is compressed for each answer must not be waited for.
const QUALITY: u32 = 4;
/// The window of Brotli, as a power of two of bytes.
const WINDOW: u32 = 22;

/// The answer as it is sent to who asked with these headers: texts compressed, of anything else the part that was asked
/// for.
pub(super) fn sent(response: Response<Bytes>, asked: &HeaderMap) -> Response<Bytes> {
    if is_text(text(response.headers(), &CONTENT_TYPE)) {
        compressed(response, text(asked, &ACCEPT_ENCODING))
    } else if response.status() == StatusCode::OK {
        let (parts, body) = response.into_parts();
        let slice = |range: Range<u64>| body.slice(range.start as usize..range.end as usize);
        part(Response::from_parts(parts, ()), asked, body.len() as u64).map(slice)
    } else {
        response
    }
}

/// Whether what is of this type is compressed.
pub(super) fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind.contains("json") || kind.contains("xml")
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn compressed(response: Response<Bytes>, accepted: &str) -> Response<Bytes> {
    if response.body().len() <= SMALLEST {
        return response;
    }
    let encoded = [("br", brotli as fn(&[u8]) -> _), ("gzip", gzip)]
        .into_iter()
        .find(|(name, _)| accepts(accepted, name))
        .and_then(|(name, encode)| Some((name, encode(response.body())?)));
    let (mut parts, body) = response.into_parts();
    parts.headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    let Some((name, encoded)) = encoded else { return Response::from_parts(parts, body) };
    parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    Response::from_parts(parts, encoded.into())
}

/// Whether a header names an encoding, and does not refuse it (RFC 9110, 12.5.3).
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn brotli(text: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::with_capacity(text.len() / 3), 4096, QUALITY, WINDOW);
    encoder.write_all(text).ok()?;
    Some(encoder.into_inner())
}

fn gzip(text: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::fast());
    encoder.write_all(text).ok()?;
    encoder.finish().ok()
}

/// Which of `length` bytes are to be sent: those that a player asks for to go to a place in a video (RFC 9110, 14.2).
pub(super) fn part(response: Response<()>, asked: &HeaderMap, length: u64) -> Response<Range<u64>> {
    let (mut parts, ()) = response.into_parts();
    parts.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // What a client has of a file before is never known to be of this one: the preview gives files no version.
    let wanted = if asked.contains_key(IF_RANGE) { "" } else { text(asked, &RANGE) };
    let (status, told, range) = match range(wanted, length) {
        Asked::Whole => return Response::from_parts(parts, 0..length),
        Asked::Outside => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}"), 0..0),
        Asked::Part(range) => {
            let told = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            (StatusCode::PARTIAL_CONTENT, told, range)
        }
    };
    parts.status = status;
    if let Ok(told) = HeaderValue::from_str(&told) {
        parts.headers.insert(CONTENT_RANGE, told);
    }
    Response::from_parts(parts, range)
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Everything: there is none, or none that one has to understand, as several at once.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that are not there.
    Outside,
}

fn range(header: &str, length: u64) -> Asked {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Asked::Whole;
    };
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.is_empty() => first..length,
        (Err(_), Ok(count)) if first.is_empty() => length.saturating_sub(count)..length,
        _ => return Asked::Whole,
    };
    if range.is_empty() { Asked::Outside } else { Asked::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_get_the_bytes_that_they_ask_for() {
        for (header, expected) in [
            ("", Asked::Whole),
            ("bytes=0-", Asked::Part(0..100)),
            ("bytes=0-1", Asked::Part(0..2)),
            ("bytes=90-200", Asked::Part(90..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-1000", Asked::Part(0..100)),
            ("bytes=100-", Asked::Outside),
            ("bytes=-0", Asked::Outside),
            ("bytes=5-3", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("bytes=0-18446744073709551615", Asked::Part(0..100)),
            ("items=0-1", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
        ] {
            assert_eq!(range(header, 100), expected, "{header}");
        }
    }

    #[test]
    fn an_encoding_is_taken_when_it_is_named_and_not_refused() {
        for (header, brotli, gzip) in [
            ("gzip, deflate, br", true, true),
            ("br;q=0, gzip;q=0.5", false, true),
            ("br;q=0.0", false, false),
            ("Gzip", false, true),
            ("", false, false),
        ] {
            assert_eq!((accepts(header, "br"), accepts(header, "gzip")), (brotli, gzip), "{header}");
        }
    }
}
