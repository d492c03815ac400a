//! How an answer goes over the wire: compressed as a host does it, or only the part that was asked for.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    RANGE, VARY,
};
use hyper::{Response, StatusCode};

use crate::asset::compress::SMALLEST;

/// The effort of Brotli, of 11: what is compressed for each answer must not be waited for.
const QUALITY: u32 = 4;
/// The window of Brotli, as a power of two of bytes.
const WINDOW: u32 = 22;

/// The answer as it is sent to who asked with these headers: texts compressed, of anything else the part that was asked for.
pub(super) fn sent(response: Response<Bytes>, asked: &HeaderMap) -> Response<Bytes> {
    let kind = text(response.headers(), &CONTENT_TYPE);
    if kind.starts_with("text/") || kind.contains("json") || kind.contains("xml") {
        compressed(response, text(asked, &ACCEPT_ENCODING))
    } else if response.status() == StatusCode::OK {
        part(response, text(asked, &RANGE))
    } else {
        response
    }
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

/// The bytes that a player asks for to go to a place in a video (RFC 9110, 14.2).
fn part(response: Response<Bytes>, asked: &str) -> Response<Bytes> {
    let (mut parts, body) = response.into_parts();
    parts.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let (status, range, body) = match range(asked, body.len()) {
        Asked::Whole => return Response::from_parts(parts, body),
        Asked::Outside => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", body.len()), Bytes::new()),
        Asked::Part(range) => {
            let told = format!("bytes {}-{}/{}", range.start, range.end - 1, body.len());
            (StatusCode::PARTIAL_CONTENT, told, body.slice(range))
        }
    };
    parts.status = status;
    if let Ok(range) = HeaderValue::from_str(&range) {
        parts.headers.insert(CONTENT_RANGE, range);
    }
    Response::from_parts(parts, body)
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Everything: there is none, or none that one has to understand, as several at once.
    Whole,
    /// These bytes.
    Part(Range<usize>),
    /// Bytes that are not there.
    Outside,
}

fn range(header: &str, length: usize) -> Asked {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Asked::Whole;
    };
    let range = match (first.parse::<usize>(), last.parse::<usize>()) {
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
