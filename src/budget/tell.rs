//! Pages that tell what they weigh, of which the telling is a part, and what visits of their site emit.

use std::cell::LazyCell;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::emitted::figures;
use super::{Weighed, Weights, transfer};
use crate::asset::compress::{self, Encoding};
use crate::asset::store::Store;
use crate::carbon::Assumptions;
use crate::finding::OutputPath;
use crate::output::{Content, Output};
use crate::weight::Scenario;
use crate::weight::told::{Told, has_figures, is_told, tell as tell_page};

/// After so many tries the figure only grows, so that it comes to rest: a page never says less than it weighs. As many
/// times are the figures of the site told again that the telling itself has changed.
const TRIES: usize = 3;

/// How texts are sent.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// The compressed siblings of each.
    pub encodings: &'a [Encoding],
    /// Where those are remembered.
    pub store: &'a Store,
}

/// Writes, in every page that tells it, what it weighs: the kilobytes of 1,000 bytes of a first visit scrolled to its
/// end, in the window where that is more, rounded up; and what visits of the site emit, where a page tells that. Gives
/// the files that change, the compressed siblings among them; the weights are then those of these files.
pub fn tell(weights: &mut Weights, given: &Assumptions, output: &Output, means: Means<'_>) -> Output {
    let mut files = Output::new();
    if !weights.pages.iter().any(|page| page.tells) {
        let told = LazyCell::new(|| figures(weights, given));
        files.extend(passed(weights, output, &|| told.clone(), means));
        return files;
    }
    let before: Vec<u64> = weights.pages.iter().map(|page| page.own).collect();
    let mut told = figures(weights, given);
    for attempt in 0..TRIES {
        let pages = weights.pages.par_iter_mut().zip(&before).filter_map(|(page, own)| {
            let html = output.get(&page.page).filter(|_| page.tells)?.made()?;
            let is_due = attempt == 0 || has_figures(&html);
            is_due.then(|| {
                page.set_own(*own);
                settle(page, &html, &told, means)
            })
        });
        files.extend(pages.flatten_iter().collect::<Vec<_>>());
        let next = figures(weights, given);
        if next == told {
            break;
        }
        told = next;
    }
    files.extend(passed(weights, output, &|| told.clone(), means));
    files
}

/// A page that tells what `weights`, which are of the build before, say of it; nothing when it tells nothing. Of one
/// that was not weighed then, what it is itself.
pub fn retell(path: &OutputPath, html: &[u8], weights: &Weights, given: &Assumptions) -> Option<Vec<u8>> {
    if !is_told(html) {
        return None;
    }
    let known = weights.pages.binary_search_by(|page| page.page.cmp(path)).ok();
    let bytes = known.map_or(html.len() as u64, |rank| weights.pages[rank].weight.heaviest(Scenario::Full).total());
    let figures = if has_figures(html) { figures(weights, given) } else { Vec::new() };
    Some(tell_page(html, &|told| say(told, bytes.div_ceil(1000), &figures)))
}

/// The pages that are only passed through and tell something: of their weight, what they are themselves.
fn passed(
    weights: &Weights,
    output: &Output,
    figures: &dyn Fn() -> Vec<String>,
    means: Means<'_>,
) -> Vec<(OutputPath, Content)> {
    let weighed: FxHashSet<&OutputPath> = weights.pages.iter().map(|page| &page.page).collect();
    let others = output.iter().filter(|(path, _)| path.extension() == "html" && !weighed.contains(path));
    let told = others.filter_map(|(path, content)| {
        let html = content.made()?;
        is_told(&html).then(|| written(path, &html, (html.len() as u64).div_ceil(1000), &figures(), means).0)
    });
    told.flatten().collect()
}

/// Finds the figure that is true of the page that tells it.
fn settle(page: &mut Weighed, html: &[u8], figures: &[String], means: Means<'_>) -> Vec<(OutputPath, Content)> {
    let others = page.weight.heaviest(Scenario::Full).total() - page.own;
    let mut kilobytes = (others + page.own).div_ceil(1000);
    let mut tries = 0;
    loop {
        tries += 1;
        let (files, length) = written(&page.page, html, kilobytes, figures, means);
        let sent = sent(page.own, html.len(), length, &files[1..]);
        let next = (others + sent).div_ceil(1000);
        if next == kilobytes || (tries >= TRIES && next < kilobytes) {
            page.set_own(sent);
            return files;
        }
        kilobytes = next;
    }
}

/// A page that tells these, before its compressed siblings, and of how many bytes it is.
fn written(
    path: &OutputPath,
    html: &[u8],
    kilobytes: u64,
    figures: &[String],
    means: Means<'_>,
) -> (Vec<(OutputPath, Content)>, usize) {
    let text = tell_page(html, &|told| say(told, kilobytes, figures));
    let length = text.len();
    let siblings = compress::siblings(path, &text, means.encodings, means.store);
    let files = std::iter::once((path.clone(), Content::from(text))).chain(siblings).collect();
    (files, length)
}

/// What stands in the place of a stand-in.
fn say(told: Told<'_>, kilobytes: u64, figures: &[String]) -> String {
    match told {
        Told::Weight(unit) => format!("{kilobytes}\u{a0}{unit}"),
        Told::Figure { point, rank } => {
            figures.get(rank).map_or_else(String::new, |figure| figure.replace('.', point.encode_utf8(&mut [0; 4])))
        }
    }
}

/// What is sent of a page of `after` bytes, when `own` were of one of `before`: the lightest of its siblings, or as
/// much of it.
fn sent(own: u64, before: usize, after: usize, siblings: &[(OutputPath, Content)]) -> u64 {
    let lightest = siblings.iter().filter_map(|(_, content)| transfer::size(content)).min();
    lightest.unwrap_or_else(|| (own as f64 * after as f64 / before as f64).round() as u64)
}
