//! `asset-missing`: the files that a page shows or runs are there.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{AssetKind, Site, SiteReport, Target};
use crate::finding::{Rule, Severity};

pub(super) static RULE: Rule =
    Rule { id: "asset-missing", severity: Severity::Error, criteria: &[], doc: include_str!("asset_missing.md") };

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut missing: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for page in site.pages {
        // Captions that are missing have a rule of their own.
        for asset in page.assets.iter().filter(|asset| asset.kind != AssetKind::Track && site.is_broken(&asset.to)) {
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
