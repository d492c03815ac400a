//! `asset-missing`: the files that a page shows or runs are there.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{AssetKind, Site, SiteReport, Target};
use crate::finding::{Rule, Severity};

pub(super) static RULE: Rule =
    Rule { id: "asset-missing", severity: Severity::Error, criteria: &[], doc: include_str!("asset_missing.md") };

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    // Captions that are missing have a rule of their own, and what styles name is looked for in every site.
    missing(site, report, |kind| !matches!(kind, AssetKind::Track | AssetKind::Drawn));
}

/// Tells the files of these kinds that are missing, each once.
pub(super) fn missing(site: &Site<'_>, report: &mut SiteReport, wanted: impl Fn(AssetKind) -> bool) {
    let mut missing: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for page in site.pages {
        for asset in page.assets.iter().filter(|asset| wanted(asset.kind) && site.is_broken(&asset.to)) {
            let Target::Here { path, .. } = &asset.to else { continue };
            missing.entry(path).or_default().push((&page.path, &asset.span));
        }
    }
    for (path, places) in missing {
        report.fail(
            &places[..],
            say(format!("the file `/{path}` does not exist"), format!("le fichier `/{path}` n’existe pas")),
            say("correct its address, or deliver it", "corrigez son adresse, ou fournissez-le"),
        );
    }
}
