//! `media-controls`: people can play and stop what plays.

use super::sources::{has_scripts, sources};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "media-controls",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.1.1", "A"),
        Criterion::wcag("2.2.2", "A"),
        Criterion::rgaa("4.11"),
        Criterion::rgaa("13.8"),
    ],
    doc: include_str!("media_controls.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut scripts = None;
    for video in page.named("video") {
        if video.has("controls") || sources(video).next().is_none() || !page.tree.is_visible(video) {
            continue;
        }
        let message = match (video.has("autoplay"), video.has("loop")) {
            (true, true) => say(
                "the video moves without end and cannot be stopped",
                "la vidéo bouge sans fin et ne peut être arrêtée",
            ),
            // It may end within five seconds.
            (true, false) => continue,
            (false, _) => say("the video has no controls to play it", "la vidéo n’a pas de commandes pour la lire"),
        };
        let help = say("add `controls`", "ajoutez `controls`");
        if *scripts.get_or_insert_with(|| has_scripts(page)) {
            report.review(video, message, help);
        } else {
            report.fail(video, message, help);
        }
    }
}
