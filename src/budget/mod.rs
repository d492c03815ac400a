//! What every page of a site weighs, held against its budget.

mod class;
mod transfer;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use class::{Class, classes};
pub use transfer::Transfer;

use crate::finding::OutputPath;
use crate::gate::Fetches;
use crate::model::Site;
use crate::output::Output;
use crate::weight::{self, PROFILES, PageWeight, Phase, Requests, Target};

/// A file that more than this part of the pages ask for is taken to be in the cache of who comes from another page.
const SHARED: f64 = 0.5;

/// What the pages of a site weigh.
#[derive(Debug, Default)]
pub struct Weights {
    /// Every page that people stay on, by path.
    pub pages: Vec<Weighed>,
    /// Whether texts are weighed as a host would compress them, by a sample; else as they are delivered compressed.
    pub estimated: bool,
}

/// A page and what it weighs.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The page.
    pub page: OutputPath,
    /// What it is, for a budget.
    pub class: Class,
    /// What it asks for, itself left out.
    pub requests: Arc<Requests>,
    /// What it weighs.
    pub weight: PageWeight,
}

/// Weighs every page of a finished output.
pub fn weigh(site: &Site, fetches: &[Fetches], output: &Output) -> Weights {
    let classes = classes(site);
    let class = |path: &OutputPath| classes.get(path).cloned().unwrap_or(Class::List);
    let transfer = Transfer::new(output, &|path| class(path).name().to_owned());
    let shared = shared(fetches);
    let is_shared = |path: &OutputPath| shared.contains_key(path);
    let weigh = |one: &Fetches| {
        let own = transfer.bytes(&one.path).unwrap_or_default();
        let bytes = |path: &OutputPath| transfer.bytes(path);
        Weighed {
            page: one.path.clone(),
            class: class(&one.path),
            requests: Arc::clone(&one.requests),
            weight: weight::weigh(own, one.elements, &one.requests, &bytes, &is_shared),
        }
    };
    let mut pages: Vec<Weighed> = fetches.iter().map(weigh).collect();
    pages.sort_by(|a, b| a.page.cmp(&b.page));
    Weights { pages, estimated: transfer.is_estimated() }
}

/// The files that most pages ask for at once.
fn shared(fetches: &[Fetches]) -> FxHashMap<OutputPath, usize> {
    let mut counts: FxHashMap<OutputPath, usize> = FxHashMap::default();
    for request in fetches.iter().flat_map(|one| &one.requests.list) {
        if let Target::Own(path) = &request.target
            && request.phases == [Some(Phase::Initial); PROFILES.len()]
        {
            *counts.entry(path.clone()).or_default() += 1;
        }
    }
    let least = fetches.len() as f64 * SHARED;
    counts.retain(|_, count| *count as f64 > least);
    counts
}
