//! The sheets of a whole site, pruned once its pages are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use memchr::memmem::Finder;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Pruned, hashed, prune};
use crate::finding::OutputPath;
use crate::load::files;
use crate::output::{Content, Output};
use crate::style::{Met, Usage, dashed, words};

/// How many bytes of a script or of a sheet that was not compiled are read.
const LARGEST: usize = 16 << 20;

/// What is asked of the pages about the sheets that they are delivered with.
#[derive(Debug, Default)]
pub struct Question {
    /// The selectors of the sheets.
    pub usage: Usage,
    /// A hash of all that the selectors asked about depend on.
    pub key: Option<blake3::Hash>,
    /// The sheets that were compiled.
    sheets: BTreeSet<OutputPath>,
    /// The words of scripts, and of sheets that were not compiled.
    words: FxHashSet<String>,
}

/// What was taken out of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The sheet, as it was compiled.
    pub compiled: OutputPath,
    /// The sheet, as it is delivered.
    pub path: OutputPath,
    /// Its bytes before and after.
    pub bytes: (usize, usize),
    /// The selectors that no page meets, in order.
    pub selectors: Vec<String>,
    /// The custom properties that nothing uses.
    pub properties: Vec<String>,
}

impl Question {
    /// Asks about the compiled `sheets` of an output.
    pub fn new(output: &Output, sheets: &BTreeSet<OutputPath>) -> Self {
        let mut question = Self { sheets: sheets.clone(), ..Self::default() };
        let mut hasher = blake3::Hasher::new();
        for (path, content) in output {
            let own = sheets.contains(path);
            if !own && !matches!(path.extension(), "js" | "mjs" | "css") {
                continue;
            }
            let Some(bytes) = bytes(content) else { continue };
            hasher.update(path.as_str().as_bytes()).update(b"\0").update(&bytes);
            let text = String::from_utf8_lossy(&bytes);
            match path.extension() {
                _ if own => {}
                "css" => question.words.extend(dashed(&text).map(str::to_owned)),
                _ => question.words.extend(words(&text).map(str::to_owned)),
            }
        }
        question.key = Some(hasher.finalize());
        let texts: Vec<Arc<str>> = question.texts(output).map(|(_, text)| text).collect();
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        question.usage = super::usage(&texts, &|word| question.words.contains(word));
        question
    }

    /// Whether the text of a page names one of the sheets.
    pub fn concerns(&self, html: &[u8]) -> bool {
        self.sheets.iter().any(|path| memchr::memmem::find(html, path.name().as_bytes()).is_some())
    }

    /// Delivers the sheets without what no page meets, under the names of their new contents, which pages are given.
    pub fn settle(&self, output: &mut Output, met: &Met) -> Vec<Removed> {
        let (paths, texts): (Vec<OutputPath>, Vec<Arc<str>>) = self.texts(output).unzip();
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        let named: BTreeSet<&str> = met.properties().collect();
        let outside = |name: &str| named.contains(name) || self.words.contains(name);
        let mut renamed = Vec::new();
        let mut removed = Vec::new();
        for ((path, text), pruned) in paths.iter().zip(&texts).zip(prune(&texts, &self.usage, met, &outside)) {
            let Pruned { css, selectors, properties } = pruned;
            let bytes = (text.len(), css.len());
            let new = OutputPath::new(hashed(&plain(path), css.as_bytes()));
            output.remove(path);
            output.insert(new.clone(), Content::from(css));
            renamed.push((path.name().to_owned(), new.name().to_owned()));
            removed.push(Removed { compiled: path.clone(), path: new, bytes, selectors, properties });
        }
        rename(output, &renamed);
        removed
    }

    fn texts<'o>(&self, output: &'o Output) -> impl Iterator<Item = (OutputPath, Arc<str>)> + use<'o, '_> {
        self.sheets.iter().filter_map(|path| match output.get(path)? {
            Content::Bytes(bytes) => Some((path.clone(), Arc::from(std::str::from_utf8(bytes).ok()?))),
            Content::File(_) => None,
        })
    }
}

/// The path of a sheet without the hash in its name.
fn plain(path: &OutputPath) -> String {
    let (rest, extension) = path.as_str().rsplit_once('.').unwrap_or((path.as_str(), ""));
    let name = rest.rsplit_once('.').map_or(rest, |(name, _)| name);
    format!("{name}.{extension}")
}

/// Gives the pages the new names of sheets, which are as long as the old ones: nothing else moves.
fn rename(output: &mut Output, names: &[(String, String)]) {
    let finders: BTreeMap<&str, Finder<'_>> = names.iter().map(|(old, _)| (old.as_str(), Finder::new(old))).collect();
    let pages: Vec<&mut Content> =
        output.iter_mut().filter(|(path, _)| path.extension() == "html").map(|(_, content)| content).collect();
    pages.into_par_iter().for_each(|content| {
        let Content::Bytes(bytes) = content else { return };
        let mut new: Option<Vec<u8>> = None;
        for (old, replacement) in names {
            for at in finders[old.as_str()].find_iter(bytes) {
                let new = new.get_or_insert_with(|| bytes.to_vec());
                new[at..at + replacement.len()].copy_from_slice(replacement.as_bytes());
            }
        }
        if let Some(new) = new {
            *bytes = new.into();
        }
    });
}

fn bytes(content: &Content) -> Option<Arc<[u8]>> {
    match content {
        Content::Bytes(bytes) => Some(Arc::clone(bytes)),
        Content::File(path) => files::start(path, LARGEST).map(Arc::from),
    }
}
