//! How files are served: their type and how long they may be cached, by what they are.

use serde::{Deserialize, Serialize};

use super::order;
use crate::output::media_type;

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
        content_type: media_type(order::extension(key)).to_owned(),
        cache_control: if order::is_hashed(key) { IMMUTABLE } else { FRESH }.to_owned(),
        redirect: None,
    }
}
