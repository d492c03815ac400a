//! What a page emits, once it is known where its site is hosted and how it is visited.

use super::grid::Grid;
use super::rating::Rating;
use super::swd::{Emissions, Model, emissions};

/// How a page is visited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visits {
    /// How many are by someone who has nothing of the site in the cache, from 0 to 1.
    pub first: f64,
    /// How many are by someone who comes back, from 0 to 1.
    pub returning: f64,
    /// How much of the page these have in the cache, from 0 to 1; nothing when their bytes are known.
    pub cached: Option<f64>,
}

impl Visits {
    /// Every visit is a first one: what Sustainable Web Design 4 counts when nothing is said.
    pub const FIRST: Self = Self { first: 1.0, returning: 0.0, cached: None };

    /// The bytes of a visit on average, of a page of `first` bytes with nothing in the cache and of `next` for who has
    /// seen another page of the site.
    pub fn bytes(&self, first: f64, next: f64) -> f64 {
        let again = self.cached.map_or(next, |cached| first * (1.0 - cached));
        self.first * first + self.returning * again
    }
}

/// What is known of a site beside its bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// What its electricity emits.
    pub grid: Grid,
    /// How much of the host's electricity is renewable, from 0 to 1.
    pub green: f64,
    /// How its pages are visited.
    pub visits: Visits,
}

/// What a page emits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The version of the model.
    pub model: Model,
    /// A first visit, in grams of CO2 equivalent.
    pub page: Emissions,
    /// The rating of that: those of Sustainable Web Design are of first visits.
    pub rating: Rating,
    /// A visit on average, in grams of CO2 equivalent.
    pub visit: Emissions,
}

impl Estimate {
    /// Of a page of `first` bytes with nothing in the cache, all that waits included, and of `next` bytes for who has
    /// seen another page of the site.
    pub fn of(model: Model, first: f64, next: f64, given: &Assumptions) -> Self {
        let emit = |bytes: f64| emissions(model, bytes, given.grid, given.green);
        let page = emit(first);
        Self { model, page, rating: Rating::of(model, page.total()), visit: emit(given.visits.bytes(first, next)) }
    }
}
