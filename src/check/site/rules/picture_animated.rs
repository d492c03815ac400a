//! `picture-animated`: pictures do not move for more than five seconds without a way to stop them.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::picture::{Motion, READ, motion};
use crate::check::site::{AssetKind, Site, SiteReport};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "picture-animated",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.2.2", "A"),
        Criterion::rgaa("13.8"),
        Criterion::rgesn("4.1"),
        Criterion::wsg("ensure-animation-is-proportionate-and-easy-to-control"),
    ],
    doc: include_str!("picture_animated.md"),
};

/// The forms of pictures that may move.
const MOVING: [&str; 4] = ["apng", "gif", "png", "webp"];

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let may_move = |file: &OutputPath| MOVING.contains(&file.extension().to_ascii_lowercase().as_str());
    for (page, asset, file) in site.shown_files(may_move) {
        if matches!(asset.kind, AssetKind::Picture { .. }) {
            files.entry(file).or_default().push((page, asset));
        }
    }
    for (file, uses) in files {
        let Some(bytes) = (site.read)(file, READ) else { continue };
        let (en, fr) = match motion(&bytes) {
            Motion::Still => continue,
            Motion::Endless => ("without end".to_owned(), "sans fin".to_owned()),
            Motion::Long(time) => (format!("for {} seconds", time / 1000), format!("pendant {} secondes", time / 1000)),
        };
        // A script may stop it, and a `source` may spare it to those who ask for less motion.
        let sure = |page: &super::super::Facts, kind| !page.scripted && kind == AssetKind::Picture { still: false };
        let decided = uses.iter().any(|(page, asset)| sure(page, asset.kind));
        let places: Vec<_> = uses.iter().map(|(page, asset)| (&page.path, &asset.span)).collect();
        let message = say(format!("the picture `{file}` moves {en}"), format!("l’image `{file}` bouge {fr}"));
        let help = say(
            "show a still picture, or a `video` with `controls`",
            "montrez une image fixe, ou une `video` avec `controls`",
        );
        if decided {
            report.fail(&places[..], message, help);
        } else {
            report.review(&places[..], message, help);
        }
    }
}
