//! How files are served: their type, how they are encoded and how long they may be cached, by what they are and by what
//! the site says of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::asset::compress::Encoding;
use crate::config::HeaderRule;
use crate::headers::{FRESH, IMMUTABLE};
use crate::output::media_type;
use crate::write::order;

/// How a file is served.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headers {
    /// `Content-Type`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_type: String,
    /// `Cache-Control`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cache_control: String,
    /// `Content-Encoding`, of a body that is compressed at the target.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content_encoding: String,
    /// Where the object redirects to, on hosts that know it (`x-amz-website-redirect-location`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<String>,
}

/// What is decided of how a site is served.
#[derive(Clone, Debug, Default)]
pub struct Serving {
    /// Former addresses: the key of the page that is there, and where it leads.
    pub redirects: BTreeMap<String, String>,
    /// The site's own headers.
    pub rules: Vec<HeaderRule>,
    /// How texts are compressed at a target that gives files as they are. Such a target does not choose between forms
    /// of a file, so that there is no `Vary` to send: everybody is given the one that is there.
    pub encoding: Option<Encoding>,
}

impl Serving {
    /// How the file under `key` is served, but for how it is encoded.
    pub fn of(&self, key: &str) -> Headers {
        let own = |name: &str| {
            let rules = self.rules.iter().filter(|rule| rule.holds(key));
            rules
                .flat_map(|rule| &rule.set)
                .find(|(one, _)| one.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.clone())
        };
        let cache = if order::is_hashed(key) { IMMUTABLE } else { FRESH };
        Headers {
            content_type: own("content-type").unwrap_or_else(|| media_type(order::extension(key)).to_owned()),
            cache_control: own("cache-control").unwrap_or_else(|| cache.to_owned()),
            content_encoding: String::new(),
            redirect: self.redirects.get(key).cloned(),
        }
    }

    /// What a target that keeps these few headers with a file cannot send of those that the site sets.
    pub fn left_out(&self) -> Vec<&str> {
        let kept = ["content-type", "cache-control"];
        let names = self.rules.iter().flat_map(|rule| &rule.set).map(|(name, _)| name.as_str());
        names.filter(|name| !kept.contains(&name.to_ascii_lowercase().as_str())).collect()
    }
}
