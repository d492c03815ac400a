//! The rules over a site that was just made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{cause, judged};
use crate::asset::store::Wanted;
use crate::asset::style::Question;
use crate::cache::{Cache, Key};
use crate::check::site::{Facts, SITE, Survey};
use crate::check::{self, Around, Delivered, Inspected, Spent};
use crate::finding::{Finding, Language, OutputPath, Rule};
use crate::html;
use crate::load::files;
use crate::model::Site;
use crate::output::{self, Content, Output};
use crate::render::Trace;
use crate::style::{Engine, Met};
use crate::weight::{Elements, Library, Request, Requests, Target};

/// How many bytes of a style sheet are read.
pub(super) const LARGEST: usize = 16 << 20;

/// What is delivered, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Every file but the pictures to encode.
    pub output: &'a Output,
    /// What is asked about its style sheets.
    pub question: &'a Question,
    /// Where the pages come from.
    pub traces: &'a BTreeMap<OutputPath, Trace>,
    /// The pictures to encode.
    pub pictures: &'a Wanted,
}

/// How far the rules look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Each page, and each file that pages ask for, by itself.
    Pages,
    /// The site as a whole too.
    Site,
}

/// The rules that do not look so far.
pub fn pending(reach: Reach) -> Vec<&'static Rule> {
    let pending = SITE.iter().filter(|rule| reach == Reach::Pages && !rule.is_alone());
    pending.map(|rule| rule.rule).collect()
}

/// What was found, and what was seen of the style sheets on the way.
#[derive(Debug)]
pub struct Judgement {
    /// What the rules find.
    pub findings: Vec<Finding>,
    /// What pages meet of the style sheets.
    pub met: Met,
    /// What each page that people stay on asks for.
    pub fetches: Vec<Fetches>,
}

/// What a page asks for.
#[derive(Clone, Debug)]
pub struct Fetches {
    /// The page.
    pub path: OutputPath,
    /// What it asks for, itself left out.
    pub requests: Arc<Requests>,
    /// How many elements it has.
    pub elements: Elements,
    /// Whether it tells something that is known when everything is made.
    pub tells: bool,
}

impl Fetches {
    /// What a page asks for that was looked at.
    pub fn of(path: &OutputPath, seen: &Inspected) -> Self {
        let requests = Arc::clone(&seen.requests);
        Self { path: path.clone(), requests, elements: seen.elements, tells: seen.tells }
    }

    /// Asks for a file under its new path.
    pub fn rename(&mut self, old: &OutputPath, new: &OutputPath) {
        let is_old = |request: &Request| matches!(&request.target, Target::Own(path) if path == old);
        if self.requests.list.iter().any(is_old) {
            for request in Arc::make_mut(&mut self.requests).list.iter_mut().filter(|request| is_old(request)) {
                request.target = Target::Own(new.clone());
            }
        }
    }
}

