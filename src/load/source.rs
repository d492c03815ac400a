//! One content file, read as far as it can be without the rest of the site.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::body::Body;
use super::front::{self, Split};
use super::markdown;
use crate::finding::{Finding, SourcePath};

/// A content file: its front matter as a tree with places, its text as HTML with holes.
#[derive(Debug)]
pub struct Source {
    /// Where it is: `content/fr/actualites/prix.md`.
    pub path: SourcePath,
    /// The whole file.
    pub text: Arc<str>,
    /// Where the front matter and the text are.
    pub split: Split,
    /// What is wrong with it by itself.
    pub findings: Vec<Finding>,
    body: Mutex<Arc<Body>>,
    digest: OnceLock<blake3::Hash>,
}

impl Source {
    /// A content file of which all is known.
    pub fn new(path: SourcePath, text: Arc<str>, split: Split, body: Body, findings: Vec<Finding>) -> Self {
        Self { path, text, split, findings, body: Mutex::new(Arc::new(body)), digest: OnceLock::new() }
    }

    /// The text.
    pub fn body(&self) -> Arc<Body> {
        Arc::clone(&self.body.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps nothing of the text but its holes, which say what it shows: nobody renders it any more.
    pub fn release(&self) {
        let mut body = self.body.lock().unwrap_or_else(PoisonError::into_inner);
        let holes = std::mem::take(&mut Arc::make_mut(&mut body).holes);
        *body = Arc::new(Body { holes, ..Body::default() });
    }

    /// The hash of the whole file, taken once however many builds ask for it.
    pub fn digest(&self) -> blake3::Hash {
        *self.digest.get_or_init(|| blake3::hash(self.text.as_bytes()))
    }
}

/// Reads a content file. A pure function of its arguments: a cache may remember it by their hash.
pub fn parse(path: &SourcePath, text: Arc<str>, options: &markdown::Options<'_>) -> Source {
    let (split, mut findings) = front::split(path, &text);
    let (body, mut faults) = markdown::parse(path, &text, split.body.clone(), options);
    findings.append(&mut faults);
    Source::new(path.clone(), text, split, body, findings)
}
