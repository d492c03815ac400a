//! What a build delivers: every file of the site, by its path, in one ordered map.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::finding::OutputPath;
use crate::pack::{Attached, Key};

/// Every file of the delivered site. Ordered, so that the same input gives the same bytes.
pub type Output = BTreeMap<OutputPath, Content>;

/// The content of one delivered file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Made by the build.
    Bytes(#[serde(with = "crate::pack::blob")] Arc<[u8]>),
    /// A page that a template wrote.
    #[serde(skip)]
    Page(Page),
    /// Copied as it is from a file that the build did not read: a document, a video, an encoded picture of the cache.
    File(PathBuf),
}

impl Content {
    /// What the build made; nothing of a file that is only copied, and of a page that was remembered and cannot be read
    /// any more: a build ends with an error then ([`is_lost`](Self::is_lost)).
    pub fn made(&self) -> Option<Arc<[u8]>> {
        match self {
            Self::Bytes(bytes) => Some(Arc::clone(bytes)),
            Self::Page(page) => page.read().ok(),
            Self::File(_) => None,
        }
    }

    /// The bytes of what the build made; nothing of a file that is only copied.
    pub fn size(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Page(page) => Some(page.html.len() as u64),
            Self::File(_) => None,
        }
    }

    /// Whether it is a page that was remembered on the disk and could not be read.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Page(page) if page.html.is_lost())
    }

    /// Whether it is made, and nothing: so is what could not be made.
    pub fn is_void(&self) -> bool {
        self.size() == Some(0)
    }
}

/// Why nothing can be done with an output of which a page [is lost](Content::is_lost).
pub const LOST: &str = "what was remembered of a page on the disk cannot be read any more: build once more, with `--no-cache` \
     if that does not help";

/// The text of a delivered file, what is no UTF-8 in it replaced. Quicker than the library's on what is, as nearly all
/// is.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// What stands in pages for names that are only known once all are made, and these names, which are as long.
#[derive(Debug)]
pub struct Names {
    all: Vec<(String, String)>,
    digest: Key,
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Names {}

impl Default for Names {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Names {
    /// These stand-ins, each with its name.
    ///
    /// # Panics
    /// When a name is not as long as its stand-in: what is known of the places of a page would not hold any more.
    pub fn new(all: Vec<(String, String)>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (stand_in, name) in &all {
            assert_eq!(stand_in.len(), name.len(), "{stand_in} stands in for {name}");
            hasher.update(stand_in.as_bytes()).update(b"\0").update(name.as_bytes()).update(b"\0");
        }
        Self { all, digest: hasher.finalize() }
    }

    /// Whether a text has a stand-in in it.
    pub fn are_due(&self, text: &str) -> bool {
        self.all.iter().any(|(stand_in, _)| text.contains(stand_in.as_str()))
    }

    /// A text with the names.
    pub fn named(&self, text: &str) -> String {
        self.all.iter().fold(text.to_owned(), |text, (stand_in, name)| text.replace(stand_in.as_str(), name))
    }

    /// Puts the names in a text.
    pub fn put(&self, text: &mut Arc<[u8]>) {
        for (stand_in, name) in self.all.iter().filter(|(stand_in, name)| stand_in != name) {
            let found: Vec<usize> = memmem::find_iter(text, stand_in.as_bytes()).collect();
            for at in found {
                Arc::make_mut(text)[at..at + name.len()].copy_from_slice(name.as_bytes());
            }
        }
    }
}

/// A page as its template wrote it, with the names that are put in it when it is read.
#[derive(Clone, Debug)]
pub struct Page {
    html: Attached,
    names: Vec<Arc<Names>>,
}

impl Page {
    /// A page of this HTML, with these names.
    pub fn new(html: Attached, names: &Arc<Names>) -> Self {
        let mut page = Self { html, names: Vec::new() };
        page.rename(names);
        page
    }

    /// Puts more names in it, after those it has.
    pub fn rename(&mut self, names: &Arc<Names>) {
        if !names.all.is_empty() {
            self.names.push(Arc::clone(names));
        }
    }

    /// A hash of what it is made of: pages of which it is equal are equal.
    pub fn digest(&self) -> Key {
        if self.names.is_empty() {
            return self.html.digest();
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.html.digest().as_bytes());
        for names in &self.names {
            hasher.update(names.digest.as_bytes());
        }
        hasher.finalize()
    }

    /// The page.
    ///
    /// # Errors
    /// When it was remembered on the disk, and that cannot be read any more.
    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        let mut bytes = self.html.read()?;
        self.names.iter().for_each(|names| names.put(&mut bytes));
        Ok(bytes)
    }
}

/// Pages are taken for equal that are made of the same.
impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
}

impl Eq for Page {}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes().into())
    }
}

impl From<Arc<str>> for Content {
    fn from(text: Arc<str>) -> Self {
        Self::Bytes(text.into())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// The media type that hosts give for an extension (<https://www.iana.org/assignments/media-types/>).
pub fn media_type(extension: &str) -> &'static str {
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" | "xsl" => "application/xml",
        "atom" => "application/atom+xml",
        "rss" => "application/rss+xml",
        "txt" | "conf" | "caddy" | "md" | "bib" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
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
