//! `picture-format`: most pictures come in a light format.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "picture-format",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("5.1"), Criterion::wsg("optimize-media-to-reduce-resource-use")],
    doc: include_str!("picture_format.md"),
};

/// The formats that others weigh less than.
const HEAVY: &[&str] = &["jpg", "jpeg", "png", "gif", "bmp"];

/// The percentage of the pictures of pixels that must come in a light format (RGESN 2024, 5.1).
const LEAST: usize = 75;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let (mut heavy, mut all) = (BTreeMap::new(), std::collections::BTreeSet::new());
    for (page, asset, file) in site.shown_files(|file| !file.extension().eq_ignore_ascii_case("svg")) {
        let Some(offer) = asset.offer else { continue };
        if !offer.light && HEAVY.iter().any(|ending| file.extension().eq_ignore_ascii_case(ending)) {
            heavy.entry(file).or_insert((&page.path, &asset.span));
        }
        all.insert(file);
    }
    if (all.len() - heavy.len()) * 100 > all.len() * LEAST || heavy.is_empty() {
        return;
    }
    let places: Vec<_> = heavy.values().copied().collect();
    report.fail(
        &places[..],
        say(
            format!("{} of {} pictures come in no light format", heavy.len(), all.len()),
            format!("{} images sur {} ne sont proposées dans aucun format léger", heavy.len(), all.len()),
        ),
        say(
            "offer them as AVIF or WebP, in a `source` of a `picture` or alone",
            "proposez-les en AVIF ou en WebP, dans une `source` de `picture` ou seules",
        ),
    );
}
