//! The files of a site: those of its own folders, those of its theme, embedded or not.
//!
//! This is where the disk is read. Texts are read at once, save those of pages that a former process has noted and that
//! have not changed since ([`super::text`]); everything else when a page asks for it.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use anyhow::Context as _;
use rayon::prelude::*;

use super::bounds::Bounds;
use super::embedded::embed;
use super::known::Known;
use super::listed::Listed;
use super::text::Text;
use super::walk::walk;
use super::{lost, names, records};
use crate::config::Config;
use crate::finding::{Finding, Place, SourcePath, rules};
use crate::output::Content;
use crate::pack::Stamp;

/// The folders of a site that are read, besides its theme.
pub const FOLDERS: &[&str] =
    &["content", "media", "static", "templates", "blocks", "components", "assets", "translations", "types"];

/// The file that says which findings are accepted until they are mended, at the root of a site.
pub const BASELINE: &str = "osier.baseline.toml";

/// The file that says what pages weighed when it was accepted, at the root of a site.
pub const LOCK: &str = "osier.lock.toml";

/// Everything a site is made of, by its path in the site.
#[derive(Debug, Default)]
pub struct Files {
    /// Texts: Markdown, templates, styles, translations, types, drawings of the theme.
    pub texts: BTreeMap<SourcePath, Text>,
    /// Everything else, read when asked for.
    pub others: BTreeMap<SourcePath, Other>,
    /// `themes/<name>`.
    pub theme: String,
    /// Whether one of the others was written so lately that what is written over it may be taken for it.
    pub are_fresh: bool,
    /// Whether a link leads to content.
    pub is_linked: bool,
    /// Whether one of them could not be read when it was asked for.
    pub unread: AtomicBool,
    /// Files that could not be read as text.
    pub findings: Vec<Finding>,
}

/// A file that is not read before a page asks for it.
#[derive(Clone, Debug)]
pub enum Other {
    /// On disk.
    Disk {
        /// Where.
        path: PathBuf,
        /// What the disk says of it.
        stamp: Stamp,
    },
    /// In the binary.
    Embedded(Cow<'static, [u8]>),
}

impl Other {
    /// The bytes.
    pub fn read(&self) -> anyhow::Result<Cow<'static, [u8]>> {
        match self {
            Self::Disk { path, .. } => {
                std::fs::read(path).map(Cow::Owned).with_context(|| format!("cannot read {}", path.display()))
            }
            Self::Embedded(bytes) => Ok(bytes.clone()),
        }
    }

    /// The file as it is delivered, when it is delivered as it is.
    pub fn content(&self) -> Content {
        match self {
            Self::Disk { path, .. } => Content::File(path.clone()),
            Self::Embedded(bytes) => Content::from(bytes.to_vec()),
        }
    }

    /// The size in bytes.
    pub fn size(&self) -> u64 {
        match self {
            Self::Disk { stamp, .. } => stamp.size,
            Self::Embedded(bytes) => bytes.len() as u64,
        }
    }
}

impl Files {
    /// The text of a file.
    pub fn text(&self, path: &SourcePath) -> Option<&Arc<str>> {
        self.texts.get(path).map(Text::get)
    }

    /// The same files, of which some texts will be replaced.
    pub(super) fn again(&self) -> Self {
        Self {
            texts: self.texts.clone(),
            others: self.others.clone(),
            theme: self.theme.clone(),
            are_fresh: self.are_fresh,
            is_linked: self.is_linked,
            unread: AtomicBool::new(self.unread.load(Ordering::Relaxed)),
            findings: Vec::new(),
        }
    }

    /// The text of a file, read now when it was not at first: what is wrong in it is shown with its line.
    pub fn shown(&self, path: &SourcePath) -> Option<Arc<str>> {
        self.text(path).cloned().or_else(|| {
            let bytes = self.others.get(path)?.read().ok()?;
            Some(String::from_utf8_lossy(&bytes).into())
        })
    }

    /// Whether there is such a file.
    pub fn contains(&self, path: &SourcePath) -> bool {
        self.texts.contains_key(path) || self.others.contains_key(path)
    }

    /// A file as it is delivered, when it is delivered as it is.
    pub fn content(&self, path: &SourcePath) -> Option<Content> {
        let text = || self.text(path).map(|text| Content::from(Arc::clone(text)));
        self.others.get(path).map(Other::content).or_else(text)
    }

