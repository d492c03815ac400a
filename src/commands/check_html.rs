//! `osier check --html DIR`: the rules over a folder of delivered HTML, whoever made it.

#![expect(clippy::disallowed_methods, reason = "the disk is read where a command begins")]

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::build::{Verdict, update_baseline};
use crate::budget::{self, Ground, Policy, Weighed, Weights};
use crate::cache::Memo;
use crate::check::rules::registry;
use crate::check::site::{Facts, LINKS, SITE, Site, Survey};
use crate::check::{self, Around, Delivered, Inspected, Spent};
use crate::cli::Global;
use crate::config::Budgets;
use crate::finding::{self, Finding, Language, OutputPath};
use crate::gate::{self, Baseline, Fetches};
use crate::load::files;
use crate::load::lost;
use crate::load::marks::Marks;
use crate::output::{Content, Output};
use crate::report::{self, Color, Ending, Summary};
use crate::style::{Engine, Usage};
use crate::weight::Library;

/// What is checked and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of delivered files.
    pub folder: PathBuf,
    /// The file of what is accepted, when there is one.
    pub baseline: Option<PathBuf>,
    /// Whether to take out of that file what is mended, or to make it.
    pub update: Update,
    /// The language of messages.
    pub language: Language,
}

/// What a check does with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// It reads it.
    Read,
    /// It makes it, or takes out what is mended.
    Write,
}

/// Checks every page of a folder and prints what is wrong.
///
/// # Errors
/// When the folder cannot be read.
pub fn run(
    options: &Options,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let start = Instant::now();
    if options.update == Update::Write && options.baseline.is_none() {
        bail!("--update-baseline needs to know the file: add --baseline FILE");
    }
    if !options.folder.exists() {
        bail!("there is no folder {}: write the one that the site is built to", options.folder.display());
    }
    let pages = pages(&options.folder)?;
    if pages.is_empty() {
        bail!("there is no page of HTML in {}: is it the folder that the site is built to?", options.folder.display());
    }
    let (mut findings, weights) = check(&options.folder, &pages, options.language)?;
    let baseline = options.baseline.as_deref();
    let text = match baseline.map(|path| (path, std::fs::read_to_string(path))) {
        None => None,
        Some((_, Ok(text))) => Some(text),
        Some((_, Err(error))) if error.kind() == ErrorKind::NotFound && options.update == Update::Write => None,
        Some((path, Err(error))) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let mut sound = true;
    let mut accepted = 0;
    let mut left = Baseline::of(&findings);
    if let Some(text) = text {
        let (known, mut faults) = Baseline::parse(&text);
        sound = faults.is_empty();
        left = known.shrunk(&findings, &[]);
        accepted = known.accept(&mut findings, &[]);
        findings.append(&mut faults);
    }
    if let (Update::Write, Some(path), true) = (options.update, baseline, sound) {
        update_baseline(path, &left, &mut findings, err)?;
        accepted = left.len();
    }
    finding::sort(&mut findings);
    finding::locate(&mut findings, |path| pages.get(&OutputPath::new(path.as_str())).cloned());
    let summary = Summary { accepted, ..Summary::of(pages.len(), &findings) };
    report::print(global.format, &findings, (&summary, &weights), out, color)?;
    out.flush()?;
    if !global.quiet {
        write!(err, "{}", report::weights(&weights))?;
        writeln!(err, "{}", report::summary_line(&summary, Ending::Checked, start.elapsed()))?;
        writeln!(err, "{}", report::reach_line(&summary, &registry()))?;
    }
    Ok(if summary.errors > 0 { Verdict::Broken } else { Verdict::Clean })
}

/// The pages of a folder, by their path in it.
fn pages(folder: &Path) -> anyhow::Result<BTreeMap<OutputPath, Arc<str>>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| lost::unwalked(folder, &error))?;
        let extension = entry.path().extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if entry.file_type().is_file() && ["html", "htm", "xhtml"].contains(&extension.to_ascii_lowercase().as_str()) {
            files.push(entry.into_path());
        }
    }
    files
        .par_iter()
        .map(|file| {
            let bytes = std::fs::read(file).map_err(|error| lost::unread(file, &error))?;
            Ok((delivered_path(folder, file), Arc::from(String::from_utf8_lossy(&bytes))))
        })
        .collect()
}

/// How many bytes of a style sheet are read.
const LARGEST: usize = 16 << 20;

/// The file of a delivered path; nothing for a path that would leave the folder.
fn inside(folder: &Path, path: &OutputPath) -> Option<PathBuf> {
    let path = Path::new(path.as_str());
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(path))
}

/// What the rules find on the pages, and what these weigh beside the budgets that come with Osier.
fn check(
    folder: &Path,
    pages: &BTreeMap<OutputPath, Arc<str>>,
    language: Language,
) -> anyhow::Result<(Vec<Finding>, Weights)> {
    let (engine, survey) = (Engine::default(), Survey::new(None));
    let file = |path: &OutputPath| inside(folder, path).filter(|file| file.is_file());
    let start = |path: &OutputPath, most: usize| files::start(&file(path)?, most).map(Arc::from);
    let read = |path: &OutputPath| start(path, LARGEST);
    let around = Around {
        read: &read,
        survey: &survey,
        engine: &engine,
        usage: &Usage::default(),
        library: &Library::default(),
        spent: &Spent::default(),
    };
    let inspected: Vec<(OutputPath, Inspected)> = pages
        .par_iter()
        .map(|(path, html)| (path.clone(), check::inspect(Delivered { path, html }, &around)))
        .collect();
    let facts: Vec<Arc<Facts>> = inspected.iter().map(|(_, seen)| Arc::clone(&seen.facts)).collect();
    let exists = |path: &OutputPath| file(path).is_some();
    let site = Site::new(&facts, &exists, &start);
    let whole = check::site::check(&site, SITE.iter().chain(LINKS));
    let mut findings = gate::findings(
        &gate::judged(inspected.iter().map(|(path, seen)| (path, seen)), &whole),
        &BTreeMap::new(),
        &Marks::default(),
        language,
    );
    let fetches: Vec<Fetches> = inspected.iter().map(|(path, seen)| Fetches::of(path, seen)).collect();
    let output = delivered(folder)?;
    let weights = budget::weigh(&budget::class_by_path, &fetches, &output, &mut Memo::forgetful());
    let budgets = Budgets::default();
    let limits = |page: &Weighed| budget::limits(&budgets, &page.class, &page.page, None);
    let policy = Policy { limits: &limits, decides: &|_, _| false };
    findings.append(&mut budget::judge(&weights, &Ground::default(), policy));
    Ok((findings, weights))
}

/// The files of a folder, as an output: none is read before it is weighed.
fn delivered(folder: &Path) -> anyhow::Result<Output> {
    let mut output = Output::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| lost::unwalked(folder, &error))?;
        if entry.file_type().is_file() {
            let path = delivered_path(folder, entry.path());
            output.insert(path, Content::File(entry.into_path()));
        }
    }
    Ok(output)
}

fn delivered_path(folder: &Path, file: &Path) -> OutputPath {
    let below = file.strip_prefix(folder).unwrap_or(file);
    OutputPath::new(below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}
