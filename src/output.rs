//! What a build delivers: every file of the site, by its path, in one ordered map.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::OutputPath;

/// Every file of the delivered site. Ordered, so that the same input gives the same bytes.
pub type Output = BTreeMap<OutputPath, Content>;

/// The content of one delivered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Made by the build.
    Bytes(Arc<[u8]>),
    /// Copied as it is from a file that the build did not read: a document, a video, an encoded picture of the cache.
    File(PathBuf),
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes().into())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}
