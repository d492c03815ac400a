//! One content file, read as far as it can be without the rest of the site.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::body::{Body, Hole};
use super::front::{self, Split};
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
    pub text: Arc<str>,
    /// Where the front matter and the text are.
    pub split: Split,
    /// What is wrong with it by itself.
    pub findings: Vec<Finding>,
    read: Arc<Read>,
    /// What reads the text again where only its holes are left.
    reader: Option<Arc<Reader>>,
    digest: OnceLock<Key>,
}

/// The text of a content file, read. In a record only its holes are left, and what is wrong with it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Read {
    #[serde(with = "left")]
    text: Mutex<Text>,
    findings: Vec<Finding>,
}

#[derive(Clone, Debug)]
enum Text {
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
        let (split, _) = front::split(path, text);
        let (body, findings) = self.body(path, text, &split);
        Read { text: Mutex::new(Text::Whole(Arc::new(body))), findings }
    }

    fn body(&self, path: &SourcePath, text: &str, split: &Split) -> (Body, Vec<Finding>) {
        let options = markdown_options(&self.config, &self.theme, language_of(path));
        markdown::parse(path, text, split.body.clone(), &options)
    }
}

impl Source {
    /// A content file of which all is known.
    pub fn new(path: SourcePath, text: Arc<str>, split: Split, body: Body, findings: Vec<Finding>) -> Self {
        let read = Read { text: Mutex::new(Text::Whole(Arc::new(body))), findings: Vec::new() };
        Self { path, text, split, findings, read: Arc::new(read), reader: None, digest: OnceLock::new() }
    }

    /// A content file whose text, of this hash, was read.
    pub fn of(path: &SourcePath, (text, digest): (Arc<str>, Key), read: Arc<Read>, reader: &Arc<Reader>) -> Self {
        let (split, mut findings) = front::split(path, &text);
        findings.extend(read.findings.iter().cloned());
        let reader = Some(Arc::clone(reader));
        Self { path: path.clone(), text, split, findings, read, reader, digest: digest.into() }
    }

    /// The text.
    pub fn body(&self) -> Arc<Body> {
        let mut text = self.read.lock();
        match (&*text, &self.reader) {
            (Text::Whole(body), _) | (Text::Holes(body), None) => Arc::clone(body),
            (Text::Holes(_), Some(reader)) => {
                let body = Arc::new(reader.body(&self.path, &self.text, &self.split).0);
                *text = Text::Whole(Arc::clone(&body));
                body
            }
        }
    }

    /// A body that has the holes of the text, which say what it shows, and may have nothing else.
    pub fn holes(&self) -> Arc<Body> {
        let (Text::Whole(body) | Text::Holes(body)) = &*self.read.lock();
        Arc::clone(body)
    }

    /// Keeps nothing of the text but its holes: nobody renders it any more.
    pub fn release(&self) {
        let mut text = self.read.lock();
        let (Text::Whole(body) | Text::Holes(body)) = &mut *text;
        let holes = std::mem::take(&mut Arc::make_mut(body).holes);
        *text = Text::of(holes);
    }

    /// The hash of the whole file, taken once however many builds ask for it.
    pub fn digest(&self) -> Key {
        *self.digest.get_or_init(|| blake3::hash(self.text.as_bytes()))
    }
}

impl Read {
    fn lock(&self) -> std::sync::MutexGuard<'_, Text> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Text {
    fn of(holes: Vec<Hole>) -> Self {
        Self::Holes(Arc::new(Body { holes, ..Body::default() }))
    }
}

/// What is left of a text in a record.
mod left {
    use std::sync::{Mutex, PoisonError};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Hole, Text};

    pub(super) fn serialize<S: Serializer>(text: &Mutex<Text>, serializer: S) -> Result<S::Ok, S::Error> {
        let (Text::Whole(body) | Text::Holes(body)) = &*text.lock().unwrap_or_else(PoisonError::into_inner);
        body.holes.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Mutex<Text>, D::Error> {
        Vec::<Hole>::deserialize(deserializer).map(|holes| Mutex::new(Text::of(holes)))
    }
}
