//! Encoded pictures, kept on disk between builds.
//!
//! An entry is one plain picture file: `<key>-<checksum>.<extension>`. The key names the source's
//! bytes and the recipe, the checksum the entry's own bytes: an entry that is cut short, altered
//! or foreign does not answer to its name, is ignored and made again. The folder can be deleted
//! at any time.

#![expect(clippy::disallowed_methods, reason = "the store of encoded pictures is on disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use rayon::prelude::*;

use super::picture::{self, Fault, Recipe};
use super::poster::Poster;
use crate::finding::{Finding, OutputPath, Place, SourcePath};
use crate::output::{Content, Output};

/// How many sources are decoded at a time: what bounds the memory.
const DECODED_AT_ONCE: usize = 4;
/// How many hexadecimal digits of the checksum an entry's name holds.
const CHECKSUM: usize = 32;

/// The pictures to make, by where they go.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Those made of other pictures.
    pub variants: BTreeMap<OutputPath, Recipe>,
    /// Those drawn.
    pub posters: BTreeMap<OutputPath, Poster>,
}

impl Wanted {
    /// Whether a picture goes there.
    pub fn contains(&self, path: &OutputPath) -> bool {
        self.variants.contains_key(path) || self.posters.contains_key(path)
    }

    /// Forgets the pictures that go elsewhere.
    pub fn retain(&mut self, keep: impl Fn(&OutputPath) -> bool) {
        self.variants.retain(|path, _| keep(path));
        self.posters.retain(|path, _| keep(path));
    }
}

/// The folder of encoded pictures, and what it holds.
#[derive(Debug, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    /// The files by key: one, and what else was put under that name.
    entries: BTreeMap<String, Vec<PathBuf>>,
}

impl Store {
    /// The store in this folder, made when the first picture is kept; `None` remembers nothing.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let listed = folder.as_deref().and_then(|folder| fs::read_dir(folder).ok());
        let mut entries: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for entry in listed.into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some((key, _)) = name.and_then(|name| name.split_once('-')) {
                entries.entry(key.to_owned()).or_default().push(path);
            }
        }
        Self { folder, entries }
    }

    /// The file of an entry whose bytes answer to its name.
    pub(super) fn get(&self, key: &blake3::Hash) -> Option<&Path> {
        let paths = self.entries.get(key.to_hex().as_str())?;
        paths.iter().map(PathBuf::as_path).find(|path| sound(path).unwrap_or(false))
    }

    /// Keeps an entry. A disk that is full or read-only costs only the memory of the bytes.
    pub(super) fn keep(&self, key: &blake3::Hash, extension: &str, bytes: Vec<u8>) -> Content {
        match self.try_keep(key, extension, &bytes) {
            Some(path) => Content::File(path),
            None => Content::from(bytes),
        }
    }

    fn try_keep(&self, key: &blake3::Hash, extension: &str, bytes: &[u8]) -> Option<PathBuf> {
        let folder = self.folder.as_deref()?;
        fs::create_dir_all(folder).ok()?;
        let key = key.to_hex();
        let checksum = &blake3::hash(bytes).to_hex()[..CHECKSUM];
        let path = folder.join(format!("{key}-{checksum}.{extension}"));
        let temporary = folder.join(format!("{key}.{}.tmp", std::process::id()));
        let written = fs::File::create(&temporary)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written.ok().map(|()| path)
    }
}

/// Whether the bytes of an entry answer to the checksum in its name.
fn sound(path: &Path) -> Option<bool> {
    let (_, checksum) = path.file_stem()?.to_str()?.split_once('-')?;
    let bytes = fs::read(path).ok()?;
    Some(checksum == &blake3::hash(&bytes).to_hex()[..CHECKSUM])
}

