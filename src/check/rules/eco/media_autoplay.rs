//! `media-autoplay`: nothing is fetched and played before somebody asks for it.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "media-autoplay",
    severity: Severity::Error,
    criteria: &[Criterion::rgesn("4.1"), Criterion::wsg("ensure-animation-is-proportionate-and-easy-to-control")],
    doc: include_str!("media_autoplay.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for media in page.with("autoplay").filter(|element| element.is_any(&["audio", "video"])) {
        let (en, fr) = if media.is("video") { ("a video", "une vidéo") } else { ("a sound", "un son") };
        report.fail(
            media,
            say(format!("{en} plays by itself"), format!("{fr} se lance sans qu’on le demande")),
            say(
                "take `autoplay` out, and add `controls` and `preload=\"none\"`; for a moving background, show a picture",
                "retirez `autoplay`, et ajoutez `controls` et `preload=\"none\"` ; pour un fond animé, montrez une image",
            ),
        );
    }
}
