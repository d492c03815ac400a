//! What a target is said to hold: the manifest, which is written last and is the moment a publication takes place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::headers::Headers;
use crate::write::order;

/// Where Osier keeps what is its own at a target; nothing there is secret, as some hosts show every object.
pub const FOLDER: &str = "_osier/";
/// The present release.
pub const MANIFEST: &str = "_osier/manifest.json";
/// The release that a publication is making, so that what it has sent is known as Osier's if it is killed.
pub const PENDING: &str = "_osier/pending.json";
/// Who is publishing.
pub const LOCK: &str = "_osier/lock.json";

/// The version of the format.
const FORMAT: u32 = 1;

/// What a target holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The release: when it was made, in universal time, and the beginning of the hash of its files.
    pub release: String,
    /// The `base_url` of the site: another site is not published over it.
    pub site: String,
    /// When it was published.
    pub created: String,
    /// Every file, by key.
    pub files: BTreeMap<String, Entry>,
    /// Files that no page of this release needs, which stay a while for pages that are cached, with the moment
    /// since which they are not needed.
    #[serde(default)]
    pub leaving: BTreeMap<String, Leaving>,
    /// Releases that can be returned to, the latest last.
    #[serde(default)]
    pub releases: Vec<String>,
    /// Bodies kept for them, by SHA-256, with the latest release that has each.
    #[serde(default)]
    pub kept: BTreeMap<String, String>,
}

/// A file of a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Of the body, in hexadecimal.
    pub sha256: String,
    /// Of the body, in hexadecimal: what listings of object storage tell.
    pub md5: String,
    /// Bytes of the body.
    pub size: u64,
    /// How it is served.
    #[serde(default)]
    pub headers: Headers,
}

/// A file that waits to be deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// What it is.
    #[serde(flatten)]
    pub entry: Entry,
    /// Since when no page needs it, in seconds since 1970.
    pub since: i64,
    /// The last release that has it.
    pub last: String,
}

impl Manifest {
    /// A manifest of the present format.
    pub fn new(site: &str, now: jiff::Timestamp, files: BTreeMap<String, Entry>) -> Self {
        let release = release(now, &files);
        let created = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self { format: FORMAT, release, site: site.to_owned(), created, files, ..Self::default() }
    }

    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// When it is not one, or is that of a later Osier.
    pub fn parse(bytes: &[u8]) -> anyhow::Result<Self> {
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| anyhow::anyhow!("the manifest at the target cannot be read: {error}"))?;
        anyhow::ensure!(
            manifest.format == FORMAT,
            "the manifest at the target has format {}, which this Osier does not know: publish with a later one",
            manifest.format
        );
        Ok(manifest)
    }

    /// The text.
    ///
    /// # Errors
    /// Never in practice: every key is text.
    pub fn to_json(&self) -> anyhow::Result<Vec<u8>> {
        Ok(serde_json::to_vec(self)?)
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.files.keys().filter(|key| order::is_page(key)).count()
    }
}

/// The key of a former release.
pub fn release_key(release: &str) -> String {
    format!("{FOLDER}releases/{release}.json")
}

/// The key of a kept body.
pub fn kept_key(sha256: &str) -> String {
    format!("{FOLDER}kept/{sha256}")
}

fn release(now: jiff::Timestamp, files: &BTreeMap<String, Entry>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (key, entry) in files {
        hasher.update(key.as_bytes()).update(b"\0").update(entry.sha256.as_bytes()).update(b"\n");
    }
    format!("{}-{}", now.strftime("%Y%m%dT%H%M%SZ"), &hasher.finalize().to_hex()[..8])
}