    /// The bytes of a file, text or not.
    pub fn read(&self, path: &SourcePath) -> anyhow::Result<Cow<'static, [u8]>> {
        if let Some(text) = self.text(path) {
            return Ok(Cow::Owned(text.as_bytes().to_vec()));
        }
        let read = self.others.get(path).with_context(|| format!("there is no file {path}"))?.read();
        if read.is_err() {
            self.miss();
        }
        read
    }

    /// Notes that a file could not be read.
    pub fn miss(&self) {
        self.unread.store(true, Ordering::Relaxed);
    }

    /// Whether what was made of the files so far comes from what is known of them, and from nothing that may be gone
    /// the next time.
    pub fn are_as_known(&self) -> bool {
        !self.are_fresh && !self.unread.load(Ordering::Relaxed) && self.lost().is_none()
    }

    /// A text that was changed or removed between the time when the site was looked at and when it was asked for, and
    /// how.
    pub fn lost(&self) -> Option<(&SourcePath, &str)> {
        self.texts.iter().find_map(|(path, text)| Some((path, text.lost()?)))
    }

    /// The size of a file in bytes.
    pub fn size(&self, path: &SourcePath) -> Option<u64> {
        self.texts.get(path).map(|text| text.len() as u64).or_else(|| self.others.get(path).map(Other::size))
    }

    /// The file that serves as `path` of the theme: the site's own if it has one, else the theme's.
    pub fn layered(&self, path: &str) -> Option<SourcePath> {
        let own = SourcePath::new(path);
        let theirs = SourcePath::new(format!("{}/{path}", self.theme));
        [own, theirs].into_iter().find(|path| self.contains(path))
    }

    /// Every text under `folder` of the site and of its theme that ends in `.extension`, by its path
    /// below the folder; the site's hide the theme's.
    pub fn layered_texts(&self, folder: &str, extension: &str) -> BTreeMap<String, (SourcePath, Arc<str>)> {
        let mut found = BTreeMap::new();
        for prefix in [format!("{}/{folder}/", self.theme), format!("{folder}/")] {
            for (path, text) in within(&self.texts, &prefix) {
                if path.extension() == extension {
                    found.insert(path.as_str()[prefix.len()..].to_owned(), (path.clone(), Arc::clone(text.get())));
                }
            }
        }
        found
    }

    /// Every file under `static/` of the theme and the site, by where it goes; the site's hide the theme's.
    pub fn layered_static(&self) -> BTreeMap<String, SourcePath> {
        let mut found = BTreeMap::new();
        for prefix in [format!("{}/static/", self.theme), "static/".to_owned()] {
            for (path, _) in within(&self.others, &prefix) {
                found.insert(path.as_str()[prefix.len()..].to_owned(), path.clone());
            }
        }
        found
    }
}

/// The entries of `map` whose path begins with `prefix`.
pub fn within<'a, T>(
    map: &'a BTreeMap<SourcePath, T>,
    prefix: &'a str,
) -> impl Iterator<Item = (&'a SourcePath, &'a T)> {
    map.range(SourcePath::new(prefix)..).take_while(move |(path, _)| path.as_str().starts_with(prefix))
}

