//! What pages emit, by class, and the badge that tells it of the whole site.

use std::collections::BTreeMap;

use super::{Story, escape, table};
use crate::budget::{Weighed, Weights, estimate, kilobytes, median};
use crate::carbon::{Assumptions, Model, ecoindex};
use crate::weight::Scenario;

/// The section: the median page of each class.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut classes: BTreeMap<&str, Vec<&Weighed>> = BTreeMap::new();
    for page in &story.weights.pages {
        classes.entry(page.class.name()).or_default().push(page);
    }
    let all: Vec<&Weighed> = story.weights.pages.iter().collect();
    let row = |(name, pages): (&str, &[&Weighed])| {
        let page = median(pages)?;
        let estimate = |model| estimate(model, page, story.given);
        let [new, old] = [Model::V4, Model::V3].map(estimate);
        let mut cells = vec![
            name.to_owned(),
            kilobytes(page.weight.heaviest(Scenario::Full).total()),
            milligrams(new.page.total()),
            milligrams(new.visit.total()),
            new.rating.as_str().to_owned(),
            milligrams(old.page.total()),
            old.rating.as_str().to_owned(),
        ];
        if let Some(reference) = story.ecoindex {
            let weight = page.weight.heaviest(Scenario::Full);
            let score = reference.score(page.weight.elements.ecoindex, weight.requests, weight.total());
            cells.push(format!("{} {}", score.score, score.grade));
        }
        Some(cells)
    };
    let pages = classes.iter().map(|(name, pages)| (*name, pages.as_slice()));
    let rows: Vec<Vec<String>> = pages.chain([("all", all.as_slice())]).filter_map(row).collect();
    let mut head =
        vec!["Class", "Scrolled", "mg, first visit", "mg, mean visit", "Rating", "mg by version 3", "Rating by 3"];
    let mut sources = format!("Electricity: {}.", crate::carbon::ATTRIBUTION);
    if story.ecoindex.is_some() {
        head.push("EcoIndex");
        sources = format!("{sources} {}", ecoindex::ATTRIBUTION);
    }
    format!(
        "<h2>Carbon</h2>\n<p>Milligrams of CO<sub>2</sub> equivalent of the median page, by Sustainable Web Design 4, and 3 to \
         compare; an estimate from bytes, not a measure. {}</p>\n{}",
        escape(&sources),
        table("What the median page of each class emits", &head, &rows)
    )
}

/// A drawing of two figures for a site to show: what its median page weighs, scrolled to the end, and its rating by
/// Sustainable Web Design 4. Nothing of a site that was not weighed.
pub fn badge(weights: &Weights, given: &Assumptions) -> Option<String> {
    let pages: Vec<&Weighed> = weights.pages.iter().collect();
    let page = median(&pages)?;
    let rating = estimate(Model::V4, page, given).rating.as_str();
    let weight = kilobytes(page.weight.heaviest(Scenario::Full).total());
    let words = format!("{weight} · {rating}");
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"150\" height=\"24\" viewBox=\"0 0 150 24\" role=\"img\" \
         aria-label=\"Median page: {weight}, carbon rating {rating}\"><rect width=\"150\" height=\"24\" rx=\"4\" \
         fill=\"#14242b\"/><text x=\"75\" y=\"16.5\" text-anchor=\"middle\" font-family=\"system-ui,sans-serif\" \
         font-size=\"13\" fill=\"#fff\">{words}</text></svg>\n"
    ))
}

/// Grams as milligrams, to a tenth.
fn milligrams(grams: f64) -> String {
    format!("{:.1}", grams * 1000.0)
}
