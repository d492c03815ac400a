//! What a build has to send: each file with its hashes and how it is to be served.

#![expect(clippy::disallowed_methods, reason = "copied files are read when they are sent")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use md5::Md5;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use sha2::{Digest as _, Sha256};

use super::headers::{self, Serving};
use super::manifest::{Entry, FOLDER};
use super::target::Traits;
use crate::asset::compress::{self, Encoding};
use crate::output::{Content, Output};

/// A file to send, and what the manifest will say of it.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the manifest will say.
    pub entry: Entry,
    /// Where its bytes are.
    pub body: Body,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub enum Body {
    /// In memory.
    Bytes(Arc<[u8]>),
    /// In a file of this machine, which is read as it is sent.
    File(PathBuf),
    /// At the target, kept for a former release.
    Kept,
}

/// Every file to send, by key.
pub type Local = BTreeMap<String, Item>;

/// Reads what a build has for a target of these traits.
///
/// # Errors
/// When a copied file cannot be read, or a key cannot be one of a target.
pub fn local(output: &Output, serving: &Serving, traits: Traits) -> anyhow::Result<Local> {
    let files: Vec<_> =
        output.iter().filter(|(path, _)| traits.siblings || !is_sibling(path.as_str(), output)).collect();
    let item = |(path, content): &(&crate::finding::OutputPath, &Content)| {
        let key = path.as_str();
        check_key(key)?;
        let mut body = match content {
            Content::Bytes(bytes) => Body::Bytes(Arc::clone(bytes)),
            Content::Page(page) => Body::Bytes(page.read().with_context(|| {
                format!("what was remembered of `{key}` cannot be read any more: publish once more")
            })?),
            Content::File(file) => Body::File(file.clone()),
        };
        let encoding = serving.encoding.filter(|_| traits.headers && compress::is_text(path));
        let encoded = encoding.map(|encoding| encoded(&body, encoding)).transpose();
        let encoded = encoded.with_context(|| format!("cannot read what `{key}` is made of"))?.flatten();
        let is_encoded = encoded.is_some();
        body = encoded.unwrap_or(body);
        let mut entry = entry(&body).with_context(|| format!("cannot read what `{key}` is made of"))?;
        if traits.headers {
            entry.headers = serving.of(key);
            if let (Some(encoding), true) = (encoding, is_encoded) {
                content_encoding(encoding).clone_into(&mut entry.headers.content_encoding);
            }
        }
        Ok((key.to_owned(), Item { entry, body }))
    };
    files.par_iter().map(item).collect()
}

/// The bytes of a body that is on this machine.
///
/// # Errors
/// When the file cannot be read.
pub fn read(body: &Body) -> io::Result<Arc<[u8]>> {
    match body {
        Body::Bytes(bytes) => Ok(Arc::clone(bytes)),
        Body::File(path) => std::fs::read(path).map(Arc::from),
        Body::Kept => Err(io::Error::other("the body is at the target")),
    }
}

/// A body compressed; nothing when that saves nothing.
fn encoded(body: &Body, encoding: Encoding) -> io::Result<Option<Body>> {
    let bytes = read(body)?;
    if bytes.len() <= compress::SMALLEST {
        return Ok(None);
    }
    let encoded = compress::encode(&bytes, encoding).filter(|encoded| encoded.len() < bytes.len());
    Ok(encoded.map(|encoded| Body::Bytes(encoded.into())))
}

/// The name of an encoding in HTTP (RFC 9110, 8.4.1; RFC 7932).
fn content_encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Brotli => "br",
        Encoding::Gzip => "gzip",
    }
}

/// Whether a file is the compressed form of another, for servers that choose between them.
fn is_sibling(path: &str, output: &Output) -> bool {
    let bare = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
    bare.is_some_and(|bare| output.contains_key(&crate::finding::OutputPath::new(bare)))
}

/// The hashes of a body.
pub(super) fn entry(body: &Body) -> io::Result<Entry> {
    let (mut sha256, mut md5, mut size) = (Sha256::new(), Md5::new(), 0);
    let mut take = |bytes: &[u8]| {
        sha256.update(bytes);
        md5.update(bytes);
        size += bytes.len() as u64;
    };
    match body {
        Body::Bytes(bytes) => take(bytes),
        Body::File(path) => {
            let (mut file, mut buffer) = (File::open(path)?, vec![0; 1 << 16]);
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    read => take(&buffer[..read]),
                }
            }
        }
        Body::Kept => return Err(io::Error::other("the body is at the target")),
    }
    Ok(Entry { sha256: hex(&sha256.finalize()), md5: hex(&md5.finalize()), size, headers: headers::Headers::default() })
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// A key that any target can hold: object storage takes 1024 bytes, and Osier's own folder is not for pages.
fn check_key(key: &str) -> anyhow::Result<()> {
    let fault = if key.len() > 1024 {
        "its path is longer than 1024 bytes"
    } else if key.starts_with(FOLDER) {
        "`_osier/` is where Osier keeps what it knows of the target"
    } else if key.chars().any(char::is_control) {
        "its path holds a control character"
    } else if key.split('/').any(|segment| matches!(segment, "" | "." | "..")) {
        "its path has an empty segment, `.` or `..`"
    } else {
        return Ok(());
    };
    anyhow::bail!("`{key}` cannot be published: {fault}; give the page or the file another address")
}
