//! `asset-missing`, in every site: what the styles that are in pages name is there. What is named elsewhere, a build
//! looks for when it checks its links.

pub(super) use super::asset_missing::RULE;
use super::asset_missing::missing;
use crate::check::site::{AssetKind, Site, SiteReport};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    missing(site, report, |kind| kind == AssetKind::Drawn);
}
