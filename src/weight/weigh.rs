//! From what a page asks for to what it weighs.

use super::elements::Elements;
use super::profile::PROFILES;
use super::request::{Kind, Phase, Request, Requests, Target};
use crate::finding::OutputPath;

/// How a page is visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scenario {
    /// First, with nothing in the cache, without scrolling.
    Initial,
    /// First, scrolled to its end: what waits is fetched too.
    Full,
    /// After another page of the site: what pages share, under names that change with the contents, is in the cache.
    Next,
}

impl Scenario {
    /// Every scenario, in the order of [`PageWeight::weights`].
    pub const ALL: [Self; 3] = [Self::Initial, Self::Full, Self::Next];

    /// Its name in reports and budgets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Full => "full",
            Self::Next => "next",
        }
    }
}

/// What is fetched: bytes of bodies by kind, and how many files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// By [`Kind`], in the order of [`Kind::ALL`].
    pub bytes: [u64; Kind::ALL.len()],
    /// Files, the page included.
    pub requests: usize,
}

impl Weight {
    /// All bytes.
    pub fn total(&self) -> u64 {
        self.bytes.iter().sum()
    }

    /// The bytes of a kind.
    pub fn of(&self, kind: Kind) -> u64 {
        self.bytes[kind as usize]
    }

    fn add(&mut self, kind: Kind, bytes: u64) {
        self.bytes[kind as usize] += bytes;
        self.requests += 1;
    }
}

/// What a page weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWeight {
    /// By [`PROFILES`] and [`Scenario`].
    pub weights: [[Weight; Scenario::ALL.len()]; PROFILES.len()],
    /// Its elements.
    pub elements: Elements,
}

impl PageWeight {
    /// In a profile and a scenario.
    pub fn of(&self, profile: usize, scenario: Scenario) -> &Weight {
        &self.weights[profile][scenario as usize]
    }

    /// The heavier of the profiles.
    pub fn heaviest(&self, scenario: Scenario) -> &Weight {
        let all = self.weights.iter().map(|weights| &weights[scenario as usize]);
        all.max_by_key(|weight| weight.total()).unwrap_or(&self.weights[0][0])
    }
}

/// Weighs a page of `own` bytes. `bytes` tells what is sent of a file of the site, nothing where there is none;
/// `shared`, whether a visitor who comes from another page has it already.
pub fn weigh(
    own: u64,
    elements: Elements,
    requests: &Requests,
    bytes: &dyn Fn(&OutputPath) -> Option<u64>,
    shared: &dyn Fn(&OutputPath) -> bool,
) -> PageWeight {
    let mut weights = [[Weight::default(); Scenario::ALL.len()]; PROFILES.len()];
    for (profile, weights) in weights.iter_mut().enumerate() {
        for (scenario, weight) in Scenario::ALL.into_iter().zip(weights) {
            weight.add(Kind::Html, own);
            for request in &requests.list {
                let Some(phase) = request.phases[profile] else { continue };
                let comes = match scenario {
                    Scenario::Initial => phase == Phase::Initial,
                    Scenario::Full => true,
                    Scenario::Next => phase == Phase::Initial && !is_shared(request, shared),
                };
                if comes {
                    // What is on another host cannot be weighed; it is an error of its own.
                    weight.add(request.kind, size(request, bytes).unwrap_or_default());
                }
            }
        }
    }
    PageWeight { weights, elements }
}

fn size(request: &Request, bytes: &dyn Fn(&OutputPath) -> Option<u64>) -> Option<u64> {
    let Target::Own(path) = &request.target else { return None };
    let whole = bytes(path)?;
    Some(request.most.map_or(whole, |most| whole.min(most)))
}

fn is_shared(request: &Request, shared: &dyn Fn(&OutputPath) -> bool) -> bool {
    matches!(&request.target, Target::Own(path) if shared(path))
}
