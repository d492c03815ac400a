//! One content file, read as far as it can be without the rest of the site.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::body::{Body, Hole};
use super::front::{self, Split};
use super::text::Text;
use super::theme::Theme;
use super::{language_of, markdown, markdown_options};
use crate::cache::Key;
use crate::config::Config;
use crate::finding::{Finding, SourcePath};

/// A content file: its front matter as a tree with places, its text as HTML with holes.
#[derive(Debug)]
pub struct Source {
    /// Where it is: `content/fr/actualites/prix.md`.
    pub path: SourcePath,
    /// The whole file.
    pub text: Text,
    /// Where the front matter and the text are.
    pub split: Arc<Split>,
    /// What is wrong with it by itself.
    pub findings: Vec<Finding>,
    read: Arc<Read>,
    /// What reads the text again where only its holes are left.
    reader: Option<Arc<Reader>>,
}

/// A content file, read. Of its text, only the holes are left in a record, and what is wrong with it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Read {
    /// What stands in the file before the text.
    front: Arc<str>,
    /// The same as a tree, and where both are.
    split: Arc<Split>,
    #[serde(with = "left")]
    body: Mutex<Kept>,
    findings: Vec<Finding>,
}

/// What is in memory of the text of a content file.
#[derive(Clone, Debug)]
enum Kept {
    Whole(Arc<Body>),
    /// A body without HTML.
    Holes(Arc<Body>),
}

/// What Markdown is read with.
#[derive(Debug)]
pub struct Reader {
    config: Config,
    theme: Arc<Theme>,
}

impl Reader {
    /// For the content files of a site.
    pub fn new(config: &Config, theme: &Arc<Theme>) -> Self {
        Self { config: config.clone(), theme: Arc::clone(theme) }
    }

    /// Reads the text of a content file.
    pub fn read(&self, path: &SourcePath, text: &str) -> Read {
        let (split, mut findings) = front::split(path, text);
        let (body, mut faults) = self.body(path, text, &split);
        findings.append(&mut faults);
        let front = Arc::from(&text[..split.body.start]);
        Read { front, split: Arc::new(split), body: Mutex::new(Kept::Whole(Arc::new(body))), findings }
    }

    fn body(&self, path: &SourcePath, text: &str, split: &Split) -> (Body, Vec<Finding>) {
        let options = markdown_options(&self.config, &self.theme, language_of(path));
        markdown::parse(path, text, split.body.clone(), &options)
    }
}

impl Source {
    /// A content file of which all is known.
    pub fn new(path: SourcePath, text: Arc<str>, split: Split, body: Body, findings: Vec<Finding>) -> Self {
        // Files of references have many pages, and no text of any.
        let is_front = split.body.start == text.len();
        let front = if is_front { Arc::clone(&text) } else { Arc::from(&text[..split.body.start]) };
        let body = Mutex::new(Kept::Whole(Arc::new(body)));
        let split = Arc::new(split);
        let read = Arc::new(Read { front, split: Arc::clone(&split), body, findings: Vec::new() });
        Self { path, text: text.into(), split, findings, read, reader: None }
    }

    /// A content file whose text was read.
    pub fn of(path: &SourcePath, text: Text, read: Arc<Read>, reader: &Arc<Reader>) -> Self {
        let (split, findings) = (Arc::clone(&read.split), read.findings.clone());
        Self { path: path.clone(), text, split, findings, read, reader: Some(Arc::clone(reader)) }
    }

    /// What stands in the file before the text of the page.
    pub fn front(&self) -> &str {
        &self.read.front
    }

    /// The text.
    pub fn body(&self) -> Arc<Body> {
        let mut text = self.read.lock();
        match (&*text, &self.reader) {
            (Kept::Whole(body), _) | (Kept::Holes(body), None) => Arc::clone(body),
            (Kept::Holes(_), Some(reader)) => {
                let body = Arc::new(reader.body(&self.path, self.text.get(), &self.split).0);
                *text = Kept::Whole(Arc::clone(&body));
                body
            }
        }
    }

    /// A body that has the holes of the text, which say what it shows, and may have nothing else.
    pub fn holes(&self) -> Arc<Body> {
        let (Kept::Whole(body) | Kept::Holes(body)) = &*self.read.lock();
        Arc::clone(body)
    }

    /// Keeps nothing of the text but its holes: nobody renders it any more.
    pub fn release(&self) {
        let mut text = self.read.lock();
        let (Kept::Whole(body) | Kept::Holes(body)) = &mut *text;
        let holes = std::mem::take(&mut Arc::make_mut(body).holes);
        *text = Kept::of(holes);
    }

    /// The hash of the whole file, taken once however many builds ask for it.
    pub fn digest(&self) -> Key {
        self.text.digest()
    }
}

impl Read {
    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn of(holes: Vec<Hole>) -> Self {
        Self::Holes(Arc::new(Body { holes, ..Body::default() }))
    }
}

/// What is left of a text in a record.
mod left {
    use std::sync::{Mutex, PoisonError};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Hole, Kept};

    pub(super) fn serialize<S: Serializer>(body: &Mutex<Kept>, serializer: S) -> Result<S::Ok, S::Error> {
        let (Kept::Whole(body) | Kept::Holes(body)) = &*body.lock().unwrap_or_else(PoisonError::into_inner);
        body.holes.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Mutex<Kept>, D::Error> {
        Vec::<Hole>::deserialize(deserializer).map(|holes| Mutex::new(Kept::of(holes)))
    }
}
