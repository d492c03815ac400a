//! git-pages, which Codeberg runs and anybody can: a site is one archive, which takes the place of the former one
//! whole.
//!
//! Source: the README of git-pages (<https://codeberg.org/git-pages/git-pages>). What the server holds already is named
//! in the archive by the hash that Git would give it, and not sent again.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Cursor;

use anyhow::{Context as _, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use ureq::http::{Method, Request, StatusCode};

use super::http::{Agent, Answer, Patience, told};
use crate::publish::local::{self, Body, Local, hex};
use crate::publish::purge::address;

/// What shows who publishes. It is never shown.
#[derive(Clone)]
pub enum Token {
    /// Of the site: the name server of its host has its hash, under `_git-pages-challenge`.
    Site(String),
    /// Of the forge that has the repository of the site.
    Forge(String),
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Whether a release is only asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Send {
    /// The server says whether it would take it.
    Ask,
    /// It takes the place of the former one.
    Replace,
}

/// A site on a server of git-pages.
#[derive(Debug)]
pub struct GitPages {
    url: String,
    token: Token,
    agent: Agent,
}

impl GitPages {
    /// The site at `url`.
    pub fn new(url: &str, token: Token, patience: Patience) -> Self {
        Self { url: url.trim_end_matches('/').to_owned(), token, agent: Agent::new(patience) }
    }

    /// What it is, for people.
    pub fn name(&self) -> String {
        self.url.clone()
    }

    /// How many requests were made.
    pub fn requests(&self) -> usize {
        self.agent.requests()
    }

    /// What readers are given under a key; nothing when it is not found.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let url = address(&self.url, key);
        let request = || {
            let request = Request::builder().method(Method::GET).uri(&url).header("accept-encoding", "identity");
            Ok(request.header("cache-control", "no-cache").body(())?)
        };
        let answer = self.agent.send(&format!("cannot read `{key}`"), None, &request)?;
        match answer.status {
            StatusCode::OK => Ok(Some(answer.body)),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(None),
            // A site that is not there yet may lead to that of the server.
            status if status.is_redirection() => Ok(None),
            status => bail!("cannot read `{key}`: {} answers {status}", self.name()),
        }
    }

    /// Sends a release: every file of `local`, of which those whose SHA-256 is in `held` are at the server already, and
    /// the manifest `manifest` under its key. Tells the bytes of the archive.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses; the former release is then whole.
    pub fn send(
        &self,
        local: &Local,
        manifest: (&str, &[u8]),
        held: &BTreeSet<&str>,
        how: Send,
    ) -> anyhow::Result<u64> {
        let archive = archive(local, manifest, held)?;
        let (answer, bytes) = self.put(archive, how)?;
        // The server may have forgotten what its former release held.
        let (answer, bytes) = if answer.status == StatusCode::UNPROCESSABLE_ENTITY && !held.is_empty() {
            let (answer, more) = self.put(self::archive(local, manifest, &BTreeSet::new())?, how)?;
            (answer, bytes + more)
        } else {
            (answer, bytes)
        };
        if answer.status.is_success() {
            return Ok(bytes);
        }
        let help = match answer.status.as_u16() {
            401 | 403 => "; check OSIER_PAGES_TOKEN or OSIER_FORGE_TOKEN, and that it may publish this site",
            413 => "; the site is larger than the server takes",
            _ => "",
        };
        bail!("{} answers {}{}{help}", self.name(), answer.status, told(&answer.body))
    }

    fn put(&self, archive: Vec<u8>, how: Send) -> anyhow::Result<(Answer, u64)> {
        let bytes = archive.len() as u64;
        let body = Body::Bytes(archive.into());
        let request = || {
            let mut request = Request::builder().method(Method::PUT).uri(format!("{}/", self.url));
            request = match &self.token {
                Token::Site(token) => request.header("authorization", format!("Pages {token}")),
                Token::Forge(token) => request.header("forge-authorization", format!("token {token}")),
            };
            if how == Send::Ask {
                request = request.header("dry-run", "yes");
            }
            let request = request.header("content-type", "application/x-tar+gzip").header("content-length", bytes);
            request.body(()).context("the token holds a character that no token has")
        };
        Ok((self.agent.send("cannot send the site", Some(&body), &request)?, bytes))
    }
}

/// The archive of a release; the same for the same files.
fn archive(local: &Local, manifest: (&str, &[u8]), held: &BTreeSet<&str>) -> anyhow::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    for (key, item) in local {
        let bytes = local::read(&item.body).with_context(|| format!("cannot read what `{key}` is made of"))?;
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o644);
        if held.contains(item.entry.sha256.as_str()) && !is_read(key) {
            header.set_entry_type(tar::EntryType::Symlink);
            header.set_size(0);
            archive.append_link(&mut header, key, format!("/git/blobs/{}", blob(&bytes)))?;
        } else {
            header.set_size(bytes.len() as u64);
            archive.append_data(&mut header, key, Cursor::new(&bytes[..]))?;
        }
    }
    let mut header = tar::Header::new_gnu();
    header.set_mode(0o644);
    header.set_size(manifest.1.len() as u64);
    archive.append_data(&mut header, manifest.0, manifest.1)?;
    Ok(archive.into_inner()?.finish()?)
}

/// Whether a file tells the server what to do. It is read and not kept: readers are not given it, and the next release
/// cannot name it.
pub fn is_read(key: &str) -> bool {
    matches!(key, "_headers" | "_redirects")
}

/// The name that Git gives a content, with SHA-256.
fn blob(bytes: &[u8]) -> String {
    let mut sha256 = Sha256::new();
    sha256.update(format!("blob {}\0", bytes.len()));
    sha256.update(bytes);
    hex(&sha256.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_has_the_name_that_git_gives_it() {
        // printf 'hello\n' | git hash-object --stdin, in a repository made with --object-format=sha256
        assert_eq!(blob(b"hello\n"), "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4");
    }
}
