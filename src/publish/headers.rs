//! How files are served: their type and how long they may be cached, by what they are.

use serde::{Deserialize, Serialize};

use super::order;

/// For files whose name holds their hash: a year, which is as long as caches keep anything (RFC 8246).
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// For everything else: kept, and asked again before each use.
pub const FRESH: &str = "public, max-age=0, must-revalidate";

/// How a file is served.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headers {
    /// `Content-Type`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_type: String,
    /// `Cache-Control`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cache_control: String,
    /// Where the object redirects to, on hosts that know it (`x-amz-website-redirect-location`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<String>,
}

/// How the file under `key` is served.
pub fn of(key: &str) -> Headers {
    Headers {
        content_type: content_type(order::extension(key)).to_owned(),
        cache_control: if order::is_hashed(key) { IMMUTABLE } else { FRESH }.to_owned(),
        redirect: None,
    }
}

/// The media type of an extension (<https://www.iana.org/assignments/media-types/>).
pub fn content_type(extension: &str) -> &'static str {
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" | "xsl" => "application/xml",
        "atom" => "application/atom+xml",
        "rss" => "application/rss+xml",
        "txt" | "conf" | "caddy" | "md" | "bib" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "epub" => "application/epub+zip",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "opus" => "audio/opus",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}
