//! Every picture that the pages show: from the store, or made now, beside one another within the memory there is.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::Result;
use rayon::prelude::*;

use super::{Store, Wanted, heavy, queue};
use crate::asset::picture::{self, Fault, Recipe};
use crate::asset::poster::Poster;
use crate::finding::{Finding, OutputPath, Place, SourcePath};
use crate::output::{Content, Output};

/// The most bytes that the sources being encoded take, decoded. A photograph of 12 million pixels takes a tenth.
const MEMORY: u64 = 1 << 30;

/// What came of the pictures wanted.
#[derive(Debug)]
pub struct Made {
    /// Their files.
    pub output: Output,
    /// One for each source that cannot be used, or weighs too much.
    pub findings: Vec<Finding>,
    /// How many had to be encoded or drawn; none when the store had them all.
    pub encoded: usize,
}

/// A wish that a build stops, to be shared with who may have it.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the build to stop before its next stage or picture.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the build goes on.
    ///
    /// # Errors
    /// [`Cancelled`] once it was asked to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.0.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }
}

/// A build was stopped, as asked. What it had encoded is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the build was stopped")
    }
}

impl std::error::Error for Cancelled {}

type Contents<'a> = BTreeMap<&'a Recipe, Content>;

/// The files of every wanted picture, from the store or made now.
///
/// `progress` is told how many pictures are ready, of how many.
///
/// # Errors
/// Those of `read`, and [`Cancelled`].
pub fn pictures(
    wanted: &Wanted,
    read: &(dyn Fn(&SourcePath) -> Result<Vec<u8>> + Sync),
    store: &Store,
    progress: &(dyn Fn(usize, usize) + Sync),
    cancel: &Cancel,
) -> Result<Made> {
    let sources = by_source(wanted);
    let total = sources.values().map(Vec::len).sum::<usize>() + wanted.posters.len();
    let ready = AtomicUsize::new(0);
    let tell = |count: usize| progress(ready.fetch_add(count, Ordering::Relaxed) + count, total);
    let drawn = posters(wanted, store, &tell, cancel)?;
    let mut encoded = drawn.iter().filter(|(_, _, new)| *new).count();

    let found: Vec<(Contents<'_>, Missing<'_>)> = sources
        .into_par_iter()
        .map(|(source, recipes)| {
            cancel.check()?;
            let found = recall(store, source, &read(source)?, recipes);
            tell(found.0.len());
            anyhow::Ok(found)
        })
        .collect::<Result<_>>()?;
    let (known, missing): (Vec<Contents<'_>>, Vec<Missing<'_>>) = found.into_iter().unzip();
    let mut contents: Contents<'_> = known.into_iter().flatten().collect();

    let jobs: Vec<(u64, Missing<'_>)> = missing
        .into_iter()
        .filter(|missing| !missing.recipes.is_empty())
        .map(|missing| (missing.memory, missing))
        .collect();
    let work = |missing: &Missing<'_>| {
        cancel.check()?;
        Ok(make(store, &read(missing.source)?, missing, &|| tell(1)))
    };
    let mut findings = Vec::new();
    let made: Vec<Result<Results>> = queue::run(&jobs, MEMORY, &work);
    for ((_, missing), results) in jobs.iter().zip(made) {
        let mut fault = None;
        for (recipe, result) in missing.recipes.iter().zip(results?) {
            match result {
                Ok(content) => {
                    encoded += 1;
                    contents.insert(recipe, content);
                }
                Err(error) => fault = fault.or(Some(error)),
            }
        }
        findings.extend(fault.map(|fault| fault.finding(Place::file(missing.source))));
    }
    if encoded > 0 {
        store.prune();
    }
    findings.extend(heavy::findings(&contents));
    let variants =
        wanted.variants.iter().filter_map(|(path, recipe)| Some((path.clone(), contents.get(recipe)?.clone())));
    let output = variants.chain(drawn.into_iter().map(|(path, content, _)| (path, content))).collect();
    Ok(Made { output, findings, encoded })
}

/// The recipes of each source, each once.
fn by_source(wanted: &Wanted) -> BTreeMap<&SourcePath, Vec<&Recipe>> {
    let mut sources: BTreeMap<&SourcePath, Vec<&Recipe>> = BTreeMap::new();
    for recipe in wanted.variants.values() {
        sources.entry(&recipe.source).or_default().push(recipe);
    }
    for recipes in sources.values_mut() {
        recipes.sort();
        recipes.dedup();
    }
    sources
}

/// The posters, each with whether it had to be drawn.
fn posters(
    wanted: &Wanted,
    store: &Store,
    tell: &(dyn Fn(usize) + Sync),
    cancel: &Cancel,
) -> Result<Vec<(OutputPath, Content, bool)>> {
    let drawn = |(path, poster): (&OutputPath, &Poster)| {
        cancel.check()?;
        let known = store.get(poster.key()).map(|path| Content::File(path.to_owned()));
        let new = known.is_none();
        let draw = || Some(store.keep(poster.key(), Poster::EXTENSION, poster.make()?));
        let content = known.or_else(draw);
        tell(1);
        Ok(content.map(|content| (path.clone(), content, new)))
    };
    wanted.posters.par_iter().map(drawn).filter_map(Result::transpose).collect()
}

/// What the store lacks of one source.
struct Missing<'a> {
    source: &'a SourcePath,
    recipes: Vec<&'a Recipe>,
    /// Bytes that making it takes: those of the file and of its pixels.
    memory: u64,
}

/// What the store holds of these recipes of a source, and what it lacks.
fn recall<'a>(
    store: &Store,
    source: &'a SourcePath,
    bytes: &[u8],
    recipes: Vec<&'a Recipe>,
) -> (Contents<'a>, Missing<'a>) {
    let content = blake3::hash(bytes);
    let mut known = BTreeMap::new();
    let mut missing = Vec::new();
    for recipe in recipes {
        match store.get(&picture::key(&content, recipe)) {
            Some(path) => {
                known.insert(recipe, Content::File(path.to_owned()));
            }
            None => missing.push(recipe),
        }
    }
    let memory = bytes.len() as u64 + picture::memory(bytes);
    (known, Missing { source, recipes: missing, memory })
}

type Results = Vec<Result<Content, Fault>>;

/// Makes these recipes of one source and keeps each at once.
fn make(store: &Store, bytes: &[u8], missing: &Missing<'_>, tell: &(dyn Fn() + Sync)) -> Results {
    let content = blake3::hash(bytes);
    picture::encode_source(bytes, &missing.recipes, |recipe, encoded| {
        let key = picture::key(&content, recipe);
        let kept = encoded.map(|bytes| store.keep(&key, recipe.format.extension(), bytes));
        tell();
        kept
    })
}