/// What the rules find on the pages that people stay on.
pub fn run(site: &Site, delivery: &Delivery<'_>, reach: Reach, cache: &mut Cache, language: Language) -> Judgement {
    let Delivery { output, question, traces, pictures } = *delivery;
    let sheets = take_sheets(output, cache);
    let page = |(path, trace): (_, &Trace)| {
        let content = output.get(path).filter(|content| trace.stays && !content.is_void())?;
        (!matches!(content, Content::File(_))).then_some((path, content))
    };
    let pages: Vec<(&OutputPath, &Content)> = traces.iter().filter_map(page).collect();
    // Nothing else is a sheet for a browser that is told not to guess.
    let read = |path: &OutputPath| is_sheet(path).then(|| start(output.get(path)?, LARGEST))?;
    let base = site.config.base_url.as_str();
    let (survey, library) = (Survey::new(Some(base)), Library::default());
    let Cache { checks, engine: (_, engine), spent, .. } = cache;
    *spent = Spent::default();
    let around = Around { read: &read, survey: &survey, engine, usage: question.usage(), library: &library, spent };
    let key = |(path, content): &(&OutputPath, &Content)| {
        let mut hasher = blake3::Hasher::new();
        let asked = question.key.as_ref().map_or(&[] as &[u8], |key| key.as_bytes());
        for part in [sheets.as_bytes(), asked, base.as_bytes(), path.as_str().as_bytes()] {
            hasher.update(part).update(b"\0");
        }
        hasher.update(digest(content).as_bytes()).finalize()
    };
    // What a page is taken for that could not be read is no verdict on it.
    let is_whole = AtomicBool::new(true);
    let look = |(path, content): &(&OutputPath, &Content)| {
        let html = content.made().unwrap_or_else(|| {
            is_whole.store(false, Ordering::Relaxed);
            Arc::default()
        });
        check::inspect(Delivered { path, html: &output::text(&html) }, &around)
    };
    let seen = checks.all_then(&pages, || key, look, |_, seen| seen, || is_whole.load(Ordering::Relaxed));
    let paths = pages.iter().map(|(path, ..)| *path);
    let facts: Vec<Arc<Facts>> = seen.par_iter().map(|seen| Arc::clone(&seen.facts)).collect();
    let exists = |path: &OutputPath| output.contains_key(path) || pictures.contains(path);
    let start = |path: &OutputPath, most: usize| start(output.get(path)?, most);
    let rules = SITE.iter().filter(|rule| reach == Reach::Site || rule.is_alone());
    let whole = check::site::check(&check::site::Site::new(&facts, &exists, &start), rules);
    let findings = cause::findings(
        &judged(paths.clone().zip(seen.iter().map(|seen| &**seen)), &whole),
        traces,
        &site.theme.templates.marks,
        language,
    );
    let mut met = unseen(output, traces, question);
    for seen in &seen {
        met.add(&seen.met);
    }
    let fetches = paths.zip(&seen).map(|(path, seen)| Fetches::of(path, seen)).collect();
    // What nobody remembers has its requests no more, which may then be changed where they are.
    let rest: Vec<_> =
        seen.into_iter().map(|seen| Arc::into_inner(seen).map(|Inspected { found, met, .. }| (found, met))).collect();
    // Of the rest, much has to be let go of: beside what follows.
    rayon::spawn(move || drop((facts, rest)));
    Judgement { findings, met, fetches }
}

/// What pages that are not judged meet of the sheets: few name one.
fn unseen(output: &Output, traces: &BTreeMap<OutputPath, Trace>, question: &Question) -> Met {
    let mut met = Met::default();
    for (path, content) in output.iter().filter(|(path, _)| path.extension() == "html") {
        if !traces.get(path).is_some_and(|trace| trace.stays)
            && let Some(bytes) = content.made()
            && question.concerns(&bytes)
        {
            let html = String::from_utf8_lossy(&bytes);
            met.add(&question.usage().of(&html::parse(&html), &html));
        }
    }
    met
}

/// The hash of the style sheets of an output; the styles that are remembered are of these from now on.
pub(super) fn take_sheets(output: &Output, cache: &mut Cache) -> Key {
    let sheets = sheets(output);
    if cache.engine.0 != Some(sheets) {
        cache.engine = (Some(sheets), Engine::default());
    }
    sheets
}

/// A hash of what tells a page that is made from others.
fn digest(content: &Content) -> Key {
    match content {
        Content::Page(page) => page.digest(),
        content => blake3::hash(&content.made().unwrap_or_default()),
    }
}

/// A hash of every style sheet.
fn sheets(output: &Output) -> Key {
    let mut hasher = blake3::Hasher::new();
    for (path, content) in output.iter().filter(|(path, _)| is_sheet(path)) {
        hasher.update(path.as_str().as_bytes()).update(b"\0");
        hasher.update(&start(content, LARGEST).unwrap_or_default());
    }
    hasher.finalize()
}

/// Whether hosts say that a file is a style sheet.
pub(super) fn is_sheet(path: &OutputPath) -> bool {
    path.extension().eq_ignore_ascii_case("css")
}

/// The first bytes of a delivered file.
pub(super) fn start(content: &Content, most: usize) -> Option<Arc<[u8]>> {
    match content {
        Content::File(path) => files::start(path, most).map(Arc::from),
        made => made.made().map(|bytes| if bytes.len() <= most { bytes } else { Arc::from(&bytes[..most]) }),
    }
}
