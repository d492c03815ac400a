//! `media-preload`: a video or a sound is not fetched whole before somebody plays it.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "media-preload",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("6.5"), Criterion::wsg("defer-the-loading-of-non-critical-resources")],
    doc: include_str!("media_preload.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for media in page.with("preload").filter(|element| element.is_any(&["audio", "video"])) {
        let preload = media.attr("preload").unwrap_or_default().trim();
        // An empty word is `auto` (HTML, 4.8.11.5).
        if !preload.is_empty() && !preload.eq_ignore_ascii_case("auto") {
            continue;
        }
        report.fail(
            media,
            say("a file is fetched whole before anybody plays it", "un fichier est chargé entier avant qu’on le lance"),
            say("write `preload=\"none\"`, or `metadata`", "écrivez `preload=\"none\"`, ou `metadata`"),
        );
    }
}
