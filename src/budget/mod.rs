//! What every page of a site weighs, held against its budget.

mod cause;
mod emitted;
mod figure;
mod hold;
mod judge;
mod limits;
mod lock;
mod rise;
mod tell;
mod told;
mod transfer;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub use cause::{Ground, Writer};
pub use emitted::{estimate, median};
pub use figure::{Part, parts, value};
pub use hold::{Held, Rises, hold};
pub use judge::{Policy, RULES, judge};
pub use limits::{site_allows, site_limits, unknown};
pub use lock::{Lock, Measure};
pub use rise::{Change, compare};
pub use tell::{Means, retell, tell};
pub use told::{amount, kilobytes};
pub use transfer::Transfer;

use crate::cache::Memo;
use crate::finding::OutputPath;
use crate::gate::Fetches;
pub use crate::model::{Class, Group, class_by_path, classes, limits};
use crate::output::Output;
use crate::weight::{self, Kind, PROFILES, PageWeight, Phase, Request, Requests, Target};

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
    /// What is sent of each file that it asks for, in their order.
    pub sent: Vec<Sent>,
    /// What is sent of the page itself, in bytes.
    pub own: u64,
    /// What it weighs.
    pub weight: PageWeight,
    /// Whether it tells something that is known when everything is made.
    pub tells: bool,
}

impl Weighed {
    /// Takes the page itself to be sent in so many bytes.
    fn set_own(&mut self, own: u64) {
        for weight in self.weight.weights.iter_mut().flatten() {
            let html = &mut weight.bytes[Kind::Html as usize];
            *html = *html - self.own + own;
        }
        self.own = own;
    }
}

/// What is sent of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Bytes; none of what is missing or on another host.
    pub bytes: u64,
    /// Whether who comes from another page of the site has it already.
    pub shared: bool,
}

/// Weighs every page of a finished output, each of the class that `class` says.
pub fn weigh(
    class: &(dyn Fn(&OutputPath) -> Class + Sync),
    fetches: &[Fetches],
    output: &Output,
    known: &mut Memo<usize>,
) -> Weights {
    let transfer = Transfer::new(output, &|path| class(path).name().to_owned(), known);
    let shared = shared(fetches);
    let is_shared = |path: &OutputPath| shared.contains(path);
    let weigh = |one: &Fetches| {
        let own = transfer.bytes(&one.path).unwrap_or_default();
        let bytes = |path: &OutputPath| transfer.bytes(path);
        let sent = |request: &Request| match &request.target {
            Target::Own(path) => {
                let whole = bytes(path).unwrap_or_default();
                Sent { bytes: request.most.map_or(whole, |most| whole.min(most)), shared: is_shared(path) }
            }
            Target::Foreign(_) => Sent::default(),
        };
        Weighed {
            page: one.path.clone(),
            class: class(&one.path),
            requests: Arc::clone(&one.requests),
            sent: one.requests.list.iter().map(sent).collect(),
            own,
            weight: weight::weigh(own, one.elements, &one.requests, &bytes, &is_shared),
            tells: one.tells,
        }
    };
    let mut pages: Vec<Weighed> = fetches.par_iter().map(weigh).collect();
    pages.sort_by(|a, b| a.page.cmp(&b.page));
    Weights { pages, estimated: transfer.is_estimated() }
}

/// The files that most pages ask for at once.
fn shared(fetches: &[Fetches]) -> FxHashSet<&OutputPath> {
    let mut counts: FxHashMap<&OutputPath, usize> = FxHashMap::default();
    for request in fetches.iter().flat_map(|one| &one.requests.list) {
        if let Target::Own(path) = &request.target
            && request.phases == [Some(Phase::Initial); PROFILES.len()]
        {
            *counts.entry(path).or_default() += 1;
        }
    }
    let least = fetches.len() as f64 * SHARED;
    counts.into_iter().filter(|(_, count)| *count as f64 > least).map(|(path, _)| path).collect()
}
