//! What visits of a site's pages emit.

use super::{Group, Weighed, Weights};
use crate::carbon::{Assumptions, Estimate, Model};
use crate::weight::Scenario;

/// What a page emits: all that waits included on a first visit, what is not in the cache yet on another.
pub fn estimate(model: Model, page: &Weighed, given: &Assumptions) -> Estimate {
    let bytes = |scenario| page.weight.heaviest(scenario).total() as f64;
    Estimate::of(model, bytes(Scenario::Full), bytes(Scenario::Next), given)
}

/// The page in the middle, by what it weighs scrolled to its end; nothing of no page.
pub fn median<'w>(pages: &[&'w Weighed]) -> Option<&'w Weighed> {
    let mut pages = pages.to_vec();
    pages.sort_by_key(|page| (page.weight.heaviest(Scenario::Full).total(), &page.page));
    pages.get(pages.len() / 2).copied()
}

/// The figures that pages tell of their site, in the order of [`Group::figures`]: grams of CO2 equivalent of a visit on average,
/// by Sustainable Web Design 4, to the thousandth. Nothing is said of a group without a page.
pub(super) fn figures(weights: &Weights, given: &Assumptions) -> Vec<String> {
    let grams = |page: &Weighed| estimate(Model::V4, page, given).visit.total();
    let told = |grams: Option<f64>| grams.map_or_else(String::new, |grams| format!("{grams:.3}"));
    let group = |group: &Group| {
        let pages: Vec<&Weighed> = weights.pages.iter().filter(|page| group.has(&page.class)).collect();
        let worst = pages.iter().map(|page| grams(page)).max_by(f64::total_cmp);
        [told(median(&pages).map(grams)), told(worst)]
    };
    Group::ALL.iter().flat_map(group).collect()
}
