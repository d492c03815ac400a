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
    let weight = |page: &&'w Weighed| page.weight.heaviest(Scenario::Full).total();
    let mut pages: Vec<(u64, &Weighed)> = pages.iter().map(|page| (weight(page), *page)).collect();
    let middle = pages.len() / 2;
    if middle == pages.len() {
        return None;
    }
    let (_, (_, page), _) = pages.select_nth_unstable_by(middle, |a, b| (a.0, &a.1.page).cmp(&(b.0, &b.1.page)));
    Some(page)
}

/// The figures that pages tell of their site, in the order of [`Group::figures`]: grams of CO2 equivalent of a visit on
/// average, by Sustainable Web Design 4, to the thousandth. Nothing is said of a group without a page.
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