/// The files of every wanted picture, from the store or made now, with one finding for each
/// source that cannot be used.
///
/// `progress` is told how many pictures are ready, of how many. Fails only when `read` does.
pub fn pictures(
    wanted: &Wanted,
    read: &(dyn Fn(&SourcePath) -> Result<Vec<u8>> + Sync),
    store: &Store,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(Output, Vec<Finding>)> {
    let mut sources: BTreeMap<&SourcePath, Vec<&Recipe>> = BTreeMap::new();
    for recipe in wanted.variants.values() {
        sources.entry(&recipe.source).or_default().push(recipe);
    }
    for recipes in sources.values_mut() {
        recipes.sort();
        recipes.dedup();
    }
    let total = sources.values().map(Vec::len).sum::<usize>() + wanted.posters.len();
    let ready = AtomicUsize::new(0);
    let tell = |count: usize| progress(ready.fetch_add(count, Ordering::Relaxed) + count, total);

    let drawn: Vec<Option<(OutputPath, Content)>> = wanted
        .posters
        .par_iter()
        .map(|(path, poster)| {
            let content = draw(store, poster);
            tell(1);
            Some((path.clone(), content?))
        })
        .collect();

    let found: Vec<(Made<'_>, Vec<&Recipe>)> = sources
        .par_iter()
        .map(|(source, recipes)| {
            let content = blake3::hash(&read(source)?);
            let (made, missing) = recall(store, &content, recipes);
            tell(made.len());
            anyhow::Ok((made, missing))
        })
        .collect::<Result<_>>()?;

    let mut made: Made<'_> = BTreeMap::new();
    let mut missing = Vec::new();
    for (source, (recalled, recipes)) in sources.keys().zip(found) {
        made.extend(recalled);
        if !recipes.is_empty() {
            missing.push((*source, recipes));
        }
    }

    let mut findings = Vec::new();
    for some in missing.chunks(DECODED_AT_ONCE) {
        let encoded: Vec<(Made<'_>, Option<Fault>)> = some
            .par_iter()
            .map(|(source, recipes)| {
                let bytes = read(source)?;
                let result = make(store, &bytes, recipes);
                tell(recipes.len());
                anyhow::Ok(result)
            })
            .collect::<Result<_>>()?;
        for ((source, _), (contents, fault)) in some.iter().zip(encoded) {
            made.extend(contents);
            findings.extend(fault.map(|fault| fault.finding(Place::file(source))));
        }
    }

    let variants = wanted.variants.iter().filter_map(|(path, recipe)| Some((path.clone(), made.get(recipe)?.clone())));
    Ok((variants.chain(drawn.into_iter().flatten()).collect(), findings))
}

/// A poster, from the store or drawn now.
fn draw(store: &Store, poster: &Poster) -> Option<Content> {
    if let Some(path) = store.get(poster.key()) {
        return Some(Content::File(path.to_owned()));
    }
    Some(store.keep(poster.key(), Poster::EXTENSION, poster.make()?))
}

type Made<'a> = BTreeMap<&'a Recipe, Content>;

/// What the store holds of these recipes, and what it lacks.
fn recall<'a>(store: &Store, content: &blake3::Hash, recipes: &[&'a Recipe]) -> (Made<'a>, Vec<&'a Recipe>) {
    let mut made = BTreeMap::new();
    let mut missing = Vec::new();
    for recipe in recipes {
        match store.get(&picture::key(content, recipe)) {
            Some(path) => {
                made.insert(*recipe, Content::File(path.to_owned()));
            }
            None => missing.push(*recipe),
        }
    }
    (made, missing)
}

/// Makes these recipes of one source and keeps them.
fn make<'a>(store: &Store, bytes: &[u8], recipes: &[&'a Recipe]) -> (Made<'a>, Option<Fault>) {
    let content = blake3::hash(bytes);
    let owned: Vec<Recipe> = recipes.iter().map(|recipe| (*recipe).clone()).collect();
    let mut made = BTreeMap::new();
    let mut first = None;
    for (recipe, encoded) in recipes.iter().zip(picture::encode_source(bytes, &owned)) {
        match encoded {
            Ok(bytes) => {
                let key = picture::key(&content, recipe);
                made.insert(*recipe, store.keep(&key, recipe.format.extension(), bytes));
            }
            Err(fault) => first = first.or(Some(fault)),
        }
    }
    (made, first)
}

#[cfg(test)]
mod tests;