/// Reads the site at `root`: its configuration, the file `config` there, then its files; `known` are those of the last
/// time.
///
/// # Errors
/// When there is no such configuration or a folder cannot be read.
pub fn read(root: &Path, config: &str, known: &mut Known) -> anyhow::Result<(Config, Files)> {
    let bounds = Bounds::of(root);
    let (config, text, findings) = records::configuration(root, config)?;
    let mut files = Files { findings, ..Files::default() };
    files.texts.insert(config.path.clone(), text.into());
    records::read(&bounds, &mut files)?;
    files.theme = format!("themes/{}", config.theme.name);
    let mut walked = Vec::new();
    for folder in FOLDERS.iter().map(|folder| (*folder).to_owned()).chain([files.theme.clone()]) {
        let is_linked = walk(&bounds, &folder, &mut walked, &mut files.findings)?;
        files.is_linked |= is_linked && folder == "content";
    }
    let own_theme = walked.iter().any(|(path, ..)| path.as_str().starts_with(&files.theme));
    // In the order that they are kept in.
    walked.par_sort_unstable_by(|(one, ..), (other, ..)| one.cmp(other));
    files.findings.extend(walked.iter().filter_map(|(path, ..)| names::not_md(path)));
    let now = SystemTime::now();
    let stamps = walked.iter().filter(|(path, ..)| is_text(path));
    let stamps: Vec<_> = stamps.map(|(path, _, stamp)| (path.clone(), *stamp)).collect();
    files.are_fresh = walked.iter().any(|(path, _, stamp)| !is_text(path) && !stamp.is_settled(now));
    let former = known.recall();
    let read: Vec<(SourcePath, Read)> = walked
        .into_par_iter()
        .map(|(path, disk, stamp)| {
            let former = || former.as_ref().and_then(|former| former.text(&path, &disk, &stamp));
            let read = if let Some(text) = known.text(&path, &stamp).or_else(former) {
                Read::Known(text)
            } else if is_text(&path) {
                let bytes = std::fs::read(&disk).map_err(|error| lost::unread(&disk, &error))?;
                Read::text(&path, bytes)
            } else {
                Read::Other(Other::Disk { path: disk, stamp })
            };
            Ok((path, read))
        })
        .collect::<anyhow::Result<_>>()?;
    for (path, read) in read {
        files.insert(path, read);
    }
    if let Some(former) = former {
        known.leave(&former, || Listed::of(now, &stamps, &files), &files);
    }
    known.keep(now, stamps, &files);
    if !own_theme {
        embed(&config, &mut files);
    }
    Ok((config, files))
}

/// The text of a file of the site as it is now; nothing when it cannot be read, is no text or may be another's: a link.
pub fn text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    let file = root.join(path.as_str());
    if !std::fs::symlink_metadata(&file).ok()?.is_file() {
        return None;
    }
    let mut findings = Vec::new();
    let text = utf8(path, std::fs::read(file).ok()?, &mut findings);
    findings.is_empty().then_some(text)
}

/// The first bytes of a file that is delivered as it is; nothing when it cannot be read.
pub fn start(path: &Path, most: usize) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(most as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Some bytes of a file that is delivered as it is, fewer where it ends before; nothing when it cannot be read.
pub fn part(path: &Path, range: &Range<u64>) -> Option<Vec<u8>> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = std::fs::File::open(path).ok()?;
    file.seek(SeekFrom::Start(range.start)).ok()?;
    let mut bytes = Vec::new();
    file.take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// How many bytes a file has that is delivered as it is; nothing when it cannot be read.
pub fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|file| file.len())
}

/// What a file of a site is.
pub(super) enum Read {
    Known(Text),
    Text(Arc<str>, Vec<Finding>),
    Other(Other),
}

impl Read {
    /// A text of these bytes.
    pub(super) fn text(path: &SourcePath, bytes: Vec<u8>) -> Self {
        let mut findings = Vec::new();
        Self::Text(utf8(path, bytes, &mut findings), findings)
    }
}

impl Files {
    /// Puts a file where it belongs.
    pub(super) fn insert(&mut self, path: SourcePath, read: Read) {
        match read {
            Read::Known(text) => {
                self.texts.insert(path, text);
            }
            Read::Text(text, mut findings) => {
                self.findings.append(&mut findings);
                self.texts.insert(path, text.into());
            }
            Read::Other(other) => {
                self.others.insert(path, other);
            }
        }
    }
}

/// Whether a file is read as text. What is copied as it is never is.
pub(super) fn is_text(path: &SourcePath) -> bool {
    let as_it_is = path.as_str().starts_with("static/")
        || path.as_str().contains("/static/")
        || path.as_str().starts_with("media/");
    let texts = ["md", "toml", "html", "css", "bib"];
    let drawing = path.extension() == "svg" && path.as_str().contains("assets/");
    !as_it_is && (texts.contains(&path.extension()) || drawing)
}

pub(super) fn utf8(path: &SourcePath, bytes: Vec<u8>, findings: &mut Vec<Finding>) -> Arc<str> {
    match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message = format!("the file is not UTF-8 (byte {at})");
            let finding = Finding::new(&rules::FILE_NOT_UTF8, Place::at(path, at..at + 1), message)
                .help("save it again with the encoding UTF-8");
            findings.push(finding);
            text.into()
        }
    }
}
