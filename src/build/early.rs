//! What can be shown of an edit before it is checked.
//!
//! Sheets are named and pages tell their weight as in the build before: what differs comes with the next build.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Build, Decided, Drawn, decide};
use crate::asset::style;
use crate::budget;
use crate::cache::Cache;
use crate::check::rules;
use crate::check::site::SITE;
use crate::finding::{self, Finding, Language, OutputPath, Rule, SourcePath};
use crate::gate;
use crate::load::files::{self, BASELINE};
use crate::model::{Page, Site};
use crate::output::Output;
use crate::render::{Basis, Beside, Early};

/// More files than this at once are no edit.
const MOST: usize = 20;

/// The files that change with those sources of the site at `root`, when these are texts of pages and style sheets alone
/// and nothing else changes with them, and what is wrong with these pages; `last` is the last build, `basis` what it
/// was drawn on.
pub fn early(
    root: &Path,
    changed: &BTreeSet<String>,
    (last, basis): (&Build, &Basis),
    language: Language,
    cache: &mut Cache,
) -> Option<Early> {
    if changed.is_empty() || changed.len() > MOST {
        return None;
    }
    let text = |path: &String| {
        let path = SourcePath::new(path);
        let is_text = ["md", "css"].contains(&path.extension());
        let text = is_text.then(|| files::text(root, &path))??;
        Some((path, text))
    };
    let texts: Vec<_> = changed.iter().map(text).collect::<Option<_>>()?;
    let exists = |path: &OutputPath| last.output.contains_key(path);
    let page = |path: &OutputPath| last.output.get(path).filter(|_| last.traces.contains_key(path))?.made();
    let mut early = basis.early(&texts, Beside { exists: &exists, page: &page }, cache)?;
    find(&mut early, last, basis, language, cache);
    complete(&mut early.output, &early.site, last);
    Some(early)
}

impl Drawn {
    /// All its pages and sheets, as they can be shown beside the rest of the `last` build.
    pub fn early(&self, last: &Build) -> Early {
        let made = self.rendered.output.iter().filter(|(_, content)| !content.is_void());
        let mut output: Output = made.map(|(path, content)| (path.clone(), content.clone())).collect();
        for sheet in &last.styles {
            if let Some(content) = last.output.get(&sheet.path)
                && output.remove(&sheet.compiled).is_some()
            {
                output.insert(sheet.path.clone(), content.clone());
            }
        }
        complete(&mut output, &self.site, last);
        Early { output, traces: self.rendered.traces.clone(), ..Early::of(&self.site) }
    }
}

/// Says what is wrong with pages as the build that follows will, of a few pages that are shown with the style sheets of
/// the last one. What comes of other pages, of pictures and of what pages weigh, what templates write by themselves,
/// and whether allowances serve, is said as it was last.
fn find(early: &mut Early, last: &Build, basis: &Basis, language: Language, cache: &mut Cache) {
    let found = std::mem::take(&mut early.findings);
    if early.traces.len() > MOST || early.output.keys().any(|path| path.extension() == "css") {
        return;
    }
    let mut found: Vec<Finding> = found.into_values().flatten().collect();
    found.extend(gate::few(early, &basis.styles, cache, language));
    let Decided { findings: mut found, .. } =
        decide(&early.site, basis.files.text(&BASELINE.into()), &rules::decidable(), found);
    let waiting: Vec<&'static Rule> = SITE.iter().map(|one| one.rule).chain(later()).collect();
    let page = |source: &SourcePath| basis.site.by_path.get(source).map(|id| (*id, basis.site.page(*id)));
    finding::sort(&mut found);
    finding::locate(&mut found, |path| match page(path) {
        Some((id, _)) => Some(Arc::clone(early.site.page(id).source.text.get())),
        None => basis.files.shown(path),
    });
    for (path, trace) in &early.traces {
        let page = page(&trace.source).map(|(_, page)| page).filter(|page| page.output == *path);
        let text = page.map_or(0, |page| page.source.split.body.start);
        let stays = |one: &Finding| {
            let is_in_text = || {
                let span = one.place.span.as_ref();
                one.place.path == trace.source && span.is_some_and(|span| span.start >= text)
            };
            waiting.contains(&one.rule) || (!is_of_pages(one.rule) && !is_in_text())
        };
        let source = page.map(Page::path);
        let before = last.findings.iter().filter(|one| one.concerns(path, source) && stays(one));
        let mut own: Vec<Finding> =
            found.iter().filter(|one| one.concerns(path, source)).chain(before).cloned().collect();
        finding::sort(&mut own);
        early.findings.insert(path.clone(), own);
    }
}

/// The rules that need more than pages as they are rendered: pictures that are made, files that are weighed.
fn later() -> impl Iterator<Item = &'static Rule> {
    budget::RULES.iter().copied().chain([&finding::rules::PICTURE_HEAVY, &finding::rules::PICTURE_INVALID])
}

/// Whether a rule looks at one page by itself.
fn is_of_pages(rule: &Rule) -> bool {
    rules::all().any(|one| one.rule == rule)
}

/// Gives pages what they are only given once all is judged, as it was last.
fn complete(output: &mut Output, site: &Site, last: &Build) {
    let given = site.config.carbon.assumptions();
    style::rename(output, &last.styles);
    let pages: Vec<_> = output.iter_mut().filter(|(path, _)| path.extension() == "html").collect();
    pages.into_par_iter().for_each(|(path, content)| {
        if let Some(told) = content.made().and_then(|html| budget::retell(path, &html, &last.weights, &given)) {
            *content = told.into();
        }
    });
}
