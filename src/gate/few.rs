//! The rules of pages over a few of them, which are there before the others.

use rayon::prelude::*;

use super::run::{LARGEST, is_sheet, start, take_sheets};
use super::{cause, judged};
use crate::asset::style::Question;
use crate::cache::Cache;
use crate::check::site::Survey;
use crate::check::{self, Around, Delivered, Inspected, Spent};
use crate::finding::{Finding, Language, OutputPath};
use crate::output::{self, Output};
use crate::render::Early;
use crate::weight::Library;

/// What the rules of pages find on these, which are shown with these style sheets.
pub fn few(early: &Early, styles: &Output, cache: &mut Cache, language: Language) -> Vec<Finding> {
    let site = &early.site;
    take_sheets(styles, cache);
    let read = |path: &OutputPath| is_sheet(path).then(|| start(styles.get(path)?, LARGEST))?;
    let (survey, library, question) =
        (Survey::new(Some(&site.config.base_url)), Library::default(), Question::default());
    let engine = &cache.engine.1;
    let around = Around {
        read: &read,
        survey: &survey,
        engine,
        usage: question.usage(),
        library: &library,
        spent: &Spent::default(),
    };
    let look = |path: &OutputPath| {
        let html = early.output.get(path)?.made()?;
        Some(check::inspect(Delivered { path, html: &output::text(&html) }, &around))
    };
    let pages: Vec<&OutputPath> = early.traces.iter().filter(|(_, trace)| trace.stays).map(|(path, _)| path).collect();
    let seen: Vec<(&OutputPath, Inspected)> =
        pages.into_par_iter().filter_map(|path| Some((path, look(path)?))).collect();
    let judged = judged(seen.iter().map(|(path, seen)| (*path, seen)), &[]);
    cause::of_few(&judged, &early.traces, &site.theme.templates.marks, language)
}
