//! Where a site is sent to: the few verbs that every target has.

mod folder;
mod git_pages;
mod http;
mod s3;
mod sftp;

use std::collections::BTreeMap;
use std::fmt;

pub use folder::Folder;
pub use git_pages::{GitPages, Send, Token, is_read};
pub use http::{Agent, Answer, Patience};
pub use s3::{Credentials, S3};
pub use sftp::{Host, Sftp};

use super::headers::Headers;
use super::local::Body;

/// What a target can do beside holding files.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// Whether it serves each file with headers that are given with it.
    pub headers: bool,
    /// Whether what serves it chooses between a file and its compressed siblings.
    pub siblings: bool,
}

/// How a release becomes the present one, on a server of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// File by file, in an order that breaks no page.
    InPlace,
    /// All at once: the site is a link that is flipped.
    Whole,
}

/// On what condition a file is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Whatever is there.
    Always,
    /// When nothing is there, if the target knows how to tell.
    Absent,
}

/// What came of putting a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is there.
    Done,
    /// The condition was not met.
    Refused,
}

/// A place that holds files by key. Every verb may be called from several threads, and again with the same effect.
pub trait Target: Sync {
    /// What it is, for people; never with a secret.
    fn name(&self) -> String;
    /// What it can do.
    fn traits(&self) -> Traits;
    /// The body under a key.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>>;
    /// Whether something is under a key.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn exists(&self, key: &str) -> anyhow::Result<bool>;
    /// Puts a body under a key; whoever reads it sees the former one or this one, never a part. `md5` is the body's.
    ///
    /// # Errors
    /// When the target cannot be reached, refuses, or says it holds something else.
    fn put(&self, key: &str, body: &Body, md5: &str, headers: &Headers, when: Condition) -> anyhow::Result<Put>;
    /// Puts what is under a key under another, or under the same with other headers.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn copy(&self, from: &str, to: &str, headers: &Headers) -> anyhow::Result<()>;
    /// Deletes keys; one that is not there is no error.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn delete(&self, keys: &[String]) -> anyhow::Result<()>;
    /// Every key with the MD5 of its body, where the target tells it, or where it `is_ours` and can be read.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn list(&self, is_ours: &dyn Fn(&str) -> bool) -> anyhow::Result<BTreeMap<String, Option<String>>>;
    /// Begins a release: where the target shows releases whole, nobody sees what is put until it is shown.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn stage(&self) -> anyhow::Result<()> {
        Ok(())
    }
    /// Shows the release that was begun, under its name, keeps those of `kept`, and takes away what is no more needed
    /// of others and of publications that were killed.
    ///
    /// # Errors
    /// When the target cannot be reached or refuses.
    fn show(&self, release: &str, kept: &[String]) -> anyhow::Result<()> {
        let _ = (release, kept);
        Ok(())
    }
    /// How many requests were made.
    fn requests(&self) -> usize;
}

impl fmt::Debug for dyn Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}
